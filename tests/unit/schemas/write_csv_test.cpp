#include "schemas/write_csv.h"

#include <gmock/gmock.h>

#include "schemas/table.h"
#include "tests/support/hostile_cells.h"

namespace hefu {
namespace {

TEST(WriteCsv, LeavesChineseTextAndShortNumbersAsTheyAre) {
  EXPECT_EQ(to_csv({{"序号", "工作单位", "备注"}, {"1", "样本单位", ""}}),
            "\xEF\xBB\xBF序号,工作单位,备注\r\n1,样本单位,\r\n");
}

TEST(WriteCsv, GuardsWhatASpreadsheetTakesForSomethingElse) {
  for (const char* cell : {"=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "'x", "＝1", "0012", "123456",
                           "150000198503120020", "1987/09", "TRUE", "1e5"})
    EXPECT_EQ(guarded_cell(cell), "'" + std::string(cell));
  for (const char* cell : {"", "0", "12", "99999", "样本=1", "𬭎"}) EXPECT_EQ(guarded_cell(cell), cell);
}

TEST(WriteCsv, ReadBackGivesEveryHostileCell) {
  const std::vector<std::string> cells = support::hostile_cells();
  ASSERT_EQ(cells.size(), 2000u);
  std::vector<std::vector<std::string>> rows{{"栏一", "栏二"}};
  for (std::size_t i = 0; i + 1 < cells.size(); i += 2) rows.push_back({cells[i], cells[i + 1]});
  const std::string csv = to_csv(rows);
  const ReadTables read = parse_csv(csv, "名单.csv");
  ASSERT_TRUE(read.ok);
  ASSERT_EQ(read.tables.at(0).rows.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t at = 0; at < 2; ++at) EXPECT_EQ(read.tables[0].rows[i].at(at).text, rows[i][at]) << i;
}

}  // namespace
}  // namespace hefu
