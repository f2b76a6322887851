#include "tests/accuracy/corpus.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "schemas/application.h"
#include "schemas/data_files.h"
#include "templates/layout.h"
#include "templates/page_code.h"
#include "tests/support/people.h"

namespace hefu::accuracy {
namespace {

using support::Random;

/// A head and shoulders of our own: the reader is not asked to decode anything here.
Photo plain_photo(std::uint64_t seed) {
  Random random(seed);
  Photo photo;
  photo.width = 295;
  photo.height = 413;
  const double cx = random.uniform(0.42, 0.58), cy = random.uniform(0.36, 0.46),
               r = random.uniform(0.2, 0.27);
  const double hair = random.uniform(0.6, 1.3);
  for (int y = 0; y < photo.height; ++y)
    for (int x = 0; x < photo.width; ++x) {
      const double u = static_cast<double>(x) / photo.width - cx, v = static_cast<double>(y) / photo.height;
      const double head = std::hypot(u, (v - cy) * 1.2), body = std::hypot(u * 0.8, v - 1.1);
      const int grey = head < r && v > cy - r * hair / 2 ? 190
                       : head < r * 1.15                 ? 40
                       : body < 0.45                     ? 90
                                                         : 245;
      photo.grey.push_back(static_cast<std::uint8_t>(grey));
      for (int c = 0; c < 3; ++c) photo.pixels += static_cast<char>(grey);
    }
  photo.grey_width = photo.width;
  photo.grey_height = photo.height;
  return photo;
}

bool is_value(const Field& field) { return field.entered && field.picture < 0 && !field.runs.empty(); }

/// Prints another value in the field's place. False when it does not fit the value's lines.
bool reprint(Page& page, const Field& field, const std::string& text, const Fonts& fonts) {
  const std::vector<TextRun> runs = set_text(field, text, fonts);
  if (runs.empty() || runs.size() > field.runs.size()) return false;
  for (std::size_t i = 0; i < field.runs.size(); ++i)
    page.runs[field.runs[i]].glyphs = i < runs.size() ? runs[i].glyphs : std::vector<Glyph>{};
  return true;
}

/// Many rows, so that a page has many values; from the fullest that the forms hold down to what is usual.
support::PersonWish wish_of(std::uint64_t seed) {
  support::PersonWish wish;
  if (seed % 4 == 0) return wish;
  const int rows = seed % 4 == 1 ? 2 : 1;
  wish.achievements_before = 6 * rows;
  wish.achievements_after = 12 * rows;
  wish.publications = 10 * rows;
  wish.awards = 8 * rows;
  wish.projects = 6 * rows;
  wish.jobs = 4 + 2 * rows;
  return wish;
}

int values_of(const Page& page) {
  return static_cast<int>(std::count_if(page.fields.begin(), page.fields.end(), is_value));
}

void change_values(PrintedPage& page, int changes, Random& random, const Fonts& fonts) {
  std::vector<std::size_t> values;
  for (std::size_t i = 0; i < page.expected.fields.size(); ++i)
    if (is_value(page.expected.fields[i])) values.push_back(i);
  for (std::size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[static_cast<std::size_t>(random.below(static_cast<int>(i)))]);
  int left = std::min(changes, static_cast<int>(values.size()) / 2);
  for (const std::size_t i : values) {
    if (left == 0) break;
    const Field& field = page.expected.fields[i];
    const ChangedText changed = change_one_character(field.text, random);
    if (changed.text == field.text || !reprint(page.shown, field, changed.text, fonts)) continue;
    page.changed[i] = changed;
    --left;
  }
}

/// Puts other short texts into the places of the record's, on paper mostly with a near shape.
void exchange_short_values(PrintedPage& page, Random& random, const Fonts& fonts) {
  constexpr std::size_t longest = 12;  // bytes: four Chinese characters
  constexpr double changed_share = 0.75;
  for (std::size_t i = 0; i < page.expected.fields.size(); ++i) {
    Field& field = page.expected.fields[i];
    if (!is_value(field) || field.runs.size() != 1 || field.text.size() > longest) continue;
    const std::string text = some_short_text(random);
    if (!reprint(page.expected, field, text, fonts)) continue;
    field.text = field.online = text;
    reprint(page.shown, field, text, fonts);
    if (!random.chance(changed_share)) continue;
    const ChangedText changed = change_to_near_shape(text, random);
    if (changed.text != text && reprint(page.shown, field, changed.text, fonts)) page.changed[i] = changed;
  }
}

/// The record, set in all forms of its notice and signed with the samples' key.
PreparedRecord prepare(std::uint64_t seed, Machine& machine, Diagnostics& diagnostics) {
  PreparedRecord record;
  ReadApplication read =
      parse_application(support::to_xml(support::make_person(seed, wish_of(seed))), "application.xml");
  if (!read.ok)
    throw std::runtime_error("the made-up record of seed " + std::to_string(seed) +
                             " is not valid: " + read.diagnostics.front().message);
  record.application = std::move(read.application);
  record.forms = machine.forms_of(record.application.notice, diagnostics);
  if (!record.forms) throw std::runtime_error("no forms for " + record.application.notice);
  static const SigningKey key = SigningKey::load(data_file("samples/keys/private.pem"));
  const Photo photo = plain_photo(seed);
  for (const Form& form : record.forms->forms) {
    LaidOut laid = lay_out(form, record.application, record.forms->notice, *machine.fonts(), &photo);
    if (!laid.ok) throw std::runtime_error(form.kind + " of seed " + std::to_string(seed) + " cannot be set");
    set_serial(laid.sheet, 1, *machine.fonts());
    sign_pages(laid.sheet, key);
    record.sheets.push_back(std::move(laid.sheet));
    record.form_of.push_back(&form);
  }
  record.ok = true;
  return record;
}

}  // namespace

PrintedPerson print_person(const CorpusWish& wish, Machine& machine) {
  PrintedPerson person;
  Diagnostics diagnostics;
  person.record = prepare(wish.seed, machine, diagnostics);
  Random random(wish.seed * 7919 + 17);
  std::vector<std::pair<std::size_t, std::size_t>> chosen, fewer;
  for (std::size_t s = 0; s < person.record.sheets.size(); ++s) {
    const Sheet& sheet = person.record.sheets[s];
    if (!wish.kinds.empty() &&
        std::find(wish.kinds.begin(), wish.kinds.end(), sheet.kind) == wish.kinds.end())
      continue;
    for (std::size_t p = 0; p < sheet.pages.size(); ++p) {
      const int values = values_of(sheet.pages[p]);
      if (values >= wish.fewest_values)
        chosen.emplace_back(s, p);
      else if (values > 1)
        fewer.emplace_back(s, p);
    }
  }
  if (!fewer.empty()) chosen.push_back(random.pick(fewer));
  for (const auto& [s, p] : chosen) {
    const Sheet& sheet = person.record.sheets[s];
    PrintedPage page{sheet.kind + " " + std::to_string(p + 1), s, p, sheet.pages[p], sheet.pages[p], {}};
    page.changed.resize(page.expected.fields.size());
    if (wish.short_values)
      exchange_short_values(page, random, *machine.fonts());
    else
      change_values(page, wish.changes_a_page, random, *machine.fonts());
    person.pages.push_back(std::move(page));
  }
  return person;
}

}  // namespace hefu::accuracy
