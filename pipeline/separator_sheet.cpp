#include "pipeline/separator_sheet.h"

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/layout.h"

namespace hefu {
namespace {

const Form& separator_form() {
  static const ReadForm read = read_form(data_file("templates/forms/separator.xml"));
  if (!read.ok)
    throw Error(ErrorKind::missing,
                read.diagnostics.empty() ? std::string("separator.xml") : to_text(read.diagnostics.front()));
  return read.form;
}

Element element(const std::string& name, const std::string& text) {
  Element made;
  made.name = name, made.text = text;
  return made;
}

Element group(const std::string& name, std::vector<Element> children) {
  Element made;
  made.name = name, made.children = std::move(children);
  return made;
}

}  // namespace

Sheet separator_sheet(const Separator& separator, const Notice& notice, const Fonts& fonts) {
  Application document;
  document.number = "separator";
  document.notice = notice.id;
  std::vector<Element> children = {element("heading", separator.heading),
                                   element("sub-heading", separator.sub_heading)};
  for (const auto& [name, is] : separator.facts)
    children.push_back(group("fact", {element("name", name), element("is", is)}));
  for (const PrintedForm& form : separator.documents)
    children.push_back(group("document", {element("title", form.title), element("paper", form.paper),
                                          element("copies", std::to_string(form.copies)),
                                          element("pages", std::to_string(form.pages)),
                                          element("sheets", std::to_string(form.sheets))}));
  document.root = group("separator", std::move(children));
  LaidOut laid = lay_out(separator_form(), document, notice, fonts, nullptr);
  if (!laid.ok)
    throw Error(ErrorKind::bad_input,
                laid.diagnostics.empty() ? tr("分隔页排不下") : to_text(laid.diagnostics.front()));
  laid.sheet.title = tr("分隔页");
  return std::move(laid.sheet);
}

}  // namespace hefu
