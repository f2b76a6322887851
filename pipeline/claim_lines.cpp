#include "pipeline/claim_lines.h"

#include <algorithm>

#include "schemas/without_spaces.h"

namespace hefu {
namespace {

bool goes_on(const ReadLine& upper, const ReadLine& lower) {
  if (upper.vertical || lower.vertical || upper.cell != lower.cell) return false;
  const double gap = lower.box.y - upper.box.bottom();
  const bool below = gap > -0.3 * upper.box.height && gap < 1.8 * upper.box.height;
  const bool alike = lower.box.height < 1.6 * upper.box.height && upper.box.height < 1.6 * lower.box.height;
  return below && alike && lower.box.x < upper.box.right() && lower.box.right() > upper.box.x;
}

/// Whether a line is set as running text with the one that it goes on from: it begins where that does or an
/// indent further left, with no label, and that is long and reaches as far right, or to its cell's end.
bool is_running_text(const PaperReading& paper, const ReadLine& upper, const ReadLine& lower,
                     const std::u32string& lower_text) {
  constexpr std::size_t longest_label = 8;
  constexpr double indent_lines = 3, least_width_lines = 12, cell_end_lines = 1.5;
  if (lower_text.substr(0, longest_label).find_first_of(U":：") != lower_text.npos) return false;
  if (upper.cell >= 0) {
    const BoxPx& cell = paper.cells[static_cast<std::size_t>(upper.cell)].box;
    if (cell.right() - upper.box.right() < cell_end_lines * upper.box.height) return true;
  }
  const double height = lower.box.height;
  return upper.box.width > least_width_lines * upper.box.height && lower.box.x < upper.box.x + 0.5 * height &&
         lower.box.x > upper.box.x - indent_lines * height && upper.box.right() > lower.box.right() - height;
}

bool is_of_chinese_date(char32_t c) {
  return std::u32string_view(U"〇一二三四五六七八九十年月").find(c) != std::u32string_view::npos;
}

/// Engines take the naught and the ten of 二〇一八年十二月 for letters and signs.
std::u32string with_chinese_numbers(std::u32string text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool between = i > 0 && is_of_chinese_date(text[i - 1]) && is_of_chinese_date(text[i + 1]);
    const char32_t before = i > 0 ? text[i - 1] : 0;
    if (std::u32string_view(U"OoQ0○◯").find(text[i]) != std::u32string_view::npos &&
        (between || (before == U'二' && text.find(U'年', i) != text.npos)))
      text[i] = U'〇';
    if (text[i] == U'+' && between) text[i] = U'十';
  }
  return text;
}

}  // namespace

std::vector<LineChain> chains_of(const PaperReading& paper) {
  std::vector<LineChain> chains;
  std::vector<std::u32string> texts;
  for (const ReadLine& line : paper.lines) texts.push_back(with_chinese_numbers(without_spaces(line.text)));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty() || paper.lines[i].vertical) continue;
    chains.push_back({i, std::nullopt, texts[i], texts[i].size()});
  }
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = i + 1; j < std::min(texts.size(), i + 4); ++j) {
      if (texts[i].empty() || texts[j].empty() || !goes_on(paper.lines[i], paper.lines[j])) continue;
      chains.push_back({i, j, texts[i] + texts[j], texts[i].size(),
                        is_running_text(paper, paper.lines[i], paper.lines[j], texts[j])});
      break;
    }
  return chains;
}

Beside line_above(const LineChain& line, const std::vector<LineChain>& chains) {
  const auto pair =
      std::ranges::find_if(chains, [&](const LineChain& chain) { return chain.second == line.first; });
  if (pair == chains.end()) return {};
  return {pair->text.substr(0, pair->break_at), pair->running};
}

Beside line_below(const LineChain& line, const std::vector<LineChain>& chains) {
  const std::size_t last = line.second.value_or(line.first);
  const auto pair = std::ranges::find_if(
      chains, [&](const LineChain& chain) { return chain.second && chain.first == last; });
  if (pair == chains.end()) return {};
  return {pair->text.substr(pair->break_at), pair->running};
}

}  // namespace hefu
