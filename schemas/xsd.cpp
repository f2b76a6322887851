#include "schemas/xsd.h"

#include <mutex>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_type(const Element& element) { return element.name == "simpleType" || element.name == "complexType"; }

std::string annotation(const Element* owner, std::string_view kind) {
  const Element* found = owner ? owner->at("annotation") : nullptr;
  return found ? found->text_at(kind) : std::string();
}

void collect_repeating(const Element& element, std::vector<std::string>& names) {
  if (element.name == "element" && Xsd::repeats({&element, nullptr}))
    names.push_back(element.attribute("name"));
  for (const Element& child : element.children) collect_repeating(child, names);
}

}  // namespace

Xsd::Xsd(Element schema) : schema_(std::move(schema)) {
  for (const Element& child : schema_.children)
    if (is_type(child)) types_.emplace(child.attribute("name"), &child);
}

const Element* Xsd::find_type(std::string_view name) const {
  const auto found = types_.find(without_prefix(name));
  return found == types_.end() ? nullptr : found->second;
}

Xsd::Declaration Xsd::resolve(const Element* declaration) const {
  if (!declaration) return {};
  if (declaration->has("ref")) return root(without_prefix(declaration->attribute("ref")));
  for (const Element& child : declaration->children)
    if (is_type(child)) return {declaration, &child};
  return {declaration, find_type(declaration->attribute("type"))};
}

Xsd::Declaration Xsd::root(std::string_view name) const {
  for (const Element& child : schema_.children)
    if (child.name == "element" && child.attribute("name") == name) return resolve(&child);
  return {};
}

std::vector<std::string> Xsd::roots() const {
  std::vector<std::string> names;
  for (const Element& child : schema_.children)
    if (child.name == "element") names.push_back(child.attribute("name"));
  return names;
}

const Element* Xsd::base_type(const Element& type) const {
  for (const Element& child : type.children) {
    if (child.name == "restriction" || child.name == "extension") return find_type(child.attribute("base"));
    if (child.name == "simpleContent" || child.name == "complexContent") return base_type(child);
  }
  return nullptr;
}

const Element* Xsd::find_in_content(const Element& type, std::string_view tag, std::string_view name) const {
  for (const Element& child : type.children) {
    if (child.name == tag) {
      if (child.attribute("name") == name || without_prefix(child.attribute("ref")) == name) return &child;
    } else if (child.name != "element") {  // what lies inside an element's own type is not ours
      if (const Element* found = find_in_content(child, tag, name)) return found;
    }
  }
  if (!is_type(type)) return nullptr;
  const Element* base = base_type(type);
  return base ? find_in_content(*base, tag, name) : nullptr;
}

Xsd::Declaration Xsd::child(const Declaration& parent, std::string_view name) const {
  return parent.type ? resolve(find_in_content(*parent.type, "element", name)) : Declaration{};
}

Xsd::Declaration Xsd::attribute(const Declaration& owner, std::string_view name) const {
  return owner.type ? resolve(find_in_content(*owner.type, "attribute", name)) : Declaration{};
}

void Xsd::collect_elements(const Element& type, std::vector<const Element*>& found) const {
  for (const Element& child : type.children) {
    if (child.name == "element") {
      found.push_back(&child);
    } else {  // what lies inside an element's own type is not ours
      collect_elements(child, found);
    }
  }
  if (!is_type(type)) return;
  if (const Element* base = base_type(type)) collect_elements(*base, found);
}

std::vector<Xsd::Declaration> Xsd::children(const Declaration& parent) const {
  std::vector<const Element*> found;
  if (parent.type) collect_elements(*parent.type, found);
  std::vector<Declaration> declarations;
  for (const Element* element : found) declarations.push_back(resolve(element));
  return declarations;
}

std::string Xsd::appinfo(const Declaration& declaration) const {
  std::string words = annotation(declaration.element, "appinfo");
  for (const Element* type = declaration.type; type && words.empty(); type = base_type(*type))
    words = annotation(type, "appinfo");
  return words;
}

bool Xsd::repeats(const Declaration& declaration) {
  const std::string bound = declaration.element ? declaration.element->attribute("maxOccurs") : "";
  return !bound.empty() && bound != "1" && bound != "0";
}

int Xsd::most(const Declaration& declaration) {
  if (!declaration) return 0;
  const std::string most = declaration.element->attribute("maxOccurs");
  int value = 1;
  if (!most.empty()) value = most == "unbounded" ? 0 : std::stoi(most);
  return value;
}

std::string Xsd::type_name(const Declaration& declaration) {
  return declaration.element ? std::string(without_prefix(declaration.element->attribute("type"))) : "";
}

std::vector<std::string> Xsd::allowed(const Declaration& declaration) const {
  std::vector<std::string> values;
  for (const Element* type = declaration.type; type && values.empty(); type = base_type(*type))
    if (const Element* restriction = type->at("restriction"))
      for (const Element* value : restriction->all("enumeration"))
        if (!value->attribute("value").empty()) values.push_back(value->attribute("value"));
  return values;
}

std::string Xsd::documentation(const Declaration& declaration) const {
  std::string words = annotation(declaration.element, "documentation");
  for (const Element* type = declaration.type; type && words.empty(); type = base_type(*type))
    words = annotation(type, "documentation");
  return words;
}

std::string Xsd::facet(const Declaration& declaration, std::string_view name) const {
  for (const Element* type = declaration.type; type; type = base_type(*type))
    if (const Element* restriction = type->at("restriction"))
      if (const Element* found = restriction->child(name)) return found->attribute("value");
  return {};
}

bool Xsd::is_private(const Declaration& declaration) const {
  if (annotation(declaration.element, "appinfo") == "private") return true;
  for (const Element* type = declaration.type; type; type = base_type(*type))
    if (annotation(type, "appinfo") == "private") return true;
  return false;
}

std::vector<std::string> Xsd::repeating_names() const {
  std::vector<std::string> names;
  collect_repeating(schema_, names);
  return names;
}

const Xsd& xsd(const std::string& schema) {
  static std::mutex mutex;
  static std::map<std::string, Xsd> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(schema);
  if (found != known.end()) return found->second;
  ParsedXml parsed = parse_xml(read_file(data_file(schema)), schema, "");
  if (!parsed.ok) throw Error(ErrorKind::missing, to_text(parsed.diagnostics.front()));
  return known.emplace(schema, Xsd(std::move(parsed.root))).first->second;
}

}  // namespace hefu
