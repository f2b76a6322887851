#include "pipeline/import_record.h"

#include <fmt/format.h>

#include "schemas/application.h"
#include "schemas/messages.h"
#include "schemas/write_xml.h"

namespace hefu {
namespace {

std::string from_id_number(const std::string& number, const std::string& xpath) {
  IdNumber parts;
  if (check_id_number(number, &parts) != IdFault::none) return {};
  return xpath.ends_with("/sex") ? (parts.male ? "男" : "女") : iso(parts.birth);
}

std::string constant_value(const ImportConstant& constant, const ImportedPerson& person,
                           const std::string& xpath) {
  if (!constant.from_id_number) return constant.text;
  return from_id_number(person.record.text_at("applicant/id-number"), xpath);
}

/// An attribute only completes an element that a cell has made: no evidence without its file.
void set_constant(Element& root, const ImportConstant& constant, const std::string& value) {
  const bool attribute_alone = !constant.path.attribute.empty() && !has_element(root, constant.path);
  if (!attribute_alone) set_at(root, constant.path, value);
}

/// Messages about records name the element, <rank>; an office knows its column's heading.
std::string in_the_tables_words(std::string message, const std::string& path, const std::string& heading) {
  const std::string step = path.substr(path.rfind('/') + 1);
  const std::string name = fmt::format("<{}>", step.substr(0, step.find('[')));
  const std::size_t at = message.find(name);
  if (at != std::string::npos && !heading.empty())
    message.replace(at, name.size(), fmt::format("「{}」", heading));
  return message;
}

}  // namespace

RecordDraft start_record(const std::string& notice, ImportPlace place) {
  RecordDraft draft;
  draft.person.place = std::move(place);
  Element& record = draft.person.record;
  record.name = "application";
  record.attributes = {
      {"xmlns", "urn:hefu:application:1"}, {"schema", "hefu-application/1"}, {"notice", notice}};
  return draft;
}

void note_names(ImportedPerson& person) {
  person.name = normalise_name(person.record.text_at("applicant/name"));
  person.id_number = person.record.text_at("applicant/id-number");
}

void set_constants(const ImportPart& part, RecordDraft& draft) {
  for (const ImportConstant& constant : part.constants) {
    const std::string xpath = xpath_of("/application", constant.path);
    const std::string value = constant_value(constant, draft.person, xpath);
    if (!value.empty()) set_constant(draft.person.record, constant, value);
    if (constant.from_id_number && draft.places.count("/application/applicant/id-number"))
      draft.places[xpath] = draft.places.at("/application/applicant/id-number");
    // The ID number is at fault, and told.
    if (constant.from_id_number && value.empty()) draft.wrong.insert(xpath);
  }
}

void add_entry(RecordDraft& draft, const ImportPart& part,
               const std::function<bool(Element& entry, const std::string& xpath)>& fill) {
  RecordPath list = part.list;
  const std::string entry_name = list.steps.back().name;
  list.steps.pop_back();
  const std::string list_path = xpath_of("", list).substr(1);
  const Element* before = draft.person.record.at(list_path);
  const int index = static_cast<int>(before ? before->all(entry_name).size() : 0) + 1;

  Element entry;
  entry.name = entry_name;
  if (!fill(entry, child_path("/application/" + list_path, entry_name, index))) return;
  for (const ImportConstant& constant : part.constants) set_constant(entry, constant, constant.text);
  Element* at = &draft.person.record;
  for (const RecordPath::Step& step : list.steps) {
    const auto found = std::find_if(at->children.begin(), at->children.end(),
                                    [&](const Element& child) { return child.name == step.name; });
    if (found != at->children.end()) {
      at = &*found;
      continue;
    }
    Element made;
    made.name = step.name;
    at->children.push_back(std::move(made));
    at = &at->children.back();
  }
  at->children.push_back(std::move(entry));
}

std::vector<ImportProblem> finish_record(RecordDraft& draft) {
  ImportedPerson& person = draft.person;
  const Xsd& schema = xsd("schemas/application.xsd");
  order_by_schema(person.record, schema, schema.root("application"));
  const ReadApplication read = parse_application(to_xml(person.record), "application.xml");
  std::vector<ImportProblem> problems;
  for (const Diagnostic& found : read.diagnostics) {
    if (draft.wrong.count(found.path)) continue;
    const auto cell = draft.places.find(found.path);
    // What follows from a cell that could not be read is no news: a missing element for instance.
    if (cell == draft.places.end() && !person.ok) continue;
    const ImportPlace& place = cell == draft.places.end() ? person.place : cell->second;
    ImportProblem problem{found.severity, place,
                          person.number,  in_the_tables_words(found.message, found.path, place.heading),
                          found.expected, found.hint};
    if (!found.got.empty()) problem.message += fmt::format(fmt::runtime(tr("（现为 {}）")), found.got);
    problems.push_back(std::move(problem));
  }
  return problems;
}

}  // namespace hefu
