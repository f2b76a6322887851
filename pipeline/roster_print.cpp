#include "pipeline/roster_print.h"

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/form_copy.h"
#include "templates/layout.h"
#include "templates/pdf.h"

namespace hefu {
namespace {

void add(Element& parent, const std::string& name, const std::string& text) {
  Element& child = parent.children.emplace_back();
  child.name = name;
  child.text = text;
}

/// The sheet as the record that the form is filled from.
Application record_of(const RosterSheet& sheet, const std::string& made_on) {
  Application record;
  record.number = fmt::format("{}人", sheet.rows.size());
  record.notice = sheet.notice;
  record.root.name = "roster";
  add(record.root, "filled-on", made_on.substr(0, 10));
  add(record.root, "title", sheet.title);
  for (const std::string& line : sheet.above) add(record.root, "above", line);
  for (const std::string& line : sheet.notes) add(record.root, "note", line);
  for (const std::string& line : sheet.below) add(record.root, "below", line);
  for (const std::vector<std::string>& row : sheet.rows) {
    Element person;
    person.name = "person";
    for (std::size_t i = 0; i < row.size(); ++i) add(person, fmt::format("c{}", i + 1), row[i]);
    record.root.children.push_back(std::move(person));
  }
  return record;
}

[[noreturn]] void fail(const Diagnostics& diagnostics) {
  throw Error(ErrorKind::bad_input,
              diagnostics.empty() ? std::string(tr("花名册排不下")) : to_text(diagnostics.front()));
}

}  // namespace

std::string to_pdf(const RosterSheet& sheet, const Notice& notice, const std::string& made_on,
                   const Fonts& fonts) {
  const ReadForm form = find_form(notice.id, sheet.kind);
  if (!form.ok) fail(form.diagnostics);
  std::vector<PeopleColumn> columns;
  for (const RosterSheet::Column& column : sheet.columns) columns.push_back({column.name, column.width_mm});
  LaidOut laid =
      lay_out(with_people_columns(form.form, columns), record_of(sheet, made_on), notice, fonts, nullptr);
  if (!laid.ok) fail(laid.diagnostics);
  laid.sheet.title = sheet.title;
  return write_pdf(laid.sheet, fonts);
}

}  // namespace hefu
