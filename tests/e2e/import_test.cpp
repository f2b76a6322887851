#include <gmock/gmock.h>

#include "schemas/application.h"
#include "schemas/data_files.h"
#include "tests/e2e/program.h"
#include "tests/support/import_tables.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string samples = std::string(HEFU_SOURCE_DIR) + "/samples/import/";

/// An office's desk: the sample's mapping, tables of made-up people, and their photos by application number.
struct Office : testing::Test {
  void SetUp() override {
    const ReadImportMapping read = read_import_mapping(samples + "mapping.xml");
    ASSERT_TRUE(read.ok);
    for (int i = 0; i < 3; ++i) {
      support::PersonWish wish;
      wish.number = "YB-2025-090" + std::to_string(i);
      records.push_back(support::make_person(8800u + static_cast<unsigned>(i), wish));
      fs::create_directories(desk.path() / "照片");
      desk.write(desk.path() / "照片" / (wish.number + ".jpg"),
                 support::draw_photo(static_cast<unsigned>(i)));
    }
    sheets = support::tables_of(read.mapping, records);
  }
  Finished import(const std::string& arguments) const {
    return desk.hefu("import --mapping " + samples + "mapping.xml -o out " + arguments);
  }
  std::string record(int person) const {
    return "out/" + records[static_cast<std::size_t>(person)].attribute("number") + "/application.xml";
  }
  bool written(int person) const { return fs::exists(desk.path() / record(person)); }

  Desk desk;
  std::vector<Element> records;
  std::vector<support::WorkbookSheet> sheets;
};

TEST_F(Office, WorkbookBecomesRecordsThatCanBePrinted) {
  desk.write(desk.path() / "名单.xlsx", support::make_workbook(sheets));
  const Finished ran = import("--photos 照片 名单.xlsx");
  EXPECT_EQ(ran.exit_code, 0) << ran.messages;
  EXPECT_THAT(ran.output, AllOf(HasSubstr(record(0)), HasSubstr(record(2))));
  for (int i = 0; i < 3; ++i) {
    const ReadApplication read = read_application(desk.path() / record(i));
    ASSERT_TRUE(read.ok);
    EXPECT_EQ(read.application.applicant.name,
              records[static_cast<std::size_t>(i)].text_at("applicant/name"));
    EXPECT_EQ(read.application.applicant.photo_file, "photo.jpg");
  }
  EXPECT_EQ(desk.hefu("render -q -o forms " + record(1)).exit_code, 0);
}

TEST_F(Office, SeparatedValuesBecomeTheSameRecordsAsTheWorkbook) {
  desk.write(desk.path() / "名单.xlsx", support::make_workbook(sheets));
  fs::create_directories(desk.path() / "csv");
  for (const support::WorkbookSheet& sheet : sheets)
    desk.write(desk.path() / "csv" / (sheet.name + ".csv"), support::to_csv(sheet));
  EXPECT_EQ(import("名单.xlsx").exit_code, 0);
  const std::string from_workbook = read_file(desk.path() / record(0));
  fs::remove_all(desk.path() / "out");
  EXPECT_EQ(import("csv/*.csv").exit_code, 0);
  EXPECT_EQ(read_file(desk.path() / record(0)), from_workbook);
}

TEST_F(Office, WhoeverHasAProblemGetsNoRecordAndOthersDo) {
  const std::string id = records[0].text_at("applicant/id-number");
  for (auto& row : sheets.front().rows)
    for (support::SheetCell& cell : row)
      if (cell.value == id) cell = support::number(id.substr(0, 15) + "000");
  desk.write(desk.path() / "名单.xlsx", support::make_workbook(sheets));
  fs::remove(desk.path() / "照片" / (records[1].attribute("number") + ".jpg"));
  desk.write(desk.path() / "照片/别人.jpg", "no picture");
  const Finished ran = import("--photos 照片 名单.xlsx");
  EXPECT_EQ(ran.exit_code, 11);
  EXPECT_FALSE(written(0));
  EXPECT_FALSE(written(1));
  EXPECT_TRUE(written(2));
  const std::string list = read_file(desk.path() / "out/import-problems.csv");
  for (const std::string& told : {ran.messages, list}) {
    EXPECT_THAT(told, AllOf(HasSubstr("申报人员"), HasSubstr("末几位已丢失"), HasSubstr("没有这个人的照片")));
    EXPECT_THAT(told, HasSubstr("1 个照片文件"));
    for (const Element& person : records) EXPECT_THAT(told, Not(HasSubstr(person.text_at("applicant/name"))));
    EXPECT_THAT(told, Not(HasSubstr(id.substr(0, 15))));
  }
}

TEST_F(Office, APhotoThatIsNoneIsRefused) {
  desk.write(desk.path() / "名单.xlsx", support::make_workbook(sheets));
  desk.write(desk.path() / "照片" / (records[0].attribute("number") + ".jpg"), "\xFF\xD8\xFF\xE0 broken");
  desk.write(desk.path() / "照片" / (records[1].attribute("number") + ".jpg"), "%PDF-1.4");
  const Finished ran = import("--photos 照片 名单.xlsx");
  EXPECT_EQ(ran.exit_code, 11);
  EXPECT_FALSE(written(0));
  EXPECT_FALSE(written(1));
  EXPECT_TRUE(written(2));
  EXPECT_THAT(ran.messages, AllOf(HasSubstr("照片无法使用"), HasSubstr("JPEG 或 PNG")));
}

TEST_F(Office, SomebodyElsesRecordIsNotReplaced) {
  desk.write(desk.path() / "名单.xlsx", support::make_workbook(sheets));
  EXPECT_EQ(import("名单.xlsx").exit_code, 0);
  EXPECT_EQ(import("名单.xlsx").exit_code, 0);  // one's own is
  fs::copy_file(desk.path() / record(1), desk.path() / record(0), fs::copy_options::overwrite_existing);
  const std::string before = read_file(desk.path() / record(0));
  EXPECT_EQ(import("名单.xlsx").exit_code, 11);
  EXPECT_EQ(read_file(desk.path() / record(0)), before);
}

TEST_F(Office, NothingIsImportedWhereTheTablesDoNotFit) {
  sheets.back().rows.front().front() = support::text("号");  // the key of the last list
  desk.write(desk.path() / "名单.xlsx", support::make_workbook(sheets));
  Finished ran = import("名单.xlsx");
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.messages, HasSubstr("没有“身份证号”栏"));
  EXPECT_THAT(files_in(desk.path() / "out"), ElementsAre("import-problems.csv"));
  ran = import("没有.xlsx");
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_EQ(desk.hefu("import 名单.xlsx").exit_code, 2);
  desk.write(desk.path() / "m.xml", "<import-mapping/>");
  EXPECT_EQ(desk.hefu("import --mapping m.xml 名单.xlsx").exit_code, 4);
}

}  // namespace
}  // namespace hefu::e2e
