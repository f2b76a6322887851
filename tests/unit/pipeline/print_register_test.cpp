#include "pipeline/print_register.h"

#include "schemas/error.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

Sheet sheet_saying(const std::string& value, const std::string& application = "YB-2025-0001") {
  Sheet sheet;
  sheet.kind = "checklist";
  sheet.form = "checklist-2025";
  sheet.form_code = 1;
  sheet.application = application;
  sheet.pages.resize(2);
  Field field;
  field.path = "/application/applicant/name";
  field.label = "姓名";
  field.online = field.text = value;
  field.entered = true;
  sheet.pages[0].fields.push_back(field);
  TextRun run;
  run.kind = RunKind::value;
  for (const char c : value)
    run.glyphs.push_back({static_cast<char32_t>(c), 0, static_cast<std::uint32_t>(c), 10, 10, 10, 4});
  sheet.pages[0].runs.push_back(run);
  seal_digests(sheet);
  return sheet;
}

std::array<std::uint8_t, 16> in_code(const Digest& digest) {
  std::array<std::uint8_t, 16> half{};
  std::copy_n(digest.begin(), half.size(), half.begin());
  return half;
}

const PrintFacts facts{"<application/>", "form", "fonts", "2025-06-20T10:00:00+08:00"};

TEST(PrintRegister, GivesTheSameContentTheSameSerial) {
  const support::ScratchFolder folder;
  const auto prints = PrintRegister::open(folder.path() / "issued.sqlite");
  EXPECT_EQ(prints->issue(sheet_saying("jia"), facts), 1);
  EXPECT_EQ(prints->issue(sheet_saying("yi"), facts), 2);
  EXPECT_EQ(prints->issue(sheet_saying("jia"), facts), 1);
  EXPECT_EQ(prints->issue(sheet_saying("jia", "YB-2025-0002"), facts), 1)
      << "serials are one application's own";
}

TEST(PrintRegister, RemembersWhatWasPrintedAcrossRuns) {
  const support::ScratchFolder folder;
  const auto file = folder.path() / "issued.sqlite";
  const Sheet old = sheet_saying("jia");
  PrintRegister::open(file)->issue(old, facts);
  const auto prints = PrintRegister::open_existing(file);
  ASSERT_NE(prints, nullptr);
  const auto found = prints->find("YB-2025-0001", 1, 1, in_code(old.pages[0].digest));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->serial, 1);
  EXPECT_EQ(found->issued, facts.moment);
  EXPECT_EQ(found->record, facts.record);
  EXPECT_EQ(found->sheet.pages[found->page].fields[0].text, "jia");
}

TEST(PrintRegister, FindsNothingUnderAnotherApplicationOrPage) {
  const support::ScratchFolder folder;
  const auto prints = PrintRegister::open(folder.path() / "issued.sqlite");
  const Sheet sheet = sheet_saying("jia");
  prints->issue(sheet, facts);
  const auto digest = in_code(sheet.pages[0].digest);
  EXPECT_FALSE(prints->find("YB-2025-0002", 1, 1, digest).has_value());
  EXPECT_FALSE(prints->find("YB-2025-0001", 1, 2, digest).has_value());
  EXPECT_FALSE(prints->find("YB-2025-0001", 2, 1, digest).has_value());
}

TEST(PrintRegister, KeepsRecordsAndSheetsPacked) {
  const support::ScratchFolder folder;
  const auto file = folder.path() / "issued.sqlite";
  PrintFacts long_record = facts;
  for (int i = 0; i < 20'000; ++i) long_record.record += "<work>样本</work>";
  PrintRegister::open(file)->issue(sheet_saying("jia"), long_record);
  EXPECT_LT(std::filesystem::file_size(file), long_record.record.size() / 2);
  const auto found = PrintRegister::open_existing(file)->find("YB-2025-0001", 1, 1,
                                                              in_code(sheet_saying("jia").pages[0].digest));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->record, long_record.record);
}

TEST(PrintRegister, ReadsWhatAnEarlierVersionKeptUnpacked) {
  const support::ScratchFolder folder;
  const auto file = folder.path() / "issued.sqlite";
  const Sheet sheet = sheet_saying("jia");
  PrintRegister::open(file)->issue(sheet, facts);
  folder.write("sheet", serialise_sheet(sheet));
  const support::Ran ran = support::run_command(
      "sqlite3 '" + file.string() + "' \"UPDATE prints SET record='<application/>', sheet=readfile('" +
      (folder.path() / "sheet").string() + "')\"");
  ASSERT_EQ(ran.exit_code, 0);
  const auto found =
      PrintRegister::open_existing(file)->find("YB-2025-0001", 1, 1, in_code(sheet.pages[0].digest));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->record, "<application/>");
  EXPECT_EQ(found->sheet.pages[0].fields[0].text, "jia");
}

TEST(PrintRegister, RemembersWhatWasRenderedInAFolder) {
  const support::ScratchFolder folder;
  const auto prints = PrintRegister::open(folder.path() / "issued.sqlite");
  FinishedRender done{"/out", "YB-2025-0001", {}, "photo.jpg", "1 2 checklist.pdf\n"};
  done.inputs.fill(7);
  prints->settle({done});
  EXPECT_FALSE(prints->finished("/elsewhere", "YB-2025-0001").has_value());
  const auto found = prints->finished("/out", "YB-2025-0001");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->inputs, done.inputs);
  EXPECT_EQ(found->photo, "photo.jpg");
  EXPECT_EQ(found->outputs, done.outputs);
  done.outputs = "";
  prints->settle({done});
  EXPECT_EQ(prints->finished("/out", "YB-2025-0001")->outputs, "");
}

TEST(PrintRegister, IsNotMadeByACheck) {
  const support::ScratchFolder folder;
  EXPECT_EQ(PrintRegister::open_existing(folder.path() / "issued.sqlite"), nullptr);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "issued.sqlite"));
}

TEST(PrintRegister, NamesAFileThatIsNone) {
  const support::ScratchFolder folder;
  const auto file = folder.write("issued.sqlite", std::string(4096, 'x'));
  EXPECT_THROW(PrintRegister::open(file), Error);
}

}  // namespace
}  // namespace hefu
