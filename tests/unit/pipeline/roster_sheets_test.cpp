#include "pipeline/roster_sheets.h"

#include <gmock/gmock.h>

#include "ocr/sandbox.h"
#include "pipeline/roster_workbook.h"
#include "schemas/publicity_mask.h"
#include "schemas/table.h"
#include "schemas/write_csv.h"
#include "tests/support/hostile_cells.h"

namespace hefu {
namespace {

using testing::ElementsAre;

Application person() {
  return read_application(std::string(HEFU_SOURCE_DIR) + "/tests/data/person/application.xml").application;
}

Notice notice(const std::string& id) { return find_notice(id).notice; }

/// The sample person applying for another title, in another unit.
RosterLine line(const Notice& notice, const std::string& number, const std::string& series,
                const std::string& level, const std::string& unit) {
  RosterLine made = roster_line(notice, person());
  made.number = number;
  made.series = series;
  made.level = level;
  made.unit = unit;
  return made;
}

TEST(RosterSheets, WriteGreenChannelRowsAsTheAnnexDoes) {
  const Notice green = notice("2025-green-channel");
  const std::vector<RosterSheet> sheets = roster_sheets(green, {roster_line(green, person())}, false);
  ASSERT_EQ(sheets.size(), 1u);
  EXPECT_EQ(sheets[0].title, "2025年绿色通道职称评审申报人员花名册");
  EXPECT_EQ(sheets[0].columns.size(), 16u);
  ASSERT_EQ(sheets[0].rows.size(), 1u);  // without the example
  EXPECT_THAT(sheets[0].rows[0],
              ElementsAre("1", "内蒙古自治区样本水利水电勘测设计院有限公司", "样本甲", "150000198503120020",
                          "女", "1985/03", "蒙古", "大学本科", "样本农业大学2008/07", "水利水电工程",
                          "高级工程师2018/12", "正高级工程师", "正高级", "水工结构设计", "2", ""));
}

TEST(RosterSheets, WriteTongliaoRowsAsTheAnnexDoes) {
  const Notice tongliao = notice("2024-tongliao");
  const std::vector<RosterSheet> sheets = roster_sheets(tongliao, {roster_line(tongliao, person())}, false);
  ASSERT_EQ(sheets.size(), 1u);
  EXPECT_EQ(sheets[0].columns.size(), 17u);
  EXPECT_THAT(sheets[0].rows[0],
              ElementsAre("1", "区直", "内蒙古自治区样本水利水电勘测设计院有限公司", "样本甲", "女", "蒙古",
                          "1985/03", "本科", "样本农业大学 2008/07", "水利水电工程", "高级工程师 2018/12",
                          "水工结构设计", "正高级工程师", "有", "150000198503120020", "13800000001", ""));
  EXPECT_THAT(sheets[0].above, ElementsAre("单位（盖章）："));
  EXPECT_THAT(sheets[0].below, ElementsAre("联系人：", "联系电话："));
}

TEST(RosterSheets, TongliaoHasOneForEachSeriesAndLevelSortedAndNumbered) {
  const Notice tongliao = notice("2024-tongliao");
  const std::vector<RosterSheet> sheets =
      roster_sheets(tongliao,
                    {line(tongliao, "YB-2", "农业技术人员", "副高级", "样本乙单位"),
                     line(tongliao, "YB-1", "工程系列", "中级", "样本单位"),
                     line(tongliao, "YB-4", "农业技术人员", "副高级", "样本甲单位"),
                     line(tongliao, "YB-3", "工程技术人才", "正高级", "样本单位"),
                     line(tongliao, "YB-5", "农业", "副高级", "样本乙单位")},
                    false);
  std::vector<std::string> titles, stems;
  for (const RosterSheet& sheet : sheets) {
    titles.push_back(sheet.title);
    stems.push_back(sheet.stem);
  }
  EXPECT_THAT(titles, testing::UnorderedElementsAre(
                          "通辽市2024年申报（正高）级专业技术职称花名册（工程技术人员系列）",
                          "通辽市2024年申报（中）级专业技术职称花名册（工程技术人员系列）",
                          "通辽市2024年申报（副高）级专业技术职称花名册（农业技术人员系列）"));
  EXPECT_THAT(stems, testing::Contains("roster-工程技术人员-正高级"));
  for (const RosterSheet& sheet : sheets) {
    if (sheet.rows.size() != 3) continue;
    EXPECT_EQ(sheet.rows[0][0] + sheet.rows[1][0] + sheet.rows[2][0], "123");
  }
}

TEST(RosterSheets, PreferenceCodesAreMarked) {
  Application applicant = person();
  for (Element& part : applicant.root.children)
    for (Element& child : part.children)
      if (child.name == "preference-codes") child.text = "3,7";
  EXPECT_EQ(roster_line(notice("2024-tongliao"), applicant).cells.back(), "3、7");
}

TEST(RosterSheets, PostedOnesShowNoDigitOfPrivateNumbers) {
  const Notice tongliao = notice("2024-tongliao");
  const std::vector<RosterSheet> sheets =
      roster_sheets(tongliao, {roster_line(tongliao, masked(person(), publicity_mask(tongliao)))}, true);
  EXPECT_EQ(sheets[0].rows[0][14], std::string(18, '*'));
  EXPECT_EQ(sheets[0].rows[0][15], std::string(11, '*'));
  EXPECT_TRUE(sheets[0].stem.starts_with("publicity-list"));
  EXPECT_TRUE(sheets[0].title.ends_with("（公示）"));
}

/// A workbook's cells behind its title lines, as our own reader sees them.
std::vector<std::vector<std::string>> read_back(const RosterSheet& sheet) {
  const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  const ReadWorkbook read = sandbox->read_workbook(to_workbook(sheet, "2025-07-01"));
  EXPECT_EQ(read.status, FileStatus::read) << read.reason;
  std::vector<std::vector<std::string>> rows;
  for (const TableRow& row : read.tables.at(0).rows) {
    if (row.number <= static_cast<int>(1 + sheet.above.size())) continue;
    if (rows.size() == sheet.rows.size() + 1) break;
    std::vector<std::string>& cells = rows.emplace_back();
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      if (row.at(i).kind != TableCell::Kind::empty)
        EXPECT_EQ(row.at(i).kind, TableCell::Kind::text) << row.at(i).text;
      cells.push_back(row.at(i).text);
    }
  }
  return rows;
}

TEST(RosterWorkbook, ReadBackEqualsWhatWasWritten) {
  for (const char* id : {"2025-green-channel", "2024-tongliao"}) {
    const Notice asked = notice(id);
    std::vector<RosterLine> lines(300, roster_line(asked, person()));
    const RosterSheet sheet = roster_sheets(asked, lines, false).at(0);
    EXPECT_EQ(read_back(sheet), headed_rows(sheet)) << id;
    const ReadTables csv = parse_csv(to_csv(headed_rows(sheet)), "花名册.csv");
    ASSERT_EQ(csv.tables.at(0).rows.size(), 301u);
    for (std::size_t i = 0; i < 301; ++i)
      for (std::size_t at = 0; at < sheet.columns.size(); ++at)
        EXPECT_EQ(csv.tables[0].rows[i].at(at).text, headed_rows(sheet)[i][at]);
  }
}

TEST(RosterWorkbook, TwoThousandHostileCellsStayText) {
  RosterSheet sheet{"n", "roster", "roster", "=1+1", {"@A1"}, {"+1"}, {"-1"}, {{"=A1", 20}, {"样本", 30}}, {}};
  const std::vector<std::string> cells = support::hostile_cells();
  for (std::size_t i = 0; i + 1 < cells.size(); i += 2) sheet.rows.push_back({cells[i], cells[i + 1]});
  const auto rows = read_back(sheet), wanted = headed_rows(sheet);
  ASSERT_EQ(rows.size(), wanted.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], wanted[i]);
}

TEST(RosterWorkbook, SameInputGivesSameBytes) {
  const Notice green = notice("2025-green-channel");
  const RosterSheet sheet = roster_sheets(green, {roster_line(green, person())}, false).at(0);
  EXPECT_EQ(to_workbook(sheet, "2025-07-01"), to_workbook(sheet, "2025-07-01T10:00:00+08:00"));
}

}  // namespace
}  // namespace hefu
