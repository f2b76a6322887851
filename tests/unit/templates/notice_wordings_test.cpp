#include <gmock/gmock.h>

#include <algorithm>

#include "tests/unit/templates/layout_dump.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

struct Wording {
  const char *notice, *kind, *title;
};

void PrintTo(const Wording& wording, std::ostream* out) { *out << wording.notice << " " << wording.kind; }

/// The forms that serve every notice, in the words of each.
class Wordings : public testing::TestWithParam<Wording> {
 protected:
  Sheet set_for(const Application& person) const {
    const LaidOut laid =
        test::lay_out_under_own_notice(GetParam().kind, test::under(GetParam().notice, person));
    EXPECT_TRUE(laid.ok) << (laid.diagnostics.empty() ? "" : to_text(laid.diagnostics[0]));
    return laid.sheet;
  }
};

// The golden file holds what stands otherwise than under the 2025 notice, whose own file holds everything.
TEST_P(Wordings, DifferFromTheFormOf2025AsBefore) {
  const Sheet of_2025 = test::lay_out_sample(GetParam().kind, test::sample_person()).sheet;
  test::expect_golden(std::string(GetParam().kind) + "-" + GetParam().notice,
                      test::dump_difference(of_2025, set_for(test::sample_person())));
}

TEST_P(Wordings, HaveTheNoticesTitle) {
  const Sheet sheet = set_for(test::sample_person());
  EXPECT_EQ(sheet.title, GetParam().title);
  const auto& runs = sheet.pages.front().runs;
  EXPECT_TRUE(std::any_of(runs.begin(), runs.end(),
                          [&](const TextRun& run) { return test::text_of(run) == GetParam().title; }));
}

// A part that was never entered is blank paper for the applicant's hand, of as many rows as on a full form.
TEST_P(Wordings, LeaveRoomForWhatIsNotOnline) {
  const Sheet full = set_for(test::sample_person()), basic = set_for(test::with_basic_information());
  ASSERT_EQ(basic.pages.size(), full.pages.size());
  int blank = 0, entered = 0;
  for (std::size_t p = 0; p < full.pages.size(); ++p) {
    EXPECT_EQ(basic.pages[p].heading, full.pages[p].heading);
    for (const Field& field : basic.pages[p].fields) {
      (field.entered ? entered : blank) += 1;
      if (!field.entered) EXPECT_TRUE(field.runs.empty()) << field.path;
    }
  }
  EXPECT_GT(blank, 5);
  EXPECT_GT(entered, 30);
}

int rows_for(const Sheet& sheet, Filler filler) {
  int count = 0;
  for (const Page& page : sheet.pages)
    for (const Box& box : page.boxes) count += box.use == BoxUse::blank && box.filler == filler;
  return count;
}

// 三（一） of Tongliao's notice: what is not online is completed by hand. An empty list that was given is a
// full one.
TEST_P(Wordings, LeaveRowsToTheHandWhereTheNoticeDoes) {
  const bool by_hand = GetParam().notice != std::string("2020-green-channel");
  const Sheet basic = set_for(test::with_basic_information()), full = set_for(test::sample_person());
  EXPECT_EQ(rows_for(basic, Filler::applicant) > 10, by_hand);
  EXPECT_EQ(rows_for(full, Filler::applicant), 0);
  EXPECT_GT(rows_for(full, Filler::record), 10);
}

INSTANTIATE_TEST_SUITE_P(
    All, Wordings,
    testing::Values(Wording{"2020-green-channel", "evaluation-form", "专业技术职务任职资格评审表"},
                    Wording{"2020-region", "evaluation-form", "专业技术资格评审表"},
                    Wording{"2021-baotou-private-sector", "evaluation-form", "专业技术资格评审表"},
                    Wording{"2024-tongliao", "evaluation-form", "专业技术职称评审表"},
                    Wording{"2020-green-channel", "submission-form", "专业技术资格送审表"},
                    Wording{"2020-region", "submission-form", "专业技术资格送审表"},
                    Wording{"2021-baotou-private-sector", "submission-form", "专业技术资格送审表"},
                    Wording{"2024-tongliao", "submission-form", "专业技术职称送审表"}),
    [](const auto& info) {
      std::string name = std::string(info.param.kind) + "_" + info.param.notice;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

}  // namespace
}  // namespace hefu
