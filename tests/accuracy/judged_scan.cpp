#include "tests/accuracy/judged_scan.h"

#include <ctime>
#include <stdexcept>

#include "ocr/line_judge.h"
#include "templates/pdf.h"
#include "tests/support/scan.h"

namespace hefu::accuracy {

Image rasterise(const PrintedPage& page, const Fonts& fonts, Sandbox& sandbox) {
  Sheet sheet;
  sheet.kind = page.name;
  sheet.title = page.name;
  sheet.application = "YB-ACCURACY";
  sheet.date = "2025-06-20";
  sheet.pages = {page.shown};
  Image drawn;
  const DecodedFile file =
      sandbox.decode(write_pdf(sheet, fonts), [&](int, Image image) { drawn = std::move(image); });
  if (file.status != FileStatus::read || drawn.empty())
    throw std::runtime_error(page.name + " cannot be drawn: " + file.reason);
  return drawn;
}

namespace {

using support::Damage;

RectMm box_of(const Glyph& first, const Glyph& last) {
  const double em = first.size_pt * mm_per_pt;
  return {first.x_mm, first.y_mm - 0.88 * em, last.x_mm + last.advance_mm - first.x_mm, em};
}

/// Draws the values that a hand goes over, and where: a tick on a value, a line through it, or a white spot
/// on one to three characters.
void choose_marked(const PrintedPage& page, Damage& damage, std::vector<bool>& altered,
                   support::Random& random) {
  std::vector<std::size_t> values;
  for (std::size_t i = 0; i < page.shown.fields.size(); ++i) {
    const Field& field = page.shown.fields[i];
    if (field.entered && field.picture < 0 && !field.runs.empty() && !page.changed[i]) values.push_back(i);
  }
  for (int mark = 0; mark < damage.hand_marks && !values.empty(); ++mark) {
    const std::size_t i = random.pick(values);
    const auto& glyphs = page.shown.runs[random.pick(page.shown.fields[i].runs)].glyphs;
    if (glyphs.empty() || altered[i]) continue;
    std::size_t first = 0, last = glyphs.size() - 1;
    if (damage.hand == Damage::Hand::fluid) {
      first = static_cast<std::size_t>(random.below(static_cast<int>(glyphs.size())));
      last = std::min(last, first + static_cast<std::size_t>(random.below(3)));
      if (is_space(glyphs[first].code_point)) continue;
    }
    damage.marked.push_back(box_of(glyphs[first], glyphs[last]));
    altered[i] = damage.hand != Damage::Hand::ticks;
  }
}

/// Retouches a character each of several values.
Image retouched(const PrintedPage& page, const Image& print, const Damage& damage, std::vector<bool>& altered,
                support::Random& random) {
  constexpr double least_mm2 = 0.15;  // a dot of 0.44 mm: what a person sees who looks at the value
  Image out = print;
  const double px_per_mm = print.width / page.shown.width_mm;
  for (int mark = 0; mark < damage.hand_marks; ++mark) {
    const std::size_t i = static_cast<std::size_t>(random.below(static_cast<int>(page.shown.fields.size())));
    const Field& field = page.shown.fields[i];
    if (!field.entered || field.picture >= 0 || field.runs.empty() || page.changed[i] || altered[i]) continue;
    const auto& glyphs = page.shown.runs[random.pick(field.runs)].glyphs;
    if (glyphs.empty()) continue;
    const Glyph& glyph = random.pick(glyphs);
    if (is_space(glyph.code_point)) continue;
    support::retouch(out, px_per_mm, box_of(glyph, glyph), glyph.code_point, least_mm2, random);
    altered[i] = true;
  }
  return out;
}

double ms_since(std::clock_t start) {
  return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

JudgedScan scan_page(const PrintedPage& page, const Image& print, const std::string& damage_name,
                     std::uint64_t seed) {
  JudgedScan scan;
  scan.altered.resize(page.shown.fields.size());
  Damage damage = support::damage_kind(damage_name);
  support::Random random(seed ^ 0x6861'6e64);
  Image by_hand;
  if (damage.hand == Damage::Hand::retouching)
    by_hand = retouched(page, print, damage, scan.altered, random);
  else if (damage.hand != Damage::Hand::none)
    choose_marked(page, damage, scan.altered, random);
  std::clock_t start = std::clock();
  scan.colour = support::simulate_scan(by_hand.empty() ? print : by_hand, page.shown.width_mm,
                                       page.shown.height_mm, damage, seed, page.shown.codes);
  if (damage.jpeg_quality > 0) scan.colour = support::with_half_colour(scan.colour);
  scan.scan_ms = ms_since(start);
  start = std::clock();
  scan.grey = grey_without_seal(scan.colour);
  static const TrustedKeys trusted;  // knows the samples' key
  scan.codes = read_page_codes(scan.grey, trusted);
  scan.registration = register_page(scan.grey, page.expected, scan.codes.found);
  scan.register_ms = ms_since(start);
  return scan;
}

}  // namespace hefu::accuracy
