#include "ocr/paper_outline.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "ocr/mask_runs.h"
#include "ocr/paper_level.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

// Long side in which the outline is looked for: its sides are fitted through a hundred places each, so that
// half a pixel here is a tenth of a millimetre on paper.
constexpr int small_long_px = 420;
// Share of the picture that a paper must fill, and of its own quadrilateral.
constexpr double least_share = 0.2, least_filled = 0.93;
// Grey levels between paper and what it lies on. A scanner's dark lid at the edge passes; print does not: it
// does not reach from corner to corner.
constexpr double least_contrast = 25;
// How far from the picture's corners all four must lie for the paper not to be the picture. Share of a side.
constexpr double at_corner = 0.02;
// Sides of a paper meet nearly at right angles: 53 degrees are more than any phone is held askew.
constexpr double least_sine = 0.8;

// A paper's edge is sharp wherever it can be seen, a shadow's is not: so far inside and outside of a side
// (px of the small picture) the levels differ by so much of the lighter one. Sides of which less shows that
// are none; of outlines that show about as much the largest is the paper, others lie on it.
constexpr double beside_edge_px = 2.5, edge_contrast = 0.1, least_edge = 0.5, as_sharp = 0.1;

// Levels between the two that part the picture best, and the share of its edge that a table must show there.
constexpr int level_count = 8;
constexpr double least_table = 0.25;

HEFU_VECTORISED void mark_lighter(const std::uint8_t* values, std::size_t count, int level,
                                  std::uint8_t* lighter) {
  for (std::size_t i = 0; i < count; ++i) lighter[i] = values[i] > level;
}

/// Sums of what is not in the part and of what is.
HEFU_VECTORISED void add_up(const std::uint8_t* values, const std::uint8_t* part, std::size_t count,
                            std::uint64_t (&sums)[2]) {
  std::uint64_t all = 0, within = 0;
  for (std::size_t i = 0; i < count; ++i) all += values[i], within += part[i] ? values[i] : 0;
  sums[0] += all - within, sums[1] += within;
}

/// The level that parts the picture best, of what is at most `limit`.
/// Source: Otsu, A threshold selection method from gray-level histograms, 1979.
int otsu(const Image& grey, int limit) {
  double histogram[256] = {}, sum = 0, count = 0;
  for (const std::uint8_t v : grey.pixels) ++histogram[v];
  for (int v = 0; v <= limit; ++v) sum += v * histogram[v], count += histogram[v];
  double below = 0, sum_below = 0, best = -1;
  int threshold = limit / 2;
  for (int v = 0; v < limit; ++v) {
    below += histogram[v];
    sum_below += v * histogram[v];
    if (below == 0 || below == count) continue;
    const double distance = sum_below / below - (sum - sum_below) / (count - below);
    const double between = below * (count - below) * distance * distance;
    if (between > best) best = between, threshold = v;
  }
  return threshold;
}

/// The largest connected light part, print on it filled in: 1.
std::vector<std::uint8_t> largest_light_part(const Image& grey, int threshold) {
  const int w = grey.width, h = grey.height;
  std::vector<std::uint8_t> part(grey.pixels.size());
  mark_lighter(grey.pixels.data(), part.size(), threshold, part.data());
  const auto fill = [&](const MaskRun& run, std::uint8_t value) {
    std::fill_n(&part[static_cast<std::size_t>(run.y) * w + run.begin], run.end - run.begin, value);
  };
  const MaskPieces light = find_pieces(part, w, h, 1);
  const auto largest = std::max_element(light.sizes.begin(), light.sizes.end()) - light.sizes.begin();
  for (const MaskRun& run : light.runs)
    if (run.piece != largest) fill(run, 0);
  // What cannot be reached from the picture's edge is print on the paper.
  const MaskPieces dark = find_pieces(part, w, h, 0);
  std::vector<bool> outside(dark.sizes.size(), false);
  for (const MaskRun& run : dark.runs)
    if (run.y == 0 || run.y == h - 1 || run.begin == 0 || run.end == w) outside[run.piece] = true;
  for (const MaskRun& run : dark.runs)
    if (!outside[run.piece]) fill(run, 1);
  return part;
}

/// A line a*x + b*y = c with a unit normal.
struct Side {
  double a = 0, b = 0, c = 0;
};

/// The line through the points, fitted again without those that lie far off: a finger, a fold.
std::optional<Side> fit_side(std::vector<PointPx> points) {
  Side side;
  for (int round = 0; round < 3; ++round) {
    if (points.size() < 12) return std::nullopt;
    double mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
    for (const PointPx& p : points) mx += p.x, my += p.y;
    mx /= static_cast<double>(points.size());
    my /= static_cast<double>(points.size());
    for (const PointPx& p : points) {
      xx += (p.x - mx) * (p.x - mx);
      xy += (p.x - mx) * (p.y - my);
      yy += (p.y - my) * (p.y - my);
    }
    const double along = 0.5 * std::atan2(2 * xy, xx - yy);
    side = {-std::sin(along), std::cos(along), 0};
    side.c = side.a * mx + side.b * my;
    std::vector<double> off;
    for (const PointPx& p : points) off.push_back(std::abs(side.a * p.x + side.b * p.y - side.c));
    std::vector<double> sorted = off;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2),
                     sorted.end());
    const double limit = std::max(1.0, 2.5 * sorted[sorted.size() / 2]);
    std::vector<PointPx> near;
    for (std::size_t i = 0; i < points.size(); ++i)
      if (off[i] <= limit) near.push_back(points[i]);
    if (near.size() * 2 < points.size()) return std::nullopt;
    points = std::move(near);
  }
  return side;
}

std::optional<PointPx> crossing(const Side& p, const Side& q) {
  const double det = p.a * q.b - p.b * q.a;
  if (std::abs(det) < least_sine) return std::nullopt;
  return PointPx{(p.c * q.b - p.b * q.c) / det, (p.a * q.c - p.c * q.a) / det};
}

/// Corners of the part, roughly: its extreme points, which are the first or the last of their rows.
Quad extreme_points(const std::vector<std::uint8_t>& part, int w, int h) {
  Quad corners{};
  double best[4] = {1e9, 1e9, 1e9, 1e9};
  for (int y = 0; y < h; ++y) {
    const std::uint8_t* const row = &part[static_cast<std::size_t>(y) * w];
    const void* const first = std::memchr(row, 1, static_cast<std::size_t>(w));
    if (!first) continue;
    const int left = static_cast<int>(static_cast<const std::uint8_t*>(first) - row);
    int right = w - 1;
    while (!row[right]) --right;
    const int reach[4] = {left + y, y - right, -right - y, left - y}, at[4] = {left, right, right, left};
    for (int i = 0; i < 4; ++i)
      if (reach[i] < best[i])
        best[i] = reach[i], corners[i] = {static_cast<double>(at[i]), static_cast<double>(y)};
  }
  return corners;
}

/// Places on the part's edge near the side from `a` to `b`, found from outside along the side's normal.
std::vector<PointPx> edge_places(const std::vector<std::uint8_t>& part, int w, int h, PointPx a, PointPx b) {
  std::vector<PointPx> places;
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  if (length < 20) return places;
  const double ux = (b.x - a.x) / length, uy = (b.y - a.y) / length;
  const double reach = 0.08 * length + 4;
  for (double t = 0.04 * length; t < 0.96 * length; t += 1) {
    for (double out = reach; out > -reach; out -= 0.5) {  // corners go clockwise: outside is to the left
      const double x = a.x + t * ux + out * uy, y = a.y + t * uy - out * ux;
      if (x <= -0.5 || y <= -0.5) continue;
      const int px = static_cast<int>(x + 0.5), py = static_cast<int>(y + 0.5);
      if (px >= w || py >= h || !part[static_cast<std::size_t>(py) * w + px]) continue;
      places.push_back({x, y});
      break;
    }
  }
  return places;
}

double area_of(const Quad& q) {
  double twice = 0;
  for (int i = 0; i < 4; ++i) twice += q[i].x * q[(i + 1) % 4].y - q[(i + 1) % 4].x * q[i].y;
  return twice / 2;
}

/// How many pixels of a row are in the part, and in the quadrilateral, too, or within two px of it. Of each
/// of its sides: `from` where the row begins, one `step` less a px, and 0 or more inside.
HEFU_VECTORISED void count_inside(const std::uint8_t* row, int w, const double (&from)[4],
                                  const double (&step)[4], int& in_part, int& in_both) {
  int part = 0, both = 0;
  for (int x = 0; x < w; ++x) {
    const bool in = (from[0] - step[0] * x >= 0) & (from[1] - step[1] * x >= 0) &
                    (from[2] - step[2] * x >= 0) & (from[3] - step[3] * x >= 0);
    part += row[x], both += row[x] & in;
  }
  in_part += part, in_both += both;
}

/// Whether the part and the quadrilateral are nearly the same.
bool fills(const std::vector<std::uint8_t>& part, int w, int h, const Quad& quad) {
  int inside = 0, part_size = 0;
  double widened[4], step[4];
  for (int i = 0; i < 4; ++i) {
    const PointPx &a = quad[i], &b = quad[(i + 1) % 4];
    step[i] = b.y - a.y;
    widened[i] = 2 * std::hypot(b.x - a.x, b.y - a.y);
  }
  for (int y = 0; y < h; ++y) {
    double from[4];
    for (int i = 0; i < 4; ++i) {
      const PointPx &a = quad[i], &b = quad[(i + 1) % 4];
      from[i] = (b.x - a.x) * (y - a.y) + step[i] * a.x + widened[i];
    }
    count_inside(&part[static_cast<std::size_t>(y) * w], w, from, step, part_size, inside);
  }
  const double area = area_of(quad);
  return inside >= least_filled * area && inside >= least_filled * part_size && area >= least_share * w * h;
}

/// Whether so few sides lie inside the picture that they may be a coloured band printed on a scanned page.
bool is_band(const Quad& quad, int w, int h) {
  const double x = at_corner * w, y = at_corner * h;
  const int inside = (std::min(quad[0].x, quad[3].x) > x) + (std::max(quad[1].x, quad[2].x) < w - x) +
                     (std::min(quad[0].y, quad[1].y) > y) + (std::max(quad[2].y, quad[3].y) < h - y);
  return inside < 2;
}

double contrast_of(const Image& grey, const std::vector<std::uint8_t>& part) {
  std::uint64_t sums[2] = {};
  add_up(grey.pixels.data(), part.data(), part.size(), sums);
  const double whole = static_cast<double>(part.size());
  const double within = static_cast<double>(std::count(part.begin(), part.end(), 1));
  if (whole - within < 0.01 * whole || within == 0) return 0;
  return static_cast<double>(sums[1]) / within - static_cast<double>(sums[0]) / (whole - within);
}

/// The outline of what is lighter than `threshold`, px of the small picture.
std::optional<Quad> outline_over(const Image& calm, int threshold) {
  const int w = calm.width, h = calm.height;
  const auto part = largest_light_part(calm, threshold);
  if (contrast_of(calm, part) < least_contrast) return std::nullopt;
  const Quad rough = extreme_points(part, w, h);
  Side sides[4];
  for (int i = 0; i < 4; ++i) {
    const auto side = fit_side(edge_places(part, w, h, rough[i], rough[(i + 1) % 4]));
    if (!side) return std::nullopt;
    sides[i] = *side;
  }
  Quad quad;
  for (int i = 0; i < 4; ++i) {
    const auto corner = crossing(sides[(i + 3) % 4], sides[i]);
    if (!corner) return std::nullopt;
    quad[i] = *corner;
  }
  return is_band(quad, w, h) || !fills(part, w, h, quad) ? std::nullopt : std::optional(quad);
}

/// Share of the places along a side, of those in the picture, where it is lighter inside; 1 where too few
/// are.
double edge_share(const Image& calm, PointPx a, PointPx b) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  const double ux = (b.x - a.x) / length, uy = (b.y - a.y) / length;
  const auto level_at = [&](double x, double y) {
    const int px = static_cast<int>(std::lround(x)), py = static_cast<int>(std::lround(y));
    const bool seen = px >= 0 && py >= 0 && px < calm.width && py < calm.height;
    return seen ? calm.pixels[static_cast<std::size_t>(py) * calm.width + px] : -1;
  };
  int seen = 0, sharp = 0;
  for (double t = 0.05 * length; t < 0.95 * length; t += 2) {
    const double x = a.x + t * ux, y = a.y + t * uy;
    const int inside = level_at(x - beside_edge_px * uy, y + beside_edge_px * ux);
    const int outside = level_at(x + beside_edge_px * uy, y - beside_edge_px * ux);
    if (inside < 0 || outside < 0) continue;
    ++seen;
    sharp += inside - outside > edge_contrast * inside;
  }
  return seen < 12 ? 1 : static_cast<double>(sharp) / seen;
}

/// Of the side that shows least.
double least_edge_share(const Image& calm, const Quad& quad) {
  double least = 1;
  for (int i = 0; i < 4; ++i) least = std::min(least, edge_share(calm, quad[i], quad[(i + 1) % 4]));
  return least;
}

/// Whether enough of the picture's edge is darker than the level for a paper to lie on something.
bool dark_border(const Image& calm, int level) {
  const int w = calm.width, h = calm.height;
  int dark = 0;
  const auto count = [&](int x, int y) { dark += calm.pixels[static_cast<std::size_t>(y) * w + x] <= level; };
  for (int x = 0; x < w; ++x) count(x, 0), count(x, h - 1);
  for (int y = 0; y < h; ++y) count(0, y), count(w - 1, y);
  return dark >= least_table * 2 * (w + h);
}

}  // namespace

std::optional<Quad> find_paper_outline(const Image& grey) {
  const int factor = std::max(1, std::max(grey.width, grey.height) / small_long_px);
  const Image small = shrunk(grey, factor);
  const int w = small.width, h = small.height;
  if (w < 40 || h < 40) return std::nullopt;
  Image calm = small;  // without print: the lightest nearby
  spread(calm.pixels, w, h, 2, true);
  spread(calm.pixels, w, h, 2, false);
  // Where a shadow lies on the paper, the level that parts light from shadow comes first; below it lies the
  // one that parts paper from table. In a deep shadow paper is about as dark as the table in the light, and
  // no level that parts best is the right one: then all are tried.
  std::vector<std::pair<Quad, double>> found;
  const auto look = [&](int threshold) {
    const std::optional<Quad> quad = outline_over(calm, threshold);
    const double edge = quad ? least_edge_share(calm, *quad) : 0;
    if (edge >= least_edge) found.emplace_back(*quad, edge);
  };
  const int light = otsu(calm, 255), dark = otsu(calm, light);
  look(light);
  look(dark);
  if (dark_border(calm, dark))
    for (int i = 1; i < level_count; ++i) look(dark + (light - dark) * i / level_count);
  if (found.empty()) return std::nullopt;
  double sharpest = 0;
  for (const auto& [quad, edge] : found) sharpest = std::max(sharpest, edge);
  std::erase_if(found, [&](const auto& other) { return other.second < sharpest - as_sharp; });
  Quad best = std::max_element(found.begin(), found.end(), [](const auto& a, const auto& b) {
                return area_of(a.first) < area_of(b.first);
              })->first;
  for (PointPx& corner : best) corner = {(corner.x + 0.5) * factor - 0.5, (corner.y + 0.5) * factor - 0.5};
  return best;
}

}  // namespace hefu
