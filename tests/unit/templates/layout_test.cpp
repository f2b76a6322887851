#include "templates/layout.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

using testing::Contains;
using testing::HasSubstr;

const Field* field_of(const Sheet& sheet, const std::string& path) {
  for (const Page& page : sheet.pages)
    for (const Field& field : page.fields)
      if (field.path == path) return &field;
  return nullptr;
}

std::vector<std::string> messages(const LaidOut& laid) {
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : laid.diagnostics) all.push_back(diagnostic.message);
  return all;
}

int pages_headed(const Sheet& sheet, const std::string& heading) {
  int count = 0;
  for (const Page& page : sheet.pages) count += page.heading.starts_with(heading);
  return count;
}

TEST(Layout, SetsEveryFormForEveryoneWithoutAComplaint) {
  for (const Application& person : test::all_people()) {
    for (const std::string& kind : test::kinds()) {
      const LaidOut laid = test::lay_out_sample(kind, person);
      EXPECT_TRUE(laid.ok) << kind << ": " << (laid.diagnostics.empty() ? "" : to_text(laid.diagnostics[0]));
      EXPECT_EQ(laid.sheet.title, test::notice().title_of(kind));
    }
  }
}

TEST(Layout, SetTextPutsTheSameTextInTheSamePlace) {
  std::size_t compared = 0;
  for (const Application& person : test::all_people()) {
    for (const std::string& kind : test::kinds()) {
      const Sheet sheet = test::lay_out_sample(kind, person).sheet;
      for (const Page& page : sheet.pages) {
        for (const Field& field : page.fields) {
          if (field.picture >= 0 || field.text.empty()) continue;
          const std::vector<TextRun> again = set_text(field, field.text, test::fonts());
          ASSERT_EQ(again.size(), field.runs.size()) << field.path << " " << field.text;
          for (std::size_t r = 0; r < again.size(); ++r) {
            const TextRun& run = page.runs[field.runs[r]];
            ASSERT_EQ(again[r].glyphs.size(), run.glyphs.size()) << field.path;
            for (std::size_t g = 0; g < run.glyphs.size(); ++g) {
              ASSERT_EQ(again[r].glyphs[g].id, run.glyphs[g].id);
              ASSERT_EQ(again[r].glyphs[g].x_mm, run.glyphs[g].x_mm) << field.path << " " << field.text;
              ASSERT_EQ(again[r].glyphs[g].y_mm, run.glyphs[g].y_mm) << field.path << " " << field.text;
              ASSERT_EQ(again[r].glyphs[g].size_pt, run.glyphs[g].size_pt);
            }
          }
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 2000u);
}

TEST(Layout, SetTextRefusesWhatDoesNotFit) {
  const Sheet sheet = test::lay_out_sample("evaluation-form", test::sample_person()).sheet;
  const Field* sex = field_of(sheet, "/application/applicant/sex");
  ASSERT_NE(sex, nullptr);
  EXPECT_EQ(set_text(*sex, "男", test::fonts()).size(), 1u);
  EXPECT_TRUE(set_text(*sex, "男女男女男女男女男女男女男女男女男女男女", test::fonts()).empty());
  EXPECT_TRUE(set_text(*sex, "\U0010FFFD", test::fonts()).empty());
}

void leaves(const Element& element, const std::string& path, std::set<std::string>& found) {
  std::map<std::string, int> count;
  for (const Element& child : element.children) {
    const std::string below = child_path(path, child.name, ++count[child.name]);
    if (child.children.empty() && !child.text.empty()) found.insert(below);
    leaves(child, below, found);
  }
}

TEST(Layout, PrintsEveryValueOfTheRecord) {
  for (const Application& person : {test::sample_person(), test::with_forty_achievements()}) {
    std::set<std::string> wanted, printed;
    leaves(person.root, "/application", wanted);
    for (const std::string& kind : test::kinds())
      for (const Page& page : test::lay_out_sample(kind, person).sheet.pages)
        for (const Field& field : page.fields)
          if (field.entered) printed.insert(field.path);
    for (const std::string& path : wanted) EXPECT_THAT(printed, Contains(path));
  }
}

TEST(Layout, KeepsAPlaceForWhatWasNotEntered) {
  Application person = test::sample_person();
  test::element_at(person, "applicant/former-name").text.clear();
  const Sheet sheet = test::lay_out_sample("evaluation-form", person).sheet;
  const Field* field = field_of(sheet, "/application/applicant/former-name");
  ASSERT_NE(field, nullptr);
  EXPECT_FALSE(field->entered);
  EXPECT_TRUE(field->runs.empty());
  EXPECT_GT(field->box.w, 10);
  EXPECT_GT(field->box.h, 5);
}

TEST(Layout, WritesDatesInTheFormsOwnWords) {
  const Sheet sheet = test::lay_out_sample("evaluation-form", test::sample_person()).sheet;
  EXPECT_EQ(field_of(sheet, "/application/applicant/birth-date")->online, "1985年3月");
  EXPECT_EQ(field_of(sheet, "/application/applicant/work-start")->online, "2008年7月");
  EXPECT_EQ(field_of(sheet, "/application/jobs/job[1]/end")->online, "2018.12");
  EXPECT_EQ(field_of(sheet, "/application/jobs/job[2]/end")->online, "至今");
}

TEST(Layout, LongTablesGoOnWithTheirHead) {
  const Sheet sheet = test::lay_out_sample("evaluation-form", test::with_forty_achievements()).sheet;
  EXPECT_GE(pages_headed(sheet, "任现职后主要专业技术工作业绩登记"), 4);
  for (const Page& page : sheet.pages) {
    if (!page.heading.starts_with("任现职后主要")) continue;
    std::vector<std::string> texts;
    for (const TextRun& run : page.runs) texts.push_back(test::text_of(run));
    EXPECT_THAT(texts, Contains("起止时间")) << page.heading;
    EXPECT_THAT(texts, Contains("（获何奖励、效益或专利）"));
  }
  EXPECT_NE(field_of(sheet, "/application/achievements-after/achievement[40]/result"), nullptr);
}

TEST(Layout, ShortTablesArePaddedToTenRows) {
  const Sheet sheet = test::lay_out_sample("evaluation-form", test::sample_person()).sheet;
  for (const Page& page : sheet.pages) {
    if (page.heading != "学习培训经历") continue;
    int blank = 0;
    for (const Box& box : page.boxes) blank += box.use == BoxUse::blank && box.label == "学习培训经历";
    EXPECT_EQ(blank, 9);
  }
}

TEST(Layout, LongSubmissionFormsGetAContinuation) {
  EXPECT_EQ(test::lay_out_sample("submission-form", test::sample_person()).sheet.pages.size(), 2u);
  const Sheet sheet = test::lay_out_sample("submission-form", test::with_forty_achievements()).sheet;
  EXPECT_GT(sheet.pages.size(), 2u);
  EXPECT_NE(field_of(sheet, "/application/publications/publication[40]/title"), nullptr);
}

TEST(Layout, SplitsOnlyARowThatExceedsAPage) {
  Application person = test::sample_person();
  std::string result;
  for (int i = 0; i < 300; ++i) result += "样本水库除险加固工程，";
  test::element_at(person, "achievements-after/achievement/result").text = result;
  const LaidOut laid = test::lay_out_sample("evaluation-form", person);
  EXPECT_TRUE(laid.ok);
  std::string joined;
  int parts = 0;
  for (const Page& page : laid.sheet.pages)
    for (const Field& field : page.fields)
      if (field.path == "/application/achievements-after/achievement[1]/result") {
        EXPECT_EQ(field.online, result);
        joined += field.text;
        ++parts;
      }
  EXPECT_GE(parts, 2);
  EXPECT_EQ(joined, result);
}

TEST(Layout, MissingGlyphNamesPersonFieldAndCodePoint) {
  Application person = test::sample_person();
  test::element_at(person, "employment/unit").text = "样本\U0010FFFD公司";
  const LaidOut laid = test::lay_out_sample("submission-form", person);
  EXPECT_FALSE(laid.ok);
  EXPECT_THAT(messages(laid),
              Contains(testing::AllOf(HasSubstr("样本甲"), HasSubstr("工作单位"), HasSubstr("U+10FFFD"),
                                      HasSubstr("/application/employment/unit"))));
}

TEST(Layout, MissingPhotoIsAnErrorWhereTheFormHasAPlaceForIt) {
  const Application person = test::sample_person();
  for (const char* kind : {"evaluation-form", "submission-form"}) {
    const LaidOut laid = lay_out(test::form(kind), person, test::notice(), test::fonts(), nullptr);
    EXPECT_FALSE(laid.ok);
    EXPECT_THAT(messages(laid), Contains(testing::AllOf(HasSubstr("样本甲"), HasSubstr("照片"))));
  }
  EXPECT_TRUE(lay_out(test::form("checklist"), person, test::notice(), test::fonts(), nullptr).ok);
}

TEST(Layout, OverflowNamesPersonAndField) {
  Application person = test::sample_person();
  std::string unit;
  for (int i = 0; i < 2500; ++i) unit += "样本单位";
  test::element_at(person, "employment/unit").text = unit;
  const LaidOut laid = test::lay_out_sample("submission-form", person);
  EXPECT_FALSE(laid.ok);
  EXPECT_THAT(messages(laid), Contains(testing::AllOf(HasSubstr("样本甲"), HasSubstr("工作单位"),
                                                      HasSubstr("/application/employment/unit"))));
}

TEST(Layout, SameInputsGiveTheSameSheet) {
  for (const std::string& kind : test::kinds()) {
    const Application person = test::with_long_units();
    EXPECT_EQ(serialise_sheet(test::lay_out_sample(kind, person).sheet),
              serialise_sheet(test::lay_out_sample(kind, person).sheet));
  }
}

TEST(Layout, DigestLeavesOutWhatComesLater) {
  const Photo photo = test::plain_photo();
  Application person = test::sample_person();
  const Form& form = test::form("submission-form");
  Sheet first = lay_out(form, person, test::notice(), test::fonts(), &photo).sheet;
  Sheet later = lay_out(form, person, test::notice(), test::fonts(), &photo,
                        {{"serial-number", "2025-118"},
                         {"/application/achievements-after/achievement[1]/evidence-page", "12"}})
                    .sheet;
  set_serial(later, 3, test::fonts());
  ASSERT_NE(serialise_sheet(first), serialise_sheet(later));
  seal_digests(first);
  seal_digests(later);
  for (std::size_t i = 0; i < first.pages.size(); ++i)
    EXPECT_EQ(first.pages[i].digest, later.pages[i].digest);

  test::element_at(person, "achievements-after/achievement/rank").text = "2";
  Sheet other = lay_out(form, person, test::notice(), test::fonts(), &photo).sheet;
  seal_digests(other);
  EXPECT_EQ(first.pages[0].digest, other.pages[0].digest);
  EXPECT_NE(first.pages[1].digest, other.pages[1].digest);
}

TEST(Layout, SerialIsPrintedAsAMark) {
  Sheet sheet = test::lay_out_sample("checklist", test::sample_person()).sheet;
  set_serial(sheet, 1, test::fonts());
  set_serial(sheet, 27, test::fonts());
  std::vector<std::string> marks;
  for (const TextRun& run : sheet.pages[0].runs)
    if (run.kind == RunKind::mark) marks.push_back(test::text_of(run));
  EXPECT_EQ(marks, std::vector<std::string>{"版次27"});
}

TEST(Layout, NumbersPagesAndKeepsFrontsInFront) {
  const Sheet sheet = test::lay_out_sample("evaluation-form", test::sample_person()).sheet;
  EXPECT_EQ(sheet.pages.size() % 2, 0u);
  EXPECT_EQ(sheet.pages[2].heading, "职称申报诚信承诺书");
  std::string text;
  for (const TextRun& run : sheet.pages[4].runs) text += test::text_of(run);
  EXPECT_THAT(text, HasSubstr("第5页　共" + std::to_string(sheet.pages.size()) + "页"));
}

}  // namespace
}  // namespace hefu
