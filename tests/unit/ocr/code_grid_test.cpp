#include "ocr/code_grid.h"

#include <algorithm>
#include <functional>

#include "ocr/code_reader.h"
#include "ocr/start_maps.h"
#include "templates/page_code.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

using support::Damage;

const Page& coded_page() {
  static const Page page = [] {
    Page out;
    PageCode code;
    code.form_code = 3;
    code.application = "YB-20250001";
    code.page = 2;
    code.pages = 12;
    code.serial = 1;
    out.codes = {{173, 6, 25, 25}, {12, 267, 25, 25}};
    out.code = encode_page_code(code, SigningKey::load(HEFU_SOURCE_DIR "/samples/keys/private.pem"));
    return out;
  }();
  return page;
}

Image print_of(const std::function<void(Image&)>& spoil = {}) {
  Image print = support::draw_page(coded_page(), *Fonts::load(), 300);
  if (spoil) spoil(print);
  return print;
}

/// Where the page lies in scans of this seed, as registration would find it from the ruling.
PageMap place_of_page() {
  const Image scan = support::simulate_scan(print_of(), 210, 297, support::damage_kind("clean"), 5);
  return start_from_both_codes(coded_page(), read_codes(scan)).value();
}

bool is_read(const Image& print, const std::function<void(Damage&)>& change) {
  Damage damage = support::damage_kind("clean");
  change(damage);
  const Image scan = support::simulate_scan(print, 210, 297, damage, 5);
  EXPECT_TRUE(read_codes(scan).empty()) << "the search reads it: nothing is shown";
  const auto text = read_code_at(scan, place_of_page(), coded_page().codes[0]);
  if (text) EXPECT_EQ(*text, coded_page().code);
  return text.has_value();
}

void fill(Image& image, const RectMm& box, std::uint8_t level) {
  const double px_per_mm = image.width / 210.0;
  for (int y = static_cast<int>(box.y * px_per_mm); y < (box.y + box.h) * px_per_mm; ++y)
    for (int x = static_cast<int>(box.x * px_per_mm); x < (box.x + box.w) * px_per_mm; ++x)
      if (x < image.width && y < image.height)
        image.pixels[static_cast<std::size_t>(y) * image.width + x] = level;
}

TEST(CodeGrid, ReadsACodeThatMotionSmeared) {
  EXPECT_TRUE(is_read(print_of(), [](Damage& d) { d.motion_px = 10; }));
}

TEST(CodeGrid, ReadsACodeFarOutOfFocus) {
  EXPECT_TRUE(is_read(print_of(), [](Damage& d) { d.blur_px = 2.2; }));
}

TEST(CodeGrid, ReadsACodeWhoseFinderPatternIsTornOff) {
  const Image torn = print_of([](Image& print) {
    for (const RectMm& code : coded_page().codes) fill(print, {code.x, code.y, 5.2, 5.2}, 252);
  });
  EXPECT_TRUE(is_read(torn, [](Damage&) {}));
}

/// The scan without its uppermost rows, down to a share of the first code's height.
std::optional<std::string> read_cut_off(double share) {
  const Image scan = support::simulate_scan(print_of(), 210, 297, support::damage_kind("clean"), 5);
  const PageMap map = place_of_page();
  const RectMm& code = coded_page().codes[0];
  const int top = static_cast<int>(map(code.x, code.y + share * code.h).y);
  Image cut{scan.width, scan.height - top, 1, scan.dpi, {}};
  const Image grey = grey_without_seal(scan);
  cut.pixels.assign(grey.pixels.begin() + static_cast<std::ptrdiff_t>(top) * scan.width, grey.pixels.end());
  PageMap moved = map;
  for (int i = 0; i < 3; ++i) moved.homography[3 + i] -= top * moved.homography[6 + i];
  return read_code_at(cut, moved, code);
}

TEST(CodeGrid, ReadsACodeWhoseEdgeThePictureCutsOff) {
  EXPECT_EQ(read_cut_off(0.12), std::string(coded_page().code));  // the quiet zone and three of 45 rows
  EXPECT_EQ(read_cut_off(0.45), std::nullopt);
}

TEST(CodeGrid, ReadsNothingWhereTheCodeIsCovered) {
  const Image covered = print_of([](Image& print) {
    for (const RectMm& code : coded_page().codes) fill(print, code, 250);
  });
  EXPECT_FALSE(is_read(covered, [](Damage&) {}));
}

}  // namespace
}  // namespace hefu
