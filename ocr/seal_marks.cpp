#include "ocr/seal_marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>

#include "ocr/mark_thresholds.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

namespace t = mark_thresholds;

constexpr double pi = 3.14159265358979323846;
constexpr int directions = 72;
constexpr double smallest_radius = 17, largest_radius = 23;
constexpr double beside_ring = 1.9;  // where a seal is blank, between ring and characters and around it
constexpr double cell_mm = 1;
constexpr int most_seals = 8;

using Mask = std::vector<std::uint8_t>;

struct Ring {
  double x = 0, y = 0, radius = 0;
  float share = 0, contrast = 0;
};

/// Whether eight values of a mask are all 0.
bool is_blank(const std::uint8_t* values) {
  std::uint64_t eight;
  std::memcpy(&eight, values, sizeof eight);
  return eight == 0;
}

/// A mask in squares of a millimetre, for looking over wide areas.
struct Cells {
  int w = 0, h = 0;
  std::vector<std::uint16_t> count;
  Cells(const MarkMap& marks, const Mask& ink)
      : w(static_cast<int>(marks.width * MarkMap::mm_per_px / cell_mm) + 1),
        h(static_cast<int>(marks.height * MarkMap::mm_per_px / cell_mm) + 1),
        count(static_cast<std::size_t>(w) * h, 0) {
    std::vector<std::uint16_t> cell_of(marks.width);
    for (int x = 0; x < marks.width; ++x)
      cell_of[x] = static_cast<std::uint16_t>(x * MarkMap::mm_per_px / cell_mm);
    for (int y = 0; y < marks.height; ++y) {
      std::uint16_t* row = &count[static_cast<std::size_t>(y * MarkMap::mm_per_px / cell_mm) * w];
      const std::uint8_t* inks = &ink[marks.index(0, y)];
      for (int x = 0; x < marks.width; ++x) {
        while (x + 8 <= marks.width && is_blank(inks + x)) x += 8;  // most of a page
        if (x < marks.width) row[cell_of[x]] += inks[x];
      }
    }
  }
};

struct Blob {
  int cells = 0, x0 = 1 << 30, y0 = 1 << 30, x1 = -1, y1 = -1;  // in cells, the last included
  RectMm box(const MarkMap& marks) const {
    return {marks.left_mm + x0 * cell_mm, marks.top_mm + y0 * cell_mm, (x1 - x0 + 1) * cell_mm,
            (y1 - y0 + 1) * cell_mm};
  }
};

/// Cells that lie within `gap` cells of each other are one blob.
std::vector<Blob> blobs_of(Cells cells, int least, int gap) {
  std::vector<Blob> blobs;
  std::vector<int> open;
  for (int start = 0; start < cells.w * cells.h; ++start) {
    if (cells.count[start] < least) continue;
    Blob blob;
    cells.count[start] = 0;
    open.assign(1, start);
    while (!open.empty()) {
      const int at = open.back(), x = at % cells.w, y = at / cells.w;
      open.pop_back();
      ++blob.cells;
      blob.x0 = std::min(blob.x0, x), blob.x1 = std::max(blob.x1, x);
      blob.y0 = std::min(blob.y0, y), blob.y1 = std::max(blob.y1, y);
      for (int j = std::max(0, y - gap); j <= std::min(cells.h - 1, y + gap); ++j)
        for (int i = std::max(0, x - gap); i <= std::min(cells.w - 1, x + gap); ++i)
          if (cells.count[j * cells.w + i] >= least) {
            cells.count[j * cells.w + i] = 0;
            open.push_back(j * cells.w + i);
          }
    }
    blobs.push_back(blob);
  }
  return blobs;
}

/// Looks for the circle that most of the ink lies on.
class RingSearch {
 public:
  RingSearch(const MarkMap& marks, const Mask& ink)
      : marks_(marks), ink_(ink), stride_(marks.width + 2 * around_px) {
    for (int i = 0; i < directions; ++i)
      cosine_[i] = std::cos(2 * pi * i / directions), sine_[i] = std::sin(2 * pi * i / directions);
    seen_.assign(static_cast<std::size_t>(stride_) * (marks.height + 2 * around_px), 0);
    for (int y = 0; y < marks.height; ++y)
      for (int x = 0; x < marks.width; ++x) {
        const std::size_t i = marks.index(x, y);
        if (marks.state[i] == MarkMap::free) seen_[place(x, y)] = ink[i] != 0 ? known | inked : known;
      }
    for (std::size_t r = 0; r < coarse_places_.size(); ++r)
      for (std::size_t i = 0; i < coarse_places_[r].size(); ++i)
        for (const int k : {-1, 0, 1}) {
          const double radius =
              (smallest_radius + static_cast<double>(r) + k * coarse_reach) * MarkMap::px_per_mm;
          coarse_places_[r][i][k + 1] =
              static_cast<int>(std::lround(radius * sine_[i * coarse_step])) * stride_ +
              static_cast<int>(std::lround(radius * cosine_[i * coarse_step]));
        }
  }

  /// The best ring with its centre in `area`, coarse then fine. Coarse, a millimetre off, the ring itself
  /// lies where a seal is blank beside it: only what is outside can be looked at.
  Ring best_in(const RectMm& area) const {
    Ring best;
    for (double y = area.y; y <= area.y + area.h; y += 1.2)
      for (double x = area.x; x <= area.x + area.w; x += 1.2)
        for (std::size_t r = 0; r < coarse_places_.size(); ++r)
          if (may_be_ring(x, y, coarse_places_[r]))
            try_ring({x, y, smallest_radius + static_cast<double>(r)}, {coarse_reach, coarse_step, 3.2, 0},
                     best);
    if (best.share == 0) return best;
    const Ring coarse = best;
    best = {};
    for (double y = coarse.y - 1.2; y <= coarse.y + 1.2; y += 0.4)
      for (double x = coarse.x - 1.2; x <= coarse.x + 1.2; x += 0.4)
        for (double r = coarse.radius - 0.9; r <= coarse.radius + 0.9; r += 0.3)
          try_ring({x, y, r}, {0.4, 1, beside_ring, beside_ring}, best);
    return best;
  }

 private:
  static constexpr int coarse_step = 3;  // of the directions
  static constexpr double coarse_reach = 0.8;
  static constexpr std::uint8_t known = 1, inked = 2;
  // The largest ring, of a centre a little outside of the part that is looked at.
  static constexpr int around_px = static_cast<int>((largest_radius + 7) * MarkMap::px_per_mm);
  using Places = std::array<std::array<int, 3>, directions / coarse_step>;

  std::size_t place(int x, int y) const {
    return static_cast<std::size_t>(y + around_px) * stride_ + x + around_px;
  }

  /// A quick look, in whole pixels and a little more lenient, that spares nearly all places the closer one.
  bool may_be_ring(double x_mm, double y_mm, const Places& places) const {
    const int x = static_cast<int>(std::lround((x_mm - marks_.left_mm) * MarkMap::px_per_mm));
    const int y = static_cast<int>(std::lround((y_mm - marks_.top_mm) * MarkMap::px_per_mm));
    const std::uint8_t* centre = seen_.data() + place(x, y);
    int seen = 0, hit = 0;
    for (const std::array<int, 3>& near : places) {
      const std::uint8_t any = centre[near[0]] | centre[near[1]] | centre[near[2]];
      seen += any & known;
      hit += (any & inked) != 0;
    }
    return static_cast<float>(hit) >= t::ring_share * 0.7f * static_cast<float>(seen) &&
           seen * coarse_step >= directions / 3;
  }

  bool ink_at(double x_mm, double y_mm, bool& known) const {
    const int x = static_cast<int>((x_mm - marks_.left_mm) * MarkMap::px_per_mm);
    const int y = static_cast<int>((y_mm - marks_.top_mm) * MarkMap::px_per_mm);
    known = x >= 0 && y >= 0 && x < marks_.width && y < marks_.height &&
            marks_.state[marks_.index(x, y)] == MarkMap::free;
    return known && ink_[marks_.index(x, y)] != 0;
  }

  /// Share of the directions with ink within `reach` of a radius, of those that can be seen.
  /// 0 as soon as it cannot be `least` any more.
  float share_at(double x, double y, double r, double reach, int step, int& seen, float least = 0) const {
    int hit = 0;
    seen = 0;
    const int most_missed = static_cast<int>((1 - least) * static_cast<float>(directions / step)) + 1;
    for (int i = 0; i < directions; i += step) {
      if (seen - hit > most_missed) return 0;
      bool any_known = false, any_ink = false;
      for (int k = -1; k <= 1 && !any_ink; ++k) {
        bool known = false;
        any_ink = ink_at(x + (r + k * reach) * cosine_[i], y + (r + k * reach) * sine_[i], known);
        any_known = any_known || known;
      }
      seen += any_known, hit += any_ink;
    }
    return seen == 0 ? 0 : static_cast<float>(hit) / static_cast<float>(seen);
  }

  /// How a circle is tried: within `reach` of its line, in each `step`th direction, against what lies so far
  /// outside and inside of it (0: not looked at).
  struct Trial {
    double reach;
    int step;
    double outside, inside;
  };
  void try_ring(const Ring& at, const Trial& trial, Ring& best) const {
    int seen = 0;
    const float share = share_at(at.x, at.y, at.radius, trial.reach, trial.step, seen, t::ring_share * 0.8f);
    if (share < t::ring_share * 0.8f || share <= best.contrast || seen * trial.step < directions / 3) return;
    constexpr double near = 0.25;
    float beside = share_at(at.x, at.y, at.radius + trial.outside, near, trial.step, seen);
    if (trial.inside > 0)
      beside = std::max(beside, share_at(at.x, at.y, at.radius - trial.inside, near, trial.step, seen));
    if (share - beside > best.contrast) best = {at.x, at.y, at.radius, share, share - beside};
  }

  const MarkMap& marks_;
  const Mask& ink_;
  const int stride_;
  std::array<double, directions> cosine_{}, sine_{};
  std::vector<std::uint8_t> seen_;  // known, inked; with `around_px` of nothing on every side
  std::array<Places, static_cast<std::size_t>(largest_radius - smallest_radius) + 1> coarse_places_{};
};

/// Finds stamps in one colour's ink.
class SealSearch {
 public:
  SealSearch(const MarkMap& marks, Mask ink, const std::vector<std::uint8_t>& levels, bool red)
      : marks_(marks), ink_(std::move(ink)), levels_(levels), red_(red) {}

  std::vector<SealMark> run() {
    find_rings();
    if (red_)
      for (const Blob& blob : blobs_of(Cells(marks_, ink_), least_count, 2)) add_blob(blob);
    return std::move(seals_);
  }

 private:
  static constexpr int least_count = 3;  // of the 15 px of a cell

  void find_rings() {
    for (bool again = true; again && static_cast<int>(seals_.size()) < most_seals;) {
      again = false;
      std::optional<RingSearch> search;  // rings that were found take their ink with them
      for (const Blob& blob : blobs_of(Cells(marks_, ink_), least_count, 2)) {
        // A third of a ring is as wide as its radius; less of one proves nothing.
        if (std::max(blob.x1 - blob.x0, blob.y1 - blob.y0) < smallest_radius) continue;
        const RectMm box = blob.box(marks_);
        if (!search) search.emplace(marks_, ink_);
        const Ring ring = search->best_in({box.x - 4, box.y - 4, box.w + 8, box.h + 8});
        if (ring.share < t::ring_share || ring.contrast < t::ring_contrast) continue;
        add_ring(ring);
        search.reset();
        again = true;
      }
    }
  }

  void add_ring(const Ring& ring) {
    SealMark seal;
    seal.x = ring.x, seal.y = ring.y, seal.radius = ring.radius, seal.red = red_;
    take(seal,
         {ring.x - ring.radius - 1.5, ring.y - ring.radius - 1.5, 2 * ring.radius + 3, 2 * ring.radius + 3});
    seals_.push_back(seal);
  }

  void add_blob(const Blob& blob) {
    SealMark seal;
    seal.red = red_;
    take(seal, blob.box(marks_));
    seal.x = seal.box.x + seal.box.w / 2, seal.y = seal.box.y + seal.box.h / 2;
    if (seal.ink_mm2 >= t::seal_absent_mm2) seals_.push_back(seal);
  }

  /// Counts the ink of an area (of the ring's disc) and takes it off the mask.
  void take(SealMark& seal, const RectMm& area) {
    double ink = 0;
    std::vector<std::uint8_t> levels;
    int x0 = marks_.width, y0 = marks_.height, x1 = -1, y1 = -1;
    for (int y = marks_.row(area.y); y < marks_.row(area.y + area.h); ++y)
      for (int x = marks_.column(area.x); x < marks_.column(area.x + area.w); ++x) {
        const std::size_t i = marks_.index(x, y);
        if (ink_[i] == 0 || (seal.radius > 0 && !seal.covers(marks_.x_mm(x), marks_.y_mm(y)))) continue;
        ink += levels_[i] / 255.0;
        levels.push_back(marks_.pen[i]);
        ink_[i] = 0;
        x0 = std::min(x0, x), x1 = std::max(x1, x), y0 = std::min(y0, y), y1 = std::max(y1, y);
      }
    if (levels.empty()) return;
    seal.ink_mm2 = ink * MarkMap::mm_per_px * MarkMap::mm_per_px;
    const auto high = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 3 / 4);
    std::nth_element(levels.begin(), high, levels.end());
    seal.level = *high;
    seal.box = {marks_.left_mm + x0 * MarkMap::mm_per_px, marks_.top_mm + y0 * MarkMap::mm_per_px,
                (x1 - x0 + 1) * MarkMap::mm_per_px, (y1 - y0 + 1) * MarkMap::mm_per_px};
  }

  const MarkMap& marks_;
  Mask ink_;
  const std::vector<std::uint8_t>& levels_;
  const bool red_;
  std::vector<SealMark> seals_;
};

/// 1 where a level is reached and the state is one of two.
HEFU_VECTORISED void mark_levels(const std::uint8_t* levels, const std::uint8_t* states, std::size_t count,
                                 std::uint8_t least, std::uint8_t state, std::uint8_t other_state,
                                 std::uint8_t* mask) {
  for (std::size_t i = 0; i < count; ++i)
    mask[i] = (levels[i] >= least) & ((states[i] == state) | (states[i] == other_state));
}

Mask mask_of(const std::vector<std::uint8_t>& levels, const MarkMap& marks, float least, bool over_print) {
  Mask mask(levels.size(), 0);
  if (least > 255) return mask;
  mark_levels(levels.data(), marks.state.data(), mask.size(), static_cast<std::uint8_t>(std::ceil(least)),
              MarkMap::free, over_print ? MarkMap::printed : MarkMap::free, mask.data());
  return mask;
}

}  // namespace

bool SealMark::covers(double x_mm, double y_mm) const {
  constexpr double beyond_mm = 1.5;  // the ring's own width and smear
  if (radius > 0) return std::hypot(x_mm - x, y_mm - y) < radius + beyond_mm;
  return x_mm > box.x - beyond_mm && x_mm < box.x + box.w + beyond_mm && y_mm > box.y - beyond_mm &&
         y_mm < box.y + box.h + beyond_mm;
}

std::vector<SealMark> find_seals(const MarkMap& marks) {
  std::vector<SealMark> seals;
  if (marks.coloured) {
    const float least = std::max<float>(t::red_level, t::red_deviations * marks.red_noise);
    seals = SealSearch(marks, mask_of(marks.red, marks, least, true), marks.red, true).run();
  }
  const float least = std::max<float>(t::likely_pen, t::certain_deviations * marks.pen_noise);
  const std::vector<SealMark> copied =
      SealSearch(marks, mask_of(marks.pen, marks, least, false), marks.pen, false).run();
  // The dark edge that a phone's smear leaves around a red ring is no second seal.
  constexpr double same_mm = 5;
  const std::size_t red_ones = seals.size();
  for (const SealMark& seal : copied)
    if (std::none_of(
            seals.begin(), seals.begin() + static_cast<std::ptrdiff_t>(red_ones),
            [&](const SealMark& red) { return std::hypot(red.x - seal.x, red.y - seal.y) < same_mm; }))
      seals.push_back(seal);
  return seals;
}

}  // namespace hefu
