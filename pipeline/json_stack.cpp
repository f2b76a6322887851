#include <nlohmann/json.hpp>

#include "pipeline/stack.h"

namespace hefu {

std::string stack_lines(const std::vector<StackPage>& pages) {
  std::string lines;
  for (const StackPage& page : pages) {
    nlohmann::ordered_json line = {
        {"file", page.file}, {"page", page.page}, {"number", nullptr}, {"blank", page.blank}};
    if (!page.number.empty()) line["number"] = page.number;
    if (!page.reason.empty()) line["reason"] = page.reason;
    lines += line.dump() + "\n";
  }
  return lines;
}

}  // namespace hefu
