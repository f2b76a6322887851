#include "tests/unit/templates/layout_sample.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "schemas/text.h"
#include "tests/support/people.h"

namespace hefu::test {

const Fonts& fonts() {
  static const auto loaded = Fonts::load();
  return *loaded;
}

const Notice& notice() {
  static const Notice read = find_notice("2025-green-channel").notice;
  return read;
}

const Form& form(const std::string& kind) {
  static std::map<std::string, Form> forms;
  auto found = forms.find(kind);
  if (found == forms.end()) {
    ReadForm read = find_form("2025-green-channel", kind);
    if (!read.ok) throw std::runtime_error("no form for " + kind);
    found = forms.emplace(kind, std::move(read.form)).first;
  }
  return found->second;
}

const std::vector<std::string>& kinds() {
  static const std::vector<std::string> all = {"checklist", "evaluation-form", "submission-form"};
  return all;
}

Photo plain_photo() {
  Photo photo;
  photo.width = 295;
  photo.height = 413;
  photo.pixels.assign(295u * 413u * 3u, '\x80');
  photo.grey_width = 59;
  photo.grey_height = 83;
  photo.grey.assign(59u * 83u, 128);
  return photo;
}

namespace {

Application made(std::uint64_t seed, const support::PersonWish& wish) {
  ReadApplication read =
      parse_application(support::to_xml(support::make_person(seed, wish)), "application.xml");
  if (read.application.root.children.empty()) throw std::runtime_error(to_text(read.diagnostics.front()));
  return read.application;
}

}  // namespace

Application sample_person() {
  ReadApplication read =
      read_application(std::filesystem::path(HEFU_SOURCE_DIR) / "tests/data/person/application.xml");
  if (!read.ok) throw std::runtime_error(to_text(read.diagnostics.front()));
  return read.application;
}

Application with_forty_achievements() {
  support::PersonWish wish;
  wish.achievements_before = wish.achievements_after = wish.publications = 40;
  return made(21, wish);
}

Application with_long_units() {
  support::PersonWish wish;
  wish.long_units = wish.dotted_name = true;
  wish.achievements_after = 9;
  wish.jobs = 5;
  return made(22, wish);
}

Application sparse_person() {
  support::PersonWish wish;
  wish.sparse = true;
  return made(23, wish);
}

Application with_rare_characters() {
  support::PersonWish wish;
  wish.rare_characters = true;
  return made(24, wish);
}

namespace {

void lengthen(Element& element) {
  // Dates, numbers and codes keep their length.
  const bool words = !element.text.empty() && static_cast<unsigned char>(element.text.front()) >= 0x80;
  const std::string once = element.text;
  for (int i = 1; words && i < 5; ++i) element.text += once;
  for (Element& child : element.children) lengthen(child);
}

}  // namespace

Application with_everything_long() {
  Application person = sample_person();
  lengthen(person.root);
  return person;
}

std::vector<Application> all_people() {
  return {sample_person(), with_forty_achievements(), with_long_units(),
          sparse_person(), with_rare_characters(),    with_everything_long()};
}

Element& element_at(Application& application, const std::string& path) {
  const Element* found = application.root.at(path);
  if (!found) throw std::runtime_error("no element " + path);
  return const_cast<Element&>(*found);  // of an application that the caller owns
}

LaidOut lay_out_sample(const std::string& kind, const Application& application) {
  const Photo photo = plain_photo();
  return lay_out(form(kind), application, notice(), fonts(), &photo);
}

const std::vector<std::string>& other_notices() {
  static const std::vector<std::string> all = {"2020-green-channel", "2020-region",
                                               "2021-baotou-private-sector", "2024-tongliao"};
  return all;
}

Application under(const std::string& notice, Application person) {
  person.notice = notice;
  for (auto& [name, value] : person.root.attributes)
    if (name == "notice") value = notice;
  return person;
}

Application with_basic_information() {
  static const std::set<std::string> basic = {"filled-on",  "applicant", "employment",
                                              "educations", "titles",    "applied-for"};
  Application person = sample_person();
  auto& parts = person.root.children;
  parts.erase(
      std::remove_if(parts.begin(), parts.end(), [](const Element& part) { return !basic.count(part.name); }),
      parts.end());
  return person;
}

LaidOut lay_out_under_own_notice(const std::string& kind, const Application& application) {
  static std::map<std::pair<std::string, std::string>, Form> forms;
  static std::map<std::string, Notice> notices;
  const std::string& id = application.notice;
  if (!notices.count(id)) notices.emplace(id, find_notice(id).notice);
  auto found = forms.find({id, kind});
  if (found == forms.end()) {
    ReadForm read = find_form(id, kind);
    if (!read.ok) throw std::runtime_error("no form for " + kind + " under " + id);
    found = forms.emplace(std::make_pair(id, kind), std::move(read.form)).first;
  }
  const Photo photo = plain_photo();
  return lay_out(found->second, application, notices.at(id), fonts(), &photo);
}

std::string text_of(const TextRun& run) {
  std::u32string text;
  for (const Glyph& glyph : run.glyphs) text += glyph.code_point;
  return to_utf8(text);
}

}  // namespace hefu::test
