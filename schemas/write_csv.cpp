#include "schemas/write_csv.h"

#include <algorithm>

#include "schemas/text.h"

namespace hefu {
namespace {

// Longer ones are telephone and ID numbers; 99999 looks the same whether it is text or a number.
constexpr std::size_t longest_plain_number = 5;

bool is_ideograph(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_plain_number(const std::string& text) {
  return text.size() <= longest_plain_number && (text[0] != '0' || text.size() == 1) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string quoted_if_needed(const std::string& cell) {
  if (cell.find_first_of(",;\t\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

std::string guarded_cell(const std::string& text) {
  if (text.empty() || is_plain_number(text)) return text;
  const std::u32string all = to_utf32(text);
  return is_ideograph(all[0]) ? text : "'" + text;
}

std::string to_csv(const std::vector<std::vector<std::string>>& rows) {
  std::string csv = "\xEF\xBB\xBF";
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) csv += ',';
      csv += quoted_if_needed(guarded_cell(row[i]));
    }
    csv += "\r\n";
  }
  return csv;
}

}  // namespace hefu
