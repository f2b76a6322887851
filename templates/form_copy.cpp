#include "templates/form_copy.h"

#include <algorithm>

namespace hefu {
namespace {

bool shows(const Element& element, const char* piece) {
  return element.name == piece || std::any_of(element.children.begin(), element.children.end(),
                                              [&](const Element& child) { return shows(child, piece); });
}

Element make(const std::string& name, std::vector<std::pair<std::string, std::string>> attributes) {
  Element element;
  element.name = name;
  element.attributes = std::move(attributes);
  return element;
}

Element people_table(const Element& people, const std::vector<PeopleColumn>& columns) {
  std::string widths;
  for (const PeopleColumn& column : columns) widths += std::to_string(column.width) + " ";
  Element table = people;
  table.name = "table";
  table.attributes.emplace_back("columns", widths);
  Element head = make("head", {{"height", people.attribute("head-height")}});
  Element row = make("row", {});
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Element& label = head.children.emplace_back(make("label", {{"label", columns[i].name}}));
    label.text = columns[i].name;
    Element& cell = row.children.emplace_back(make("cell", {{"align", "centre"}}));
    cell.children.push_back(make("value", {{"path", fmt::format("c{}", i + 1)}, {"label", columns[i].name}}));
  }
  Element rows = make("rows", {{"each", "person"}});
  rows.children.push_back(std::move(row));
  table.children = {std::move(head), std::move(rows)};
  return table;
}

void put_tables(Element& element, const std::vector<PeopleColumn>& columns) {
  for (Element& child : element.children) {
    if (child.name == "people") child = people_table(child, columns);
    put_tables(child, columns);
  }
}

}  // namespace

Form copied_form(const Form& form, const Form& original) {
  Form copy = form;
  copy.root.children = original.root.children;
  for (const auto& [name, value] : original.root.attributes)
    if (!copy.root.has(name)) copy.root.attributes.emplace_back(name, value);
  for (Element& style : copy.root.children)
    if (style.name == "style")
      std::erase_if(style.children, [](const Element& part) {
        return part.name == "code" || (part.name == "text" && shows(part, "serial"));
      });
  return copy;
}

Form with_people_columns(Form form, const std::vector<PeopleColumn>& columns) {
  put_tables(form.root, columns);
  return form;
}

}  // namespace hefu
