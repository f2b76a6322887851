#include <algorithm>
#include <cstring>

#include "ocr/light_rules.h"
#include "ocr/open_tables.h"
#include "ocr/orientation.h"
#include "ocr/page_ink.h"
#include "ocr/page_layout.h"
#include "ocr/paper_level.h"
#include "ocr/vectorised.h"

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

/// A mask, of which each row is looked at by itself.
struct Rows {
  int along = 0, across = 0;         // px of a row, and rows
  std::vector<std::uint8_t> pixels;  // 1 or 0
  const std::uint8_t* row(int at) const { return &pixels[static_cast<std::size_t>(at) * along]; }
  std::uint8_t* row(int at) { return &pixels[static_cast<std::size_t>(at) * along]; }
};

/// Columns in place of rows.
std::vector<std::uint8_t> mirrored(const std::vector<std::uint8_t>& pixels, int w, int h) {
  constexpr int columns_for_rows = 5;  // as EXIF counts
  std::vector<std::uint8_t> out(pixels.size());
  orient(pixels.data(), w, h, 1, columns_for_rows, out.data());
  return out;
}

HEFU_VECTORISED void add_ink(const std::uint8_t* row, int along, std::uint8_t* to) {
  for (int i = 0; i < along; ++i) to[i] |= row[i];
}

/// Calls `visit(begin, end)` for each run of 1 in a row.
template <class Visit>
void visit_runs(const std::uint8_t* row, int along, const Visit& visit) {
  const auto next_of = [&](int from, int value) {
    const void* const found = std::memchr(row + from, value, static_cast<std::size_t>(along - from));
    return found ? static_cast<int>(static_cast<const std::uint8_t*>(found) - row) : along;
  };
  for (int begin = next_of(0, 1); begin < along;) {
    const int end = next_of(begin, 0);
    visit(begin, end);
    begin = next_of(end, 1);
  }
}

/// Runs of ink that are long. A slope of a pixel in forty breaks no run: neighbours above and below count.
std::vector<Run> long_runs(const Rows& ink, int least) {
  std::vector<Run> runs;
  std::vector<std::uint8_t> row(static_cast<std::size_t>(ink.along));
  for (int at = 0; at < ink.across; ++at) {
    std::copy_n(ink.row(at), ink.along, row.data());
    if (at > 0) add_ink(ink.row(at - 1), ink.along, row.data());
    if (at + 1 < ink.across) add_ink(ink.row(at + 1), ink.along, row.data());
    visit_runs(row.data(), ink.along, [&](int begin, int end) {
      if (end - begin >= least) runs.push_back({at, begin, end});
    });
  }
  return runs;
}

/// Drops runs that lie in something thick: a photo, a dark edge.
std::vector<Run> thin_runs(const std::vector<Run>& runs, const Rows& ink, int most) {
  std::vector<Run> thin;
  for (const Run& run : runs) {
    int thick = 0, places = 0;
    for (int i = run.begin + 2; i < run.end - 2; i += 4, ++places) {
      int up = run.at, down = run.at;
      while (up > 0 && run.at - up <= most && ink.row(up - 1)[i]) --up;
      while (down + 1 < ink.across && down - run.at <= most && ink.row(down + 1)[i]) ++down;
      thick += down - up + 1 > most;
    }
    if (thick * 3 <= places) thin.push_back(run);
  }
  return thin;
}

/// Dots in a row are a ruling when they are many: runs with gaps of a few pixels closed. Text has none so
/// long that is as thin.
Rows with_gaps_closed(Rows ink) {
  constexpr int widest_gap = 3;
  for (int at = 0; at < ink.across; ++at) {
    std::uint8_t* const row = ink.row(at);
    int last = -widest_gap - 1;  // one past what was inked
    visit_runs(row, ink.along, [&](int begin, int end) {
      if (begin - last <= widest_gap) std::fill(row + last, row + begin, std::uint8_t{1});
      last = end;
    });
  }
  return ink;
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
  const auto runs_along = [&](const Rows& ink, double least_dots, Rows light, double least_light_of) {
    std::vector<Run> runs = thin_runs(long_runs(ink, between), ink, most);
    const auto add = [&](const Rows& closed, double share, int most_thick) {
      const std::vector<Run> more =
          thin_runs(long_runs(closed, static_cast<int>(share * short_px)), closed, most_thick);
      runs.insert(runs.end(), more.begin(), more.end());
    };
    add(with_gaps_closed(ink), least_dots, most_of_dots);
    add(with_gaps_closed(std::move(light)), least_light_of, most);
    return runs;
  };
  const Image lying{h, w, 1, half.dpi, mirrored(half.pixels, w, h)};
  const auto level_runs =
                 runs_along({w, h, mask.ink}, least_dotted, {w, h, find_light_rules(half)}, least_light),
             upright_runs = runs_along({h, w, mirrored(mask.ink, w, h)}, least_dotted_upright,
                                       {h, w, find_light_rules(lying)}, least_light_upright);
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
