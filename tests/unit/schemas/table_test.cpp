#include "schemas/table.h"

#include <gmock/gmock.h>

#include "schemas/headings.h"

namespace hefu {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::vector<std::string>> cells_of(const std::string& bytes, const TableLimits& limits = {}) {
  const ReadTables read = parse_csv(bytes, "名单.csv", limits);
  std::vector<std::vector<std::string>> rows;
  if (!read.ok || read.tables.empty()) return rows;
  for (const TableRow& row : read.tables.front().rows) {
    rows.emplace_back();
    for (const TableCell& cell : row.cells) rows.back().push_back(cell.text);
  }
  return rows;
}

TEST(Csv, ReadsUtf8WithAndWithoutAMark) {
  const std::string plain = "姓名,年度\n样本甲,2024\n";
  EXPECT_THAT(cells_of(plain), ElementsAre(ElementsAre("姓名", "年度"), ElementsAre("样本甲", "2024")));
  EXPECT_EQ(cells_of("\xEF\xBB\xBF" + plain), cells_of(plain));
}

TEST(Csv, ReadsGb18030AndUtf16) {
  // 姓名,年度 in GB 18030, then 㛃 (U+36C3), which takes four bytes there.
  EXPECT_THAT(cells_of("\xD0\xD5\xC3\xFB,\xC4\xEA\xB6\xC8\n\x82\x30\xE5\x39,2024\n").front(),
              ElementsAre("姓名", "年度"));
  EXPECT_THAT(cells_of(std::string("\xFF\xFE\x0D\x54\t\x00\x31\x00", 8)),
              ElementsAre(ElementsAre("名", "1")));
}

TEST(Csv, QuotedCellsHoldSeparatorsQuotesAndLines) {
  EXPECT_THAT(cells_of("a,\"b,\"\"c\"\"\r\nd\"\r\ne;f,g"),
              ElementsAre(ElementsAre("a", "b,\"c\"\r\nd"), ElementsAre("e;f", "g")));
}

TEST(Csv, SemicolonsAndTabsSeparateToo) {
  EXPECT_THAT(cells_of("a;b\nc;d,e\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d,e")));
  EXPECT_THAT(cells_of("a\tb\n"), ElementsAre(ElementsAre("a", "b")));
}

TEST(Csv, DigitsKeptByTricksAreDigits) {
  EXPECT_THAT(cells_of("\"=\"\"150000198503120020\"\"\",'150000198503120020\n"),
              ElementsAre(ElementsAre("150000198503120020", "150000198503120020")));
}

TEST(Csv, RowNumbersCountEmptyLines) {
  const ReadTables read = parse_csv("a\n\n,\nb\n", "名单.csv");
  ASSERT_EQ(read.tables.front().rows.size(), 2u);
  EXPECT_EQ(read.tables.front().rows[1].number, 4);
}

TEST(Csv, RefusesWhatIsTooLargeOrNoText) {
  TableLimits limits;
  limits.max_rows = 3;
  EXPECT_FALSE(parse_csv("a\na\na\na\n", "名单.csv", limits).ok);
  limits.max_columns = 2;
  EXPECT_FALSE(parse_csv("a,b,c\n", "名单.csv", limits).ok);
  limits.max_cell_bytes = 4;
  EXPECT_FALSE(parse_csv("abcde\n", "名单.csv", limits).ok);
  EXPECT_FALSE(parse_csv(std::string("a\0b", 3), "名单.csv").ok);
  EXPECT_FALSE(parse_csv("\"never closed", "名单.csv").ok);
}

TEST(Table, NamesCellsAsTheOfficeSeesThem) {
  EXPECT_EQ(cell_name(7, 1), "B7");
  EXPECT_EQ(cell_name(1, 25), "Z1");
  EXPECT_EQ(cell_name(12, 26), "AA12");
}

TEST(Table, KnowsDatesInCells) {
  const auto read = [](TableCell::Kind kind, const char* text) {
    const std::optional<Date> date = date_in({kind, text});
    return date ? iso(*date) : std::string("none");
  };
  EXPECT_EQ(read(TableCell::Kind::text, "1987/09"), "1987-09");
  EXPECT_EQ(read(TableCell::Kind::number, "198709"), "1987-09");
  EXPECT_EQ(read(TableCell::Kind::number, "20181231"), "2018-12-31");
  EXPECT_EQ(read(TableCell::Kind::number, "2024"), "2024");
  EXPECT_EQ(read(TableCell::Kind::date, "2018-12-01"), "2018-12-01");
  // 1987.1 may have been 1987.10; 32000 may be a day or anything else.
  EXPECT_EQ(read(TableCell::Kind::number, "1987.1"), "none");
  EXPECT_EQ(read(TableCell::Kind::number, "32000"), "none");
}

TEST(Table, KnowsLostDigits) {
  EXPECT_TRUE(lost_digits({TableCell::Kind::number, "1.5000019850312e+17"}));
  EXPECT_TRUE(lost_digits({TableCell::Kind::text, "1.50000198503120E+17"}));
  EXPECT_FALSE(lost_digits({TableCell::Kind::text, "150000198503120020"}));
  EXPECT_FALSE(lost_digits({TableCell::Kind::number, "150000850312002"}));
  EXPECT_FALSE(lost_digits({TableCell::Kind::text, "E1234567"}));
}

TEST(Headings, AreKnownWithoutTheirDecoration) {
  EXPECT_EQ(heading_key("身份\n证号"), "身份证号");
  EXPECT_EQ(heading_key(" 身份证号（18位） "), "身份证号");
  EXPECT_EQ(heading_key("单 位："), "单位");
  EXPECT_EQ(heading_key("（备注）"), "备注");
}

TEST(Headings, StandBelowTitles) {
  const ReadTables read = parse_csv("花名册,,\n单位：,样本单位,\n序号,姓名,姓名\n1,样本甲,x\n", "名单.csv");
  const Headings found = find_headings(read.tables.front(), {"序号", "姓名", "单位"});
  EXPECT_EQ(found.row, 2u);
  EXPECT_EQ(found.columns.at("姓名"), 1u);
  EXPECT_THAT(find_headings(read.tables.front(), {"事由"}).columns, IsEmpty());
}

}  // namespace
}  // namespace hefu
