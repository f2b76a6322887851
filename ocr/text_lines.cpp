#include <algorithm>
#include <cmath>

#include "ocr/connected.h"
#include "ocr/page_layout.h"
#include "ocr/vertical_text.h"

namespace hefu {
namespace {

/// A piece of ink, px of the mask; x1 and y1 one past.
struct Piece {
  int x0 = 1 << 30, y0 = 1 << 30, x1 = 0, y1 = 0;
  int ink = 0;
  int area = 0;  // label of the area between rulings
  int part = 0;  // height of the tallest part that was joined; 0: none was

  int width() const { return x1 - x0; }
  int height() const { return y1 - y0; }
  int part_height() const { return std::max(part, part == 0 ? height() : 0); }
  void add(int x, int y) {
    ++ink;
    x0 = std::min(x0, x), x1 = std::max(x1, x + 1);
    y0 = std::min(y0, y), y1 = std::max(y1, y + 1);
  }
  void join(const Piece& other) {
    part = std::max(part_height(), other.part_height());
    x0 = std::min(x0, other.x0), y0 = std::min(y0, other.y0);
    x1 = std::max(x1, other.x1), y1 = std::max(y1, other.y1);
    ink += other.ink;
  }
};

// In characters' heights. Found on papers of `make_papers --role tuning`.
constexpr double smear = 0.9;          // characters of a line are this near to each other,
constexpr double word_gap = 2.2;       // words of a line this; farther apart are columns
constexpr double least_height = 0.3;   // lower is a dash or a speck, unless it is as wide as a character
constexpr double tallest_line = 1.7;   // higher is two lines that touch
constexpr double overlapping = 0.5;    // share of the smaller part
constexpr double least_leading = 0.3;  // between two lines, in the lower one's height
constexpr double picture = 3.2;        // higher, and in one piece about as wide, is a code, a seal, a photo
// What is thicker than this, and than so much of its own height, is no stroke: a bold title's have a seventh.
constexpr double thickest_stroke = 0.5, thickest_of_own = 0.22;
constexpr int least_thick_px = 8;
// A photo's dark parts fill so much of their box, which is at most so much of the page; what is so near to
// them is its background.
constexpr double filled_by_picture = 0.3, largest_picture = 0.2, beside_picture = 0.4;
constexpr double em_share = 0.8;  // of the pieces, by width, are at most as high as a character

/// Connected pieces of a mask; `ink` counts the pixels of `counted` in them.
std::vector<Piece> pieces_of(std::vector<std::uint8_t> mask, const std::vector<std::uint8_t>& counted,
                             const std::vector<int>& areas, int w, int h) {
  std::vector<Piece> pieces;
  std::vector<int> stack;
  for (auto begin = mask.begin(); (begin = std::find(begin, mask.end(), std::uint8_t{1})) != mask.end();) {
    Piece piece;
    const int start = static_cast<int>(begin - mask.begin());
    piece.area = areas[start];
    take_piece(mask, w, h, start, stack, [&](int x, int y) {
      if (counted[y * w + x]) piece.add(x, y);
    });
    if (piece.ink > 0) pieces.push_back(piece);
  }
  return pieces;
}

/// For each pixel the side of the largest square of ink whose lower right corner it is.
std::vector<std::uint16_t> squares_of(const PageMask& mask) {
  const int w = mask.width;
  std::vector<std::uint16_t> side(mask.ink.begin(), mask.ink.end());
  for (int y = 1; y < mask.height; ++y)
    for (int x = 1; x < w; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * w + x;
      if (side[at] == 0) continue;
      side[at] = static_cast<std::uint16_t>(1 + std::min({side[at - 1], side[at - w], side[at - w - 1]}));
    }
  return side;
}

/// Takes ornamental frames and pictures out of the ink: in one piece, and far larger than a character, or
/// larger and with something in it that is far thicker than a stroke (hair and clothes of a photo).
/// `pictures`: gets the boxes of what fills its own. False: there was none.
bool drop_large_pieces(PageMask& mask, double em, std::vector<Piece>& pictures) {
  constexpr double largest = 6;
  const int thick = std::max(least_thick_px, static_cast<int>(std::lround(thickest_stroke * em)));
  const std::vector<std::uint16_t> squares = squares_of(mask);
  const int w = mask.width, h = mask.height;
  std::vector<std::uint8_t> left = mask.ink;
  std::vector<int> stack, places;
  bool dropped = false;
  for (auto begin = left.begin(); (begin = std::find(begin, left.end(), std::uint8_t{1})) != left.end();) {
    Piece piece;
    places.clear();
    int thickest = 0;
    take_piece(left, w, h, static_cast<int>(begin - left.begin()), stack, [&](int x, int y) {
      places.push_back(y * w + x);
      piece.add(x, y);
      thickest = std::max<int>(thickest, squares[y * w + x]);
    });
    const bool solid = piece.height() > tallest_line * em && thickest >= thick &&
                       thickest > thickest_of_own * piece.height();
    if (piece.height() <= largest * em && !solid) continue;
    for (const int at : places) mask.ink[at] = 0;
    dropped = true;
    const double box = static_cast<double>(piece.width()) * piece.height();
    if (solid && piece.ink > filled_by_picture * box && box < largest_picture * w * h)
      pictures.push_back(piece);
  }
  return dropped;
}

/// Takes away what is left of a photo around what was dropped of it: hair and clothes are pieces of one.
void drop_rest_of_pictures(PageMask& mask, double em, std::vector<Piece> pictures) {
  const int margin = static_cast<int>(std::lround(beside_picture * em));
  for (std::size_t i = 0; i < pictures.size(); ++i)
    for (std::size_t j = i + 1; j < pictures.size(); ++j) {
      const Piece &a = pictures[i], &b = pictures[j];
      const bool above = std::min(a.x1, b.x1) > std::max(a.x0, b.x0);
      const int between = std::max(a.y0, b.y0) - std::min(a.y1, b.y1);
      if (!above || between > std::max(a.height(), b.height())) continue;
      pictures[i].join(b);
      pictures.erase(pictures.begin() + static_cast<std::ptrdiff_t>(j));
      j = i;  // it has grown
    }
  for (const Piece& picture : pictures)
    for (int y = std::max(0, picture.y0 - margin); y < std::min(mask.height, picture.y1 + margin); ++y) {
      const auto row = mask.ink.begin() + static_cast<std::ptrdiff_t>(y) * mask.width;
      std::fill(row + std::max(0, picture.x0 - margin), row + std::min(mask.width, picture.x1 + margin),
                std::uint8_t{0});
    }
}

/// How high characters are, by the ink of pieces of each height; 0: nothing to go by.
double character_height(const std::vector<Piece>& pieces, int page_height) {
  std::vector<double> ink(static_cast<std::size_t>(page_height) + 1, 0);
  double sum = 0;
  for (const Piece& piece : pieces) {
    // Chinese characters are as wide as high; what is far longer is none.
    if (piece.height() < 5 || piece.height() > page_height / 12) continue;
    if (piece.width() > 3 * piece.height() || piece.height() > 4 * piece.width()) continue;
    // By width: a code or a seal has more ink than a line of text.
    ink[piece.height()] += piece.width();
    sum += piece.width();
  }
  double seen = 0;
  for (std::size_t i = 0; i < ink.size() && sum > 0; ++i)
    if ((seen += ink[i]) >= em_share * sum) return static_cast<double>(i);
  return 0;
}

/// Closes gaps between ink along rows, within an area.
std::vector<std::uint8_t> smeared(const PageMask& mask, int gap) {
  std::vector<std::uint8_t> out = mask.ink;
  for (int y = 0; y < mask.height; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * mask.width;
    int last = -1;
    for (int x = 0; x < mask.width; ++x) {
      if (mask.rulings[row + x]) last = -1;
      if (!mask.ink[row + x]) continue;
      if (last >= 0 && x - last <= gap)
        for (int i = last + 1; i < x; ++i) out[row + i] = 1;
      last = x;
    }
  }
  return out;
}

/// The ink of a box, row by row.
std::vector<int> profile_of(const PageMask& mask, const Piece& piece) {
  std::vector<int> profile(static_cast<std::size_t>(piece.height()), 0);
  for (int y = piece.y0; y < piece.y1; ++y)
    for (int x = piece.x0; x < piece.x1; ++x)
      profile[y - piece.y0] += mask.ink[static_cast<std::size_t>(y) * mask.width + x];
  return profile;
}

Piece shrunk_to_ink(const PageMask& mask, Piece piece) {
  Piece tight;
  tight.area = piece.area;
  for (int y = piece.y0; y < piece.y1; ++y)
    for (int x = piece.x0; x < piece.x1; ++x)
      if (mask.ink[static_cast<std::size_t>(y) * mask.width + x])
        tight.join({x, y, x + 1, y + 1, 1, piece.area});
  tight.part = 0;
  return tight;
}

/// Splits what is as high as several lines where the rows have least ink.
void split_lines(const PageMask& mask, const Piece& piece, double em, std::vector<Piece>& lines) {
  if (piece.height() <= tallest_line * em) {
    lines.push_back(piece);
    return;
  }
  const std::vector<int> profile = profile_of(mask, piece);
  const int margin = static_cast<int>(0.5 * em);
  int best = -1;
  double most = 0;
  for (const int ink : profile) most = std::max<double>(most, ink);
  for (int y = margin; y < piece.height() - margin; ++y)
    if (best < 0 || profile[y] < profile[best]) best = y;
  if (best < 0 || profile[best] > 0.25 * most) {  // no valley: a title's characters, a picture
    lines.push_back(piece);
    return;
  }
  Piece upper = piece, lower = piece;
  upper.y1 = piece.y0 + best;
  lower.y0 = piece.y0 + best;
  for (const Piece& part : {shrunk_to_ink(mask, upper), shrunk_to_ink(mask, lower)})
    if (part.ink > 0) split_lines(mask, part, em, lines);
}

/// Four characters or more, and no strokes: of two such pieces one above the other each is a line, however
/// large the page's title is.
bool is_line_itself(const Piece& piece, double em) {
  return piece.height() >= least_height * em && piece.width() >= 4 * piece.height();
}

/// How high a line's characters are: figures, and 一, are lower than those of most lines. What is lower than
/// figures and a line itself is of smaller print, beside a large title.
double character_of(const Piece& line, double em) {
  constexpr double figures = 0.8, lower_than_figures = 0.6;
  const bool smaller = is_line_itself(line, em) && line.height() < lower_than_figures * em;
  return smaller ? line.height() : std::max<double>(line.height(), figures * em);
}

bool same_line(const Piece& a, const Piece& b, double em) {
  if (a.area != b.area) return false;
  const int overlap_y = std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
  const int gap_x = std::max(a.x0, b.x0) - std::min(a.x1, b.x1);
  const int height = std::max(a.y1, b.y1) - std::min(a.y0, b.y0);
  // By its parts, not by what it has grown to: else line after line would be taken in.
  const double taller = std::max<double>({em, 1.0 * a.part_height(), 1.0 * b.part_height()});
  // Parts of a large title's characters overlap each other; lines do not.
  const bool overlaps =
      overlap_y > 0 && gap_x < 0 &&
      -gap_x * overlap_y >= overlapping * std::min(a.width() * a.height(), b.width() * b.height());
  if (height > (overlaps ? tallest_line : 1.35) * taller) return false;
  const bool apart = -overlap_y >= least_leading * std::min(a.height(), b.height());
  if (apart && is_line_itself(a, em) && is_line_itself(b, em)) return false;
  if (gap_x <= 0) return true;  // one above the other: parts of a character
  return overlap_y >= 0.5 * std::min(a.height(), b.height()) && gap_x <= word_gap * taller;
}

/// Joins pieces that are of one line, until none are left.
std::vector<Piece> joined(std::vector<Piece> pieces, double em) {
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.x0 < b.x0; });
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < pieces.size(); ++i)
      for (std::size_t j = i + 1; j < pieces.size();) {
        if (!same_line(pieces[i], pieces[j], em)) {
          ++j;
          continue;
        }
        pieces[i].join(pieces[j]);
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
      }
  }
  return pieces;
}

bool is_picture(const Piece& piece, double em) {
  return piece.height() > picture * em && piece.width() < 2 * piece.height();
}

bool is_text(const Piece& piece, double em) {
  if (piece.height() < least_height * em) return piece.width() >= 0.5 * em && piece.width() <= 1.5 * em;
  if (piece.width() < 0.15 * em) return false;
  return piece.ink >= 0.04 * em * em;
}

/// Drops an ornamental border's sides: many small pieces straight below each other at the page's edge.
void drop_ornaments(int page_width, double em, const std::vector<RuledArea>& areas,
                    std::vector<Piece>& lines) {
  constexpr std::size_t least_count = 15;
  constexpr double edge_share = 0.15;
  const auto is_small = [&](const Piece& line) {
    const double middle = (line.x0 + line.x1) / 2.0 / page_width;
    return line.width() <= 2 * em && areas[line.area - 1].cell < 0 &&
           (middle < edge_share || middle > 1 - edge_share);
  };
  const std::vector<Piece> all = lines;
  std::erase_if(lines, [&](const Piece& line) {
    return is_small(line) && std::count_if(all.begin(), all.end(), [&](const Piece& other) {
                               return is_small(other) &&
                                      std::abs(other.x0 + other.x1 - line.x0 - line.x1) < em;
                             }) >= static_cast<std::ptrdiff_t>(least_count);
  });
}

/// Rows from the top, what stands side by side from the left.
void append_rows(std::vector<Piece> lines, std::vector<Piece>& ordered) {
  std::sort(lines.begin(), lines.end(), [](const Piece& a, const Piece& b) { return a.y0 < b.y0; });
  while (!lines.empty()) {
    const Piece first = lines.front();
    const auto beside = [&](const Piece& line) {
      const int overlap = std::min(first.y1, line.y1) - std::max(first.y0, line.y0);
      return 2 * overlap > std::min(first.height(), line.height());
    };
    const auto rest = std::stable_partition(lines.begin(), lines.end(), beside);
    std::sort(lines.begin(), rest, [](const Piece& a, const Piece& b) { return a.x0 < b.x0; });
    ordered.insert(ordered.end(), lines.begin(), rest);
    lines.erase(lines.begin(), rest);
  }
}

/// What stands outside of tables from the top, and each table, cell by cell, where it begins.
std::vector<Piece> in_reading_order(const std::vector<Piece>& lines, const std::vector<RuledArea>& areas,
                                    const std::vector<ReadCell>& cells) {
  std::vector<Piece> ordered, free;
  std::vector<std::vector<Piece>> in_cell(cells.size());
  for (const Piece& line : lines) {
    const int cell = areas[line.area - 1].cell;
    (cell < 0 ? free : in_cell[static_cast<std::size_t>(cell)]).push_back(line);
  }
  for (std::size_t first = 0; first < cells.size();) {
    const int top = static_cast<int>(cells[first].box.y / 2);
    const auto below =
        std::stable_partition(free.begin(), free.end(), [&](const Piece& line) { return line.y0 < top; });
    append_rows({free.begin(), below}, ordered);
    free.erase(free.begin(), below);
    const int table = cells[first].table;
    for (; first < cells.size() && cells[first].table == table; ++first) append_rows(in_cell[first], ordered);
  }
  append_rows(free, ordered);
  return ordered;
}

}  // namespace

PageLayout find_layout(const Image& even) {
  PageLayout layout;
  const PageMask mask = mask_of(even);
  std::vector<int> labels;
  const std::vector<RuledArea> areas = find_areas(mask, labels, layout.cells);
  // Ink on a widened ruling's pixels belongs to no area.
  PageMask text = mask;
  for (std::size_t i = 0; i < text.ink.size(); ++i)
    if (text.rulings[i]) text.ink[i] = 0;
  const auto usual_height = [&] {
    return character_height(pieces_of(text.ink, text.ink, labels, text.width, text.height), text.height);
  };
  double em = usual_height();
  if (em <= 0) return layout;
  std::vector<Piece> pictures;
  if (drop_large_pieces(text, em, pictures)) {
    drop_rest_of_pictures(text, em, std::move(pictures));
    em = usual_height();
  }
  if (em <= 0) return layout;
  layout.character_px = 2 * em;
  std::vector<Piece> lines;
  const auto smears = smeared(text, static_cast<int>(std::lround(smear * em)));
  for (const Piece& piece : pieces_of(smears, text.ink, labels, text.width, text.height))
    split_lines(text, piece, em, lines);
  std::erase_if(lines, [&](const Piece& piece) { return is_picture(piece, em); });
  lines = joined(std::move(lines), em);
  std::erase_if(lines, [&](const Piece& piece) { return !is_text(piece, em); });
  drop_ornaments(text.width, em, areas, lines);
  for (const Piece& line : in_reading_order(lines, areas, layout.cells)) {
    TextStrip strip;
    strip.box = {2.0 * line.x0, 2.0 * line.y0, 2.0 * line.width(), 2.0 * line.height()};
    strip.character_px = 2 * character_of(line, em);
    strip.cell = areas[line.area - 1].cell;
    layout.strips.push_back(strip);
  }
  join_below_each_other(layout.strips);
  return layout;
}

}  // namespace hefu
