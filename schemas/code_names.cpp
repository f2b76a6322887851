#include "schemas/code_names.h"

#include <array>
#include <map>

#include "schemas/code_table.h"
#include "schemas/normalise.h"

namespace hefu {
namespace {

struct Name {
  std::string code, full, brief, equal_to;
  std::optional<int> grade;
};

struct List {
  std::vector<Name> names;
  std::map<std::string, std::size_t> by_spelling;
};

List read_list(const Element& element) {
  List list;
  for (const Element& e : element.children) {
    Name name{e.attribute("code"), e.attribute("full"), e.attribute("short"), e.attribute("equal-to"), {}};
    if (e.has("grade")) name.grade = std::stoi(e.attribute("grade"));
    std::vector<std::string> spellings = split_names(e.attribute("also"));
    spellings.insert(spellings.begin(), {name.full, name.brief});
    for (const std::string& spelling : spellings) list.by_spelling.emplace(spelling, list.names.size());
    list.names.push_back(std::move(name));
  }
  return list;
}

const List& names_of(CodeList wanted) {
  static const std::array<List, 4> lists = [] {
    constexpr const char* kIds[] = {"ethnicity", "education", "completion", "degree"};
    std::array<List, 4> read;
    for (const Element& element : read_code_table("schemas/codes/names.xml").children)
      for (std::size_t i = 0; i < read.size(); ++i)
        if (element.attribute("id") == kIds[i]) read[i] = read_list(element);
    return read;
  }();
  return lists[static_cast<std::size_t>(wanted)];
}

const Name* find(CodeList list, std::string_view text) {
  const List& known = names_of(list);
  const auto found = known.by_spelling.find(normalise_text(text));
  return found == known.by_spelling.end() ? nullptr : &known.names[found->second];
}

/// Cuts what stands in brackets, 法律硕士（非法学）, and endings that say that it is a degree.
std::string bare_degree(std::string_view degree) {
  std::string name = normalise_text(degree);
  name = name.substr(0, std::min(name.find("（"), name.find('(')));
  for (const std::string_view ending : {"学位证书", "学位", "专业"})
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  return name;
}

}  // namespace

std::string full_name(CodeList list, std::string_view text) {
  const Name* name = find(list, text);
  return name ? name->full : "";
}

std::string short_name(CodeList list, std::string_view text) {
  const Name* name = find(list, text);
  return name ? name->brief : "";
}

std::string name_code(CodeList list, std::string_view text) {
  const Name* name = find(list, text);
  return name ? name->code : "";
}

std::vector<std::string> full_names(CodeList list) {
  std::vector<std::string> all;
  for (const Name& name : names_of(list).names) all.push_back(name.full);
  return all;
}

std::optional<int> education_grade(std::string_view text) {
  const Name* name = find(CodeList::education, text);
  return name ? name->grade : std::nullopt;
}

std::string technical_school_as(std::string_view text) {
  const Name* name = find(CodeList::education, text);
  if (!name) return normalise_text(text);
  return name->equal_to.empty() ? name->full : name->equal_to;
}

std::string degree_grade(std::string_view degree) {
  const std::string name = bare_degree(degree);
  if (name.find("名誉") != std::string::npos || name.ends_with("副博士")) return {};
  for (const std::string& grade : full_names(CodeList::degree))
    if (name.ends_with(grade)) return grade;
  return {};
}

}  // namespace hefu
