#include "pipeline/claim_years.h"

#include <algorithm>

#include "ocr/lookalikes.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

constexpr std::u32string_view chinese_figures = U"〇一二三四五六七八九";

/// Of 二〇二三 2023, of figures themselves.
std::u32string as_figures(std::u32string_view text) {
  std::u32string figures;
  for (char32_t c : text) {
    if (c == U'○' || c == U'O' || c == U'◯') c = U'〇';
    const std::size_t figure = chinese_figures.find(c);
    figures += figure == chinese_figures.npos ? c : U'0' + static_cast<char32_t>(figure);
  }
  return figures;
}

bool is_number(std::u32string_view text) {
  return std::ranges::all_of(text, [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

/// The same, or with one of its figures misread: 7023, but no other year.
bool is_year(std::u32string_view read, std::u32string_view year) {
  if (read == year) return true;
  if (read.size() != year.size() || read.starts_with(U"19") || read.starts_with(U"20")) return false;
  int differing = 0;
  for (std::size_t i = 0; i < read.size(); ++i) differing += read[i] != year[i];
  return differing == 1;
}

enum class Naming { none, written, named };

/// How four figures that begin at `at` name a year.
Naming naming_of(const std::u32string& text, std::size_t at) {
  constexpr std::size_t figures = 4;
  const std::u32string_view before = std::u32string_view(text).substr(0, at),
                            after = std::u32string_view(text).substr(at + figures);
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  if ((!before.empty() && is_digit(before.back())) || (!after.empty() && is_digit(after.front())))
    return Naming::none;
  if (after.starts_with(U"年度") || after.starts_with(U"年考核")) return Naming::named;
  const bool labelled =
      before.ends_with(U"年度") || before.ends_with(U"年度:") || before.ends_with(U"年度：");
  const bool alone = before.empty() && (after.empty() || after == U"年");
  if ((labelled || alone) &&
      (after.empty() || std::u32string_view(U".-/－．").find(after.front()) == after.npos))
    return Naming::named;
  if (!after.starts_with(U'年')) return Naming::none;
  const bool is_date =
      after.size() > 1 && (is_digit(after[1]) || after.substr(1, 3).find(U'月') != after.npos);
  return is_date ? Naming::none : Naming::written;
}

}  // namespace

PageYears::PageYears(const PaperReading& paper) : paper_(paper) {
  constexpr std::size_t figures = 4, longest_heading = 24;
  for (std::size_t line = 0; line < paper.lines.size(); ++line) {
    const std::u32string text = as_figures(without_spaces(paper.lines[line].text));
    for (std::size_t at = 0; at + figures <= text.size(); ++at) {
      if (!is_number(std::u32string_view(text).substr(at, figures))) continue;
      const Naming naming = naming_of(text, at);
      if (naming == Naming::none) continue;
      (naming == Naming::named ? named_ : written_)
          .push_back({line, at, text.substr(at, figures), text.size() <= longest_heading});
    }
  }
}

/// The year in a cell further left in the same row of its table.
const PageYears::Mention* PageYears::of_row(std::size_t line) const {
  const int own = paper_.lines[line].cell;
  if (own < 0) return nullptr;
  const ReadCell& cell = paper_.cells[static_cast<std::size_t>(own)];
  const auto stands = [&](const Mention& mention) {
    const int other = paper_.lines[mention.line].cell;
    if (other < 0 || other == own) return false;
    const ReadCell& left = paper_.cells[static_cast<std::size_t>(other)];
    return left.table == cell.table && left.column < cell.column && left.row <= cell.row &&
           left.row + left.row_span > cell.row;
  };
  const auto found = std::ranges::find_if(named_, stands);
  return found == named_.end() ? nullptr : &*found;
}

/// The year in a cell further up in the same column of its table.
const PageYears::Mention* PageYears::of_column(std::size_t line) const {
  const int own = paper_.lines[line].cell;
  if (own < 0) return nullptr;
  const ReadCell& cell = paper_.cells[static_cast<std::size_t>(own)];
  const auto stands = [&](const Mention& mention) {
    const int other = paper_.lines[mention.line].cell;
    if (other < 0 || other == own) return false;
    const ReadCell& above = paper_.cells[static_cast<std::size_t>(other)];
    return above.table == cell.table && above.row < cell.row && above.column == cell.column &&
           above.column_span == cell.column_span;
  };
  const auto found = std::ranges::find_if(named_, stands);
  return found == named_.end() ? nullptr : &*found;
}

bool PageYears::only_year(const std::u32string& year) const {
  return !named_.empty() &&
         std::ranges::all_of(named_, [&](const Mention& mention) { return is_year(mention.year, year); });
}

bool PageYears::is_of(const std::string& year, std::size_t line, std::size_t from) const {
  const std::u32string wanted = without_spaces(year);
  if (named_.empty())
    return std::ranges::any_of(written_, [&](const Mention& one) { return is_year(one.year, wanted); });
  if (only_year(wanted)) return true;
  const Mention* nearest = nullptr;
  for (const Mention& mention : named_)
    if (mention.line == line && mention.at < from) nearest = &mention;
  if (nearest == nullptr) nearest = of_row(line);
  if (nearest == nullptr) nearest = of_column(line);
  if (nearest == nullptr)
    for (const Mention& mention : named_)
      if (mention.line < line && mention.heads) nearest = &mention;
  return nearest != nullptr && is_year(nearest->year, wanted);
}

}  // namespace hefu
