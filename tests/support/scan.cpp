#include "tests/support/scan.h"

#include "tests/support/scan_parts.h"

namespace hefu::support {
namespace {

Image in_colour(const Image& grey) {
  Image colour{grey.width, grey.height, 3, grey.dpi, {}};
  colour.pixels.resize(grey.pixels.size() * 3);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i)
    colour.pixels[3 * i] = colour.pixels[3 * i + 1] = colour.pixels[3 * i + 2] = grey.pixels[i];
  return colour;
}

void mark_by_hand(Image& sheet, double px_per_mm, double height_mm, const Damage& damage, Random& random) {
  if (damage.hand == Damage::Hand::none || damage.hand == Damage::Hand::retouching) return;
  std::vector<RectMm> places = damage.marked;
  while (static_cast<int>(places.size()) < damage.hand_marks)
    places.push_back({random.uniform(0.15, 0.7) * sheet.width / px_per_mm,
                      random.uniform(0.1, 0.9) * height_mm, random.uniform(4, 15), 4.5});
  for (const RectMm& place : places) {
    if (damage.hand == Damage::Hand::ticks) tick(sheet, px_per_mm, place, random);
    if (damage.hand == Damage::Hand::rewriting) strike_and_rewrite(sheet, px_per_mm, place, random);
    if (damage.hand == Damage::Hand::fluid) paint_over(sheet, px_per_mm, place, random.chance(0.5), random);
  }
}

void put_ink(Image& sheet, double width_mm, double height_mm, const Damage& damage,
             const std::vector<RectMm>& codes, Random& random) {
  const double px_per_mm = sheet.width / width_mm;
  if (damage.faint > 0) fade_toner(sheet, damage.faint, random);
  for (const RectMm& box : damage.signatures) write_signature(sheet, px_per_mm, box, random);
  for (const RectMm& box : damage.seal_boxes)
    stamp_seal(sheet, px_per_mm, box.x + box.w / 2, box.y + box.h / 2, !damage.grey_seals, random);
  for (int i = 0; i < damage.seals; ++i)
    stamp_seal(sheet, px_per_mm, random.uniform(0.2, 0.8) * width_mm, random.uniform(0.2, 0.8) * height_mm,
               !damage.grey_seals, random);
  if (damage.cover_codes)
    for (const RectMm& code : codes)
      fill_box(sheet, px_per_mm, {code.x - 0.5, code.y - 0.5, code.w + 1, code.h + 1}, 250);
  mark_by_hand(sheet, px_per_mm, height_mm, damage, random);
  if (damage.holes > 0) punch_holes(sheet, px_per_mm, height_mm, damage.holes, random);
  for (int i = 0; i < damage.folds; ++i) crease(sheet, px_per_mm, fold_mm(damage, i, height_mm), random);
  for (int i = 0; i < damage.creases; ++i) crease_anywhere(sheet, px_per_mm, random);
}

}  // namespace

Image simulate_scan(const Image& page, double width_mm, double height_mm, const Damage& damage,
                    std::uint64_t seed, const std::vector<RectMm>& codes) {
  Random random(seed * 2654435761u + 97);
  const bool red_seals = !damage.grey_seals && (damage.seals > 0 || !damage.seal_boxes.empty());
  const bool coloured = !damage.bilevel && (damage.table || damage.moire > 0 || red_seals);
  Image sheet = coloured && page.channels == 1 ? in_colour(page) : page;
  put_ink(sheet, width_mm, height_mm, damage, codes, random);
  Image scan = photograph(sheet, width_mm, height_mm, damage, random);
  if (damage.cropped > 0) scan = without_margin(scan, damage.cropped, random);
  for (int i = 0; i < damage.copies; ++i) photocopy(scan, random);
  blur(scan, damage.blur_px);
  smear(scan, damage.motion_px, random);
  if (damage.moire > 0) photograph_screen(scan, damage.moire, random);
  if (damage.glare > 0) glare(scan, damage.glare, random);
  expose(scan, damage, random);
  if (damage.streaks > 0) streak(scan, damage.streaks, random);
  if (damage.bilevel) {
    scan = grey_luma(scan);
    threshold(scan, damage.bilevel_threshold);
  }
  scan = turned(scan, damage.quarter_turns);
  if (damage.jpeg_quality > 0) lose_like_jpeg(scan, damage.jpeg_quality);
  return scan;
}

}  // namespace hefu::support
