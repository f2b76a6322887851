#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "templates/fonts.h"
#include "templates/quick_font.h"
#include "templates/sheet.h"

namespace hefu {

/// How font programs are cut down: spliced from pieces that were packed once (quick_font.h), or cut and
/// packed anew by hb-subset and libdeflate, which is the reference.
enum class Cutting : std::uint8_t { quick, plain };

/// One glyph as a document uses it.
struct UsedGlyph {
  std::uint32_t id = 0;     // in the face
  char32_t code_point = 0;  // what it says when its text is copied out
  std::uint16_t code = 0;   // its two bytes in content streams: the CID
  int advance = 0;          // thousandths of an em
};

/// Finds a glyph's place in a list by its id, quickly: an open hash table that is never more than half full.
class GlyphPlaces {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  /// The place of an id, or none.
  std::uint32_t find(std::uint32_t id) const;
  void set(std::uint32_t id, std::uint32_t place);

 private:
  struct Slot {
    std::uint32_t id = none, place = none;
  };
  std::size_t slot_of(std::uint32_t id) const;  // its own, or the free one that it would take
  std::vector<Slot> slots_ = std::vector<Slot>(2048);
  std::size_t used_ = 0;
};

/// One face as a document uses it, cut down.
struct UsedFace {
  std::uint16_t face = 0;
  std::vector<UsedGlyph> glyphs;
  GlyphPlaces places;  // in `glyphs`
  FontFile file;

  /// Fails: throws Error(bad_input) on a glyph that was not counted.
  const UsedGlyph& find(std::uint32_t id) const;
};

/// The faces that a Sheet needs, each cut down to its glyphs, by face.
/// Fails: throws Error(bad_input) on a glyph that a face lacks: a page never shows .notdef in silence.
std::vector<UsedFace> used_faces(const Sheet& sheet, const Fonts& fonts, Cutting cutting);

/// The faces of a file whose Sheets come one by one: a glyph gets its code when it is first seen, so that its
/// page can be written before the others are known, and the faces are cut down at the end.
class GrowingFaces {
 public:
  explicit GrowingFaces(const Fonts& fonts);
  /// Takes in what a Sheet shows. Fails: throws Error(bad_input) on a glyph that a face lacks.
  void add(const Sheet& sheet);
  /// All so far, also those without glyphs; not cut down yet.
  const std::vector<UsedFace>& so_far() const { return faces_; }
  /// Fails: throws Error(bad_input) on a face that cannot be cut quickly.
  std::vector<UsedFace> cut() &&;

 private:
  void give_code(UsedFace& face, UsedGlyph& glyph);
  const Fonts& fonts_;
  std::vector<UsedFace> faces_;
  std::vector<std::vector<bool>> taken_;  // by face, code points that are some glyph's code
  std::vector<std::uint32_t> next_;       // by face, the next code that no character owns
};

/// The CMap that says what each code reads as, packed. Source: ISO 32000-1, 9.10.3.
/// Where every code is its character's own code point, the same one serves every face: see own_cid().
std::string packed_to_unicode(const UsedFace& face);
bool has_common_to_unicode(const UsedFace& face);

/// Whether a code point can be its glyph's CID: it is in one of the blocks that the common CMap maps to
/// themselves. Others get a code of the private-use area, which no text of ours uses.
bool own_cid(char32_t code_point);

}  // namespace hefu
