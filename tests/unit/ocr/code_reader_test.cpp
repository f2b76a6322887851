#include "ocr/code_reader.h"

#include "templates/page_code.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

using support::damage_kind;
using support::simulate_scan;

/// An A4 page with nothing but its two codes, 300 dpi.
struct CodedPage {
  Page page;
  Image picture;
};

const CodedPage& coded_page() {
  static const CodedPage coded = [] {
    CodedPage out;
    PageCode code;
    code.form_code = 3;
    code.application = "YB-20250001";
    code.page = 2;
    code.pages = 12;
    code.serial = 1;
    out.page.codes = {{173, 6, 25, 25}, {12, 267, 25, 25}};
    out.page.code = encode_page_code(code, SigningKey::load(HEFU_SOURCE_DIR "/samples/keys/private.pem"));
    out.picture = support::draw_page(out.page, *Fonts::load(), 300);
    return out;
  }();
  return coded;
}

std::vector<FoundCode> read_scan(const std::string& kind, std::uint64_t seed) {
  const Page& page = coded_page().page;
  const Image scan = simulate_scan(coded_page().picture, 210, 297, damage_kind(kind), seed, page.codes);
  return read_codes(grey_without_seal(scan));
}

TEST(CodeReader, ReadsEveryByteOfBothUprightAndTurnedPages) {
  for (const std::string kind :
       {"clean", "rotated", "upside-down", "sideways", "150dpi", "300dpi", "phone"}) {
    const auto codes = read_scan(kind, 7);
    ASSERT_FALSE(codes.empty()) << kind;
    EXPECT_EQ(codes[0].text, coded_page().page.code) << kind;
  }
}

TEST(CodeReader, ReadsBlurredFaintAndNoisyCodes) {
  for (const std::string kind : {"blur", "faint", "noise", "200dpi-jpeg30"})
    for (const std::uint64_t seed : {1, 2})
      EXPECT_FALSE(read_scan(kind, seed).empty()) << kind << ' ' << seed;
}

TEST(CodeReader, FindsNothingWhereCodesAreCovered) { EXPECT_TRUE(read_scan("covered-code", 3).empty()); }

TEST(CodeReader, GivesTheSymbolsOwnCorners) {
  // Upside down, the symbol's top left is at the lower right of its place: the copy of the top right (173, 6
  // mm) lies at the picture's bottom left then, and the other one at its top right.
  const auto upright = read_scan("clean", 7), turned_by_half = read_scan("upside-down", 7);
  ASSERT_FALSE(upright.empty());
  ASSERT_FALSE(turned_by_half.empty());
  EXPECT_GT(upright[0].corners[2].x, upright[0].corners[0].x + 100);
  EXPECT_GT(upright[0].corners[2].y, upright[0].corners[0].y + 100);
  EXPECT_LT(turned_by_half[0].corners[2].x, turned_by_half[0].corners[0].x - 100);
  EXPECT_LT(turned_by_half[0].corners[2].y, turned_by_half[0].corners[0].y - 100);
}

TEST(CodeReader, TakesDegeneratePictures) {
  EXPECT_TRUE(read_codes({}).empty());
  EXPECT_TRUE(read_codes({1, 1, 1, 0, {0}}).empty());
  EXPECT_TRUE(read_codes({5000, 1, 1, 0, std::vector<std::uint8_t>(5000, 0)}).empty());
  EXPECT_TRUE(read_codes({3, 4000, 1, 0, std::vector<std::uint8_t>(12000, 255)}).empty());
  EXPECT_TRUE(read_codes({10, 10, 3, 0, std::vector<std::uint8_t>(300, 255)}).empty());
  EXPECT_TRUE(read_codes({10, 10, 1, 0, std::vector<std::uint8_t>(50, 255)}).empty());
}

}  // namespace
}  // namespace hefu
