#include "ocr/cut_strip.h"

#include <algorithm>
#include <cmath>

#include "ocr/engine_strip.h"

namespace hefu {
namespace {

// Found on papers of `make_papers --role tuning`: between 210 and 245 as few characters are read wrong.
constexpr float white = 225;
// Of gaps wider than this, px of the strip, so much is kept, found likewise: in what is left of wide ones
// the network sees signs that are not there.
constexpr int wide_gap_px = 16, kept_gap_px = 12;

/// Between which two px a place lies, and how near to the second.
struct Place {
  int at = 0;
  float share = 0;
};

/// Where along a side the strip's px are looked at, `taps` times each; and which of them lie within bounds.
struct Side {
  std::vector<Place> places;
  int taps = 1, first = 0, end = 0;
};

/// `from`: of the page, where the strip begins. `scale`: px of the strip a px of the page.
Side side_of(double from, double scale, int count, int page_px, double least, double most) {
  Side side;
  side.taps = std::max(1, static_cast<int>(std::lround(1 / scale)));
  side.first = count;
  for (int i = 0; i < count; ++i) {
    const double middle = from + (i + 0.5) / scale;
    if (middle >= least && middle <= most) side.first = std::min(side.first, i), side.end = i + 1;
    for (int t = 0; t < side.taps; ++t) {
      const double tap = middle + ((t + 0.5) / side.taps - 0.5) / scale;
      const double place = std::clamp(tap - 0.5, 0.0, page_px - 1.001);
      const int at = static_cast<int>(place);
      side.places.push_back({at, static_cast<float>(place - at)});
    }
  }
  return side;
}

bool is_white(const Image& picture, int x) {
  for (int y = 0; y < picture.height; ++y)
    if (picture.pixels[static_cast<std::size_t>(y) * picture.width + x] != 255) return false;
  return true;
}

/// The picture's columns but for the middles of wide white gaps.
std::vector<int> telling_columns(const Image& picture) {
  std::vector<int> columns;
  int gap = 0;  // white columns before this one
  for (int x = 0; x < picture.width; ++x) {
    const bool inked = !is_white(picture, x);
    if (inked && gap > wide_gap_px) {
      columns.resize(columns.size() - gap + kept_gap_px);
      for (int i = 0; i < kept_gap_px / 2; ++i) columns[columns.size() - 1 - i] = x - 1 - i;
    }
    gap = inked ? 0 : gap + 1;
    columns.push_back(x);
  }
  return columns;
}

}  // namespace

double StripCut::page_x(double picture_x) const {
  if (!columns.empty()) {
    const int last = static_cast<int>(columns.size()) - 1;
    const int at = std::clamp(static_cast<int>(picture_x), 0, last);
    picture_x += columns[at] - at;
  }
  return left + picture_x / across;
}

StripCut cut_strip(const Image& page, const BoxPx& box, const BoxPx& bounds, const StripScale& shape) {
  const int inner = std::max(1, static_cast<int>(std::lround(box.width * shape.across)));
  StripCut cut{{inner + 2 * side_margin_px, engine_strip_px, 1, 0, {}}, 0, shape.across, {}};
  Image& out = cut.picture;
  out.pixels.assign(static_cast<std::size_t>(out.width) * out.height, 255);
  cut.left = box.x - side_margin_px / shape.across;
  const double top = box.y + box.height / 2 - engine_strip_px / shape.down / 2;
  const Side across = side_of(cut.left, shape.across, out.width, page.width, bounds.x, bounds.right());
  const Side down = side_of(top, shape.down, out.height, page.height, bounds.y, bounds.bottom());
  const auto taps = static_cast<float>(across.taps * down.taps);
  std::vector<float> sums(static_cast<std::size_t>(out.width));
  for (int j = down.first; j < down.end; ++j) {
    std::fill(sums.begin(), sums.end(), 0.F);
    for (int t = 0; t < down.taps; ++t) {
      const Place& y = down.places[static_cast<std::size_t>(j) * down.taps + t];
      const std::uint8_t* const upper = &page.pixels[static_cast<std::size_t>(y.at) * page.width];
      const std::uint8_t* const lower = upper + page.width;
      const Place* x = across.places.data() + static_cast<std::ptrdiff_t>(across.first) * across.taps;
      for (int i = across.first; i < across.end; ++i)
        for (int u = 0; u < across.taps; ++u, ++x) {
          const std::uint8_t *p = upper + x->at, *q = lower + x->at;
          const float above = p[0] + (p[1] - p[0]) * x->share, below = q[0] + (q[1] - q[0]) * x->share;
          sums[i] += above + (below - above) * y.share;
        }
    }
    std::uint8_t* const row = &out.pixels[static_cast<std::size_t>(j) * out.width];
    for (int i = across.first; i < across.end; ++i) {
      const float grey = sums[i] / taps;
      if (grey < white) row[i] = static_cast<std::uint8_t>(grey + 0.5F);
    }
  }
  return cut;
}

void narrow_gaps(StripCut& strip) {
  std::vector<int> columns = telling_columns(strip.picture);
  const int width = static_cast<int>(columns.size());
  if (width == strip.picture.width) return;
  Image narrow{width, strip.picture.height, 1, 0, {}};
  narrow.pixels.reserve(static_cast<std::size_t>(width) * narrow.height);
  for (int y = 0; y < narrow.height; ++y)
    for (const int x : columns)
      narrow.pixels.push_back(strip.picture.pixels[static_cast<std::size_t>(y) * strip.picture.width + x]);
  strip.picture = std::move(narrow);
  strip.columns = std::move(columns);
}

}  // namespace hefu
