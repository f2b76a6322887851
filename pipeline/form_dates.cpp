// The date of a form that has no label of its own.
#include <algorithm>
#include <cmath>

#include "ocr/lookalikes.h"
#include "pipeline/cell_parts.h"
#include "pipeline/form_grid.h"
#include "pipeline/form_places.h"
#include "schemas/text.h"

namespace hefu {
namespace {

constexpr const char* date_of_form = "filled-on";

/// 2025年6月22日, or as much of it as is read: figures with the words of a date.
bool is_date(const FormText& line) {
  constexpr std::size_t least_figures = 5, most_figures = 8;  // 20256 of 2025年6月
  std::size_t figures = 0;
  for (const char32_t c : line.text) {
    if (!is_figure(c) && !is_sign(c) && c != U'年' && c != U'月' && c != U'日') return false;
    figures += is_figure(c);
  }
  return figures >= least_figures && figures <= most_figures;
}

/// Whether a line ends with words under which the applicant signs.
bool is_signature(const std::string& text) {
  const std::u32string whole = plain_label(text, true), bare = plain_label(text, false);
  return std::ranges::any_of(form_words().signatures, [&](const std::u32string& word) {
    return whole.ends_with(word) || bare.ends_with(word);
  });
}

/// Whether a date stands behind a line or in the next one, further right or below.
bool stands_by(const ReadLine& date, const ReadLine& line) {
  constexpr double beside = -1.5, farthest = 2.5;  // of the date's height
  const double down = (date.box.y - line.box.bottom()) / date.box.height;
  return line.cell == date.cell && down > beside && down < farthest && line.box.x < date.box.right() &&
         date.box.x < line.box.right() + date.box.width;
}

/// As covers have it.
bool stands_in_the_middle(const ReadLine& line, const PaperReading& paper) {
  constexpr double aside = 0.03;  // of the page's width
  const double middle = line.box.x + line.box.width / 2, width = paper.page.grey.width;
  return line.cell < 0 && std::abs(middle - width / 2) < aside * width;
}

bool is_of_form(const FormLabel& label) {
  return label.parts.size() == 1 && label.parts.front().path == date_of_form;
}

}  // namespace

void add_unlabelled_dates(const PaperReading& paper, const FormGrid& grid, bool titled,
                          std::vector<FormPlace>& places) {
  const auto label = std::ranges::find_if(form_words().labels, is_of_form);
  const bool labelled =
      std::ranges::any_of(places, [](const FormPlace& place) { return is_of_form(*place.meanings.front()); });
  if (label == form_words().labels.end() || labelled) return;
  for (std::size_t i = 0; i < paper.lines.size(); ++i) {
    const ReadLine& line = paper.lines[i];
    FormText text = grid.text_of_line(i);
    if (line.vertical || !is_date(text)) continue;
    const auto signs = [&](const ReadLine& other) {
      return &other != &line && stands_by(line, other) && is_signature(other.text);
    };
    if ((titled && stands_in_the_middle(line, paper)) || std::ranges::any_of(paper.lines, signs))
      places.push_back({{&*label}, {std::move(text)}, -1});
  }
}

}  // namespace hefu
