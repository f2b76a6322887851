#include "templates/form.h"

#include <algorithm>
#include <cstdlib>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/notice.h"
#include "schemas/xml.h"
#include "templates/form_copy.h"
#include "templates/page_code.h"

namespace hefu {

namespace {

/// Does a list of ids name one of these?
bool names_one(const std::string& ids, const std::vector<std::string>& lineage) {
  const std::string list = " " + ids + " ";
  return std::any_of(lineage.begin(), lineage.end(),
                     [&](const std::string& id) { return list.find(" " + id + " ") != std::string::npos; });
}

std::vector<std::string> lineage_of(const std::string& notice) { return find_notice(notice).notice.lineage; }

/// A form serves the notices that it names, and those that build on them.
bool serves(const Form& form, const std::vector<std::string>& lineage) {
  return names_one(form.root.attribute("notices"), lineage);
}

/// Takes out what is for other notices.
void keep_parts_for(const std::vector<std::string>& lineage, Element& element) {
  auto& parts = element.children;
  parts.erase(std::remove_if(parts.begin(), parts.end(),
                             [&](const Element& part) {
                               return (part.has("for") && !names_one(part.attribute("for"), lineage)) ||
                                      names_one(part.attribute("not-for"), lineage);
                             }),
              parts.end());
  for (Element& part : parts) keep_parts_for(lineage, part);
}

std::vector<ReadForm> forms_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<ReadForm> read;
  for (const auto& file : files) read.push_back(read_form(file));
  return read;
}

// In the order in which they were added.
std::vector<ReadForm>& added_forms() {
  static std::vector<ReadForm> forms;
  return forms;
}

// An office's own forms, then those that ship with the program, which are read at the first call and kept:
// they don't change while it runs.
std::vector<const ReadForm*> known_forms() {
  static const std::vector<ReadForm> shipped = forms_in(data_file("templates/forms"));
  std::vector<const ReadForm*> known;
  for (const ReadForm& form : added_forms()) known.push_back(&form);
  for (const ReadForm& form : shipped) known.push_back(&form);
  return known;
}

}  // namespace

ReadForm read_form(const std::filesystem::path& file) {
  ReadForm read;
  const std::string bytes = read_file(file);
  ParsedXml parsed = parse_xml(bytes, file.string(), "schemas/form.xsd");
  read.diagnostics = std::move(parsed.diagnostics);
  read.ok = parsed.ok;
  Form& form = read.form;
  form.file = file;
  form.root = std::move(parsed.root);
  form.id = form.root.attribute("id");
  form.kind = form.root.attribute("kind");
  form.code = std::atoi(form.root.attribute("code").c_str());
  const auto digest = sha256(bytes);
  form.hash = hex(digest.data(), digest.size());
  return read;
}

void add_form_folder(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder))
    throw Error(ErrorKind::io, fmt::format(fmt::runtime(tr("{}：没有这个文件夹")), folder.string()),
                tr("--forms 是放表格模板（*.xml）的文件夹"));
  std::vector<ReadForm> read = forms_in(folder);
  added_forms().insert(added_forms().end(), read.begin(), read.end());
}

ReadForm find_form(const std::string& notice, const std::string& kind) {
  ReadForm none;
  const std::vector<std::string> lineage = lineage_of(notice);
  for (const ReadForm& added : added_forms())
    if (!added.ok)
      none.diagnostics.insert(none.diagnostics.end(), added.diagnostics.begin(), added.diagnostics.end());
  if (!none.diagnostics.empty()) return none;
  for (const ReadForm* read : known_forms()) {
    if (!read->ok) {
      none.diagnostics.insert(none.diagnostics.end(), read->diagnostics.begin(), read->diagnostics.end());
      continue;
    }
    if (read->form.kind != kind || !serves(read->form, lineage)) continue;
    ReadForm found = *read;
    if (const std::string original = found.form.root.attribute("copy-of"); !original.empty()) {
      const ReadForm copied = find_form(notice, original);
      if (!copied.ok) return copied;
      found.form = copied_form(found.form, copied.form);
    }
    keep_parts_for(lineage, found.form.root);
    auto& said = found.form.root.attributes;
    said.erase(std::remove_if(said.begin(), said.end(),
                              [&](const auto& one) {
                                return one.first == "by-hand" && !names_one(one.second, lineage);
                              }),
               said.end());
    return found;
  }
  Diagnostic diagnostic;
  diagnostic.file = "templates/forms";
  diagnostic.message = fmt::format(fmt::runtime(tr("通知 {} 没有“{}”的表格模板")), notice, kind);
  diagnostic.hint = tr("请在 templates/forms 中加入该表格，并在其 notices 属性中写上通知编号");
  none.diagnostics.push_back(std::move(diagnostic));
  return none;
}

std::vector<std::string> kinds_on_request(const std::string& notice) {
  std::vector<std::string> kinds;
  const std::vector<std::string> lineage = lineage_of(notice);
  for (const ReadForm* read : known_forms())
    if (read->ok && serves(read->form, lineage) && read->form.root.attribute("printed") == "on-request")
      kinds.push_back(read->form.kind);
  return kinds;
}

std::vector<std::string> kinds_of(const std::string& notice) {
  std::vector<std::string> available;
  const std::vector<std::string> lineage = lineage_of(notice);
  for (const ReadForm* read : known_forms())
    if (read->ok && serves(read->form, lineage) && !read->form.root.has("printed"))
      available.push_back(read->form.kind);
  std::vector<std::string> wanted = {"checklist"};
  for (const Material& material : find_notice(notice).notice.materials) wanted.push_back(material.kind);
  for (const std::string& kind : available) wanted.push_back(kind);
  std::vector<std::string> kinds;
  for (const std::string& kind : wanted)
    if (std::count(available.begin(), available.end(), kind) && !std::count(kinds.begin(), kinds.end(), kind))
      kinds.push_back(kind);
  return kinds;
}

}  // namespace hefu
