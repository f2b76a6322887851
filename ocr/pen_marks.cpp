#include "ocr/pen_marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "ocr/mark_thresholds.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

namespace t = mark_thresholds;

using Mask = std::vector<std::uint8_t>;

/// Binomial 3 x 3: what is left of noise is 3/8.
std::vector<std::uint8_t> smoothed(const std::vector<std::uint8_t>& in, int w, int h) {
  std::vector<std::uint8_t> out(in.size(), 0);
  for (int y = 1; y + 1 < h; ++y)
    for (int x = 1; x + 1 < w; ++x) {
      const std::uint8_t* p = &in[static_cast<std::size_t>(y) * w + x];
      const int above = p[-w - 1] + 2 * p[-w] + p[-w + 1], below = p[w - 1] + 2 * p[w] + p[w + 1];
      out[static_cast<std::size_t>(y) * w + x] =
          static_cast<std::uint8_t>((above + 2 * (p[-1] + 2 * p[0] + p[1]) + below) / 16);
    }
  return out;
}

enum Ink : std::uint8_t { none, likely, certain };

/// How certain ink is where nothing is printed.
HEFU_VECTORISED void grade(const std::uint8_t* levels, const std::uint8_t* states, std::size_t count,
                           std::uint8_t sure, std::uint8_t perhaps, std::uint8_t* ink) {
  for (std::size_t i = 0; i < count; ++i)
    ink[i] = static_cast<std::uint8_t>(((levels[i] >= perhaps) + (levels[i] >= sure)) *
                                       (states[i] == MarkMap::free));
}

/// A straight line, by its place and the direction that it goes in.
struct LineMm {
  double x = 0, y = 0, along_x = 0, along_y = 0;
  double distance(double px, double py) const { return std::fabs((px - x) * along_y - (py - y) * along_x); }
};

/// Collects connected ink and drops what nobody wrote.
class PenSearch {
 public:
  PenSearch(const MarkMap& marks, const std::vector<SealMark>& seals) : marks_(marks), seals_(seals) {}

  std::vector<PenMark> run() {
    prepare();
    const std::vector<std::uint8_t> before = ink_;
    collect();
    if (streaks_.empty()) return std::move(found_);
    ink_ = before;
    found_.clear();
    for (const LineMm& streak : streaks_) take_off(streak);
    collect();
    return std::move(found_);
  }

 private:
  static constexpr double streak_half_mm = 0.5;

  void collect() {
    const std::uint8_t *first = ink_.data(), *end = first + ink_.size();
    for (const std::uint8_t* at = first; at != end; ++at) {
      at = static_cast<const std::uint8_t*>(std::memchr(at, certain, static_cast<std::size_t>(end - at)));
      if (at == nullptr) return;
      keep(connected(static_cast<int>(at - first)));
    }
  }

  void prepare() {
    level_ = marks_.pen;
    float noise = marks_.pen_noise;
    if (noise > t::noisy_paper) {
      level_ = smoothed(level_, marks_.width, marks_.height);
      noise *= 0.375f;
    }
    const float sure = std::max<float>(t::certain_pen, t::certain_deviations * noise);
    perhaps_ = std::max<float>(t::likely_pen, t::likely_deviations * noise);
    ink_.assign(level_.size(), none);
    const auto least = [](float level) {
      return static_cast<std::uint8_t>(std::min(255.f, std::ceil(level)));
    };
    grade(level_.data(), marks_.state.data(), level_.size(), least(sure), least(perhaps_), ink_.data());
    take_off_copied_seals();
  }

  /// Ink inside a copy's seal that is no darker than the seal may be the seal's own.
  void take_off_copied_seals() {
    constexpr float darker = 1.35f;
    for (const SealMark& seal : seals_) {
      if (seal.red) continue;
      const double r = seal.radius + 1.5;
      for (int y = marks_.row(seal.y - r); y < marks_.row(seal.y + r); ++y)
        for (int x = marks_.column(seal.x - r); x < marks_.column(seal.x + r); ++x)
          if (level_[marks_.index(x, y)] < darker * seal.level && seal.covers(marks_.x_mm(x), marks_.y_mm(y)))
            ink_[marks_.index(x, y)] = none;
    }
  }

  std::vector<int> connected(int start) {
    std::vector<int> pixels{start};
    ink_[start] = none;
    for (std::size_t next = 0; next < pixels.size(); ++next) {
      const int x = pixels[next] % marks_.width, y = pixels[next] / marks_.width;
      for (int j = std::max(0, y - 1); j <= std::min(marks_.height - 1, y + 1); ++j)
        for (int i = std::max(0, x - 1); i <= std::min(marks_.width - 1, x + 1); ++i)
          if (std::uint8_t& ink = ink_[marks_.index(i, j)]; ink != none) {
            ink = none;
            pixels.push_back(j * marks_.width + i);
          }
    }
    return pixels;
  }

  void keep(std::vector<int> pixels) {
    PenMark mark = measure(std::move(pixels));
    const double longest = std::max(mark.box.w, mark.box.h);
    if (longest < t::speck_mm) return;
    if (is_hair(mark)) return;
    if (longest >= t::streak_part_mm && !on_streak(mark)) find_streak(mark);
    if (share_near(mark, [&](std::size_t i) { return marks_.state[i] == MarkMap::printed; }) >
        t::remnant_share)
      return;
    const float red = std::max<float>(t::red_level, t::red_deviations * marks_.red_noise);
    if (marks_.coloured && share_near(mark, [&](std::size_t i) {
                             return static_cast<float>(marks_.red[i]) >= red;
                           }) > t::smear_share)
      return;
    found_.push_back(std::move(mark));
  }

  PenMark measure(std::vector<int> pixels) const {
    PenMark mark;
    int x0 = marks_.width, y0 = marks_.height, x1 = -1, y1 = -1;
    double sum = 0, sx = 0, sy = 0;
    for (const int i : pixels) {
      const int x = i % marks_.width, y = i / marks_.width;
      x0 = std::min(x0, x), x1 = std::max(x1, x), y0 = std::min(y0, y), y1 = std::max(y1, y);
      const double level = level_[i] / 255.0;
      sum += level, sx += level * x, sy += level * y;
    }
    mark.box = {marks_.left_mm + x0 * MarkMap::mm_per_px, marks_.top_mm + y0 * MarkMap::mm_per_px,
                (x1 - x0 + 1) * MarkMap::mm_per_px, (y1 - y0 + 1) * MarkMap::mm_per_px};
    mark.x = marks_.left_mm + (sx / sum + 0.5) * MarkMap::mm_per_px;
    mark.y = marks_.top_mm + (sy / sum + 0.5) * MarkMap::mm_per_px;
    mark.ink_mm2 = sum * MarkMap::mm_per_px * MarkMap::mm_per_px;
    mark.pixels = std::move(pixels);
    return mark;
  }

  /// A hair or a thread: less ink along its way than the palest pen leaves.
  bool is_hair(const PenMark& mark) const {
    return mark.ink_mm2 < t::hair_ink_mm * std::hypot(mark.box.w, mark.box.h);
  }

  bool on_streak(const PenMark& mark) const {
    return std::any_of(streaks_.begin(), streaks_.end(),
                       [&](const LineMm& line) { return line.distance(mark.x, mark.y) < streak_half_mm; });
  }

  /// A thin straight mark may be part of a line that dust in a feeder left over the whole page.
  void find_streak(const PenMark& mark) {
    double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    for (const int i : mark.pixels) {
      const double x = marks_.x_mm(i % marks_.width) - mark.x, y = marks_.y_mm(i / marks_.width) - mark.y;
      sx += x, sy += y, sxx += x * x, sxy += x * y, syy += y * y;
    }
    const double n = static_cast<double>(mark.pixels.size());
    const double a = sxx - sx * sx / n, b = sxy - sx * sy / n, c = syy - sy * sy / n;
    const double angle = 0.5 * std::atan2(2 * b, a - c);
    const double across = (a + c - std::hypot(a - c, 2 * b)) / 2;  // the smaller eigenvalue
    if (std::sqrt(std::max(0.0, across) / n) > streak_half_mm / 2) return;
    // The mark is short, the page is long: the direction is tried a little to both sides.
    for (const double turn : {0.0, -0.004, 0.004, -0.008, 0.008, -0.012, 0.012}) {
      const LineMm line{mark.x + sx / n, mark.y + sy / n, std::cos(angle + turn), std::sin(angle + turn)};
      if (share_of_line(line, 0) - std::max(share_of_line(line, 1.5), share_of_line(line, -1.5)) <
          t::streak_share)
        continue;
      streaks_.push_back(line);
      return;
    }
  }

  /// Share of a line's places over the whole map, moved sideways, that have ink, a streak's pale parts too.
  float share_of_line(const LineMm& line, double aside_mm) const {
    constexpr double step_mm = 0.5;
    int seen = 0, inked = 0;
    const double reach = std::hypot(marks_.width, marks_.height) * MarkMap::mm_per_px;
    for (double s = -reach; s < reach; s += step_mm) {
      const int x = static_cast<int>((line.x + s * line.along_x - aside_mm * line.along_y - marks_.left_mm) *
                                     MarkMap::px_per_mm),
                y = static_cast<int>((line.y + s * line.along_y + aside_mm * line.along_x - marks_.top_mm) *
                                     MarkMap::px_per_mm);
      if (x < 1 || y < 1 || x + 1 >= marks_.width || y + 1 >= marks_.height) continue;
      const std::size_t i = marks_.index(x, y);
      if (marks_.state[i] != MarkMap::free) continue;
      ++seen;
      const auto row = static_cast<std::size_t>(marks_.width);
      const int most = std::max({level_[i], level_[i - 1], level_[i + 1], level_[i - row], level_[i + row]});
      inked += static_cast<float>(most) >= perhaps_ / 2;
    }
    return seen * step_mm < t::streak_mm ? 0 : static_cast<float>(inked) / static_cast<float>(seen);
  }

  void take_off(const LineMm& streak) {
    for (int y = 0; y < marks_.height; ++y)
      for (int x = 0; x < marks_.width; ++x)
        if (ink_[marks_.index(x, y)] != none &&
            streak.distance(marks_.x_mm(x), marks_.y_mm(y)) < streak_half_mm)
          ink_[marks_.index(x, y)] = none;
  }

  template <class Test>
  float share_near(const PenMark& mark, const Test& is) const {
    std::size_t near = 0;
    for (const int i : mark.pixels) {
      const int x = i % marks_.width, y = i / marks_.width;
      bool any = false;
      for (int v = std::max(0, y - 1); v <= std::min(marks_.height - 1, y + 1) && !any; ++v)
        for (int u = std::max(0, x - 1); u <= std::min(marks_.width - 1, x + 1) && !any; ++u)
          any = is(marks_.index(u, v));
      near += any;
    }
    return static_cast<float>(near) / static_cast<float>(mark.pixels.size());
  }

  const MarkMap& marks_;
  const std::vector<SealMark>& seals_;
  std::vector<std::uint8_t> level_, ink_;
  float perhaps_ = 0;
  std::vector<LineMm> streaks_;
  std::vector<PenMark> found_;
};

}  // namespace

std::vector<PenMark> find_pen_marks(const MarkMap& marks, const std::vector<SealMark>& seals) {
  return PenSearch(marks, seals).run();
}

}  // namespace hefu
