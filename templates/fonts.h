#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hefu {

/// What a form may ask for. song: text; hei: labels and titles; kai: notes and pledges.
enum class Typeface : std::uint8_t { song, hei, kai };

struct FaceFile {
  std::string name;  // PostScript name
  std::filesystem::path file;
  int index = 0;        // in a collection
  std::string package;  // Debian package that brings it
};

struct GlyphRef {
  std::uint16_t face = 0;
  std::uint32_t id = 0;
  float advance_em = 1;
};

/// Ink of one glyph. Coverage 0..255, row 0 at the top.
struct GlyphBitmap {
  int width = 0, height = 0;
  int left = 0, top = 0;  // px from the origin to the bitmap's left (right positive), and up to its first row
  std::vector<std::uint8_t> coverage;
};

/// The faces that the forms use: read once, immutable, shared by all threads. A face's index never changes,
/// because Sheets in the register name faces by it.
class Fonts {
 public:
  /// The system's faces: Noto Serif CJK SC (song), Noto Sans CJK SC (hei), LXGW WenKai (kai), BabelStone Han
  /// (rare). Fails: throws Error(missing) and names the package.
  static std::shared_ptr<const Fonts> load();
  /// Other faces, for reading papers that we did not print: those of the files that can be opened, in this
  /// order. Never for a Sheet.
  static std::shared_ptr<const Fonts> open(const std::vector<FaceFile>& files);
  ~Fonts();
  Fonts(const Fonts&) = delete;

  /// The glyph for a code point: in the typeface, else in song, then in the face for rare characters.
  /// Private-use code points have none: they mean another character in every font.
  std::optional<GlyphRef> find(Typeface typeface, char32_t code_point) const;
  /// The glyph in this face alone.
  std::optional<GlyphRef> find_in_face(std::uint16_t face, char32_t code_point) const;

  /// How far a glyph moves the pen. Units: thousandths of an em.
  int advance(std::uint16_t face, std::uint32_t glyph) const;

  std::size_t face_count() const;
  const FaceFile& face(std::uint16_t face) const;
  /// SHA-256 over each face's name, file size and head, maxp, hmtx and name tables: a print of other fonts is
  /// another print. Not over all bytes: 70 MB of hashing at each start would say no more (head carries the
  /// face's version and check sum). Worked out at the first call.
  std::string fingerprint() const;

  /// Draws one glyph with its origin at a fraction of a pixel. px_per_em: size; embolden_px: stroke growth,
  /// may be negative; dx, dy in 0..1 px, y downwards. Unhinted. Thread-safe: each thread opens the faces that
  /// it draws. Fails: throws Error(bad_input) when the face has no such glyph.
  GlyphBitmap rasterise(std::uint16_t face, std::uint32_t glyph, float px_per_em, float embolden_px, float dx,
                        float dy) const;

  struct Impl;  // of the HarfBuzz and FreeType seams
  const Impl& impl() const { return *impl_; }

 private:
  explicit Fonts(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A face cut down to some glyphs, ready to be embedded.
struct FontSubset {
  bool cff = false;  // bare CFF table, CID = original glyph id; else a TrueType file with renumbered glyphs
  std::string bytes;
  std::vector<std::uint32_t> new_ids;  // parallel to the glyphs asked for
};

/// The reference for quick_font(), and for faces that it cannot cut. Source: hb-subset. Fails: throws
/// Error(missing) on a face that cannot be cut.
FontSubset subset_face(const Fonts& fonts, std::uint16_t face, const std::vector<std::uint32_t>& glyphs);

/// What cuts a face quickly (quick_font.h); made at its first call, null where there is no such way.
class QuickFont;
const QuickFont* quick_font(const Fonts& fonts, std::uint16_t face);

/// What a PDF's font descriptor says of the whole face. Units: thousandths of an em.
struct FaceMetrics {
  std::array<int, 4> box{};  // left, bottom, right, top
  int ascent = 0, descent = 0, cap_height = 0;
};
FaceMetrics face_metrics(const Fonts& fonts, std::uint16_t face);

}  // namespace hefu
