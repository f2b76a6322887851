#include "schemas/headings.h"

#include <algorithm>

#include "schemas/normalise.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// The rosters of the notices have one to three lines above the headings; offices add a few of their own.
constexpr std::size_t rows_searched = 20;

bool is_part_of_a_word(char32_t c) {
  const bool ascii = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z');
  const bool punctuation = (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3030) ||
                           (c >= 0xFF00 && c <= 0xFF65) || (c >= 0x2000 && c <= 0x2BFF) || c == 0xB7;
  return ascii || (c > 0x7F && c != 0xA0 && !punctuation);
}

}  // namespace

std::string heading_key(const std::string& heading) {
  std::u32string key, all;
  int depth = 0;
  for (char32_t c : to_utf32(normalise_text(heading))) {
    if (c == U'(' || c == U'（') ++depth;
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    if (is_part_of_a_word(c)) {
      all += c;
      if (depth == 0) key += c;
    }
    if ((c == U')' || c == U'）') && depth > 0) --depth;
  }
  return to_utf8(key.empty() ? all : key);
}

Headings find_headings(const Table& table, const std::set<std::string>& known) {
  Headings best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < std::min(table.rows.size(), rows_searched); ++i) {
    Headings found;
    found.row = i;
    std::size_t count = 0;
    for (std::size_t column = 0; column < table.rows[i].cells.size(); ++column) {
      const std::string key = heading_key(table.rows[i].cells[column].text);
      if (key.empty() || !found.columns.emplace(key, column).second) continue;
      count += known.count(key);
    }
    if (count > most) {
      most = count;
      best = std::move(found);
    }
  }
  return best;
}

}  // namespace hefu
