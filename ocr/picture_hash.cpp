#include "ocr/picture_hash.h"

#include <bit>
#include <charconv>

namespace hefu {
namespace {

constexpr int cells = 16;  // a side
// Levels by which neighbouring cells must differ: on an even background the rest is an encoder's noise.
constexpr int least_step = 3;

/// Mean luma of a grid over the whole picture, whatever its shape.
std::vector<int> grid_of(const Image& grey, int columns, int rows) {
  std::vector<int> means;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const int x0 = column * grey.width / columns,
                x1 = std::max(x0 + 1, (column + 1) * grey.width / columns);
      const int y0 = row * grey.height / rows, y1 = std::max(y0 + 1, (row + 1) * grey.height / rows);
      std::uint64_t sum = 0;
      for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x) sum += grey.pixels[static_cast<std::size_t>(y) * grey.width + x];
      means.push_back(static_cast<int>(sum / (static_cast<std::uint64_t>(x1 - x0) * (y1 - y0))));
    }
  return means;
}

}  // namespace

PictureHash hash_picture(const Image& picture) {
  PictureHash hash;
  if (picture.empty()) return hash;
  const Image grey = grey_luma(picture);
  const auto set = [&](int bit) { hash.words[bit / 64] |= std::uint64_t{1} << bit % 64; };
  const std::vector<int> wide = grid_of(grey, cells + 1, cells), tall = grid_of(grey, cells, cells + 1);
  for (int y = 0; y < cells; ++y)
    for (int x = 0; x < cells; ++x) {
      const int at = y * (cells + 1) + x;
      if (wide[at] - wide[at + 1] >= least_step) set(y * cells + x);
      if (tall[y * cells + x] - tall[(y + 1) * cells + x] >= least_step) set(cells * cells + y * cells + x);
    }
  return hash;
}

int hamming_distance(const PictureHash& a, const PictureHash& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) bits += std::popcount(a.words[i] ^ b.words[i]);
  return bits;
}

std::string to_text(const PictureHash& hash) {
  std::string text;
  for (const std::uint64_t word : hash.words) text += fmt::format("{:016x}", word);
  return text;
}

std::optional<PictureHash> picture_hash_from(std::string_view text) {
  PictureHash hash;
  if (text.size() != 16 * hash.words.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.words.size(); ++i) {
    const char* from = text.data() + 16 * i;
    const auto [end, error] = std::from_chars(from, from + 16, hash.words[i], 16);
    if (error != std::errc() || end != from + 16) return std::nullopt;
  }
  return hash;
}

}  // namespace hefu
