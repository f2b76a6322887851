#include "tests/bench/render_people.h"

#include <stdexcept>

#include "schemas/data_files.h"
#include "schemas/text.h"
#include "tests/support/people.h"
#include "tests/support/people_words.h"
#include "tests/support/random.h"

namespace hefu::bench {
namespace {

const std::string source_dir = HEFU_SOURCE_DIR;

std::size_t count_characters(const Sheet& sheet) {
  std::size_t count = 0;
  for (const Page& page : sheet.pages)
    for (const TextRun& run : page.runs) count += run.glyphs.size();
  return count;
}

Element& find(Element& parent, const std::string& name) {
  for (Element& child : parent.children)
    if (child.name == name) return child;
  throw std::runtime_error("bench person: no <" + name + "> in <" + parent.name + ">");
}

/// A text of this length from all lines of work: as many different characters as people really write.
std::u32string filling(std::uint64_t seed, std::size_t length) {
  support::Random random(seed);
  const support::CommonWords& common = support::common_words();
  std::u32string text;
  while (text.size() < length) {
    const support::Trade& trade = random.pick(support::trades());
    text += to_utf32(random.pick(trade.works) + "，" + random.pick(trade.objects) + random.pick(trade.tasks) +
                     "，" + random.pick(common.studies) + random.pick(trade.topics) + "，" +
                     random.pick(common.results) + "。");
  }
  text.resize(length);
  return text;
}

void set_result(Element& root, const std::string& list, const std::u32string& text) {
  find(find(find(root, list), "achievement"), "result").text = to_utf8(text);
}

Application person_with(Element root, std::uint64_t seed, std::size_t before, std::size_t after) {
  const std::u32string all = filling(seed, before + after);
  set_result(root, "achievements-after", all.substr(0, after));
  set_result(root, "achievements-before", all.substr(after));
  ReadApplication read = parse_application(support::to_xml(root), "application.xml");
  if (!read.ok) throw std::runtime_error("bench person: " + to_text(read.diagnostics.at(0)));
  return read.application;
}

}  // namespace

Form bench_form() {
  ReadForm read = read_form(source_dir + "/tests/bench/data/bench-form.xml");
  if (!read.ok) throw std::runtime_error("bench-form.xml: " + to_text(read.diagnostics.at(0)));
  return read.form;
}

RenderBench::RenderBench() {
  photo.bytes = read_file(source_dir + "/tests/data/photo.jpg");
  photo.jpeg = true, photo.width = 295, photo.height = 413;
  photo.grey_width = photo.grey_height = 1, photo.grey = {128};
  fill_to_size(bench_form());
  for (int i = 0; i < people; ++i) {
    support::PersonWish wish;
    wish.number = "BENCH-" + std::to_string(20000 + i);
    const std::string xml =
        support::to_xml(support::make_person(950000 + static_cast<std::uint64_t>(i), wish));
    ReadApplication read = parse_application(xml, "application.xml");
    if (!read.ok) throw std::runtime_error("bench person: " + to_text(read.diagnostics.at(0)));
    ordinary.push_back(std::move(read.application));
  }
}

Sheet RenderBench::laid_out(const Form& form, const Application& application) const {
  LaidOut laid = lay_out(form, application, notice, *fonts, &photo);
  if (!laid.ok) throw std::runtime_error(form.id + ": " + to_text(laid.diagnostics.at(0)));
  return std::move(laid.sheet);
}

Sheet RenderBench::signed_sheet(const Form& form, const Application& application) const {
  Sheet sheet = laid_out(form, application);
  set_serial(sheet, 1, *fonts);
  sign_pages(sheet, key);
  return sheet;
}

void RenderBench::fill_to_size(const Form& form) {
  for (int i = 0; applications.size() < people; ++i) {
    support::PersonWish wish;
    wish.number = "BENCH-" + std::to_string(10000 + i);
    wish.achievements_before = wish.achievements_after = 3;
    const std::uint64_t seed = 900000 + static_cast<std::uint64_t>(i);
    const Element root = support::make_person(seed, wish);
    if (root.at("achievements-before/achievement") == nullptr) continue;  // has no title yet
    constexpr std::size_t guess = 300;
    Sheet sheet = laid_out(form, person_with(root, seed, guess, guess));
    set_serial(sheet, 1, *fonts);
    const std::size_t missing = characters_of_form - count_characters(sheet);
    applications.push_back(person_with(root, seed, guess + missing / 2, guess + missing - missing / 2));
    sheet = signed_sheet(form, applications.back());
    if (count_characters(sheet) != characters_of_form || sheet.pages.size() != 2)
      throw std::runtime_error("the bench form is not of the size that it is defined by");
  }
}

}  // namespace hefu::bench
