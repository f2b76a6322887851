#include "ocr/lost_band.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "ocr/whole_rules.h"

namespace hefu {
namespace {

// Found on tuning people with bench_accuracy --damage creased,creased-150dpi, and on rewritten pages, where
// nothing is folded: there 干 printed as 十 is still called a mismatch, as its neighbours keep their ink.
constexpr int widest_px = 8;              // 1 mm: creases of up to 0.7 mm and their blur
constexpr float shows = 0.2f;             // of the line's ink, mean of 3 x 3 px: ink that is missing
constexpr float shows_besides = 0.12f;    // and ink of another glyph
constexpr float most_kept_across = 0.6f;  // of the ink expected within the band
constexpr float most_kept_down = 0.35f;   // where no neighbour tells
constexpr float most_kept_in_fold =
    0.8f;                              // where the line tells of a fold: it may take a dot and leave the bar
constexpr float unbroken = 0.9f;       // of a neighbour's ink, beside what it has elsewhere
constexpr float broken = 0.75f;        // the same of a glyph further along the line
constexpr std::size_t fold_reach = 5;  // glyphs along the line: toner does not break off all along a fold
constexpr int fewest_broken = 2;       // of them tell of a fold
constexpr int fewest_whole = 3;        // of them tell of none, where those next to it have no ink there

struct Field2d {
  int width, height;
  std::vector<float> value;
  Field2d(int w, int h) : width(w), height(h), value(static_cast<std::size_t>(w) * h, 0) {}
  float& at(int x, int y) { return value[static_cast<std::size_t>(y) * width + x]; }
  float at(int x, int y) const { return value[static_cast<std::size_t>(y) * width + x]; }
};

float largest_around(const Field2d& field, int x, int y) {
  float largest = 0;
  for (int v = std::max(0, y - 1); v <= std::min(field.height - 1, y + 1); ++v)
    for (int u = std::max(0, x - 1); u <= std::min(field.width - 1, x + 1); ++u)
      largest = std::max(largest, field.at(u, v));
  return largest;
}

float mean_around(const Field2d& field, int x, int y) {
  float sum = 0;
  for (int v = std::max(0, y - 1); v <= std::min(field.height - 1, y + 1); ++v)
    for (int u = std::max(0, x - 1); u <= std::min(field.width - 1, x + 1); ++u) sum += field.at(u, v);
  return sum / 9;
}

/// The rows, or columns, from the first to the last in which ink is lost.
struct Span {
  int first = 1 << 20, last = -1;
  float wanted = 0, kept = 0;
  void reach(int at) {
    first = std::min(first, at);
    last = std::max(last, at);
  }
  void count(int at, float expected, float shown) {
    if (at < first || at > last) return;
    wanted += expected;
    kept += std::min(shown, expected);
  }
  bool is_lost_band(float most_kept) const {
    return last >= first && last - first < widest_px && kept < most_kept * wanted;
  }
};

/// Where a glyph stands: one that is not as expected fits best where it does not, a 目 without its dot a
/// stroke higher, so the nearest that is tells.
const GlyphStats& place_of(const LineReading& line, std::size_t index) {
  for (std::size_t away = 0; away < line.glyphs.size(); ++away)
    for (const std::size_t at : {index - away, index + away})
      if (at < line.glyphs.size() && line.glyphs[at].passes) return line.glyphs[at].stats;
  return line.glyphs[index].stats;
}

/// The expected ink of a judged glyph and what its place shows, in its box.
struct Compared {
  Field2d expected, shown;
  Compared(GlyphJudge& judge, const Glyph& glyph, const LineReading& line, std::size_t index)
      : Compared(judge.templates().get(glyph, judge.rendering), line.patches[index], place_of(line, index),
                 line.ink) {}

 private:
  Compared(const GlyphTemplate& drawn, const GlyphPatch& patch, const GlyphStats& stats, float ink)
      : expected(drawn.width, drawn.height), shown(expected) {
    const auto whole = [](float px) {
      return std::clamp(static_cast<int>(std::lround(px)), -search_px, search_px);
    };
    const int dx = whole(stats.dx), dy = whole(stats.dy);
    for (int y = 0; y < shown.height; ++y)
      for (int x = 0; x < shown.width; ++x) {
        shown.at(x, y) =
            patch.value[static_cast<std::size_t>(y + search_px + dy) * patch.width + x + search_px + dx];
        expected.at(x, y) = ink * drawn.ink[static_cast<std::size_t>(y) * drawn.stride + x];
      }
  }
};

/// How much of its ink a glyph has in some rows, beside what it has elsewhere. None: it has little there.
std::optional<float> share_kept(const Compared& glyph, const Span& rows) {
  float wanted[2] = {}, kept[2] = {};
  for (int y = 0; y < glyph.shown.height; ++y)
    for (int x = 0; x < glyph.shown.width; ++x) {
      const bool within = y >= rows.first && y <= rows.last;
      wanted[within] += glyph.expected.at(x, y);
      kept[within] += std::clamp(glyph.shown.at(x, y), 0.f, glyph.expected.at(x, y));
    }
  if (wanted[1] < 0.1f * wanted[0] || kept[0] <= 0) return std::nullopt;
  return kept[1] * wanted[0] / (kept[0] * wanted[1]);
}

/// What the glyphs along the line tell of a fold through some rows.
struct Beside {
  bool whole = false;  // those next to it have all their ink there; if these have none, those within reach
  int broken = 0;      // so many within reach lack theirs
};

Beside look_beside(GlyphJudge& judge, const std::vector<Glyph>& glyphs, const LineReading& line,
                   std::size_t index, const Span& rows) {
  Beside beside;
  bool any = false, all = true;
  int whole = 0, unclear = 0;
  const std::size_t end = std::min(glyphs.size(), index + fold_reach + 1);
  for (std::size_t other = index - std::min(index, fold_reach); other < end; ++other) {
    if (other == index || is_space(glyphs[other].code_point)) continue;
    const std::optional<float> kept = share_kept(Compared(judge, glyphs[other], line, other), rows);
    if (!kept) continue;
    beside.broken += *kept <= broken;
    (*kept > unbroken ? whole : unclear) += 1;
    if (other + 1 != index && other != index + 1) continue;
    any = true;
    all = all && *kept > unbroken;
  }
  beside.whole = any ? all : whole >= fewest_whole && unclear == 0;
  return beside;
}

}  // namespace

bool lacks_a_band(GlyphJudge& judge, const ScanContext& scan, const std::vector<Glyph>& glyphs,
                  const LineReading& line, std::size_t index) {
  const Compared here(judge, glyphs[index], line, index);
  const Field2d &shown = here.shown, &expected = here.expected;
  Field2d missing(shown.width, shown.height), excess = missing;
  for (int y = 0; y < shown.height; ++y)
    for (int x = 0; x < shown.width; ++x) {
      missing.at(x, y) = std::max(0.f, expected.at(x, y) - largest_around(shown, x, y));
      excess.at(x, y) = std::max(0.f, shown.at(x, y) - largest_around(expected, x, y));
    }
  Span rows, columns;
  for (int y = 0; y < shown.height; ++y)
    for (int x = 0; x < shown.width; ++x) {
      if (mean_around(excess, x, y) > shows_besides * line.ink) return false;
      if (mean_around(missing, x, y) <= shows * line.ink) continue;
      rows.reach(y);
      columns.reach(x);
    }
  for (int y = 0; y < shown.height; ++y)
    for (int x = 0; x < shown.width; ++x) {
      rows.count(y, expected.at(x, y), largest_around(shown, x, y));
      columns.count(x, expected.at(x, y), largest_around(shown, x, y));
    }
  const auto page_mm = [&](int column) {
    return glyphs[index].x_mm + (column - 0.5 + line.shift_x) / working_px_per_mm;
  };
  if (columns.is_lost_band(most_kept_down) &&
      !rules_are_whole(scan, page_mm(columns.first), page_mm(columns.last), glyphs[index].y_mm))
    return true;
  if (!rows.is_lost_band(most_kept_in_fold)) return false;
  const Beside beside = look_beside(judge, glyphs, line, index, rows);
  return beside.broken >= fewest_broken || (rows.is_lost_band(most_kept_across) && !beside.whole);
}

}  // namespace hefu
