#include "pipeline/papers.h"

#include <algorithm>
#include <set>

#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

constexpr double dpi = 150;

/// A record of one form with two pages, each with its own code.
struct Papers : testing::Test {
  std::shared_ptr<const Fonts> fonts = Fonts::load();
  PreparedRecord record;
  TrustedKeys trusted;

  void SetUp() override {
    const SigningKey key = SigningKey::generate();
    trusted.add_pem(key.public_pem(), "test");
    Sheet sheet;
    sheet.form_code = 3;
    for (int number = 1; number <= 2; ++number) {
      Page page = support::plain_page({}, support::plain_values(), *fonts);
      page.codes = {{172.6, 6, 25, 25}, {12.4, 267, 25, 25}};
      PageCode code;
      code.form_code = 3;
      code.application = "2025-PAPERS";
      code.page = number;
      code.pages = 2;
      code.serial = 1;
      page.code = encode_page_code(code, key);
      sheet.pages.push_back(page);
    }
    record.sheets.push_back(sheet);
  }

  const Page& page(std::size_t index) const { return record.sheets[0].pages[index]; }
  Image drawn(const Page& shown) const { return support::draw_page(shown, *fonts, dpi); }
  std::vector<PageCodes> papers_in(const Image& picture) const {
    return find_papers(picture, record, trusted);
  }
};

Image side_by_side(const Image& left, const Image& right) {
  constexpr int gap = 30;
  Image both{left.width + gap + right.width, left.height, 1, 0, {}};
  both.pixels.assign(static_cast<std::size_t>(both.width) * both.height, 120);
  for (int y = 0; y < left.height; ++y) {
    std::copy_n(&left.pixels[static_cast<std::size_t>(y) * left.width], left.width,
                &both.pixels[static_cast<std::size_t>(y) * both.width]);
    std::copy_n(&right.pixels[static_cast<std::size_t>(y) * right.width], right.width,
                &both.pixels[static_cast<std::size_t>(y) * both.width + left.width + gap]);
  }
  return both;
}

TEST_F(Papers, OnePageHasBothItsCodes) {
  const std::vector<PageCodes> papers = papers_in(drawn(page(0)));
  ASSERT_EQ(papers.size(), 1u);
  EXPECT_EQ(papers[0].found.size(), 2u);
  EXPECT_EQ(papers[0].identity.code, CodeStatus::genuine);
  EXPECT_FALSE(papers[0].identity.conflicting);
}

TEST_F(Papers, TwoPagesSideBySideAreTwo) {
  const std::vector<PageCodes> papers = papers_in(side_by_side(drawn(page(0)), drawn(page(1))));
  ASSERT_EQ(papers.size(), 2u);
  std::set<int> seen;
  for (const PageCodes& paper : papers) {
    EXPECT_EQ(paper.found.size(), 2u);
    EXPECT_FALSE(paper.identity.conflicting);
    seen.insert(paper.identity.said->page);
  }
  EXPECT_EQ(seen, (std::set<int>{1, 2}));
}

TEST_F(Papers, SamePageTwiceInOnePictureIsTwo) {
  const std::vector<PageCodes> papers = papers_in(side_by_side(drawn(page(0)), drawn(page(0))));
  ASSERT_EQ(papers.size(), 2u);
  EXPECT_EQ(papers[0].found.size(), 2u);
}

TEST_F(Papers, CodesOfOnePageThatDisagreeAreAConflictAndNoGuess) {
  Page pasted = page(0), other = page(1);
  pasted.codes = {page(0).codes[0]};
  other.codes = {page(1).codes[1]};
  other.runs.clear();
  other.lines.clear();
  Image picture = drawn(pasted);
  const Image second = drawn(other);
  for (std::size_t i = 0; i < picture.pixels.size(); ++i)
    picture.pixels[i] = std::min(picture.pixels[i], second.pixels[i]);
  std::vector<PageCodes> papers = papers_in(picture);
  ASSERT_EQ(papers.size(), 1u);
  EXPECT_TRUE(papers[0].identity.conflicting);
  record.application.number = "2025-PAPERS";
  identify_by_code(record, papers[0].identity);
  EXPECT_EQ(papers[0].identity.form_page, 0);
  EXPECT_EQ(papers[0].identity.owner, Owner::unknown);
}

TEST_F(Papers, SheetWithoutACodeBesideAKnownOneIsFound) {
  Page bare = page(1);
  bare.code.clear();
  const Image picture = side_by_side(drawn(page(0)), drawn(bare));
  const std::vector<PageCodes> papers = papers_in(picture);
  ASSERT_EQ(papers.size(), 1u);
  const Registration registration = register_page(picture, page(0), papers[0].found);
  ASSERT_EQ(registration.status, RegistrationStatus::ok);
  const std::vector<PicturePart> parts = find_other_sheets(picture, {{&page(0), registration.map}});
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(
      register_page(cut(picture, parts[0].x, parts[0].y, parts[0].width, parts[0].height), bare, {}).status,
      RegistrationStatus::ok);
}

TEST_F(Papers, OnePageFarAwayHasNoNeighbour) {
  const Image sheet = drawn(page(0));
  Image picture{sheet.width * 2, sheet.height, 1, 0, {}};
  picture.pixels.assign(static_cast<std::size_t>(picture.width) * picture.height, 120);
  for (int y = 0; y < sheet.height; ++y)
    std::copy_n(&sheet.pixels[static_cast<std::size_t>(y) * sheet.width], sheet.width,
                &picture.pixels[static_cast<std::size_t>(y) * picture.width + sheet.width / 2]);
  const std::vector<PageCodes> papers = papers_in(picture);
  ASSERT_EQ(papers.size(), 1u);
  const Registration registration = register_page(picture, page(0), papers[0].found);
  ASSERT_EQ(registration.status, RegistrationStatus::ok);
  EXPECT_TRUE(find_other_sheets(picture, {{&page(0), registration.map}}).empty());
}

}  // namespace
}  // namespace hefu
