#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ocr/glyph_templates.h"
#include "ocr/image.h"
#include "ocr/registration.h"

namespace hefu {

/// True when nearly every pixel is black or white: a scan that was cut at a level.
bool is_bilevel(const Image& grey);

/// How a scan of black and white pixels came about: the page's darkness, blurred, cut at a level. Its fit to
/// the labels makes every pixel's chance of being black known, so that glyphs are compared by likelihood,
/// pixel by pixel, where a template between black and white is at a loss: a thin serif that the level
/// swallowed is not missed, one that shows counts in full. One a page. Units: working px, unless said
/// otherwise.
class BilevelPrint {
 public:
  BilevelPrint(const Fonts& fonts, const Image& grey, const PageMap& map)
      : fonts_(fonts), grey_(grey), map_(map) {}

  /// A glyph that is known to be right, and by how much it lies off its place.
  struct Known {
    Glyph glyph;
    float dx = 0, dy = 0;
  };
  /// Finds blur, growth of strokes, level and spread under which the labels are likeliest.
  void fit(const std::vector<Known>& labels);

  /// The pixels of the scan around one glyph, and what its neighbours add to them.
  struct Pixel {
    float x, y;        // from the glyph's origin, right and down
    float neighbours;  // darkness of theirs
    bool black;
  };
  using Place = std::vector<Pixel>;
  /// `shift_x`, `shift_y`: by which the line lies off its place. `neighbours`: as they lie in the scan, off
  /// the line's places by dx, dy.
  Place place(const Glyph& glyph, float shift_x, float shift_y, const std::vector<Known>& neighbours = {});

  struct Fit {
    float log_likelihood = 0;
    float dx = 0, dy = 0;
  };
  /// The best fit of a glyph within half a px of `dx`, `dy` from the line's place.
  Fit best_fit(const Place& place, const Glyph& glyph, float dx, float dy);
  /// How much less likely the pixels are than the model expects: 1 is what its noise makes, ink of another
  /// glyph more.
  float surprise(const Place& place, const Glyph& glyph, const Fit& fit);
  /// The labels' surprise where it is over 1: the model knows the scan so much worse, and log-likelihoods
  /// count as much less.
  float dispersion() const { return dispersion_; }

 private:
  /// Blurred ink of a glyph, 0..255, finer than the scan.
  struct Ink {
    int left = 0, top = 0, width = 0, height = 0;
    std::vector<std::uint8_t> dark;
  };
  const Ink& ink(const Glyph& glyph);
  static float darkness(const Ink& ink, float x, float y);
  float log_likelihood(const Place& place, const Ink& ink, float dx, float dy,
                       float* expected = nullptr) const;
  void search_around(const Place& place, const Ink& ink, float reach, float step, Fit& best) const;
  /// How the scanner draws.
  struct Channel {
    float blur = 0.56f, bold = 0, level = 0.5f, spread = 0.045f;
  };
  void set(const Channel& channel);

  const Fonts& fonts_;
  const Image& grey_;
  const PageMap& map_;
  Channel channel_{0, 0, 0, 0};
  float dispersion_ = 1;
  std::vector<float> log_black_, log_white_, entropy_;  // of a darkness of 0..1, in 256 steps
  std::unordered_map<std::uint64_t, Ink> inks_;
};

}  // namespace hefu
