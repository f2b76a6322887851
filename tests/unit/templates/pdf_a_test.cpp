#include "tests/support/pdf_a.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <sstream>

#include "templates/layout.h"
#include "templates/merged_pdf.h"
#include "templates/page_code.h"
#include "templates/pdf.h"
#include "tests/support/shell.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

using support::pdf_a_faults;
using testing::HasSubstr;
using testing::IsEmpty;

Sheet coded(Sheet sheet) {
  set_serial(sheet, 1, test::fonts());
  sign_pages(sheet, SigningKey::load(std::string(HEFU_SOURCE_DIR) + "/samples/keys/private.pem"));
  return sheet;
}

const std::string& sample_pdf() {
  static const std::string pdf =
      write_pdf(coded(test::lay_out_sample("submission-form", test::sample_person()).sheet), test::fonts());
  return pdf;
}

/// A file with some bytes replaced by as many others.
std::string with(const std::string& from, const std::string& to) {
  std::string changed = sample_pdf();
  const std::size_t at = changed.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  EXPECT_EQ(from.size(), to.size());
  return changed.replace(at, from.size(), to);
}

TEST(PdfA, HoldsForEveryFormAndBothWaysOfCutting) {
  for (const std::string& kind : test::kinds())
    for (const Application& person : {test::sample_person(), test::with_rare_characters()})
      for (const Cutting cutting : {Cutting::quick, Cutting::plain}) {
        const Sheet sheet = coded(test::lay_out_sample(kind, person).sheet);
        EXPECT_THAT(pdf_a_faults(write_pdf(sheet, test::fonts(), cutting)), IsEmpty()) << kind;
      }
}

TEST(PdfA, HoldsForMergedFiles) {
  std::ostringstream out;
  MergedPdf merged(out, test::fonts(), Duplex::long_edge,
                   {"打印任务", "Hefu", "print-job", "zh-CN", "2025-07-15"});
  for (const std::string& kind : test::kinds()) {
    merged.begin_group(kind);
    merged.add(test::lay_out_sample(kind, test::with_rare_characters()).sheet, 2, Sides::both);
  }
  merged.finish();
  EXPECT_THAT(pdf_a_faults(out.str()), IsEmpty());
}

TEST(PdfA, IsMissedWhereAPartIsAmiss) {
  EXPECT_THAT(pdf_a_faults(sample_pdf()), IsEmpty());
  EXPECT_THAT(pdf_a_faults(with("<pdfaid:part>2", "<pdfaid:part>1")), testing::Contains(HasSubstr("part")));
  EXPECT_THAT(pdf_a_faults(with("<pdf:Producer>Hefu", "<pdf:Producer>Hefa")),
              testing::Contains(HasSubstr("producer")));
  EXPECT_THAT(pdf_a_faults(with("/OutputIntents", "/OutputIntentz")),
              testing::Contains(HasSubstr("output intent")));
  EXPECT_THAT(pdf_a_faults(with("/SA true", "/ca 0.5 ")), testing::Contains(HasSubstr("transparent")));
  EXPECT_THAT(pdf_a_faults(with("/ToUnicode", "/ToUnicodf")), testing::Contains(HasSubstr("meaning")));
  EXPECT_THAT(pdf_a_faults(with("/DW 1000", "/DW 1010")), testing::Contains(HasSubstr("width")));
  EXPECT_THAT(pdf_a_faults(with("/FontFile3", "/FontFileX")), testing::Contains(HasSubstr("embedded")));
  EXPECT_THAT(pdf_a_faults(with("/StructParents 0", "/StructParents 7")),
              testing::Contains(HasSubstr("tree")));
  EXPECT_THAT(pdf_a_faults(sample_pdf() + "more"), testing::Contains(HasSubstr("end")));
}

TEST(Tags, ReadHeadingsAndCellsInTheOrderOfThePaper) {
  const support::ScratchFolder folder;
  const std::string file =
      folder
          .write("form.pdf",
                 write_pdf(test::lay_out_sample("checklist", test::sample_person()).sheet, test::fonts()))
          .string();
  const std::string read = support::run_command("pdfinfo -struct-text " + file).output;
  std::size_t at = 0;
  for (const char* next :
       {"Document", "P (block)", "申报号：YB-", "H1 (block)", "材料目录单", "Table (block)",
        "TR",       "TH",        "姓名",        "TD",         "样本",       "TH",
        "单位",     "TR",        "TH",          "\"1\"",      "评审表",     "\"2\"",
        "送审表",   "\"3\"",     "\"11\"",      "说明"}) {
    at = read.find(next, at);
    ASSERT_NE(at, std::string::npos) << next << "\n" << read;
  }
}

TEST(Tags, LeaveOutWhatIsDecoration) {
  const support::ScratchFolder folder;
  const std::string file = folder.write("form.pdf", sample_pdf()).string();
  const std::string read = support::run_command("pdfinfo -struct-text " + file).output;
  EXPECT_THAT(read, HasSubstr("Figure"));  // the photo
  EXPECT_THAT(read, testing::Not(HasSubstr("版次")));
}

}  // namespace
}  // namespace hefu
