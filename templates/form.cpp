#include "templates/form.h"

#include <algorithm>
#include <cstdlib>

#include "schemas/data_files.h"
#include "schemas/messages.h"
#include "schemas/notice.h"
#include "schemas/xml.h"
#include "templates/page_code.h"

namespace hefu {

namespace {

/// A form serves the notices that it names, and those that build on them.
bool serves(const Form& form, const std::string& notice) {
  const std::string served = " " + form.root.attribute("notices") + " ";
  const std::vector<std::string> lineage = find_notice(notice).notice.lineage;
  return std::any_of(lineage.begin(), lineage.end(),
                     [&](const std::string& id) { return served.find(" " + id + " ") != std::string::npos; });
}

// The forms that ship with the program, in the order of their names: read at the first call, kept for the
// process. They belong to the program, so they don't change while it runs.
const std::vector<ReadForm>& shipped_forms() {
  static const std::vector<ReadForm> forms = [] {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(data_file("templates/forms")))
      if (entry.path().extension() == ".xml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<ReadForm> read;
    for (const auto& file : files) read.push_back(read_form(file));
    return read;
  }();
  return forms;
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

ReadForm find_form(const std::string& notice, const std::string& kind) {
  ReadForm none;
  for (const ReadForm& read : shipped_forms()) {
    if (!read.ok) {
      none.diagnostics.insert(none.diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
      continue;
    }
    if (read.form.kind == kind && serves(read.form, notice)) return read;
  }
  Diagnostic diagnostic;
  diagnostic.file = "templates/forms";
  diagnostic.message = fmt::format(fmt::runtime(tr("通知 {} 没有“{}”的表格模板")), notice, kind);
  diagnostic.hint = tr("请在 templates/forms 中加入该表格，并在其 notices 属性中写上通知编号");
  none.diagnostics.push_back(std::move(diagnostic));
  return none;
}

std::vector<std::string> kinds_of(const std::string& notice) {
  std::vector<std::string> available;
  for (const ReadForm& read : shipped_forms())
    if (read.ok && serves(read.form, notice)) available.push_back(read.form.kind);
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
