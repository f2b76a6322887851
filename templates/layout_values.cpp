#include <charconv>

#include "schemas/normalise.h"
#include "templates/layout_parts.h"

namespace hefu {

namespace {

// "education[2]" -> name and index; index 1 where none is given.
int split_step(std::string& step) {
  const std::size_t bracket = step.find('[');
  if (bracket == std::string::npos) return 1;
  int index = 1;
  std::from_chars(step.data() + bracket + 1, step.data() + step.size(), index);
  step.resize(bracket);
  return index;
}

const Element* nth_child(const Element* parent, const std::string& name, int index) {
  if (!parent) return nullptr;
  for (const Element& child : parent->children)
    if (child.name == name && --index == 0) return &child;
  return nullptr;
}

}  // namespace

Scope resolve(const Scope& scope, const std::string& path) {
  Scope found = scope;
  std::size_t begin = 0;
  while (begin < path.size()) {
    const std::size_t slash = std::min(path.find('/', begin), path.size());
    std::string step = path.substr(begin, slash - begin);
    begin = slash + 1;
    if (step.empty() || step == ".") continue;
    if (step.front() == '@') {
      found.path += "/" + step;
      continue;
    }
    const int index = split_step(step);
    found.element = nth_child(found.element, step, index);
    found.path = child_path(found.path, step, index);
  }
  return found;
}

std::string format_date(const std::string& text, const std::string& format) {
  if (format.empty()) return text;
  const auto date = parse_date(text);
  if (!date) return text;
  std::string out;
  std::string literal;  // between the numbers; dropped when no number follows, unless it is 年, 月 or 日
  auto keep_unit = [&] {
    for (const char* unit : {"年", "月", "日"})
      if (literal.starts_with(unit)) out += unit;
    return out;
  };
  for (std::size_t i = 0; i < format.size();) {
    const char c = format[i];
    if (c != 'Y' && c != 'M' && c != 'D') {
      literal += c;
      ++i;
      continue;
    }
    std::size_t count = 0;
    for (; i < format.size() && format[i] == c; ++i) ++count;
    const int value = c == 'Y' ? date->year : c == 'M' ? date->month : date->day;
    if (value == 0) return keep_unit();
    out += literal;
    literal.clear();
    out += count > 1 ? fmt::format("{:0{}}", value, count) : std::to_string(value);
  }
  return out + literal;
}

}  // namespace hefu
