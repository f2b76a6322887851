#pragma once
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu {

constexpr double working_dpi = 200;  // at which glyphs are compared: measured as enough for 9 pt and up
constexpr double working_px_per_mm = working_dpi / 25.4;

/// Where a glyph's ink is compared: its advance wide, a little more than an em high. Working px.
struct GlyphBox {
  int width = 0, height = 0;
  int baseline = 0;  // row of the origin; its column is 1
};

/// The box of a glyph of the page.
GlyphBox glyph_box(const Glyph& glyph);

/// How the scan draws: which blur, stroke growth and smear of the bank.
struct Rendering {
  int blur = 2, bold = 1;
  int smear = 0;  // 0: the picture was not moved; else a direction and a length
  bool operator==(const Rendering&) const = default;
};
constexpr int blur_count = 5, bold_count = 4;
constexpr int smear_directions = 8, smear_lengths = 3, smear_count = smear_directions * smear_lengths;

/// The expected ink of one glyph, 0..1, blurred as the scan is.
struct GlyphTemplate {
  int width = 0, height = 0, stride = 0;  // of `ink`: the box, rows padded with zeros to a multiple of 16
  std::vector<float> ink;
  double sum = 0, squares = 0;
  std::vector<std::uint8_t> wide;  // the box and tail_px more on every side, 0..255; of expected glyphs
};
constexpr int tail_px = 5;  // how far ink of a glyph reaches into its neighbours' boxes

/// What a value of the caches takes.
std::size_t bytes_of(const GlyphTemplate& ink);
std::size_t bytes_of(const GlyphBitmap& sharp);

/// Values by key, of which those that nobody asked for lately are dropped: what is asked for moves among the
/// young, and when these are enough, the old ones go and the young become old. A value stays where it is in
/// memory until it is dropped.
template <typename Value>
class TwoGenerations {
 public:
  Value& operator[](std::uint64_t key) {
    const auto young = young_.find(key);
    if (young != young_.end()) return young->second;
    auto old = old_.extract(key);
    if (!old) return young_[key];
    young_bytes_ += bytes_of(old.mapped());
    return young_.insert(std::move(old)).position->second;
  }
  /// A young value takes so much more memory.
  void grew(std::size_t bytes) { young_bytes_ += bytes; }
  std::size_t young_bytes() const { return young_bytes_; }
  void age() {
    old_ = std::move(young_);
    young_.clear();
    young_bytes_ = 0;
  }

 private:
  std::unordered_map<std::uint64_t, Value> young_, old_;
  std::size_t young_bytes_ = 0;
};

/// Draws glyphs once and keeps them. One a thread.
class GlyphTemplates {
 public:
  explicit GlyphTemplates(std::shared_ptr<const Fonts> fonts) : fonts_(std::move(fonts)) {}

  /// The glyph `face`/`id` at the expected glyph's size, as it would show in the expected glyph's box,
  /// without `wide`. The reference holds until forget_if_full. `right_px`: whole px by which its origin lies
  /// further right.
  const GlyphTemplate& get(std::uint16_t face, std::uint32_t id, float size_pt, const GlyphBox& box,
                           Rendering rendering, int right_px = 0);
  /// The expected glyph itself, with `wide`.
  const GlyphTemplate& get(const Glyph& glyph, Rendering rendering);

  /// Bounds the memory: drops what was not asked for lately. Call it where no template is in use.
  void forget_if_full();
  std::size_t times_forgotten() const { return times_forgotten_; }

  const Fonts& fonts() const { return *fonts_; }

 private:
  /// Blurred, with tail_px around the box.
  std::vector<float> draw(std::uint16_t face, std::uint32_t id, float size_pt, const GlyphBox& box,
                          Rendering rendering, int right_px);

  std::shared_ptr<const Fonts> fonts_;
  TwoGenerations<GlyphTemplate> kept_;
  TwoGenerations<GlyphBitmap> sharp_;  // not blurred
  std::size_t times_forgotten_ = 0;
};

}  // namespace hefu
