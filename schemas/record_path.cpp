#include "schemas/record_path.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "schemas/application.h"

namespace hefu {
namespace {

/// "education[2]" -> its name and index; index 0: it is written wrongly.
RecordPath::Step parse_step(std::string_view text) {
  RecordPath::Step step;
  const std::size_t open = text.find('[');
  step.name = text.substr(0, open);
  if (open == std::string_view::npos) return step;
  const std::string_view digits = text.substr(open + 1, text.size() - open - 2);
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), step.index);
  if (!text.ends_with(']') || failed != std::errc() || end != digits.data() + digits.size()) step.index = 0;
  return step;
}

Element& child_at(Element& parent, const RecordPath::Step& step) {
  int seen = 0;
  for (Element& child : parent.children)
    if (child.name == step.name && ++seen == step.index) return child;
  for (; seen < step.index; ++seen) {
    Element made;
    made.name = step.name;
    parent.children.push_back(std::move(made));
  }
  return parent.children.back();
}

}  // namespace

RecordPath parse_record_path(std::string_view path) {
  RecordPath parsed;
  for (std::size_t from = 0; from < path.size();) {
    const std::size_t to = std::min(path.find('/', from), path.size());
    const std::string_view part = path.substr(from, to - from);
    if (part.starts_with('@') && to == path.size()) {
      parsed.attribute = part.substr(1);
    } else {
      parsed.steps.push_back(parse_step(part));
      if (parsed.steps.back().name.empty() || parsed.steps.back().index < 1) return {};
    }
    from = to + 1;
  }
  return parsed;
}

Xsd::Declaration declaration_of(const RecordPath& path, const Xsd::Declaration& start) {
  const Xsd& schema = xsd("schemas/application.xsd");
  if (path.steps.empty() && path.attribute.empty()) return {};
  Xsd::Declaration at = start;
  for (const RecordPath::Step& step : path.steps) {
    at = schema.child(at, step.name);
    if (!at || step.index > Xsd::most(at)) return {};
  }
  return path.attribute.empty() ? at : schema.attribute(at, path.attribute);
}

void set_at(Element& root, const RecordPath& path, const std::string& value) {
  Element* at = &root;
  for (const RecordPath::Step& step : path.steps) at = &child_at(*at, step);
  if (path.attribute.empty()) {
    at->text = value;
  } else {
    at->attributes.emplace_back(path.attribute, value);
  }
}

bool has_element(const Element& root, const RecordPath& path) {
  const Element* at = &root;
  for (const RecordPath::Step& step : path.steps) {
    const std::vector<const Element*> found = at->all(step.name);
    if (found.size() < static_cast<std::size_t>(step.index)) return false;
    at = found[static_cast<std::size_t>(step.index) - 1];
  }
  return true;
}

std::string xpath_of(const std::string& parent, const RecordPath& path) {
  std::string xpath = parent;
  for (const RecordPath::Step& step : path.steps) xpath = child_path(xpath, step.name, step.index);
  return path.attribute.empty() ? xpath : xpath + "/@" + path.attribute;
}

void order_by_schema(Element& element, const Xsd& schema, const Xsd::Declaration& declaration) {
  std::map<std::string, std::size_t> places;
  for (const Xsd::Declaration& child : schema.children(declaration))
    places.emplace(child.element->attribute("name"), places.size());
  std::stable_sort(element.children.begin(), element.children.end(),
                   [&](const Element& a, const Element& b) { return places[a.name] < places[b.name]; });
  for (Element& child : element.children)
    order_by_schema(child, schema, schema.child(declaration, child.name));
}

}  // namespace hefu
