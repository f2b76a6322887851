#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/papers/change_record.h"
#include "tests/support/papers/layouts.h"
#include "tests/support/papers/paper.h"
#include "tests/support/papers/record_values.h"

namespace hefu::support {
namespace {

/// Share of a box's pixels that are dark in green light: red print is, too.
double ink_in(const PaperPage& page, const RectMm& box) {
  const double px_per_mm = page.picture.width / page.width_mm;
  int dark = 0, all = 0;
  for (int y = static_cast<int>(box.y * px_per_mm); y < (box.y + box.h) * px_per_mm; ++y)
    for (int x = static_cast<int>(box.x * px_per_mm); x < (box.x + box.w) * px_per_mm; ++x, ++all)
      dark += page.picture.pixels.at((static_cast<std::size_t>(y) * page.picture.width + x) * 3 + 1) < 128;
  return static_cast<double>(dark) / std::max(1, all);
}

TEST(MadeUpPapers, EachClaimStandsWhereTheTruthSays) {
  for (const std::string& kind : paper_kinds()) {
    const Element record = paper_person(3);
    const PaperWish wish{.seed = 3, .kind = kind};
    if (!can_make(wish, record)) continue;
    const Paper paper = make_paper(wish, record);
    for (const PaperClaim& claim : paper.claims) {
      EXPECT_TRUE(claim.agrees()) << paper.layout << claim.path;
      EXPECT_EQ(record_element(record, claim.path.substr(13))->text, claim.recorded) << claim.path;
      for (const RectMm& box : claim.boxes)
        EXPECT_GT(ink_in(paper.pages.at(static_cast<std::size_t>(claim.page)), box), 0.02)
            << paper.layout << ' ' << claim.path;
    }
  }
}

TEST(MadeUpPapers, AreTheSameForTheSameSeed) {
  const PaperWish wish{.seed = 5, .kind = "education-card"};
  const Element record = paper_person(5);
  EXPECT_EQ(make_paper(wish, record).pages[0].picture.pixels,
            make_paper(wish, record).pages[0].picture.pixels);
}

TEST(MadeUpPapers, ChangeOneValueAndSaySo) {
  int changed = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Paper paper =
        make_paper({.seed = seed, .kind = "yearly-assessment", .changed = "any"}, paper_person(seed));
    std::set<std::string> paths;
    for (const PaperClaim& claim : paper.claims)
      if (!claim.agrees()) paths.insert(claim.path);
    EXPECT_LE(paths.size(), 1u);
    changed += static_cast<int>(paths.size());
  }
  EXPECT_GE(changed, 4);
}

TEST(MadeUpPapers, OfSomebodyElseNameSomebodyElse) {
  const Paper paper = make_paper({.seed = 2, .layout = "hours-proof", .other_person = true}, paper_person(2));
  const auto name = std::ranges::find(paper.claims, "name", &PaperClaim::kind);
  ASSERT_NE(name, paper.claims.end());
  EXPECT_FALSE(name->agrees());
}

TEST(MadeUpPapers, NoLayoutAndNoFontHasTwoRoles) {
  std::set<std::string> names;
  for (const PaperLayout& layout : paper_layouts()) {
    EXPECT_EQ(layout.roles.size(), 1u) << layout.name;
    EXPECT_TRUE(names.insert(layout.kind + "/" + layout.name).second) << layout.name;
  }
  std::map<std::pair<std::string, int>, std::string> role_of;
  for (const FontSet& set : font_sets())
    for (const FontSetFace& face : set.faces) {
      if (face.as.ends_with("-latin")) continue;
      const auto [known, first] = role_of.emplace(std::pair(face.file, face.index), set.roles.at(0));
      EXPECT_EQ(known->second, set.roles.at(0)) << face.file;
    }
}

TEST(MadeUpPapers, EveryRoleHasEveryKind) {
  for (const char* role : {"tuning", "validation", "judgement"})
    for (const std::string& kind : paper_kinds())
      EXPECT_TRUE(can_make({.role = role, .kind = kind}, paper_person(2))) << role << ' ' << kind;
  EXPECT_GE(paper_kinds().size(), 13u);
}

TEST(MadeUpPapers, AFormTypedAnewSaysWhichRowIsWhich) {
  const Element record = paper_person(4);
  const Paper paper = make_paper(
      {.seed = 4, .layout = "nine-columns", .shuffled = true, .row_missing = true, .row_added = true},
      record);
  ASSERT_FALSE(paper.missing_rows.empty());
  int added = 0;
  for (const PaperClaim& claim : paper.claims) {
    const bool is_new = claim.path.find("[new]") != claim.path.npos;
    added += is_new;
    EXPECT_EQ(claim.agrees(), !is_new) << claim.path;
    for (const std::string& row : paper.missing_rows) EXPECT_FALSE(claim.path.starts_with(row + "/")) << row;
  }
  EXPECT_GT(added, 0);
}

TEST(MadeUpPapers, ARowOfAListSaysItsNumber) {
  const Element record = paper_person(4);
  const Paper paper = make_paper({.seed = 4, .layout = "a3-small-print"}, record);
  for (const char* number : {"1", "2"}) {
    const Element* date =
        record_element(record, "publications/publication[" + std::string(number) + "]/date");
    EXPECT_NE(
        paper.pages[0].text.find(std::string(number) + "\n" + printed_value(date->text, "dot", 1) + "\n"),
        std::string::npos)
        << paper.pages[0].text;
  }
}

TEST(MadeUpPapers, OfAWrongYearSayWhichYear) {
  const Paper paper =
      make_paper({.seed = 2, .kind = "yearly-assessment", .wrong_year = true}, paper_person(2));
  EXPECT_LT(std::stoi(paper.year), 2022);
}

TEST(MadeUpPapers, PrintDatesAsPapersDo) {
  EXPECT_EQ(printed_value("2018-12", "ym", 5), "2018年12月");
  EXPECT_EQ(printed_value("2018-02", "ymd", 5), "2018年2月5日");
  EXPECT_EQ(printed_value("2018-12-21", "cnd", 5), "二〇一八年十二月二十一日");
  EXPECT_EQ(printed_value("2018-10", "cn", 5), "二〇一八年十月");
  EXPECT_EQ(claim_kind("publications/publication[2]/title"), "paper");
}

TEST(MadeUpPapers, AChangedDateIsADate) {
  Random random(4);
  for (int i = 0; i < 50; ++i) {
    Element record = paper_person(1);
    const auto date = change_record(record, "applicant/birth-date", random);
    ASSERT_TRUE(date);
    EXPECT_LE(std::stoi(date->substr(5, 2)), 12);
    EXPECT_LE(std::stoi(date->substr(8, 2)), 28);
    EXPECT_GE(std::stoi(date->substr(5, 2)), 1);
  }
}

}  // namespace
}  // namespace hefu::support
