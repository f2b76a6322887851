#include "pipeline/case_document.h"

namespace hefu {
namespace {

Element named(std::string name, std::string text = {}) {
  Element element;
  element.name = std::move(name);
  element.text = std::move(text);
  return element;
}

void set(Element& element, const char* name, const std::string& value) {
  if (!value.empty()) element.attributes.emplace_back(name, value);
}

std::string number_or_nothing(int number) { return number > 0 ? std::to_string(number) : std::string(); }

/// "2025-07-15T23:59…" or "2025-07-15 23:59…": the day, with the time beside it.
Element day_of(std::string name, const std::string& moment) {
  constexpr std::size_t day_length = 10;
  Element element = named(std::move(name), moment.substr(0, day_length));
  if (moment.size() > day_length) set(element, "time", moment.substr(day_length + 1, 8));
  return element;
}

Element filed(const Application& application, const std::string& now) {
  const std::string submitted = application.root.text_at("submitted-at");
  Element element = day_of("filed", submitted.empty() ? now : submitted);
  set(element, "by", submitted.empty() ? "clock" : "record");
  return element;
}

Element uploads_of(const std::vector<UploadReport>& uploads) {
  Element list = named("uploads");
  for (const UploadReport& upload : uploads) {
    Element& element = list.children.emplace_back(named("upload"));
    set(element, "file", upload.file);
    set(element, "status", to_word(upload.status));
    set(element, "kind", upload.kind);
    set(element, "item", number_or_nothing(upload.item));
    set(element, "pages", number_or_nothing(upload.pages));
    set(element, "sha256", upload.sha256);
  }
  return list;
}

const char* state_word(BoxState state) {
  return state == BoxState::present ? "有" : state == BoxState::absent ? "无" : "看不出";
}

Element pages_of(const std::vector<PageReport>& pages, const std::vector<BoxReport>* boxes) {
  Element list = named("pages");
  for (const PageReport& page : pages) {
    Element& element = list.children.emplace_back(named("page"));
    set(element, "file", page.file);
    set(element, "page", number_or_nothing(page.page));
    set(element, "kind", page.kind);
    set(element, "form-page", number_or_nothing(page.form_page));
    if (const char* fault = to_word(page.fault)) set(element, "fault", fault);
    set(element, "owner", to_word(page.owner));
    set(element, "code", to_word(page.code));
  }
  if (!boxes) return list;
  for (const BoxReport& box : *boxes) {
    Element& element = list.children.emplace_back(named("box"));
    set(element, "form", box.form);
    set(element, "label", box.label);
    set(element, "filler", to_word(box.filler));
    set(element, "use", to_word(box.use));
    set(element, "state", state_word(box.state));
    if (box.text) set(element, "text", *box.text);
  }
  return list;
}

}  // namespace

Element case_element(const Application& application, const SeenParts& seen) {
  Element root = named("case");
  root.children.push_back(day_of("now", seen.now));
  root.children.push_back(filed(application, seen.now));
  root.children.push_back(application.root);
  if (seen.uploads) root.children.push_back(uploads_of(*seen.uploads));
  if (seen.pages) root.children.push_back(pages_of(*seen.pages, seen.boxes));
  if (seen.photo) root.children.push_back(*seen.photo);
  if (seen.registers) root.children.push_back(*seen.registers);
  return root;
}

}  // namespace hefu
