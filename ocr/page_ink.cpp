#include "ocr/page_ink.h"

#include <algorithm>

#include "ocr/paper_level.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int block_px = 8;
constexpr int darkest_paper = 40;  // grey; darker than this nothing passes for paper in a shadow
// Paper is the lightest within a fortieth of the page each way, 7 mm on A4: wider than the strokes of a
// title.
constexpr int reach_share = 40;
// Share of the ink's usual darkness from which a pixel counts as ink, and the least darkness, over the noise
// of a phone's picture. Found on papers of `make_papers --role tuning`.
constexpr double ink_share = 0.35;
constexpr int least_darkness = 32, certain_darkness = 70;
// Blue by more than this beside red, and lighter than print: a blue seal or pen. Black in a bluish light is
// dark. Where more than this share of the picture is blue and as light as paper, its light is: a screen's.
constexpr int least_blue = 40, light_blue = 140;
constexpr double blue_light_share = 0.05;

HEFU_VECTORISED void invert(std::uint8_t* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<std::uint8_t>(255 - values[i]);
}

HEFU_VECTORISED void mark(const std::uint8_t* values, std::size_t count, std::uint8_t level,
                          std::uint8_t* ink) {
  for (std::size_t i = 0; i < count; ++i) ink[i] = values[i] < level;
}

/// Red by this much beside green and blue: seals, and titles of certificates and of official letters.
constexpr int least_red = 45;
constexpr int most_yellow = 40;  // gold borders are more green than blue
// Red ink is looked at with so many px along the picture's long side, 2.4 a mm of A4.
constexpr int red_long_px = 700;
// Red pieces less than 2 mm apart are one. Higher than a fourteenth of the picture, 21 mm of A4, they are a
// seal or a frame; lower, a line of text.
constexpr int red_join_px = 4;
constexpr double tallest_text = 1 / 14.0;
// A seal is lower than this share of the picture; what stands within it (star, inner ring) is part of it.
// Seals over each other are higher, and unlike a frame fill so much of their box.
constexpr double tallest_seal = 0.35, tallest_seals = 0.7, filled_by_seals = 0.25;

struct RedPiece {
  std::vector<int> places;
  int x0 = 1 << 30, y0 = 1 << 30, x1 = 0, y1 = 0;
  int height() const { return y1 - y0 - 2 * red_join_px; }
  bool is_seal(int long_px) const {
    const double share = static_cast<double>(height()) / long_px;
    const double box = static_cast<double>(x1 - x0 + 1) * (y1 - y0 + 1);
    const bool filled = static_cast<double>(places.size()) > filled_by_seals * box;
    return share > tallest_text && (share < tallest_seal || (filled && share < tallest_seals));
  }
  bool holds(const RedPiece& other) const {
    const int x = (other.x0 + other.x1) / 2, y = (other.y0 + other.y1) / 2;
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  }
};

std::vector<RedPiece> pieces_of(std::vector<std::uint8_t> left, int w, int h) {
  std::vector<RedPiece> pieces;
  std::vector<int> stack;
  for (int start = 0; start < w * h; ++start) {
    if (!left[start]) continue;
    RedPiece piece;
    left[start] = 0;
    stack.assign(1, start);
    while (!stack.empty()) {
      const int at = stack.back(), x = at % w, y = at / w;
      stack.pop_back();
      piece.places.push_back(at);
      piece.x0 = std::min(piece.x0, x), piece.x1 = std::max(piece.x1, x);
      piece.y0 = std::min(piece.y0, y), piece.y1 = std::max(piece.y1, y);
      for (const int next :
           {x > 0 ? at - 1 : at, x + 1 < w ? at + 1 : at, y > 0 ? at - w : at, y + 1 < h ? at + w : at})
        if (left[next]) left[next] = 0, stack.push_back(next);
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

/// Where a row is red ink: 1. Whether any of it is.
HEFU_VECTORISED bool mark_red_ink(const std::uint8_t* red, const std::uint8_t* green,
                                  const std::uint8_t* blue, int w, std::uint8_t* ink) {
  std::uint8_t any = 0;
  for (int x = 0; x < w; ++x) {
    ink[x] = static_cast<std::uint8_t>((red[x] > green[x] + least_red) & (red[x] > blue[x] + least_red) &
                                       (green[x] < blue[x] + most_yellow));
    any |= ink[x];
  }
  return any != 0;
}

/// The colours of a row, each by itself: loops over them go into vectors.
struct ColourRow {
  std::vector<std::uint8_t> red, green, blue;
  explicit ColourRow(int w)
      : red(static_cast<std::size_t>(w)),
        green(static_cast<std::size_t>(w)),
        blue(static_cast<std::size_t>(w)) {}
};

HEFU_VECTORISED void part_colours(const std::uint8_t* rgb, std::size_t count, std::uint8_t* red,
                                  std::uint8_t* green, std::uint8_t* blue) {
  for (std::size_t i = 0; i < count; ++i)
    red[i] = rgb[3 * i], green[i] = rgb[3 * i + 1], blue[i] = rgb[3 * i + 2];
}

void part_colours(const Image& image, int y, ColourRow& row) {
  part_colours(&image.pixels[3 * static_cast<std::size_t>(y) * image.width], row.red.size(), row.red.data(),
               row.green.data(), row.blue.data());
}

/// The lightest of what has no colour, column by column: red less than an eighth more than green.
HEFU_VECTORISED void lightest_neutral(const std::uint8_t* red, const std::uint8_t* green, int w,
                                      std::uint8_t* columns) {
  for (int x = 0; x < w; ++x) {
    const bool neutral = 25 * (red[x] - green[x]) < 3 * red[x];
    columns[x] = std::max(columns[x], neutral ? red[x] : std::uint8_t{0});
  }
}

/// How many of a row are as light as paper, and blue.
HEFU_VECTORISED int count_light_blue(const std::uint8_t* red, const std::uint8_t* blue, int w) {
  int count = 0;
  for (int x = 0; x < w; ++x) count += (red[x] > light_blue) & (blue[x] - red[x] > least_blue);
  return count;
}

/// Nothing red is lighter than `most`, nothing blue, by more than `by_more`, darker than its blue.
HEFU_VECTORISED void bound_colours(const std::uint8_t* red, const std::uint8_t* green,
                                   const std::uint8_t* blue, const std::uint8_t* most, int w, int by_more,
                                   std::uint8_t* grey) {
  for (int x = 0; x < w; ++x) {
    const std::uint8_t under = red[x] > green[x] ? std::min(grey[x], most[x]) : grey[x];
    const auto more_blue = static_cast<std::uint8_t>(std::max(blue[x], red[x]) - red[x]);
    grey[x] = more_blue > by_more ? std::max(under, blue[x]) : under;
  }
}

/// Takes away by how much red ink was made lighter than the paper beside it, which then would pass for paper
/// in a shadow: a phone's red in a shadow is nearly as light as its paper. And makes light what is blue.
void keep_under_paper(const Image& image, Image& grey) {
  constexpr int cell_px = 16, step = 2;
  constexpr double print = 0.75;
  const int w = (image.width + cell_px - 1) / cell_px, h = (image.height + cell_px - 1) / cell_px;
  std::vector<std::uint8_t> paper(static_cast<std::size_t>(w) * h, 0);
  ColourRow row(image.width);
  std::vector<std::uint8_t> columns(static_cast<std::size_t>(image.width), 0);
  double light_blue_px = 0;
  for (int y = 0; y < image.height; y += step) {
    part_colours(image, y, row);
    light_blue_px += count_light_blue(row.red.data(), row.blue.data(), image.width);
    lightest_neutral(row.red.data(), row.green.data(), image.width, columns.data());
    if (y % cell_px + step < cell_px && y + step < image.height) continue;
    std::uint8_t* const cells = &paper[static_cast<std::size_t>(y / cell_px) * w];
    for (int x = 0; x < image.width; x += step) cells[x / cell_px] = std::max(cells[x / cell_px], columns[x]);
    std::fill(columns.begin(), columns.end(), std::uint8_t{0});
  }
  const bool blue_light = light_blue_px > blue_light_share * image.width * image.height / step;
  std::vector<std::uint8_t> nearby = paper;
  spread(nearby, w, h, 1, true);
  std::vector<std::uint8_t> most(static_cast<std::size_t>(w) * cell_px);
  for (int y = 0; y < image.height; ++y) {
    for (int c = 0; y % cell_px == 0 && c < w; ++c) {
      const std::size_t cell = static_cast<std::size_t>(y / cell_px) * w + c;
      // Of a cell full of red what is neutral is print.
      const std::uint8_t level = paper[cell] > print * nearby[cell] ? paper[cell] : nearby[cell];
      std::fill_n(&most[static_cast<std::size_t>(c) * cell_px], cell_px,
                  level > 0 ? level : std::uint8_t{255});
    }
    part_colours(image, y, row);
    bound_colours(row.red.data(), row.green.data(), row.blue.data(), most.data(), image.width,
                  blue_light ? 255 : least_blue, &grey.pixels[static_cast<std::size_t>(y) * image.width]);
  }
}

/// Where red ink is a line of text, of a picture shrunk by `factor`: not 0.
std::vector<std::uint8_t> red_text(const Image& image, int factor, int w, int h) {
  std::vector<std::uint8_t> red(static_cast<std::size_t>(w) * h, 0);
  bool any = false;
  ColourRow row(image.width);
  std::vector<std::uint8_t> ink(static_cast<std::size_t>(image.width));
  for (int y = 0; y < h * factor; y += 2) {
    part_colours(image, y, row);
    if (!mark_red_ink(row.red.data(), row.green.data(), row.blue.data(), image.width, ink.data())) continue;
    for (int x = 0; x < w * factor; x += 2)
      if (ink[x]) red[static_cast<std::size_t>(y / factor) * w + x / factor] = 1, any = true;
  }
  if (!any) return {};
  spread(red, w, h, red_join_px, true);
  const int long_px = std::max(w, h);
  std::vector<RedPiece> pieces = pieces_of(red, w, h);
  for (const RedPiece& piece : pieces) {
    bool is_text = piece.height() <= tallest_text * long_px;
    for (const RedPiece& seal : pieces)
      if (seal.is_seal(long_px) && seal.holds(piece)) is_text = false;
    if (!is_text)
      for (const int at : piece.places) red[at] = 0;
  }
  return red;
}

/// What is not red of a pixel's light.
int beside_red(const std::uint8_t* rgb) { return (rgb[1] + rgb[2]) / 2; }

/// Puts the light of red text back, which was taken for a seal. Its paper, white or golden, stays as light as
/// the paper around it.
void keep_red_text(const Image& image, Image& grey) {
  const int factor = std::max(2, std::max(image.width, image.height) / red_long_px);
  const int w = image.width / factor, h = image.height / factor;
  const std::vector<std::uint8_t> keep = red_text(image, factor, w, h);
  if (keep.empty()) return;
  const auto visit = [&](int x, int y, const auto& pixel) {
    for (int j = y * factor; j < (y + 1) * factor; ++j)
      for (int i = x * factor; i < (x + 1) * factor; ++i)
        pixel(&image.pixels[3 * (static_cast<std::size_t>(j) * image.width + i)],
              grey.pixels[static_cast<std::size_t>(j) * image.width + i]);
  };
  std::vector<std::uint8_t> paper(keep.size(), 0), own(keep.size(), 0);  // all of its light, and beside red
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      const std::size_t cell = static_cast<std::size_t>(y) * w + x;
      if (keep[cell])
        visit(x, y, [&](const std::uint8_t* rgb, std::uint8_t level) {
          if (beside_red(rgb) > own[cell])
            own[cell] = static_cast<std::uint8_t>(beside_red(rgb)), paper[cell] = level;
        });
    }
  spread(paper, w, h, red_join_px, true);
  spread(own, w, h, red_join_px, true);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      const std::size_t cell = static_cast<std::size_t>(y) * w + x;
      if (keep[cell])
        visit(x, y, [&](const std::uint8_t* rgb, std::uint8_t& level) {
          if (rgb[0] > rgb[1])
            level = static_cast<std::uint8_t>(
                std::min(255, beside_red(rgb) * paper[cell] / std::max<int>(1, own[cell])));
        });
    }
}

}  // namespace

void even_light(Image& grey, int px_per_paper) {
  LevelBlocks paper = lightest_of_blocks(grey.pixels, grey.width, grey.height, block_px);
  fill_dark(paper, std::max(2, px_per_paper / reach_share / block_px));
  take_paper_off(grey.pixels, grey.width, grey.height, paper.levels, block_px, darkest_paper);
  invert(grey.pixels.data(), grey.pixels.size());
}

std::vector<std::uint8_t> ink_of(const Image& even) {
  double sum = 0, count = 0;
  for (std::size_t i = 0; i < even.pixels.size(); i += 7) {
    const int dark = 255 - even.pixels[i];
    if (dark >= certain_darkness) sum += dark, ++count;
  }
  const double usual = count > 0 ? sum / count : 128;
  const int dark = std::max(least_darkness, static_cast<int>(ink_share * usual));
  std::vector<std::uint8_t> ink(even.pixels.size());
  mark(even.pixels.data(), even.pixels.size(), static_cast<std::uint8_t>(255 - dark), ink.data());
  return ink;
}

Image grey_for_text(const Image& image) {
  Image grey = grey_without_seal(image);
  if (image.channels != 3) return grey;
  keep_under_paper(image, grey);
  keep_red_text(image, grey);
  return grey;
}

}  // namespace hefu
