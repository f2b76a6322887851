#include "schemas/application.h"

#include <charconv>
#include <set>

#include "schemas/application_values.h"
#include "schemas/data_files.h"
#include "schemas/messages.h"
#include "schemas/xml.h"
#include "schemas/xsd.h"

namespace hefu {
namespace {

constexpr const char* kSchema = "schemas/application.xsd";
constexpr std::string_view kVersion = "hefu-application/1";

int to_int(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Another major version is one fault, not the hundred that follow from it.
bool is_other_version(const Element& root, const std::string& file, Diagnostics& diagnostics) {
  const std::string given = root.attribute("schema");
  const std::string_view major = std::string_view(given).substr(0, given.find('.'));
  if (root.name != "application" || !given.starts_with("hefu-application/") || major == kVersion)
    return false;
  Diagnostic d;
  d.file = file;
  d.line = root.line;
  d.path = "/application/@schema";
  d.message = tr("本程序不认识填报信息的这个格式版本");
  d.expected = kVersion;
  d.got = given.substr(0, 40);
  d.hint = tr("请更新本程序，或请填报系统按本程序的格式版本导出");
  diagnostics = {std::move(d)};
  return true;
}

/// One diagnostic a place: what the schema says of a value and what its meaning says would be the same fault
/// twice.
void add_unless_known(const Diagnostics& more, Diagnostics& diagnostics) {
  std::set<std::string> known;
  for (const Diagnostic& d : diagnostics) known.insert(d.path);
  for (const Diagnostic& d : more)
    if (known.insert(d.path).second) diagnostics.push_back(d);
}

void read_parts(Application& application) {
  const Element& root = application.root;
  application.number = root.attribute("number");
  application.notice = root.attribute("notice");
  Applicant& applicant = application.applicant;
  applicant.name = root.text_at("applicant/name");
  applicant.sex = root.text_at("applicant/sex");
  applicant.id_number = root.text_at("applicant/id-number");
  applicant.birth = parse_date(root.text_at("applicant/birth-date")).value_or(Date{});
  applicant.photo_file = root.text_at("applicant/photo/@file");
  AppliedFor& wanted = application.applied_for;
  wanted.series = root.text_at("applied-for/series");
  wanted.specialty = root.text_at("applied-for/specialty");
  wanted.title = root.text_at("applied-for/title");
  wanted.level = root.text_at("applied-for/level");
  wanted.talent_category = to_int(root.text_at("applied-for/talent-category"));
  wanted.talent_class = to_int(root.text_at("applied-for/talent-class"));
}

}  // namespace

ReadApplication parse_application(const std::string& bytes, const std::filesystem::path& file) {
  ReadApplication read;
  ParsedXml parsed = parse_xml(bytes, file.string(), kSchema);
  read.diagnostics = std::move(parsed.diagnostics);
  read.application.file = file;
  read.application.bytes = bytes;
  if (parsed.root.name != "application" || is_other_version(parsed.root, file.string(), read.diagnostics))
    return read;
  read.application.root = std::move(parsed.root);
  // Also where the schema has found faults: who mends a record should hear of all of them at once.
  Diagnostics more;
  normalise_values(read.application.root, file.string(), more);
  check_values(read.application.root, file.string(), more);
  add_unless_known(more, read.diagnostics);
  read.ok = !has_errors(read.diagnostics);
  if (read.ok) read_parts(read.application);
  return read;
}

ReadApplication read_application(const std::filesystem::path& file) {
  return parse_application(read_file(file), file);
}

bool can_repeat(const std::string& element_name) {
  static const std::set<std::string> repeating = [] {
    const std::vector<std::string> names = xsd(kSchema).repeating_names();
    return std::set<std::string>(names.begin(), names.end());
  }();
  return repeating.count(element_name) > 0;
}

std::string child_path(const std::string& parent, const std::string& name, int index) {
  return can_repeat(name) ? fmt::format("{}/{}[{}]", parent, name, index)
                          : fmt::format("{}/{}", parent, name);
}

}  // namespace hefu
