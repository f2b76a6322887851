#include "pipeline/shape_pairs.h"

#include <sstream>

#include "ocr/shape_index.h"
#include "schemas/data_files.h"
#include "schemas/text.h"

namespace hefu {

ShapePairs::ShapePairs() {
  std::istringstream lines(read_file(data_file("ocr/lookalikes.txt")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ")) continue;
    const std::u32string group = to_utf32(line);
    for (const char32_t a : group)
      for (const char32_t b : group) mistaken_.insert(key(a, b));
  }
  for (const auto& [character, near] : nearest_shapes())
    for (const char32_t other : near) {
      near_.insert(key(character, other));
      near_.insert(key(other, character));
    }
}

const ShapePairs& ShapePairs::known() {
  static const ShapePairs pairs;
  return pairs;
}

}  // namespace hefu
