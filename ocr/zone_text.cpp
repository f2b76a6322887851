#include "ocr/zone_text.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ocr/line_judge.h"
#include "schemas/text.h"

namespace hefu {
namespace {

constexpr int line_height_px = 48, border_px = 10;  // measured: more height reads no better

/// Dark on light, stretched to the full range, with a white border.
Image prepared(const Image& line) {
  Image out{line.width + 2 * border_px, line.height + 2 * border_px, 1, 200, {}};
  out.pixels.assign(static_cast<std::size_t>(out.width) * out.height, 255);
  std::vector<std::uint8_t> sorted = line.pixels;
  const auto at = [&](double share) {
    const auto place =
        sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), place, sorted.end());
    return static_cast<float>(*place);
  };
  const float paper = std::max(20.f, at(0.9)), ink = std::min(at(0.02), paper * 0.8f);
  for (int y = 0; y < line.height; ++y)
    for (int x = 0; x < line.width; ++x) {
      const float value =
          (line.pixels[static_cast<std::size_t>(y) * line.width + x] - ink) / (paper - ink) * 255;
      out.pixels[static_cast<std::size_t>(y + border_px) * out.width + x + border_px] =
          static_cast<std::uint8_t>(std::clamp(value, 0.f, 255.f));
    }
  return out;
}

std::vector<RectMm> line_boxes(const RectMm& box, const std::vector<std::vector<Glyph>>& lines) {
  constexpr double inset_mm = 0.5;  // the rules of the cell
  const double left = box.x + inset_mm, right = box.x + box.w - inset_mm;
  const double top = box.y + inset_mm, bottom = box.y + box.h - inset_mm;
  std::vector<RectMm> boxes;
  for (const auto& line : lines) {
    if (line.empty()) continue;
    const double em = line[0].size_pt * mm_per_pt, middle = line[0].y_mm - 0.38 * em;
    const double y0 = std::max(top, middle - 0.7 * em), y1 = std::min(bottom, middle + 0.7 * em);
    // From an em before the text to two behind it: a character more is read, the empty rest of the cell is
    // not.
    const double x0 = std::max(left, line.front().x_mm - em);
    const double x1 = std::min(right, line.back().x_mm + line.back().advance_mm + 2 * em);
    if (x1 - x0 > 1 && y1 - y0 > 1) boxes.push_back({x0, y0, x1 - x0, y1 - y0});
  }
  if (lines.empty()) {
    const double height = std::min(bottom - top, 7.0);
    boxes.push_back({left, (top + bottom - height) / 2, right - left, height});
  }
  return boxes;
}

/// One sign for the widths and shapes of punctuation that engines mix up.
char32_t plain(char32_t c) {
  static const std::map<char32_t, char32_t> same = {
      {U'，', U','}, {U'：', U':'}, {U'；', U';'}, {U'（', U'('}, {U'）', U')'}, {U'《', U'<'}, {U'》', U'>'},
      {U'〈', U'<'}, {U'〉', U'>'}, {U'·', U'.'},  {U'•', U'.'},  {U'。', U'.'}, {U'．', U'.'}, {U'—', U'-'},
      {U'－', U'-'}, {U'–', U'-'},  {U'！', U'!'}, {U'？', U'?'}, {U'“', U'"'},  {U'”', U'"'}};
  if (c >= 0xFF01 && c <= 0xFF5E && same.find(c) == same.end()) return c - 0xFEE0;
  const auto found = same.find(c);
  return found == same.end() ? c : found->second;
}

std::u32string comparable(const std::string& text) {
  std::u32string out;
  for (const char32_t c : to_utf32(text))
    if (!is_space(c)) out += plain(c);
  return out;
}

}  // namespace

ReadText read_zone(TextReader& reader, const Image& grey, const PageMap& map, const RectMm& box,
                   const std::vector<std::vector<Glyph>>& lines) {
  ReadText all;
  all.ok = true;
  all.confidence = 100;
  for (const RectMm& zone : line_boxes(box, lines)) {
    const Image line = crop(grey, map, zone, line_height_px / zone.h * 25.4);
    const ReadText read = reader.read_line(prepared(line));
    all.ok = all.ok && read.ok;
    all.text += read.text;
    all.confidence = std::min(all.confidence, read.confidence);
  }
  return all;
}

bool reads_alike(const std::string& a, const std::string& b) { return comparable(a) == comparable(b); }

std::string in_spelling_of(const std::string& read, const std::string& expected) {
  std::u32string from, to = to_utf32(expected);
  for (const char32_t c : to_utf32(read))
    if (c > U' ' && c != 0x3000) from += c;
  const std::size_t n = from.size(), m = to.size();
  // Edit distance; a space of the expected text that the engine left out costs nothing.
  std::vector<std::vector<int>> cost(n + 1, std::vector<int>(m + 1, 0));
  const auto drop = [&](std::size_t j) { return is_space(to[j]) ? 0 : 1; };
  for (std::size_t i = 0; i <= n; ++i)
    for (std::size_t j = 0; j <= m; ++j) {
      if (i == 0 && j == 0) continue;
      int best = 1 << 20;
      if (i > 0) best = std::min(best, cost[i - 1][j] + 1);
      if (j > 0) best = std::min(best, cost[i][j - 1] + drop(j - 1));
      if (i > 0 && j > 0)
        best = std::min(best, cost[i - 1][j - 1] + (plain(from[i - 1]) == plain(to[j - 1]) ? 0 : 1));
      cost[i][j] = best;
    }
  std::u32string out;
  for (std::size_t i = n, j = m; i > 0 || j > 0;) {
    if (i > 0 && j > 0) {
      const bool same = plain(from[i - 1]) == plain(to[j - 1]);
      if (cost[i][j] == cost[i - 1][j - 1] + (same ? 0 : 1)) {
        out += same ? to[j - 1] : from[i - 1];
        --i, --j;
        continue;
      }
    }
    if (j > 0 && cost[i][j] == cost[i][j - 1] + drop(j - 1)) {
      if (is_space(to[j - 1])) out += to[j - 1];
      --j;
      continue;
    }
    out += from[--i];
  }
  std::reverse(out.begin(), out.end());
  return to_utf8(out);
}

}  // namespace hefu
