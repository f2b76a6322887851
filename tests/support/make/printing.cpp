#include "tests/support/make/printing.h"

#include "pipeline/record_photo.h"
#include "schemas/error.h"

namespace hefu::support {
namespace {

// The element at "publications/publication[2]/title" below `root`.
Element& element_at(Element& root, const std::string& path) {
  Element* at = &root;
  std::size_t begin = 0;
  while (begin < path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    std::string step = path.substr(begin, end - begin);
    int index = 1;
    if (const std::size_t bracket = step.find('['); bracket != step.npos) {
      index = std::stoi(step.substr(bracket + 1));
      step.resize(bracket);
    }
    Element* found = nullptr;
    for (Element& child : at->children)
      if (child.name == step && --index == 0) found = &child;
    if (!found) throw Error(ErrorKind::bad_input, "the sample's record has no " + path);
    at = found;
    begin = end + 1;
  }
  return *at;
}

Application with_value(const Application& application, const Value& value) {
  Application changed = application;
  element_at(changed.root, value.path).text = value.text;
  return changed;
}

Sheet set_form(const Form& form, const Application& application, const Notice& notice, const Fonts& fonts,
               const Photo* photo, int serial) {
  LaidOut laid = lay_out(form, application, notice, fonts, photo);
  if (!laid.ok) {
    std::string why;
    for (const Diagnostic& diagnostic : laid.diagnostics) why += to_text(diagnostic) + "\n";
    throw Error(ErrorKind::bad_input, application.number + " " + form.id + ": " + why);
  }
  seal_digests(laid.sheet);
  set_serial(laid.sheet, serial, fonts);
  return std::move(laid.sheet);
}

bool shows(const Page& page, const std::string& path) {
  return std::any_of(page.fields.begin(), page.fields.end(),
                     [&](const Field& field) { return field.path.rfind("/application/" + path, 0) == 0; });
}

// An edit that moves its neighbours would plant more differences than it says.
void refuse_moved_fields(const Page& page, const Page& changed, const Edit& edit) {
  bool moved = page.fields.size() != changed.fields.size();
  for (std::size_t i = 0; !moved && i < page.fields.size(); ++i) {
    const RectMm &a = page.fields[i].box, &b = changed.fields[i].box;
    moved = page.fields[i].path != changed.fields[i].path || std::abs(a.y - b.y) + std::abs(a.h - b.h) > 0.01;
  }
  if (moved)
    throw Error(ErrorKind::bad_input, "an edit moves other fields: " + edit.kind + " " + edit.value.path);
}

// The glyphs of the changed record under the code of the true one: what an edited file prints.
void falsify(Sheet& sheet, const Sheet& changed, const Edit& edit) {
  if (sheet.pages.size() != changed.pages.size())
    throw Error(ErrorKind::bad_input,
                sheet.application + ": an edit changes the number of pages: " + edit.value.path);
  int places = 0;
  for (std::size_t i = 0; i < sheet.pages.size(); ++i) {
    if (!shows(sheet.pages[i], edit.value.path) || (++places != edit.place && edit.place != 0)) continue;
    refuse_moved_fields(sheet.pages[i], changed.pages[i], edit);
    const std::string code = sheet.pages[i].code;
    const Digest digest = sheet.pages[i].digest;
    sheet.pages[i] = changed.pages[i];
    sheet.pages[i].code = code;
    sheet.pages[i].digest = digest;
  }
  if (places == 0) throw Error(ErrorKind::bad_input, edit.kind + " does not show " + edit.value.path);
}

// The record says which upload proves what: a row of it, or the checklist's item.
void name_evidence(const Case& sample, Element& record) {
  Element materials{.name = "materials"};
  for (const EvidenceUpload& upload : sample.evidence) {
    const std::string item = std::to_string(upload.item);
    if (upload.row.empty())
      materials.children.push_back({.name = "material",
                                    .attributes = {{"item", item}},
                                    .children = {{.name = "file", .text = upload.file}}});
    else
      element_at(record, upload.row)
          .children.push_back({.name = "evidence", .attributes = {{"file", upload.file}, {"item", item}}});
  }
  if (!materials.children.empty()) record.children.push_back(materials);
}

}  // namespace

Element record_of(const Case& sample) {
  PersonWish wish = sample.wish;
  wish.number = sample.number;
  Element record = make_person(sample.seed, wish);
  for (const Value& value : sample.set) element_at(record, value.path).text = value.text;
  name_evidence(sample, record);
  return record;
}

PrintedCase print_case(const Case& sample, const std::filesystem::path& folder, Machine& machine,
                       const SigningKey& key) {
  const ReadApplication read = read_application(folder / "application.xml");
  Diagnostics diagnostics = read.diagnostics;
  const auto forms = read.ok ? machine.forms_of(read.application.notice, diagnostics) : nullptr;
  const auto photo = read.ok ? read_photo(read.application, machine.sandbox(), diagnostics) : std::nullopt;
  if (!forms || !photo) {
    std::string why;
    for (const Diagnostic& diagnostic : diagnostics) why += to_text(diagnostic) + "\n";
    throw Error(ErrorKind::bad_input, sample.name + ": " + why);
  }
  Application earlier = read.application;
  for (const Value& value : sample.earlier) earlier = with_value(earlier, value);

  PrintedCase printed;
  for (const Form& form : forms->forms) {
    const bool older = !sample.earlier.empty() && form.kind == "evaluation-form";
    const auto set = [&](const Application& application, int serial) {
      return set_form(form, application, forms->notice, *machine.fonts(), &*photo, serial);
    };
    PrintedForm& form_printed = printed[form.kind];
    form_printed.current = set(read.application, older ? 2 : 1);
    sign_pages(form_printed.current, key);
    form_printed.handed_in = form_printed.current;
    if (older) {
      form_printed.handed_in = set(earlier, 1);
      sign_pages(form_printed.handed_in, key);
    }
    // Edits of one form add up: each changed page starts from what the edits before it left.
    Application edited = read.application;
    for (const Edit& edit : sample.edits) {
      if (edit.kind != form.kind) continue;
      edited = with_value(edited, edit.value);
      falsify(form_printed.handed_in, set(edited, 1), edit);
    }
  }
  return printed;
}

}  // namespace hefu::support
