#pragma once
#include <hb.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "templates/fonts.h"
#include "templates/quick_font.h"

namespace hefu {

/// Widths of a face's glyphs in thousandths of an em, each asked for once. Safe to use from several threads,
/// which can only write the same.
class KnownAdvances {
 public:
  explicit KnownAdvances(std::size_t glyphs) : advances_(glyphs) {}
  template <class Measure>
  int find(std::uint32_t glyph, const Measure& measure) const {
    if (glyph >= advances_.size()) return measure();
    int known = advances_[glyph].load(std::memory_order_relaxed);
    if (known == 0) advances_[glyph].store(known = measure() + 1, std::memory_order_relaxed);
    return known - 1;
  }

 private:
  mutable std::vector<std::atomic<int>> advances_;  // and 1; 0: not asked for yet
};

/// One face, opened. Everything but `quick` and `advances` is made at load time and never changes, so threads
/// share it.
struct OpenFace {
  FaceFile file;
  hb_face_t* face = nullptr;
  hb_font_t* font = nullptr;
  unsigned units_per_em = 1000;
  bool cff = false;
  std::unique_ptr<KnownAdvances> advances;

  /// What cuts it quickly, or null; made at the first call, because a checker never needs it.
  const QuickFont* quick() const;
  /// A table's bytes as they lie in the file; they live as long as the face does. Empty: it has none.
  std::string_view table(const char* tag) const;
  ~OpenFace();

 private:
  mutable std::once_flag quick_once_;
  mutable std::unique_ptr<QuickFont> quick_;
  mutable std::mutex tables_mutex_;
  mutable std::vector<hb_blob_t*> tables_;
};

/// Glyphs that were looked up once, by typeface and code point: going through three cmaps is a third of
/// setting a text. Safe to use from several threads, which can only write the same.
class FoundGlyphs {
 public:
  /// False: not looked up yet. True: `glyph` is what was found, or nothing.
  bool known(Typeface typeface, char32_t code_point, std::optional<GlyphRef>& glyph) const;
  void keep(Typeface typeface, char32_t code_point, const std::optional<GlyphRef>& glyph);

 private:
  struct Entry {
    std::atomic<std::uint32_t> glyph{0};  // 0: not known; else face + 1 and id, 16 bits each
    std::atomic<float> advance_em{0};     // written before `glyph` is
  };
  static constexpr std::size_t code_points = 0x10000;  // the BMP; the rest is rare
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static std::size_t place(Typeface typeface, char32_t code_point) {
    return static_cast<std::size_t>(typeface) * code_points + code_point;
  }
  std::vector<Entry> entries_ = std::vector<Entry>(3 * code_points);
};

struct Fonts::Impl {
  mutable FoundGlyphs found;
  std::vector<std::unique_ptr<OpenFace>> faces;
  mutable std::once_flag fingerprint_once;
  mutable std::string fingerprint;

  const OpenFace& at(std::uint16_t face) const;
};

}  // namespace hefu
