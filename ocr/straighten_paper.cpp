#include <algorithm>
#include <cmath>
#include <numbers>

#include "ocr/page_ink.h"
#include "ocr/page_reading.h"
#include "ocr/paper_outline.h"
#include "ocr/screen_waves.h"
#include "ocr/text_skew.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

// The straightened page's long side is at most this: of A4 220 dpi, where a character of 10.5 pt has 32 px,
// about as many as the engine's network takes.
constexpr int most_long_px = 2600;
constexpr int skew_long_px = 1200;   // 100 dpi of A4: lines of print are apart there
constexpr double least_skew = 0.04;  // degrees; a pixel and a half over the page's width
// A paper's long side lies between a card's and A3's. A phone's file says 72 dpi of anything. mm.
constexpr double least_paper_mm = 80, most_paper_mm = 460;

PointPx apply(const Homography& map, double x, double y) {
  const double d = map[6] * x + map[7] * y + map[8];
  return {(map[0] * x + map[1] * y + map[2]) / d, (map[3] * x + map[4] * y + map[5]) / d};
}

/// Of a page to be made: its size, and where it lies. A pixel's middle is at half.
struct Layout {
  int width = 0, height = 0;
  Homography to_scan{};
};

/// A row of the page, straight from one place to another in the scan. 65536ths of a px.
void sample_span(const Image& from, PointPx a, PointPx b, int count, std::uint8_t* out) {
  const double step_x = (b.x - a.x) / count, step_y = (b.y - a.y) / count;
  for (int i = 0; i < count; ++i) {
    const double x = a.x + step_x * i - 0.5, y = a.y + step_y * i - 0.5;
    if (x < -0.5 || y < -0.5 || x > from.width - 0.5 || y > from.height - 0.5) {
      std::fill_n(out + static_cast<std::ptrdiff_t>(i) * from.channels, from.channels, std::uint8_t{255});
      continue;
    }
    const double cx = std::clamp(x, 0.0, from.width - 1.001), cy = std::clamp(y, 0.0, from.height - 1.001);
    const int px = static_cast<int>(cx), py = static_cast<int>(cy);
    const int fx = static_cast<int>((cx - px) * 256), fy = static_cast<int>((cy - py) * 256);
    const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(from.width) * from.channels;
    const std::uint8_t* p = from.pixels.data() + py * row + static_cast<std::ptrdiff_t>(px) * from.channels;
    for (int c = 0; c < from.channels; ++c, ++p) {
      const int upper = p[0] * (256 - fx) + p[from.channels] * fx;
      const int lower = p[row] * (256 - fx) + p[row + from.channels] * fx;
      out[i * from.channels + c] = static_cast<std::uint8_t>((upper * (256 - fy) + lower * fy + 32768) >> 16);
    }
  }
}

constexpr int span_px = 32;  // over so much a homography of a paper is straight

/// Of a span that lies wholly inside: where its px are in the scan, in 256ths, and how they are blended.
HEFU_VECTORISED void places_of(double first, double step, int count, std::int32_t* places) {
  for (int i = 0; i < count; ++i) places[i] = static_cast<std::int32_t>((first + step * i - 0.5) * 256);
}

/// The four px that a place lies between.
struct Neighbours {
  std::uint8_t upper_left[span_px], upper_right[span_px], lower_left[span_px], lower_right[span_px];
};

HEFU_VECTORISED void blend(const Neighbours& near, const std::int32_t* places_x, const std::int32_t* places_y,
                           int count, std::uint8_t* out) {
  for (int i = 0; i < count; ++i) {
    const int fx = places_x[i] & 255, fy = places_y[i] & 255;
    const int upper = near.upper_left[i] * (256 - fx) + near.upper_right[i] * fx;
    const int lower = near.lower_left[i] * (256 - fx) + near.lower_right[i] * fx;
    out[i] = static_cast<std::uint8_t>((upper * (256 - fy) + lower * fy + 32768) >> 16);
  }
}

/// Whether no px of a span to that place leaves the scan.
bool lies_inside(const Image& from, PointPx at) {
  return at.x >= 0.5 && at.y >= 0.5 && at.x - 0.5 < from.width - 1.001 && at.y - 0.5 < from.height - 1.001;
}

/// As sample_span, of a grey picture and of a span inside.
void sample_inside(const Image& from, PointPx a, PointPx b, int count, std::uint8_t* out) {
  std::int32_t x[span_px], y[span_px];
  places_of(a.x, (b.x - a.x) / count, count, x);
  places_of(a.y, (b.y - a.y) / count, count, y);
  Neighbours near;
  for (int i = 0; i < count; ++i) {
    const std::uint8_t* const upper =
        from.pixels.data() + static_cast<std::ptrdiff_t>(y[i] >> 8) * from.width + (x[i] >> 8);
    const std::uint8_t* const lower = upper + from.width;
    near.upper_left[i] = upper[0], near.upper_right[i] = upper[1];
    near.lower_left[i] = lower[0], near.lower_right[i] = lower[1];
  }
  blend(near, x, y, count, out);
}

Image sample(const Image& from, const Layout& layout) {
  Image out{layout.width, layout.height, from.channels, 0, {}};
  out.pixels.resize(static_cast<std::size_t>(layout.width) * layout.height * from.channels);
  for (int y = 0; y < layout.height; ++y) {
    std::uint8_t* row = &out.pixels[static_cast<std::size_t>(y) * layout.width * from.channels];
    PointPx at = apply(layout.to_scan, 0.5, y + 0.5);
    for (int x = 0; x < layout.width; x += span_px) {
      const int count = std::min(span_px, layout.width - x);
      const PointPx next = apply(layout.to_scan, x + count + 0.5, y + 0.5);
      std::uint8_t* const to = row + static_cast<std::ptrdiff_t>(x) * from.channels;
      if (from.channels == 1 && lies_inside(from, at) && lies_inside(from, next))
        sample_inside(from, at, next, count, to);
      else
        sample_span(from, at, next, count, to);
      at = next;
    }
  }
  return out;
}

/// The same where the page is `scale` times as large as in the scan: shrunk first, lest thin strokes fall
/// between the places that are looked at.
Image sample_smaller(const Image& from, Layout layout, double scale) {
  const int factor = static_cast<int>(1 / scale);
  if (factor < 2) return sample(from, layout);
  for (int i = 0; i < 6; ++i) layout.to_scan[i] /= factor;
  return sample(shrunk(from, factor), layout);
}

/// The paper as it lies in the picture: a rectangle of `width` x `height`, and where that is.
struct Lie {
  double width = 0, height = 0;
  Homography to_scan{1, 0, 0, 0, 1, 0, 0, 0, 1};
  bool photographed = false;
};

Lie find_lie(const Image& grey) {
  Lie lie{static_cast<double>(grey.width), static_cast<double>(grey.height)};
  const std::optional<Quad> outline = find_paper_outline(grey);
  if (!outline) return lie;
  const Quad& q = *outline;
  const auto side = [&](int i) { return std::hypot(q[(i + 1) % 4].x - q[i].x, q[(i + 1) % 4].y - q[i].y); };
  const double width = (side(0) + side(2)) / 2, height = (side(1) + side(3)) / 2;
  const auto map = homography_through({PointMm{0, 0}, {width, 0}, {width, height}, {0, height}},
                                      {PointPx{q[0].x + 0.5, q[0].y + 0.5},
                                       {q[1].x + 0.5, q[1].y + 0.5},
                                       {q[2].x + 0.5, q[2].y + 0.5},
                                       {q[3].x + 0.5, q[3].y + 0.5}});
  if (map) lie = {width, height, *map, true};
  return lie;
}

/// The page laid straight: turned by quarters and by `degrees`, `scale` px a px of the lie.
Layout lay_out(const Lie& lie, int quarter_turns, double degrees, double scale) {
  const double angle = degrees * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
  // As large as what is turned needs; a photographed paper's own edge is worth nothing.
  const double grow_x = lie.photographed ? 0 : std::abs(s) * lie.height;
  const double grow_y = lie.photographed ? 0 : std::abs(s) * lie.width;
  const double bw = lie.width + grow_x, bh = lie.height + grow_y;
  const bool swaps = quarter_turns % 2 != 0;
  const double w = (swaps ? bh : bw) * scale, h = (swaps ? bw : bh) * scale;
  const auto in_scan = [&](double x, double y) {
    x /= scale, y /= scale;
    double bx = x, by = y;
    if (quarter_turns == 1) bx = y, by = bh - x;
    if (quarter_turns == 2) bx = bw - x, by = bh - y;
    if (quarter_turns == 3) bx = bw - y, by = x;
    const double dx = bx - bw / 2, dy = by - bh / 2;
    return apply(lie.to_scan, lie.width / 2 + dx * c - dy * s, lie.height / 2 + dx * s + dy * c);
  };
  const auto map = homography_through({PointMm{0, 0}, {w, 0}, {w, h}, {0, h}},
                                      {in_scan(0, 0), in_scan(w, 0), in_scan(w, h), in_scan(0, h)});
  return {std::max(1, static_cast<int>(w)), std::max(1, static_cast<int>(h)), map.value_or(lie.to_scan)};
}

/// Takes away what is longer than any stroke: rulings and frames would pull the profile.
void drop_rulings(std::vector<std::uint8_t>& mask, int w, int h) {
  constexpr int longest = skew_long_px / 20;
  const std::vector<std::uint8_t> whole = mask;
  const auto drop = [&](std::size_t start, std::size_t step, int count) {
    for (int i = 0; i < count;) {
      int end = i;
      while (end < count && whole[start + end * step]) ++end;
      if (end - i > longest)
        for (int j = i; j < end; ++j) mask[start + j * step] = 0;
      i = end + 1;
    }
  };
  for (int y = 0; y < h; ++y) drop(static_cast<std::size_t>(y) * w, 1, w);
  for (int x = 0; x < w; ++x) drop(static_cast<std::size_t>(x), static_cast<std::size_t>(w), h);
}

/// Takes away the margin, where ornamental borders stand in straighter rows than any text.
void drop_margin(std::vector<std::uint8_t>& mask, int w, int h) {
  constexpr double margin = 0.1;
  const int left = static_cast<int>(margin * w), top = static_cast<int>(margin * h);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x)
      if (x < left || x >= w - left || y < top || y >= h - top) mask[static_cast<std::size_t>(y) * w + x] = 0;
}

TextSkew skew_of(const Image& grey, const Lie& lie) {
  const double scale = std::min(1.0, skew_long_px / std::max(lie.width, lie.height));
  Image page = sample_smaller(grey, lay_out(lie, 0, 0, scale), scale);
  even_light(page, skew_long_px);
  std::vector<std::uint8_t> mask = ink_of(page);
  drop_rulings(mask, page.width, page.height);
  drop_margin(mask, page.width, page.height);
  return find_text_skew(mask, page.width, page.height);
}

double px_per_mm_of(const Image& decoded, const Lie& lie, double scale) {
  if (lie.photographed || decoded.dpi <= 0) return 0;
  constexpr double mm_per_inch = 25.4;
  const double long_mm = std::max(lie.width, lie.height) / decoded.dpi * mm_per_inch;
  return long_mm >= least_paper_mm && long_mm <= most_paper_mm ? decoded.dpi / mm_per_inch * scale : 0;
}

}  // namespace

StraightPaper straighten_paper(const Image& decoded) {
  Image grey = grey_for_text(decoded);
  const Lie lie = find_lie(grey);
  take_waves_off(grey, static_cast<int>(std::max(lie.width, lie.height)));
  const TextSkew skew = skew_of(grey, lie);
  StraightPaper page;
  page.photographed = lie.photographed;
  page.quarter_turns = skew.sideways ? 3 : 0;
  page.skew_degrees = std::abs(skew.degrees) < least_skew ? 0 : -skew.degrees;
  const double scale = std::min(1.0, most_long_px / std::max(lie.width, lie.height));
  const Layout layout = lay_out(lie, page.quarter_turns, -page.skew_degrees, scale);
  const bool as_it_is = !lie.photographed && page.skew_degrees == 0 && page.quarter_turns == 0 && scale == 1;
  page.grey = as_it_is ? grey : sample_smaller(grey, layout, scale);
  page.to_scan = layout.to_scan;
  page.px_per_mm = px_per_mm_of(decoded, lie, scale);
  even_light(page.grey, std::max(page.grey.width, page.grey.height));
  return page;
}

Image cut_straight(const Image& decoded, const StraightPaper& page, const BoxPx& box, double scale) {
  const auto in_scan = [&](double x, double y) { return apply(page.to_scan, x, y); };
  const double w = std::max(1.0, box.width * scale), h = std::max(1.0, box.height * scale);
  const auto map = homography_through({PointMm{0, 0}, {w, 0}, {w, h}, {0, h}},
                                      {in_scan(box.x, box.y), in_scan(box.right(), box.y),
                                       in_scan(box.right(), box.bottom()), in_scan(box.x, box.bottom())});
  return sample(decoded, {static_cast<int>(w), static_cast<int>(h), map.value_or(page.to_scan)});
}

PointPx on_scan(const StraightPaper& page, double x, double y) { return apply(page.to_scan, x, y); }

BoxPx on_scan(const StraightPaper& page, const BoxPx& box) {
  double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
  for (const PointPx& p :
       {apply(page.to_scan, box.x, box.y), apply(page.to_scan, box.right(), box.y),
        apply(page.to_scan, box.right(), box.bottom()), apply(page.to_scan, box.x, box.bottom())}) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
  return {x0, y0, x1 - x0, y1 - y0};
}

}  // namespace hefu
