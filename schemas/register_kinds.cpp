#include "schemas/register_kinds.h"

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/headings.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

RegisterColumn::Type type_of(const std::string& word) {
  using Type = RegisterColumn::Type;
  static const std::map<std::string, Type> types = {
      {"", Type::text},     {"text", Type::text},   {"id-number", Type::id_number},
      {"name", Type::name}, {"unit", Type::unit},   {"date", Type::date},
      {"year", Type::year}, {"count", Type::count}, {"words", Type::words}};
  return types.at(word);
}

RegisterColumn column_of(const Element& element) {
  RegisterColumn column;
  column.name = element.attribute("name");
  column.type = type_of(element.attribute("type"));
  column.prefix = element.attribute("prefix");
  column.required = element.attribute("required") == "true";
  column.many = element.attribute("many") == "true";
  for (const Element* heading : element.all("heading")) column.headings.push_back(heading_key(heading->text));
  for (const Element* value : element.all("value")) {
    const std::string name = value->attribute("name");
    const bool left_out = value->attribute("left-out") == "true";
    if (!left_out) column.allowed += (column.allowed.empty() ? "" : "、") + name;
    std::vector<std::string> spellings{name};
    for (const Element* alias : value->all("alias")) spellings.push_back(alias->text);
    for (const std::string& spelling : spellings) {
      std::vector<std::string>& values = column.words[heading_key(spelling)];
      if (!left_out) values.push_back(name);
    }
  }
  return column;
}

}  // namespace

std::set<std::string> RegisterKind::known_headings() const {
  std::set<std::string> known;
  for (const RegisterColumn& column : columns) known.insert(column.headings.begin(), column.headings.end());
  return known;
}

int RegisterKind::column(const std::string& column_name) const {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == column_name) return static_cast<int>(i);
  return -1;
}

const std::vector<RegisterKind>& register_kinds() {
  static const std::vector<RegisterKind> kinds = [] {
    constexpr const char* file = "schemas/registers.xml";
    const ParsedXml parsed = parse_xml(read_file(data_file(file)), file, "schemas/registers.xsd");
    if (!parsed.ok) throw Error(ErrorKind::missing, to_text(parsed.diagnostics.front()));
    std::vector<RegisterKind> read;
    for (const Element& element : parsed.root.children) {
      const std::string by = element.attribute("by");
      RegisterKind kind{element.attribute("name"),
                        element.attribute("title"),
                        by == "person" ? RegisterKind::By::person
                        : by == "unit" ? RegisterKind::By::unit
                                       : RegisterKind::By::committee,
                        {}};
      for (const Element& column : element.children) kind.columns.push_back(column_of(column));
      read.push_back(std::move(kind));
    }
    return read;
  }();
  return kinds;
}

}  // namespace hefu
