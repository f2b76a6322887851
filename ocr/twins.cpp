#include "ocr/twins.h"

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "schemas/data_files.h"
#include "schemas/text.h"

namespace hefu {

const std::vector<Twin>& twins_of(char32_t character) {
  static const std::unordered_map<char32_t, std::vector<Twin>> twins = [] {
    std::unordered_map<char32_t, std::vector<Twin>> all;
    std::istringstream lines(read_file(data_file("ocr/twins.txt")));
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::istringstream words(line);
      std::string characters;
      words >> characters;
      Twin twin;
      bool rare = false, or_alone = false, by_top = false;
      for (std::string mark; words >> mark;) {
        if (mark == "alike")
          twin.told_alone = false;
        else if (mark == "or-alone")
          or_alone = true;
        else if (mark == "rare")
          rare = true;
        else if (mark == "elastic")
          twin.elastic = true;
        else if (mark == "top")
          by_top = true;
        else
          twin.most_ratio = std::stof(mark);
      }
      twin.may_decide = twin.told_alone && (twin.most_ratio == 0 || or_alone);
      const std::u32string group = to_utf32(characters);
      for (const char32_t a : group)
        for (const char32_t b : group) {
          twin.character = b;
          twin.is_usual = rare && b == group.front();
          if (by_top) twin.top = a == group.front() ? StrokeTop::straight : StrokeTop::left;
          if (a != b) all[a].push_back(twin);
        }
    }
    return all;
  }();
  static const std::vector<Twin> none;
  const auto found = twins.find(character);
  return found == twins.end() ? none : found->second;
}

const Twin* twin_of(char32_t character, char32_t twin) {
  const std::vector<Twin>& all = twins_of(character);
  const auto found = std::ranges::find(all, twin, &Twin::character);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace hefu
