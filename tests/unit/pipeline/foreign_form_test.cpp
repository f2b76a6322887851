#include "pipeline/foreign_form.h"

#include <map>

#include "ocr/claim_judge.h"
#include "ocr/font_bank.h"
#include "ocr/page_reading.h"
#include "ocr/sandbox.h"
#include "pipeline/form_wanted.h"
#include "tests/support/papers/paper.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

/// The pages of a paper, scanned clean, against a record.
std::vector<FormPage> read_pages(const support::Paper& paper, const Element& record) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  ClaimJudge judge(load_font_bank({}));
  support::Damage clean = support::damage_kind("clean");
  clean.table = false;
  std::vector<FormPage> pages;
  for (const support::PaperPage& page : paper.pages) {
    const PaperReading reading =
        read_paper(support::simulate_scan(page.picture, page.width_mm, page.height_mm, clean, 3), *reader);
    pages.push_back(read_form_page(reading, record, judge, *reader));
  }
  return pages;
}

TEST(ForeignForm, TellsEachValueOfAListThatIsSetAsSentencesOnce) {
  const Element record = support::paper_person(960);
  const support::Paper paper = support::make_paper(
      {.seed = 960, .role = "tuning", .kind = "evaluation-form", .layout = "lists-as-lines", .fonts = "noto"},
      record);
  std::map<std::string, int> told, matched, rows;
  for (const FormPage& form : read_pages(paper, record)) {
    for (const FormValue& value : form.values) {
      ++told[value.path];
      matched[value.path] += value.verdict == Verdict::match;
      EXPECT_NE(value.verdict, Verdict::mismatch) << value.path;
    }
    for (const FormRow& row : form.rows) ++rows[row.list + " " + std::to_string(row.row)];
  }
  for (const auto& [path, times] : told) EXPECT_EQ(times, 1) << path;
  for (const auto& [row, times] : rows) EXPECT_EQ(times, 1) << row;
  for (const char* path : {"jobs/job[1]/start", "jobs/job[2]/end", "jobs/job[1]/post", "awards/award[1]/rank",
                           "publications/publication[1]/issue", "publications/publication[1]/rank",
                           "publications/publication[2]/title"})
    EXPECT_EQ(matched[std::string("/application/") + path], 1) << path;
}

TEST(ForeignForm, FindsThreeListsInOneTable) {
  const Element record = support::paper_person(659);
  const support::Paper paper = support::make_paper({.seed = 659,
                                                    .role = "tuning",
                                                    .kind = "submission-form",
                                                    .layout = "kinds-in-one-list",
                                                    .fonts = "noto"},
                                                   record);
  std::map<std::string, int> rows;
  for (const FormPage& form : read_pages(paper, record))
    for (const FormRow& row : form.rows) rows[row.list] += row.row > 0 ? 1 : 100;
  for (const char* path : {"publications/publication", "projects/project", "awards/award"})
    EXPECT_EQ(rows[std::string("/application/") + path], static_cast<int>(rows_at(path, record).size()))
        << path;
}

}  // namespace
}  // namespace hefu
