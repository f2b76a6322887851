#include <algorithm>

#include "ocr/light_rules.h"
#include "ocr/open_tables.h"
#include "ocr/page_ink.h"
#include "ocr/page_layout.h"
#include "ocr/paper_level.h"

namespace hefu {
namespace {

// A ruling is longer than any stroke of print, a title's of 26 pt too: 9 mm on A4, as share of the page's
// short side. Its thickness is at most a hundred and fiftieth, 1.4 mm with the slope it may have.
constexpr double least_length = 1 / 24.0, most_thickness = 1 / 150.0;
// Shorter ones are rulings where both ends meet a ruling across: between two cells of one low row.
constexpr double least_between = 1 / 50.0;
// A row of dots is a ruling from this length on, 50 mm, a column of dots from 6.5 mm on: lines of text have
// white between them. They are no thicker than so many pixels of the mask.
constexpr double least_dotted = 1 / 4.2, least_dotted_upright = 1 / 32.0;
constexpr int most_of_dots = 3;
// Light rules are rulings from these lengths on, level and upright: 50 and 20 mm.
constexpr double least_light = 1 / 4.2, least_light_upright = 1 / 10.0;
// Rulings end a little before they meet in scans of poor prints: they are made longer by this share.
constexpr double longer = 1 / 250.0;

struct Run {
  int at = 0, begin = 0, end = 0;  // row (or column) and its places
};

/// Runs of ink that are long; along rows, or along columns with `step` and `across` swapped. A slope of a
/// pixel in forty breaks no run: neighbours above and below count.
std::vector<Run> long_runs(const std::vector<std::uint8_t>& ink, int along, int across, std::size_t step,
                           std::size_t next, int least) {
  std::vector<Run> runs;
  std::vector<std::uint8_t> row(static_cast<std::size_t>(along));
  for (int at = 0; at < across; ++at) {
    const std::size_t first = at * next;
    for (int i = 0; i < along; ++i) {
      const std::size_t p = first + i * step;
      row[i] = ink[p] | (at > 0 ? ink[p - next] : 0) | (at + 1 < across ? ink[p + next] : 0);
    }
    for (int i = 0; i < along;) {
      if (!row[i]) {
        ++i;
        continue;
      }
      int end = i;
      while (end < along && row[end]) ++end;
      if (end - i >= least) runs.push_back({at, i, end});
      i = end;
    }
  }
  return runs;
}

/// Drops runs that lie in something thick: a photo, a dark edge.
std::vector<Run> thin_runs(const std::vector<Run>& runs, const std::vector<std::uint8_t>& ink, int across,
                           std::size_t step, std::size_t next, int most) {
  std::vector<Run> thin;
  for (const Run& run : runs) {
    int thick = 0, places = 0;
    for (int i = run.begin + 2; i < run.end - 2; i += 4, ++places) {
      int up = run.at, down = run.at;
      while (up > 0 && run.at - up <= most && ink[(up - 1) * next + i * step]) --up;
      while (down + 1 < across && down - run.at <= most && ink[(down + 1) * next + i * step]) ++down;
      thick += down - up + 1 > most;
    }
    if (thick * 3 <= places) thin.push_back(run);
  }
  return thin;
}

/// Dots in a row are a ruling when they are many: runs with gaps of a few pixels closed. Text has none so
/// long that is as thin.
std::vector<std::uint8_t> with_gaps_closed(const std::vector<std::uint8_t>& ink, int along, int across,
                                           std::size_t step, std::size_t next) {
  constexpr int widest_gap = 3;
  std::vector<std::uint8_t> closed(ink);
  for (int at = 0; at < across; ++at) {
    int last = -1;
    for (int i = 0; i < along; ++i) {
      if (!ink[at * next + i * step]) continue;
      if (last >= 0 && i - last - 1 <= widest_gap)
        for (int gap = last + 1; gap < i; ++gap) closed[at * next + gap * step] = 1;
      last = i;
    }
  }
  return closed;
}

/// Short runs that reach from one ruling to another, and all long ones.
std::vector<Run> rulings_of(const std::vector<Run>& runs, int least,
                            const std::vector<std::uint8_t>& crossing, int along, std::size_t step,
                            std::size_t next, int reach) {
  const auto meets = [&](const Run& run, int end) {
    for (int i = std::max(0, end - reach); i < std::min(along, end + reach); ++i)
      if (crossing[run.at * next + i * step]) return true;
    return false;
  };
  std::vector<Run> found;
  for (const Run& run : runs)
    if (run.end - run.begin >= least || (meets(run, run.begin) && meets(run, run.end))) found.push_back(run);
  return found;
}

std::vector<Run> longer_than(const std::vector<Run>& runs, int least) {
  std::vector<Run> found;
  for (const Run& run : runs)
    if (run.end - run.begin >= least) found.push_back(run);
  return found;
}

void draw(const std::vector<Run>& runs, int along, std::size_t step, std::size_t next, int extra,
          std::vector<std::uint8_t>& mask) {
  for (const Run& run : runs)
    for (int i = std::max(0, run.begin - extra); i < std::min(along, run.end + extra); ++i)
      mask[run.at * next + i * step] = 1;
}

}  // namespace

PageMask mask_of(const Image& even) {
  const Image half = shrunk(even, 2);
  PageMask mask{half.width, half.height, ink_of(half), {}};
  const int w = mask.width, h = mask.height;
  const int short_px = std::min(w, h);
  const int least = std::max(24, static_cast<int>(least_length * short_px));
  const int most = std::max(4, static_cast<int>(most_thickness * short_px));
  const int extra = std::max(2, static_cast<int>(longer * short_px));
  const std::size_t row = static_cast<std::size_t>(w);
  const int between = std::max(12, static_cast<int>(least_between * short_px));
  const auto runs_along = [&](int along, int across, std::size_t step, std::size_t next, double least_dots,
                              const std::vector<std::uint8_t>& light, double least_light_of) {
    const int dotted = static_cast<int>(least_dots * short_px);
    std::vector<Run> runs = thin_runs(long_runs(mask.ink, along, across, step, next, between), mask.ink,
                                      across, step, next, most);
    const std::vector<std::uint8_t> closed = with_gaps_closed(mask.ink, along, across, step, next);
    const std::vector<Run> dots = thin_runs(long_runs(closed, along, across, step, next, dotted), closed,
                                            across, step, next, most_of_dots);
    runs.insert(runs.end(), dots.begin(), dots.end());
    const std::vector<std::uint8_t> unbroken = with_gaps_closed(light, along, across, step, next);
    const std::vector<Run> faint =
        thin_runs(long_runs(unbroken, along, across, step, next, static_cast<int>(least_light_of * short_px)),
                  unbroken, across, step, next, most);
    runs.insert(runs.end(), faint.begin(), faint.end());
    return runs;
  };
  const auto level_runs = runs_along(w, h, 1, row, least_dotted, find_light_rules(half, Direction::level),
                                     least_light),
             upright_runs = runs_along(h, w, row, 1, least_dotted_upright,
                                       find_light_rules(half, Direction::upright), least_light_upright);
  std::vector<std::uint8_t> lines(mask.ink.size(), 0), long_level(lines), long_upright(lines);
  draw(longer_than(level_runs, least), w, 1, row, 0, long_level);
  draw(longer_than(upright_runs, least), h, row, 1, 0, long_upright);
  const auto level = rulings_of(level_runs, least, long_upright, w, 1, row, extra),
             upright = rulings_of(upright_runs, least, long_level, h, row, 1, extra);
  draw(level, w, 1, row, 0, lines);
  draw(upright, h, row, 1, 0, lines);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i]) mask.ink[i] = 0;
  mask.rulings = std::move(lines);
  draw(level, w, 1, row, extra, mask.rulings);
  draw(upright, h, row, 1, extra, mask.rulings);
  rule_open_tables(mask);
  return mask;
}

}  // namespace hefu
