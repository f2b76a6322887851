#include "tests/support/hostile_cells.h"

#include <set>

#include "tests/support/random.h"

namespace hefu::support {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

const std::vector<std::string> starts = {"",
                                         "=",
                                         "+",
                                         "-",
                                         "@",
                                         "\t",
                                         "\r",
                                         "\n",
                                         "'",
                                         "\"",
                                         " ",
                                         "＝",
                                         "＋",
                                         "－",
                                         "＠",
                                         "%",
                                         "|",
                                         "\xC2\xA0",
                                         "\t=",
                                         " =",
                                         "'=",
                                         "\"=",
                                         "\r\n+",
                                         "\xE2\x80\x8F=",
                                         "\xEF\xBB\xBF=",
                                         "\xE3\x80\x80-",
                                         "样本",
                                         "样本\n=",
                                         "、=",
                                         "\xE2\x88\x92"};

const std::vector<std::string> bodies = {"1+1",
                                         "cmd|'/c calc'!A0",
                                         "HYPERLINK(\"http://sample.invalid\",\"样本\")",
                                         "SUM(A1:A9)",
                                         "DDE(\"a\",\"b\",\"c\")",
                                         "WEBSERVICE(\"http://sample.invalid\")",
                                         "INDIRECT(\"A1\")",
                                         "00123",
                                         "007",
                                         "150000198503120020",
                                         "15000019850312002X",
                                         "13800000001",
                                         "1e5",
                                         "1E+17",
                                         "0x1F",
                                         "1.50",
                                         "1,000.5",
                                         "50%",
                                         "3/4",
                                         "1987/09",
                                         "2018-12-01",
                                         "12:30",
                                         "1987.10",
                                         "Jan 5",
                                         "MARCH1",
                                         "TRUE",
                                         "FALSE",
                                         "#N/A",
                                         "#REF!",
                                         "NaN",
                                         "-1",
                                         "(5)",
                                         "¥100",
                                         "$5",
                                         "A1",
                                         "\"quoted\"",
                                         "a\"b\"\"c",
                                         "'single'",
                                         "a,b;c\td",
                                         "第一行\n第二行",
                                         "行\r尾",
                                         "行\r\n尾",
                                         "_x0041_",
                                         "_x000D_",
                                         "a_x005F_b",
                                         "&lt;b&gt;",
                                         "<b>x</b>",
                                         "]]>",
                                         "&amp;",
                                         "{=A1}",
                                         "样本工程师2018/12",
                                         "\xF0\x9F\x98\x80\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC",
                                         "\xE2\x80\xAEabc\xE2\x80\xAC",
                                         "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D 123",
                                         "\xD9\xA1\xD9\xA2\xD9\xA3",
                                         "１２３",
                                         "２０１８年",
                                         "二〇一八年十二月",
                                         "\xE1\xA0\xAE\xE1\xA0\xA3",
                                         "𬭎龘䶮",
                                         "尾随空格 ",
                                         "a\\b",
                                         "~",
                                         "^",
                                         "!A1",
                                         "1 000",
                                         "0",
                                         "-0",
                                         "+86 138"};

}  // namespace

std::vector<std::string> hostile_cells() {
  constexpr std::size_t count = 2000;
  std::vector<std::string> cells;
  std::set<std::string> seen;
  const auto add = [&](const std::string& cell) {
    const bool blank = cell.find_first_not_of(" \t\r\n") == std::string::npos;
    if (!blank && cells.size() < count && seen.insert(cell).second) cells.push_back(cell);
  };
  add(repeated("长", 1000));
  add("=" + repeated("长,\"", 600));
  add(repeated("1", 400));
  for (const std::string& start : starts)
    for (const std::string& body : bodies) add(start + body);
  // The rest by chance, always of the same seed.
  for (Random random(20250604); cells.size() < count;) {
    std::string cell;
    for (std::uint64_t pieces = 1 + random.below(4); pieces > 0; --pieces) {
      cell += starts[random.below(starts.size())];
      cell += bodies[random.below(bodies.size())];
    }
    add(cell);
  }
  return cells;
}

}  // namespace hefu::support
