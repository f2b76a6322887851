#pragma once
#include <string>
#include <utility>
#include <vector>

#include "ocr/glyph_templates.h"
#include "ocr/image.h"

namespace hefu {

/// Part of a picture with one line, as darkness, so large that its text is as high as the templates, with
/// sums over rectangles.
struct BankStrip {
  int width = 0, height = 0;
  std::vector<float> dark;
  std::vector<double> sums, squares;  // (width + 1) x (height + 1)
  double scale = 1;                   // px of the picture a px here
  std::vector<float> centre;          // of each character
  float middle = 0;                   // row about which the ink lies
  std::u32string text;

  BankStrip(const Image& image, double px_per_work, const std::vector<float>& centre_px, float middle_px,
            const std::u32string& characters);
  /// Of a template whose box has its top left corner there; -1 outside.
  float correlation(const GlyphTemplate& expected, int x, int y) const;
  /// The darkness of a rectangle's pixels together; the second corner is one past.
  double ink_in(int x0, int y0, int x1, int y1) const;

 private:
  double sum_over(const std::vector<double>& of, int x0, int y0, int x1, int y1) const;
};

/// Rows of a picture between which a line's ink lies, between the columns given.
std::pair<float, float> ink_rows(const Image& strip, double left, double right);

/// Chinese characters and their signs, which fill their em.
inline bool is_wide(char32_t c) { return c >= 0x2E80; }

/// Where the middles of a text's characters lie from its own middle, in em, as word processors set it.
std::vector<float> usual_middles(const std::u32string& text);

/// Sizes that the ink's height and the distance of wide characters suggest, px of the strip.
std::vector<float> likely_sizes(const std::u32string& text, const std::vector<float>& centre,
                                float ink_height, float most, float& by_height);

}  // namespace hefu
