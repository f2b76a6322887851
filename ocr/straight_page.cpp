#include "ocr/straight_page.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "ocr/vectorised.h"

namespace hefu {
namespace {

/// Four rows become three, each the mean of what it covers: `near` three, two or one quarter of it.
HEFU_VECTORISED void mix_rows(const std::uint8_t* near, const std::uint8_t* far, int near_quarters, int count,
                              std::uint8_t* out) {
  for (int i = 0; i < count; ++i)
    out[i] = static_cast<std::uint8_t>((near[i] * near_quarters + far[i] * (4 - near_quarters) + 2) >> 2);
}

/// The same along a row: four pixels become three. Of a group each value is mixed with that of the same
/// channel in the next pixel, so that a group is one vector. `from` can be read, `out` written, 16 values
/// beyond.
HEFU_VECTORISED void mix_columns(const std::uint8_t* from, int channels, int groups, std::uint8_t* out) {
  constexpr int lanes = 16;
  using Bytes = std::uint8_t __attribute__((vector_size(lanes)));
  using Words = std::uint16_t __attribute__((vector_size(2 * lanes)));
  Words near_quarters{};
  for (int i = 0; i < 3 * channels; ++i) near_quarters[i] = static_cast<std::uint16_t>(3 - i / channels);
  for (int g = 0; g < groups; ++g, from += 4 * channels, out += 3 * channels) {
    Bytes near, far;
    std::memcpy(&near, from, lanes);
    std::memcpy(&far, from + channels, lanes);
    const Words mixed = __builtin_convertvector(near, Words) * near_quarters +
                        __builtin_convertvector(far, Words) * (4 - near_quarters) + 2;
    const Bytes bytes = __builtin_convertvector(mixed >> 2, Bytes);
    std::memcpy(out, &bytes, lanes);
  }
}

constexpr std::size_t beyond = 32;  // what mix_columns reads and writes too much

struct PartPx {
  int x, y, width, height;
};

/// A part of a page from the top left on, as far as it lies there.
PartPx part_of(const RectMm& box, double px_per_mm, int width, int height) {
  const auto px = [&](double mm, int most) {
    return std::clamp(static_cast<int>(std::floor(mm * px_per_mm)), 0, most);
  };
  const int x = px(box.x, width), y = px(box.y, height);
  return {x, y, px(box.x + box.w, width) - x, px(box.y + box.h, height) - y};
}

/// Of two rows of colour, the mean of two by two.
HEFU_VECTORISED void halve(const std::uint8_t* upper, const std::uint8_t* lower, int pairs,
                           std::uint8_t* out) {
  for (int i = 0; i < pairs; ++i)
    out[i] = static_cast<std::uint8_t>(
        (upper[2 * i] + upper[2 * i + 1] + lower[2 * i] + lower[2 * i + 1] + 2) >> 2);
}

/// A plane of colour for a picture of luma with so many of these pixels for one of its own: every second one,
/// the mean of four about it.
void append_colour(const StraightPage& page, const std::vector<std::uint8_t>& plane, const Image& picture,
                   std::vector<std::uint8_t>& chroma) {
  const int width = half_of(picture.width), height = half_of(picture.height);
  const std::size_t first = chroma.size();
  chroma.resize(first + static_cast<std::size_t>(width) * height);
  const bool whole = picture.width == page.width;
  std::vector<int> lefts(width);  // of four pixels in the middle of eight thirds
  for (int x = 0; x < width; ++x) lefts[x] = std::min(page.width - 2, (8 * x + 1) / 3);
  for (int y = 0; y < height; ++y) {
    const int top = std::min(page.height - 2, whole ? 2 * y : (8 * y + 1) / 3);
    const std::uint8_t* upper = &plane[static_cast<std::size_t>(top) * page.width];
    const std::uint8_t* lower = upper + page.width;
    std::uint8_t* to = &chroma[first + static_cast<std::size_t>(y) * width];
    if (whole) {
      halve(upper, lower, page.width / 2, to);
      if (page.width % 2 != 0) to[width - 1] = lower[page.width - 1];
      continue;
    }
    for (int x = 0; x < width; ++x) {
      const int left = lefts[x];
      to[x] = static_cast<std::uint8_t>((upper[left] + upper[left + 1] + lower[left] + lower[left + 1]) / 4);
    }
  }
}

void add_colour(const StraightPage& page, Image& picture) {
  if (page.blue.empty() || page.width < 2 || page.height < 2) return;
  append_colour(page, page.blue, picture, picture.chroma);
  append_colour(page, page.red, picture, picture.chroma);
}

}  // namespace

Image StraightPage::picture() const {
  Image out{width, height, 1, dpi, luma};
  add_colour(*this, out);
  return out;
}

Image StraightPage::three_quarters() const {
  Image out = hefu::three_quarters({width, height, 1, dpi, luma});
  add_colour(*this, out);
  return out;
}

Image StraightPage::cut(const RectMm& box) const {
  const PartPx part = part_of(box, px_per_mm, width, height);
  Image out{part.width, part.height, blue.empty() ? 1 : 3, dpi, {}};
  const std::size_t row_values = static_cast<std::size_t>(part.width) * out.channels;
  out.pixels.resize(row_values * part.height);
  if (out.pixels.empty()) return {};
  for (int y = 0; y < part.height; ++y) {
    const std::size_t first = static_cast<std::size_t>(part.y + y) * width + part.x;
    std::uint8_t* to = &out.pixels[row_values * y];
    if (blue.empty())
      std::copy_n(&luma[first], part.width, to);
    else
      join_colour(&luma[first], &blue[first], &red[first], part.width, to);
  }
  return out;
}

Image cut_mm(const Image& straight, const RectMm& box, double px_per_mm) {
  const PartPx part = part_of(box, px_per_mm, straight.width, straight.height);
  return cut(straight, part.x, part.y, part.width, part.height);
}

Image three_quarters(const Image& picture) {
  const int channels = picture.channels, row_values = picture.width * channels;
  Image out{picture.width / 4 * 3, picture.height / 4 * 3, channels, picture.dpi * 0.75, {}};
  const std::size_t out_values = static_cast<std::size_t>(out.width) * channels;
  out.pixels.resize(out_values * out.height + beyond);
  std::vector<std::uint8_t> mixed(row_values + beyond);
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* upper = &picture.pixels[static_cast<std::size_t>(y / 3 * 4 + y % 3) * row_values];
    mix_rows(upper, upper + row_values, 3 - y % 3, row_values, mixed.data());
    std::uint8_t* to = out.pixels.data() + out_values * y;
    mix_columns(mixed.data(), channels, out.width / 3, to);
  }
  out.pixels.resize(out_values * out.height);
  return out;
}

}  // namespace hefu
