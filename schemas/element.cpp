#include "schemas/element.h"

namespace hefu {

const Element* Element::child(std::string_view child_name) const {
  for (const Element& c : children)
    if (c.name == child_name) return &c;
  return nullptr;
}

std::vector<const Element*> Element::all(std::string_view child_name) const {
  std::vector<const Element*> found;
  for (const Element& c : children)
    if (c.name == child_name) found.push_back(&c);
  return found;
}

std::string Element::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes)
    if (key == attribute_name) return value;
  return {};
}

bool Element::has(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes)
    if (key == attribute_name) return true;
  return false;
}

const Element* Element::at(std::string_view path) const {
  const Element* here = this;
  while (here && !path.empty() && path != ".") {
    const std::size_t slash = path.find('/');
    here = here->child(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return here;
}

std::string Element::text_at(std::string_view path) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (last.starts_with('@')) {
    const Element* owner = slash == std::string_view::npos ? this : at(path.substr(0, slash));
    return owner ? owner->attribute(last.substr(1)) : std::string();
  }
  const Element* found = at(path);
  return found ? found->text : std::string();
}

}  // namespace hefu
