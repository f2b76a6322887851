#include "ocr/twins.h"

#include <sstream>
#include <unordered_map>

#include "schemas/data_files.h"
#include "schemas/text.h"

namespace hefu {

const std::u32string& twins_of(char32_t character) {
  static const std::unordered_map<char32_t, std::u32string> twins = [] {
    std::unordered_map<char32_t, std::u32string> all;
    std::istringstream lines(read_file(data_file("ocr/twins.txt")));
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      const std::u32string group = to_utf32(line);
      for (const char32_t a : group)
        for (const char32_t b : group)
          if (a != b) all[a] += b;
    }
    return all;
  }();
  static const std::u32string none;
  const auto found = twins.find(character);
  return found == twins.end() ? none : found->second;
}

}  // namespace hefu
