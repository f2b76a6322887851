#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

#include "templates/form_use.h"
#include "tests/unit/templates/layout_dump.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

struct NoticeForm {
  const char *notice, *kind, *title;
};

void PrintTo(const NoticeForm& form, std::ostream* out) { *out << form.notice << " " << form.kind; }

Application person_under(const std::string& notice) {
  Application person = test::sample_person();
  person.notice = notice;
  for (auto& [name, value] : person.root.attributes)
    if (name == "notice") value = notice;
  return person;
}

LaidOut lay_out_under(const NoticeForm& which, const Application& person,
                      const std::map<std::string, std::string>& late = {}) {
  const ReadForm form = find_form(which.notice, which.kind);
  if (!form.ok) throw std::runtime_error("no form");
  const Photo photo = test::plain_photo();
  return lay_out(form.form, person, find_notice(which.notice).notice, test::fonts(), &photo, late);
}

std::vector<std::string> texts(const Sheet& sheet) {
  std::vector<std::string> all;
  for (const Page& page : sheet.pages)
    for (const TextRun& run : page.runs) all.push_back(test::text_of(run));
  return all;
}

std::string all_text(const Sheet& sheet) {
  std::string all;
  for (const std::string& text : texts(sheet)) all += text;
  return all;
}

class NoticeForms : public testing::TestWithParam<NoticeForm> {};

TEST_P(NoticeForms, IsSetAsBefore) {
  const NoticeForm which = GetParam();
  const LaidOut laid = lay_out_under(which, person_under(which.notice));
  ASSERT_TRUE(laid.ok) << (laid.diagnostics.empty() ? "" : to_text(laid.diagnostics[0]));
  test::expect_golden(std::string(which.kind) + "-" + which.notice, laid.sheet);
}

TEST_P(NoticeForms, HasTheNoticesTitle) {
  const NoticeForm which = GetParam();
  const LaidOut laid = lay_out_under(which, person_under(which.notice));
  EXPECT_EQ(laid.sheet.title, which.title);
  EXPECT_THAT(texts(laid.sheet), Contains(which.title));
}

TEST_P(NoticeForms, HoldsWhoeverApplies) {
  for (const Application& person : test::all_people()) {
    const LaidOut laid = lay_out_under(GetParam(), person);
    EXPECT_TRUE(laid.ok) << (laid.diagnostics.empty() ? "" : to_text(laid.diagnostics[0]));
    for (const Page& page : laid.sheet.pages) EXPECT_EQ(page.codes.size(), 2u);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, NoticeForms,
    testing::Values(NoticeForm{"2020-green-channel", "checklist", "专业技术资格送评材料目录单"},
                    NoticeForm{"2020-region", "checklist", "专业技术资格送评材料目录单"},
                    NoticeForm{"2021-baotou-private-sector", "checklist", "专业技术资格送评材料目录单"},
                    NoticeForm{"2024-tongliao", "checklist", "职称送评材料目录单"},
                    NoticeForm{"2020-region", "pledge", "职称申报诚信承诺书"},
                    NoticeForm{"2024-tongliao", "envelope", "通辽市评审材料袋"},
                    NoticeForm{"2020-green-channel", "registration-form", "“绿色通道”引进人才登记表"},
                    NoticeForm{"2024-tongliao", "recognition-form", "考核认定表"},
                    NoticeForm{"2020-region", "recognition-form", "考核认定表"}),
    [](const auto& info) {
      std::string name = std::string(info.param.kind) + "_" + info.param.notice;
      std::replace_if(
          name.begin(), name.end(), [](char c) { return c == '-'; }, '_');
      return name;
    });

TEST(Checklist, PrintsTheNoticesItemsAndNotes) {
  for (const char* notice : {"2020-green-channel", "2020-region", "2021-baotou-private-sector",
                             "2024-tongliao", "2025-green-channel"}) {
    const Notice read = find_notice(notice).notice;
    const std::string text = all_text(lay_out_under({notice, "checklist", ""}, person_under(notice)).sheet);
    ASSERT_EQ(read.materials.size(), 11u);
    for (const Material& material : read.materials) EXPECT_THAT(text, HasSubstr(material.name)) << notice;
    for (const Element* note : read.root.child("materials")->all("note"))
      EXPECT_THAT(text, HasSubstr(note->text)) << notice;
  }
}

TEST(Checklist, TellsTheFourWordingsApart) {
  auto text = [](const char* notice) {
    return all_text(lay_out_under({notice, "checklist", ""}, person_under(notice)).sheet);
  };
  EXPECT_THAT(text("2020-green-channel"), HasSubstr("“绿色通道”引进人才登记表"));
  EXPECT_THAT(text("2020-region"), HasSubstr("继续教育审验卡原件"));
  EXPECT_THAT(text("2024-tongliao"), HasSubstr("有关职业资格证书"));
  EXPECT_THAT(text("2024-tongliao"), Not(HasSubstr("说明：")));
  EXPECT_THAT(text("2025-green-channel"), HasSubstr("以下材料使用A4纸打印装订成册作为评审佐证材料："));
  EXPECT_THAT(text("2020-region"), Not(HasSubstr("以下材料")));
}

class ChecklistStates : public testing::TestWithParam<const char*> {};

TEST_P(ChecklistStates, DifferInQuantitiesOnly) {
  const NoticeForm which{GetParam(), "checklist", ""};
  const Application person = person_under(which.notice);
  std::map<std::string, std::string> late;
  for (int item = 1; item <= 11; ++item)
    late[fmt::format("material[{}]/quantity", item)] =
        item % 3 == 0 ? "无" : fmt::format("{}份（{}页）", item, 9 * item);
  const LaidOut blank = lay_out_under(which, person), accepted = lay_out_under(which, person, late);
  ASSERT_TRUE(blank.ok && accepted.ok);
  EXPECT_EQ(blank.sheet.pages[0].digest, accepted.sheet.pages[0].digest);

  std::vector<std::string> printed;
  std::vector<std::string> rest[2];
  const Page& page = accepted.sheet.pages[0];
  for (const TextRun& run : page.runs)
    (run.kind == RunKind::late ? printed : rest[0]).push_back(test::text_of(run));
  for (const TextRun& run : blank.sheet.pages[0].runs) rest[1].push_back(test::text_of(run));
  std::vector<std::string> wanted;
  for (int item = 1; item <= 11; ++item) wanted.push_back(late[fmt::format("material[{}]/quantity", item)]);
  EXPECT_EQ(printed, wanted);  // each on one line
  EXPECT_EQ(rest[0], rest[1]);
  EXPECT_EQ(page.boxes.size(), blank.sheet.pages[0].boxes.size());
}

TEST_P(ChecklistStates, KeepQuantitiesInTheMiddleOfTheirColumn) {
  const NoticeForm which{GetParam(), "checklist", ""};
  const LaidOut laid =
      lay_out_under(which, person_under(which.notice), {{"material[8]/quantity", "12份（158页）"}});
  const Page& page = laid.sheet.pages[0];
  const auto late = std::find_if(page.runs.begin(), page.runs.end(),
                                 [](const TextRun& run) { return run.kind == RunKind::late; });
  ASSERT_NE(late, page.runs.end());
  const float y = late->glyphs.front().y_mm;
  float left = 0;  // of the column: the last upright rule before the frame's
  const float right = static_cast<float>(page.frame.x + page.frame.w);
  for (const Line& line : page.lines)
    if (line.x0 == line.x1 && line.x0 < right - 1 && line.y0 < y && y < line.y1)
      left = std::max(left, line.x0);
  const float from = late->glyphs.front().x_mm,
              to = late->glyphs.back().x_mm + late->glyphs.back().advance_mm;
  EXPECT_GT(from, left + 1);
  EXPECT_LT(to, right - 1);
  EXPECT_NEAR((from + to) / 2, (left + right) / 2, 0.5);
}

INSTANTIATE_TEST_SUITE_P(All, ChecklistStates,
                         testing::Values("2020-green-channel", "2020-region", "2021-baotou-private-sector",
                                         "2024-tongliao", "2025-green-channel"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(RecognitionForm, IsForThoseWhoAreRecognised) {
  const ReadForm form = find_form("2024-tongliao", "recognition-form");
  ASSERT_TRUE(form.ok);
  Application person = person_under("2024-tongliao");
  EXPECT_FALSE(is_for(form.form, person.root));
  test::element_at(person, "applied-for/route").text = "考核认定";
  EXPECT_TRUE(is_for(form.form, person.root));
  EXPECT_TRUE(is_for(find_form("2024-tongliao", "envelope").form, person.root));
}

TEST(Envelope, IsNeverExpectedBack) {
  EXPECT_FALSE(comes_back(find_form("2024-tongliao", "envelope").form));
  EXPECT_TRUE(comes_back(find_form("2020-region", "pledge").form));
}

}  // namespace
}  // namespace hefu
