#include "ocr/bilevel_print.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/gaussian_blur.h"

namespace hefu {
namespace {

constexpr int fineness = 3;  // of the drawn ink, px a working px
constexpr float margin_px = 1.5f;
// A scanner's softness with the pixel's own; a level from black to nearly white; noise, half-tones and what
// the model does not know.
constexpr std::array blurs_px = {0.35f, 0.45f, 0.56f, 0.7f, 0.9f, 1.3f};
constexpr std::array bolds_px = {-0.2f, -0.1f, 0.f, 0.15f, 0.3f};
constexpr std::array levels = {0.2f, 0.35f, 0.5f, 0.65f, 0.8f};
constexpr float level_step = 0.05f;
constexpr std::array spreads = {0.01f, 0.02f, 0.045f, 0.08f, 0.16f};
constexpr float speckle = 0.01f;  // a pixel may always be dirt
constexpr float lowest = -1e30f;
constexpr float reach_px = 0.5f, fine_px = 0.125f;

}  // namespace

bool is_bilevel(const Image& grey) {
  constexpr std::size_t step = 37;
  constexpr int black = 8, white = 247;
  std::size_t between = 0, seen = 0;
  for (std::size_t i = 0; i < grey.pixels.size(); i += step, ++seen)
    between += grey.pixels[i] > black && grey.pixels[i] < white;
  return seen > 0 && between * 500 < seen;
}

void BilevelPrint::set(const Channel& channel) {
  if (channel.blur != channel_.blur || channel.bold != channel_.bold) inks_.clear();
  channel_ = channel;
  log_black_.resize(256);
  log_white_.resize(256);
  entropy_.resize(256);
  for (int i = 0; i < 256; ++i) {
    const float dark = static_cast<float>(i) / 255;
    const float p = speckle + (1 - 2 * speckle) / (1 + std::exp((channel.level - dark) / channel.spread));
    log_black_[i] = std::log(p);
    log_white_[i] = std::log(1 - p);
    entropy_[i] = -p * log_black_[i] - (1 - p) * log_white_[i];
  }
}

void BilevelPrint::fit(const std::vector<Known>& labels) {
  std::vector<Place> places;
  for (const Known& known : labels) places.push_back(place(known.glyph, known.dx, known.dy));
  std::vector<Fit> fits(labels.size());
  Channel best;
  set(best);
  for (std::size_t i = 0; i < places.size(); ++i) fits[i] = best_fit(places[i], labels[i].glyph, 0, 0);
  float most = lowest;
  const auto try_channel = [&](const Channel& channel) {
    set(channel);
    float sum = 0;
    std::vector<Fit> found = fits;
    for (std::size_t i = 0; i < places.size(); ++i) {
      found[i].log_likelihood = lowest;
      search_around(places[i], ink(labels[i].glyph), fine_px, fine_px, found[i]);
      sum += found[i].log_likelihood;
    }
    if (sum <= most) return;
    most = sum;
    best = channel;
    fits = std::move(found);
  };
  // More blur or thinner strokes ask for another level, too. After the first round only what lies beside the
  // best.
  const auto try_each = [&](const auto& values, float Channel::*which, bool all) {
    const Channel from = best;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool near = from.*which >= values[i == 0 ? 0 : i - 1] &&
                        from.*which <= values[std::min(i + 1, values.size() - 1)];
      if (!all && !near) continue;
      for (const float step : {-level_step, 0.f, level_step}) {
        Channel channel = from;
        channel.*which = values[i];
        channel.level += step;
        try_channel(channel);
      }
    }
  };
  try_each(levels, &Channel::level, true);
  constexpr int most_rounds = 4;
  for (int round = 0; round < most_rounds; ++round) {
    const float before = most;
    try_each(blurs_px, &Channel::blur, round == 0);
    try_each(bolds_px, &Channel::bold, round == 0);
    try_each(spreads, &Channel::spread, round == 0);
    if (most < before + 1) break;
  }
  set(best);
  std::vector<float> surprises;
  for (std::size_t i = 0; i < places.size(); ++i)
    surprises.push_back(surprise(places[i], labels[i].glyph, fits[i]));
  std::nth_element(surprises.begin(), surprises.begin() + static_cast<std::ptrdiff_t>(surprises.size() / 2),
                   surprises.end());
  dispersion_ = std::max(1.f, surprises[surprises.size() / 2]);
}

BilevelPrint::Place BilevelPrint::place(const Glyph& glyph, float shift_x, float shift_y,
                                        const std::vector<Known>& neighbours) {
  const GlyphBox box = glyph_box(glyph);
  const float left = -margin_px, right = static_cast<float>(box.width - 2) + margin_px;
  const auto top = static_cast<float>(-box.baseline), bottom = static_cast<float>(box.height - box.baseline);
  const auto on_scan = [&](float x, float y) {
    return map_(glyph.x_mm + (x + shift_x) / working_px_per_mm,
                glyph.y_mm + (y + shift_y) / working_px_per_mm);
  };
  // Over a glyph the map is straight.
  const PointPx o = on_scan(left, top), r = on_scan(right, top), d = on_scan(left, bottom),
                e = on_scan(right, bottom);
  const double ax = (r.x - o.x) / (right - left), ay = (r.y - o.y) / (right - left);
  const double bx = (d.x - o.x) / (bottom - top), by = (d.y - o.y) / (bottom - top);
  const double det = ax * by - ay * bx;
  Place out;
  if (std::fabs(det) < 1e-6) return out;
  const int x0 = std::max(0, static_cast<int>(std::ceil(std::min({o.x, r.x, d.x, e.x}))));
  const int x1 = std::min(grey_.width - 1, static_cast<int>(std::floor(std::max({o.x, r.x, d.x, e.x}))));
  const int y0 = std::max(0, static_cast<int>(std::ceil(std::min({o.y, r.y, d.y, e.y}))));
  const int y1 = std::min(grey_.height - 1, static_cast<int>(std::floor(std::max({o.y, r.y, d.y, e.y}))));
  for (int py = y0; py <= y1; ++py)
    for (int px = x0; px <= x1; ++px) {
      const double u = px - o.x, v = py - o.y;
      const auto x = static_cast<float>(left + (u * by - v * bx) / det);
      const auto y = static_cast<float>(top + (v * ax - u * ay) / det);
      if (x < left || x > right || y < top || y > bottom) continue;
      out.push_back({x, y, 0, grey_.pixels[static_cast<std::size_t>(py) * grey_.width + px] < 128});
    }
  for (const Known& neighbour : neighbours) {
    const Ink& theirs = ink(neighbour.glyph);
    const float dx =
        static_cast<float>((neighbour.glyph.x_mm - glyph.x_mm) * working_px_per_mm) + neighbour.dx;
    const float dy =
        static_cast<float>((neighbour.glyph.y_mm - glyph.y_mm) * working_px_per_mm) + neighbour.dy;
    for (Pixel& pixel : out) pixel.neighbours += darkness(theirs, pixel.x - dx, pixel.y - dy);
  }
  return out;
}

const BilevelPrint::Ink& BilevelPrint::ink(const Glyph& glyph) {
  const std::uint64_t key = static_cast<std::uint64_t>(glyph.id) << 32 |
                            static_cast<std::uint64_t>(glyph.face) << 16 |
                            static_cast<std::uint64_t>(std::lround(glyph.size_pt * 4));
  const auto [kept, is_new] = inks_.try_emplace(key);
  Ink& out = kept->second;
  if (!is_new) return out;
  const auto px_per_em = static_cast<float>(glyph.size_pt * mm_per_pt * working_px_per_mm * fineness);
  const GlyphBitmap sharp = fonts_.rasterise(glyph.face, glyph.id, px_per_em, channel_.bold * fineness, 0, 0);
  const int around = blur_reach(channel_.blur * fineness) + 1;
  out.left = sharp.left - around;
  out.top = -sharp.top - around;
  out.width = sharp.width + 2 * around;
  out.height = sharp.height + 2 * around;
  std::vector<float> dark(static_cast<std::size_t>(out.width) * out.height, 0);
  for (int y = 0; y < sharp.height; ++y)
    for (int x = 0; x < sharp.width; ++x)
      dark[static_cast<std::size_t>(y + around) * out.width + x + around] =
          sharp.coverage[static_cast<std::size_t>(y) * sharp.width + x];
  blur(dark, out.width, out.height, channel_.blur * fineness);
  for (const float value : dark) out.dark.push_back(static_cast<std::uint8_t>(value + 0.5f));
  return out;
}

float BilevelPrint::darkness(const Ink& ink, float x, float y) {
  // Pixels' centres lie half a pixel in.
  const float u = x * fineness - 0.5f - static_cast<float>(ink.left),
              v = y * fineness - 0.5f - static_cast<float>(ink.top);
  if (u < 0 || v < 0 || u >= static_cast<float>(ink.width - 1) || v >= static_cast<float>(ink.height - 1))
    return 0;
  const int column = static_cast<int>(u), row = static_cast<int>(v);
  const float fx = u - static_cast<float>(column), fy = v - static_cast<float>(row);
  const std::uint8_t* upper = &ink.dark[static_cast<std::size_t>(row) * ink.width + column];
  const std::uint8_t* lower = upper + ink.width;
  const float above = upper[0] + (upper[1] - upper[0]) * fx, below = lower[0] + (lower[1] - lower[0]) * fx;
  return (above + (below - above) * fy) / 255;
}

float BilevelPrint::log_likelihood(const Place& place, const Ink& ink, float dx, float dy,
                                   float* expected) const {
  float sum = 0;
  for (const Pixel& pixel : place) {
    const float dark = darkness(ink, pixel.x - dx, pixel.y - dy) + pixel.neighbours;
    const int i = std::min(255, static_cast<int>(dark * 255 + 0.5f));
    sum += pixel.black ? log_black_[i] : log_white_[i];
    if (expected != nullptr) *expected -= entropy_[i];
  }
  return sum;
}

void BilevelPrint::search_around(const Place& place, const Ink& ink, float reach, float step,
                                 Fit& best) const {
  const float middle_x = best.dx, middle_y = best.dy;
  for (float y = -reach; y <= reach; y += step)
    for (float x = -reach; x <= reach; x += step) {
      const float value = log_likelihood(place, ink, middle_x + x, middle_y + y);
      if (value > best.log_likelihood) best = {value, middle_x + x, middle_y + y};
    }
}

BilevelPrint::Fit BilevelPrint::best_fit(const Place& place, const Glyph& glyph, float dx, float dy) {
  const Ink& drawn = ink(glyph);
  Fit best{lowest, dx, dy};
  search_around(place, drawn, reach_px, 2 * fine_px, best);
  search_around(place, drawn, fine_px, fine_px, best);
  return best;
}

float BilevelPrint::surprise(const Place& place, const Glyph& glyph, const Fit& fit) {
  float expected = 0;
  const float found = log_likelihood(place, ink(glyph), fit.dx, fit.dy, &expected);
  return found / std::min(-1e-3f, expected);
}

}  // namespace hefu
