#pragma once
#include <cstdint>
#include <vector>

#include "ocr/straight_page.h"
#include "templates/sheet.h"

namespace hefu {

/// Where the straightened page shows ink, at 100 dpi, and what of it was printed. Origin: the page's top
/// left.
class InkMap {
 public:
  static constexpr double px_per_mm = StraightPage::px_per_mm;

  InkMap(const StraightPage& straight, const Page& page);

  /// The darkest mean over 1.3 mm squares within a box, 0..1, of ink that is neither printed nor red; the
  /// paper's own noise is taken off. Boxes smaller than a square have none.
  float unprinted_ink(const RectMm& box) const;
  /// Share of the box that is unprinted ink (of any colour but red), and that is red.
  double unprinted_share(const RectMm& box) const;
  double red_share(const RectMm& box) const;
  /// False when part of the box is not in the picture.
  bool is_inside(const RectMm& box) const;

  int width() const { return width_; }
  int height() const { return height_; }
  /// Share of the light that unprinted, not red ink takes at a pixel, 0..255.
  std::uint8_t unprinted(int x, int y) const { return dark_[static_cast<std::size_t>(y) * width_ + x]; }
  const std::uint8_t* unprinted_row(int y) const { return &dark_[static_cast<std::size_t>(y) * width_]; }
  bool is_red(int x, int y) const { return red_[static_cast<std::size_t>(y) * width_ + x] != 0; }

 private:
  enum State : std::uint8_t { plain, printed, red, outside };
  struct Range {
    int x0, y0, x1, y1;
  };
  Range range_of(const RectMm& box) const;
  void take_paper_off();
  void mark_red(const StraightPage& straight);
  void mark_printed(const Page& page);
  void mark(const RectMm& box, State state);
  void measure_noise();

  int width_ = 0, height_ = 0;
  std::vector<std::uint8_t> dark_;  // grey first, then darkness, at last of unprinted ink alone
  std::vector<std::uint8_t> red_;   // red ink, as it is
  std::vector<std::uint8_t> state_;
  int most_noise_ = 255;  // what nine in ten of the page's blank pixels stay under
};

}  // namespace hefu
