#include "tests/accuracy/corpus.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "ocr/lookalikes.h"
#include "schemas/application.h"
#include "schemas/notice.h"
#include "schemas/text.h"
#include "templates/form.h"
#include "templates/layout.h"
#include "tests/support/people.h"

namespace hefu::accuracy {
namespace {

using support::Change;
using support::Random;

constexpr const char* notice_id = "2025-green-channel";

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

PrintedPage print_page(const Page& page, const std::string& name, double changed_share, Random& random,
                       const Fonts& fonts) {
  PrintedPage out{name, page, page, {}};
  out.changed.resize(page.fields.size());
  for (std::size_t i = 0; i < page.fields.size(); ++i) {
    const Field& field = page.fields[i];
    if (!is_value(field) || !random.chance(changed_share)) continue;
    const std::string text = change_one_character(field.text, random);
    if (text != field.text && !text.empty() && reprint(out.shown, field, text, fonts)) out.changed[i] = text;
  }
  return out;
}

}  // namespace

std::string change_one_character(const std::string& text, Random& random) {
  std::u32string characters = to_utf32(text);
  const int way = random.below(10);
  if (way < 4)
    if (const auto changed = support::one_character_change(text, random, Change::look_alike)) return *changed;
  if (way < 6)
    if (const auto changed = support::one_character_change(text, random, Change::digit)) return *changed;
  const auto place = static_cast<std::size_t>(random.below(static_cast<int>(characters.size())));
  if (way == 8 && characters.size() > 1) {
    characters.erase(place, 1);
    return to_utf8(characters);
  }
  if (way == 9) {
    characters.insert(place, 1, characters[place]);
    return to_utf8(characters);
  }
  // Any character of the usual set of the same kind, also those whose shapes are close.
  const auto& usual = nearest_shapes();
  const auto known =
      std::find_if(usual.begin(), usual.end(), [&](const auto& u) { return u.first == characters[place]; });
  if (known != usual.end() && !known->second.empty() && random.chance(0.5)) {
    characters[place] =
        known->second[static_cast<std::size_t>(random.below(static_cast<int>(known->second.size())))];
    return to_utf8(characters);
  }
  return support::one_character_change(text, random, Change::random)
      .value_or(support::one_character_change(text, random, Change::digit).value_or(text));
}

std::vector<PrintedPage> print_person(const CorpusWish& wish, const Fonts& fonts) {
  const ReadApplication read =
      parse_application(support::to_xml(support::make_person(wish.seed)), "application.xml");
  if (!read.ok)
    throw std::runtime_error("the made-up record of seed " + std::to_string(wish.seed) + " is not valid");
  const ReadNotice notice = find_notice(notice_id);
  if (!notice.ok) throw std::runtime_error("no notice");
  const Photo photo = plain_photo(wish.seed);
  Random random(wish.seed * 7919 + 17);
  std::vector<PrintedPage> pages;
  for (const std::string& kind : wish.kinds) {
    const ReadForm form = find_form(notice_id, kind);
    if (!form.ok) continue;
    LaidOut laid = lay_out(form.form, read.application, notice.notice, fonts, &photo);
    if (!laid.ok) throw std::runtime_error(kind + " of seed " + std::to_string(wish.seed) + " cannot be set");
    for (std::size_t i = 0; i < laid.sheet.pages.size(); ++i) {
      Page& page = laid.sheet.pages[i];
      if (std::none_of(page.fields.begin(), page.fields.end(), is_value)) continue;
      page.code = "HF1:" + std::string(115, 'A' + static_cast<char>(random.below(26)));
      pages.push_back(
          print_page(page, kind + " " + std::to_string(i + 1), wish.changed_share, random, fonts));
    }
  }
  if (pages.empty()) throw std::runtime_error("no form could be set");
  return pages;
}

}  // namespace hefu::accuracy
