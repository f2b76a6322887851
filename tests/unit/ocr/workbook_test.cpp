#include "ocr/workbook.h"

#include <gmock/gmock.h>

#include <chrono>

#include "ocr/zygote.h"
#include "tests/support/random.h"
#include "tests/support/workbook.h"

namespace hefu {
namespace {

using support::SheetCell;
using testing::HasSubstr;
using testing::IsEmpty;

Sandbox& sandbox() {
  static const std::shared_ptr<Sandbox> shared = Sandbox::start();
  return *shared;
}

void expect_cell(const TableRow& row, std::size_t column, TableCell::Kind kind, const std::string& text) {
  EXPECT_EQ(static_cast<int>(row.at(column).kind), static_cast<int>(kind)) << column;
  EXPECT_EQ(row.at(column).text, text) << column;
}

TEST(Workbook, ReadsValuesOfEveryKind) {
  const ReadWorkbook read = sandbox().read_workbook(
      support::make_workbook({{"花名册 A&B",
                               {{support::text("姓名"), {}, {SheetCell::Kind::inlined, "样本甲"}},
                                {},
                                {support::date("31121"),
                                 support::number("198709"),
                                 support::number("150000198503120020"),
                                 {SheetCell::Kind::formula, "2"},
                                 support::number("1987.09")}}},
                              {"空", {}}}));
  ASSERT_EQ(read.status, FileStatus::read) << read.reason;
  ASSERT_EQ(read.tables.size(), 1u);
  EXPECT_EQ(read.tables[0].sheet, "花名册 A&B");
  ASSERT_EQ(read.tables[0].rows.size(), 2u);
  const TableRow &first = read.tables[0].rows[0], &third = read.tables[0].rows[1];
  EXPECT_EQ(third.number, 3);
  expect_cell(first, 0, TableCell::Kind::text, "姓名");
  expect_cell(first, 1, TableCell::Kind::empty, "");
  expect_cell(first, 2, TableCell::Kind::text, "样本甲");
  expect_cell(third, 0, TableCell::Kind::date, "1985-03-15");
  expect_cell(third, 1, TableCell::Kind::number, "198709");
  EXPECT_TRUE(lost_digits(third.at(2)));
  expect_cell(third, 3, TableCell::Kind::number, "2");
  expect_cell(third, 4, TableCell::Kind::number, "1987.09");
}

TEST(Workbook, BrokenOnesAreRefusedWithAReason) {
  const std::string whole = support::make_plain_workbook({{"姓名", "年度"}});
  for (const std::string& broken :
       {whole.substr(0, whole.size() / 2), std::string("PK\x03\x04 nothing"),
        support::make_zip({{"word/document.xml", "<w/>"}}),
        support::make_zip({{"[Content_Types].xml", "<Types"}, {"xl/workbook.xml", "<workbook>"}})}) {
    const ReadWorkbook read = sandbox().read_workbook(broken);
    EXPECT_NE(read.status, FileStatus::read);
    EXPECT_FALSE(read.reason.empty());
    EXPECT_THAT(read.tables, IsEmpty());
  }
  EXPECT_THAT(sandbox().read_workbook("\xD0\xCF\x11\xE0 old").reason, HasSubstr(".xls"));
}

TEST(Workbook, BombsAreRefusedWithinTenSeconds) {
  const auto with = [](const std::string& part, const std::string& bytes) {
    support::ZipFiles files = support::workbook_files({{"Sheet1", {{support::text("姓名")}}}});
    for (auto& [name, content] : files)
      if (name == part) content = bytes;
    return support::make_zip(files);
  };
  const std::string sheet_head =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
  const std::string sheet_end = "</sheetData></worksheet>";
  const std::string text_cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>";
  std::string liar = support::make_plain_workbook({{"姓名"}});
  for (std::size_t at = 0; (at = liar.find("PK\x01\x02", at)) != std::string::npos; at += 4)
    liar.replace(at + 24, 4, "\xFF\xFF\xFF\xEF");  // how large the part is said to be
  for (const std::string& bomb :
       {with("xl/worksheets/sheet1.xml",
             sheet_head + text_cell + std::string(40 << 20, 'a') + "</t></is></c></row>" + sheet_end),
        with("xl/worksheets/sheet1.xml",
             sheet_head + "<row r=\"900000\"><c r=\"A900000\"><v>1</v></c></row>" + sheet_end),
        liar}) {
    const auto start = std::chrono::steady_clock::now();
    const ReadWorkbook read = sandbox().read_workbook(bomb);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
    EXPECT_NE(read.status, FileStatus::read) << bomb.size();
  }
  // And the next one is read as if nothing had been.
  EXPECT_EQ(sandbox().read_workbook(support::make_plain_workbook({{"姓名"}})).status, FileStatus::read);
}

TEST(Workbook, FlippedBytesNeverReachTheParent) {
  const std::string whole = support::make_plain_workbook({{"姓名", "年度"}, {"样本甲", "2024"}});
  support::Random random(20);
  for (int i = 0; i < 60; ++i) {
    std::string broken = whole;
    for (int flips = 0; flips < 6; ++flips)
      broken[static_cast<std::size_t>(random.between(4, static_cast<int>(broken.size()) - 1))] =
          static_cast<char>(random.below(256));
    const ReadWorkbook read = sandbox().read_workbook(broken);
    EXPECT_EQ(read.status == FileStatus::read, read.reason.empty());
    EXPECT_TRUE(read.status == FileStatus::read || read.tables.empty());
  }
}

TEST(Workbook, WhatAChildSaysIsNotBelieved) {
  std::vector<std::uint8_t> memory(4096);
  const auto packed = [&](auto&& fill) {
    SheetPacker packer(memory.data(), memory.size());
    fill(packer);
    std::vector<Table> tables;
    return unpack_sheets({reinterpret_cast<const char*>(memory.data()), packer.size()}, {}, tables);
  };
  EXPECT_TRUE(packed([](SheetPacker& p) { p.sheet("a"), p.cell(1, 0, TableCell::Kind::text, "x"); }));
  EXPECT_FALSE(packed([](SheetPacker& p) { p.cell(1, 0, TableCell::Kind::text, "no sheet"); }));
  EXPECT_FALSE(packed([](SheetPacker& p) { p.sheet("a"), p.cell(0, 0, TableCell::Kind::text, "row 0"); }));
  EXPECT_FALSE(packed([](SheetPacker& p) { p.sheet("a"), p.cell(1, 4000, TableCell::Kind::text, "far"); }));
  EXPECT_FALSE(
      packed([](SheetPacker& p) { p.sheet("a"), p.cell(1, 0, static_cast<TableCell::Kind>(9), ""); }));
  EXPECT_FALSE(packed([](SheetPacker& p) {
    p.sheet("a"), p.cell(2, 0, TableCell::Kind::text, "x"), p.cell(1, 0, TableCell::Kind::text, "back");
  }));
  std::vector<Table> tables;
  EXPECT_FALSE(unpack_sheets("short", {}, tables));
}

}  // namespace
}  // namespace hefu
