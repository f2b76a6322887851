#include "ocr/box_judge.h"

#include <algorithm>
#include <cmath>

#include "ocr/mark_thresholds.h"
#include "ocr/pen_marks.h"
#include "ocr/seal_marks.h"

namespace hefu {
namespace {

namespace t = mark_thresholds;

constexpr double seal_reach_mm = 24;  // a neighbour's seal is seen whole
constexpr double beside_box_mm = 1;   // handwriting goes over its line a little
constexpr double missed_box_mm = 25;  // a seal beside its box: on the date, as is the custom
constexpr double name_stamp_mm = 25;  // a person's own stamp is smaller
constexpr double edge_mm = 6;         // a seal with its middle at the sheet's edge runs over all sheets

bool contains(const RectMm& box, double x, double y, double margin = 0) {
  return x >= box.x - margin && x <= box.x + box.w + margin && y >= box.y - margin &&
         y <= box.y + box.h + margin;
}

double distance_to(const RectMm& box, double x, double y) {
  return std::hypot(x - std::clamp(x, box.x, box.x + box.w), y - std::clamp(y, box.y, box.y + box.h));
}

/// The part of the page that has to be looked at.
RectMm part_to_map(const Page& page) {
  double x0 = page.width_mm, y0 = page.height_mm, x1 = 0, y1 = 0;
  for (const Box& box : page.boxes) {
    if (!is_filled_by_hand(box)) continue;
    x0 = std::min(x0, box.box.x), y0 = std::min(y0, box.box.y);
    x1 = std::max(x1, box.box.x + box.box.w), y1 = std::max(y1, box.box.y + box.box.h);
  }
  x0 = std::max(0.0, x0 - seal_reach_mm), y0 = std::max(0.0, y0 - seal_reach_mm);
  x1 = std::min(page.width_mm, x1 + seal_reach_mm), y1 = std::min(page.height_mm, y1 + seal_reach_mm);
  return {x0, y0, x1 - x0, y1 - y0};
}

/// Tells marks apart by the box that they belong to.
class BoxJudge {
 public:
  BoxJudge(const MarkMap& marks, const Page& page)
      : marks_(marks), page_(page), seals_(find_seals(marks)), pen_(find_pen_marks(marks, seals_)) {
    for (const SealMark& seal : seals_) seal_owner_.push_back(owner_of_seal(seal));
    readings_.resize(page.boxes.size());
    own_.resize(page.boxes.size());
    for (const PenMark& mark : pen_) give(mark);
  }

  std::vector<BoxReading> run() {
    for (std::size_t i = 0; i < page_.boxes.size(); ++i) {
      if (!is_filled_by_hand(page_.boxes[i])) continue;
      BoxReading& reading = readings_[i];
      const double area = page_.boxes[i].box.w * page_.boxes[i].box.h;
      reading.state = page_.boxes[i].use == BoxUse::seal ? judge_seal(i) : judge_writing(i);
      if (reading.state == BoxState::absent && share_outside(page_.boxes[i].box) > 0.1)
        reading.state = BoxState::unclear;
      reading.ink = reading.state == BoxState::present;
      reading.coverage = (reading.pen_mm2 + reading.seal_mm2) / std::max(1.0, area);
    }
    return std::move(readings_);
  }

 private:
  /// The box whose mark a stamp is: the seal's box that its middle lies in, or nearly; else any box that it
  /// lies in; -1: none.
  int owner_of_seal(const SealMark& seal) const {
    constexpr double nearly_mm = 6;
    int best = -1;
    double nearest = nearly_mm;
    for (std::size_t i = 0; i < page_.boxes.size(); ++i) {
      if (page_.boxes[i].use != BoxUse::seal) continue;
      const double distance = distance_to(page_.boxes[i].box, seal.x, seal.y);
      if (distance < nearest || (distance == 0 && best < 0)) best = static_cast<int>(i), nearest = distance;
    }
    for (std::size_t i = 0; i < page_.boxes.size() && best < 0; ++i)
      if (is_filled_by_hand(page_.boxes[i]) && contains(page_.boxes[i].box, seal.x, seal.y))
        best = static_cast<int>(i);
    return best;
  }

  /// A mark counts for the box that its middle lies in. One that joins two boxes' writing, with a good part
  /// in each, counts for both.
  void give(const PenMark& mark) {
    constexpr double good_part = 0.35;
    for (std::size_t i = 0; i < page_.boxes.size(); ++i) {
      const Box& box = page_.boxes[i];
      if (!is_filled_by_hand(box)) continue;
      const double inside = share_inside(mark, box.box);
      if (inside == 0) continue;
      const bool owned = owner_of_point(mark.x, mark.y) == static_cast<int>(i);
      if (!owned && inside < good_part) continue;
      readings_[i].pen_mm2 += owned ? mark.ink_mm2 : inside * mark.ink_mm2;
      widen(readings_[i].marks, mark.box);
      own_[i].push_back(&mark);
    }
  }

  int owner_of_point(double x, double y) const {
    int best = -1;
    double nearest = beside_box_mm + 0.01;
    for (std::size_t i = 0; i < page_.boxes.size(); ++i)
      if (const double distance = distance_to(page_.boxes[i].box, x, y);
          is_filled_by_hand(page_.boxes[i]) && distance < nearest)
        best = static_cast<int>(i), nearest = distance;
    return best;
  }

  double share_inside(const PenMark& mark, const RectMm& box) const {
    if (mark.box.x > box.x + box.w + beside_box_mm || mark.box.x + mark.box.w < box.x - beside_box_mm ||
        mark.box.y > box.y + box.h + beside_box_mm || mark.box.y + mark.box.h < box.y - beside_box_mm)
      return 0;
    std::size_t inside = 0;
    for (const int i : mark.pixels)
      inside += contains(box, marks_.x_mm(i % marks_.width), marks_.y_mm(i / marks_.width), beside_box_mm);
    return static_cast<double>(inside) / static_cast<double>(mark.pixels.size());
  }

  static void widen(RectMm& all, const RectMm& box) {
    if (all.w == 0) {
      all = box;
      return;
    }
    const double x1 = std::max(all.x + all.w, box.x + box.w), y1 = std::max(all.y + all.h, box.y + box.h);
    all.x = std::min(all.x, box.x), all.y = std::min(all.y, box.y);
    all.w = x1 - all.x, all.h = y1 - all.y;
  }

  /// The seal's box beside which a seal stands that is in none; -1: none.
  int nearest_missed(std::size_t s) const {
    const SealMark& seal = seals_[s];
    if (seal_owner_[s] >= 0 && page_.boxes[seal_owner_[s]].use == BoxUse::seal) return -1;
    if (std::min({seal.x, seal.y, page_.width_mm - seal.x, page_.height_mm - seal.y}) < edge_mm) return -1;
    int best = -1;
    double nearest = missed_box_mm;
    for (std::size_t i = 0; i < page_.boxes.size(); ++i)
      if (const double distance = distance_to(page_.boxes[i].box, seal.x, seal.y);
          page_.boxes[i].use == BoxUse::seal && distance < nearest)
        best = static_cast<int>(i), nearest = distance;
    return best;
  }

  BoxState judge_seal(std::size_t index) {
    BoxReading& reading = readings_[index];
    bool ring = false, beside = false;
    for (std::size_t s = 0; s < seals_.size(); ++s) {
      const SealMark& seal = seals_[s];
      if (seal_owner_[s] == static_cast<int>(index)) {
        reading.seal_mm2 += seal.ink_mm2;
        reading.red = reading.red || seal.red;
        ring = ring || seal.radius > 0;
        widen(reading.marks, seal.box);
      } else if (seal.ink_mm2 > t::seal_present_mm2 && nearest_missed(s) == static_cast<int>(index)) {
        beside = true;
      }
    }
    if (ring || reading.seal_mm2 > t::seal_present_mm2) return BoxState::present;
    if (reading.seal_mm2 > t::seal_absent_mm2 || beside) return BoxState::unclear;
    // A copy's seal without a ring to know it by: as much ink, and as wide or as solid (its star).
    constexpr double as_much_mm2 = 20, as_wide_mm = 16, as_solid = 0.25;
    const double area = std::max(1.0, reading.marks.w * reading.marks.h);
    if (reading.pen_mm2 > as_much_mm2 &&
        (std::min(reading.marks.w, reading.marks.h) > as_wide_mm || reading.pen_mm2 > as_solid * area))
      return BoxState::unclear;
    return BoxState::absent;
  }

  BoxState judge_writing(std::size_t index) {
    BoxReading& reading = readings_[index];
    const RectMm& box = page_.boxes[index].box;
    double hidden = 0;
    bool stamped = false;
    for (std::size_t s = 0; s < seals_.size(); ++s) {
      if (!seals_[s].red) hidden = std::max(hidden, share_covered(box, seals_[s]));
      if (seal_owner_[s] == static_cast<int>(index) && seals_[s].red) {
        reading.red = true;
        // An office's seal does not stand for what a person writes, a name's may.
        stamped = stamped || std::max(seals_[s].box.w, seals_[s].box.h) < name_stamp_mm;
        reading.seal_mm2 += seals_[s].ink_mm2;
      }
    }
    const bool number = box.w < t::number_box_mm;
    const double overhang = overhang_of_neighbours(index);
    const double enough = number ? t::number_present_mm2 : t::pen_present_mm2;
    const double too_little = number ? t::number_absent_mm2 : t::pen_absent_mm2;
    if (reading.pen_mm2 >= enough && overhang == 0) return BoxState::present;
    if (reading.pen_mm2 >= too_little && (overhang == 0 || overhang > t::overhang_share))
      return BoxState::unclear;
    // A stamp of a name may stand for a signature; under a copy's seal nobody sees what is written.
    constexpr double half = 0.5;
    if (stamped || hidden > half) return BoxState::unclear;
    return BoxState::absent;
  }

  /// How far down (up) from its edge a box is written on by strokes that hang over from the writing in the
  /// box above (below), as a share of its height; 0: it has strokes of its own.
  double overhang_of_neighbours(std::size_t index) const {
    const double height = page_.boxes[index].box.h;
    double reach = 0;
    for (const PenMark* mark : own_[index]) {
      double nearest = height;
      for (std::size_t i = 0; i < page_.boxes.size(); ++i)
        if (i != index) nearest = std::min(nearest, reach_of_overhang(*mark, index, i));
      reach = std::max(reach, nearest);
    }
    return reach < t::overhang_unclear_share * height ? reach / height : 0;
  }

  /// From the edge that two boxes share to the far end of a mark that lies near to the other box's writing,
  /// in mm; the whole height when it does not.
  double reach_of_overhang(const PenMark& mark, std::size_t index, std::size_t other_index) const {
    const RectMm &box = page_.boxes[index].box, &other = page_.boxes[other_index].box;
    const bool above = std::fabs(other.y + other.h - box.y) < beside_box_mm,
               below = std::fabs(other.y - box.y - box.h) < beside_box_mm;
    if ((!above && !below) || other.x > box.x + box.w || other.x + other.w < box.x) return box.h;
    const bool near = std::any_of(
        own_[other_index].begin(), own_[other_index].end(),
        [&](const PenMark* one) { return one != &mark && gap(one->box, mark.box) < t::overhang_gap_mm; });
    if (!near) return box.h;
    return std::max(0.01, above ? mark.box.y + mark.box.h - box.y : box.y + box.h - mark.box.y);
  }

  static double gap(const RectMm& a, const RectMm& b) {
    return std::hypot(std::max({0.0, b.x - a.x - a.w, a.x - b.x - b.w}),
                      std::max({0.0, b.y - a.y - a.h, a.y - b.y - b.h}));
  }

  template <class Test>
  double share_of(const RectMm& box, const Test& is) const {
    int count = 0, found = 0;
    constexpr int step = 3;
    for (int y = marks_.row(box.y); y < marks_.row(box.y + box.h); y += step)
      for (int x = marks_.column(box.x); x < marks_.column(box.x + box.w); x += step)
        ++count, found += is(x, y);
    return count == 0 ? 0 : static_cast<double>(found) / count;
  }
  double share_outside(const RectMm& box) const {
    return share_of(box, [&](int x, int y) { return marks_.state[marks_.index(x, y)] == MarkMap::outside; });
  }
  double share_covered(const RectMm& box, const SealMark& seal) const {
    return share_of(box, [&](int x, int y) { return seal.covers(marks_.x_mm(x), marks_.y_mm(y)); });
  }

  const MarkMap& marks_;
  const Page& page_;
  const std::vector<SealMark> seals_;
  const std::vector<PenMark> pen_;
  std::vector<int> seal_owner_;
  std::vector<BoxReading> readings_;
  std::vector<std::vector<const PenMark*>> own_;  // of each box
};

}  // namespace

bool is_filled_by_hand(const Box& box) { return box.use != BoxUse::blank && box.use != BoxUse::late; }

std::vector<BoxReading> judge_boxes(const StraightPage& straight, const Page& page) {
  if (std::none_of(page.boxes.begin(), page.boxes.end(), is_filled_by_hand))
    return std::vector<BoxReading>(page.boxes.size());
  const MarkMap marks = map_marks(straight, page, part_to_map(page));
  return BoxJudge(marks, page).run();
}

}  // namespace hefu
