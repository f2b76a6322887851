#include "ocr/image.h"

#include <algorithm>
#include <cstring>

#include "ocr/colour_planes.h"
#include "ocr/orientation.h"
#include "ocr/row_sums.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

Image same_size_grey(const Image& image) {
  Image grey{image.width, image.height, 1, image.dpi, {}};
  if (image.channels == 1)
    grey.pixels = image.pixels;
  else
    grey.pixels.resize(static_cast<std::size_t>(image.width) * image.height);
  return grey;
}

/// What grey without seal is more (or less) than luma, of each pixel of colour: as take_seal_off has it.
HEFU_VECTORISED void beyond_luma(const std::uint8_t* blue, const std::uint8_t* red, int count,
                                 std::int16_t* more) {
  for (int i = 0; i < count; ++i) {
    more[i] = without_seal_beyond_luma(about_0(blue[i]), about_0(red[i]));
  }
}

/// Between two rows of colour, three quarters of the nearer.
HEFU_VECTORISED void mix_down(const std::int16_t* near, const std::int16_t* far, int count,
                              std::int16_t* out) {
  for (int i = 0; i < count; ++i) out[i] = static_cast<std::int16_t>(3 * near[i] + far[i]);
}

/// A row of luma becomes grey without seal. `more`: four times what is to be added, a value every two pixels,
/// with one before the first and one behind the last; each pixel gets three quarters of the nearer.
HEFU_VECTORISED void add_colour(const std::uint8_t* luma, const std::int16_t* more, int pairs,
                                std::uint8_t* grey) {
  constexpr int lanes = 16;
  using Words = std::int16_t __attribute__((vector_size(2 * lanes)));
  using Bytes = std::uint8_t __attribute__((vector_size(lanes)));
  const auto put = [](const std::uint8_t* from, const Words& added, std::uint8_t* to) {
    Bytes bytes;
    std::memcpy(&bytes, from, lanes);
    Words level = __builtin_convertvector(bytes, Words) + added;
    level = level < 0 ? Words{} : level;
    level = level > 255 ? Words{} + 255 : level;
    bytes = __builtin_convertvector(level, Bytes);
    std::memcpy(to, &bytes, lanes);
  };
  int i = 0;
  for (; i + lanes <= pairs; i += lanes) {
    Words here, before, behind;
    std::memcpy(&here, more + i, sizeof here);
    std::memcpy(&before, more + i - 1, sizeof before);
    std::memcpy(&behind, more + i + 1, sizeof behind);
    const Words left = (3 * here + before + 8) >> 4, right = (3 * here + behind + 8) >> 4;
    put(luma + 2 * i,
        __builtin_shuffle(left, right, Words{0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23}),
        grey + 2 * i);
    put(luma + 2 * i + lanes,
        __builtin_shuffle(left, right, Words{8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31}),
        grey + 2 * i + lanes);
  }
  for (; i < pairs; ++i) {
    const int left = luma[2 * i] + ((3 * more[i] + more[i - 1] + 8) >> 4);
    const int right = luma[2 * i + 1] + ((3 * more[i] + more[i + 1] + 8) >> 4);
    grey[2 * i] = static_cast<std::uint8_t>(std::clamp(left, 0, 255));
    grey[2 * i + 1] = static_cast<std::uint8_t>(std::clamp(right, 0, 255));
  }
}

/// Colour at half size is laid over luma as JPEG's decoders do it: a triangle filter both ways.
void take_seal_off_halves(const Image& image, Image& grey) {
  const int width = half_of(image.width), height = half_of(image.height);
  const std::uint8_t* blue = image.chroma.data();
  const std::uint8_t* red = blue + static_cast<std::size_t>(width) * height;
  using Row = std::vector<std::int16_t>;
  Row above(width), here(width), below(width), mixed(width + 2);
  std::vector<std::uint8_t> last(4);  // an odd width's last pair has one pixel
  const auto fetch = [&](int y, Row& row) {
    const std::size_t first = static_cast<std::size_t>(std::clamp(y, 0, height - 1)) * width;
    beyond_luma(blue + first, red + first, width, row.data());
  };
  fetch(0, above);
  fetch(0, here);
  for (int y = 0; y < image.height; ++y) {
    if (y % 2 == 0) fetch(y / 2 + 1, below);
    mix_down(here.data(), y % 2 == 0 ? above.data() : below.data(), width, mixed.data() + 1);
    mixed.front() = mixed[1], mixed.back() = mixed[width];
    const std::size_t row = static_cast<std::size_t>(y) * image.width;
    const int pairs = image.width / 2;
    add_colour(&image.pixels[row], mixed.data() + 1, pairs, &grey.pixels[row]);
    if (image.width % 2 != 0) {
      last[0] = last[1] = image.pixels[row + image.width - 1];
      add_colour(last.data(), mixed.data() + 1 + pairs, 1, last.data() + 2);
      grey.pixels[row + image.width - 1] = last[2];
    }
    if (y % 2 == 1) std::swap(above, here), std::swap(here, below);
  }
}

HEFU_VECTORISED void take_seal_off(const std::uint8_t* rgb, std::size_t count, std::uint8_t* grey) {
  for (std::size_t i = 0; i < count; ++i) {
    const int red = rgb[3 * i], green = rgb[3 * i + 1];
    grey[i] = static_cast<std::uint8_t>(std::min(255, red + (std::max(0, red - green) >> 2)));
  }
}

/// `columns`: sums of `factor` rows. At most 255 rows fit into 16 bits; nobody shrinks that far.
template <int channels>
inline void average_columns(const std::uint16_t* columns, int width, int factor, std::uint8_t* to) {
  const std::uint32_t area = static_cast<std::uint32_t>(factor) * factor;
  if (factor == 2) {
    for (int x = 0; x < width; ++x, columns += 2 * channels)
      for (int c = 0; c < channels; ++c)
        *to++ = static_cast<std::uint8_t>((columns[c] + columns[channels + c]) >> 2);
    return;
  }
  if (factor == 3) {  // 7282 / 65536 is a ninth, near enough for sums under 2,296: exact
    for (int x = 0; x < width; ++x, columns += 3 * channels)
      for (int c = 0; c < channels; ++c)
        *to++ = static_cast<std::uint8_t>(
            ((columns[c] + columns[channels + c] + columns[2 * channels + c]) * 7282u) >> 16);
    return;
  }
  for (int x = 0; x < width; ++x, columns += factor * channels)
    for (int c = 0; c < channels; ++c) {
      std::uint32_t sum = 0;
      for (int dx = 0; dx < factor; ++dx) sum += columns[dx * channels + c];
      *to++ = static_cast<std::uint8_t>(sum / area);
    }
}

/// Colour at half size, of a row of luma from a column on: each value twice.
HEFU_VECTORISED void widen(const std::uint8_t* halves, int first, int count, std::uint8_t* row) {
  for (int i = 0; i < count; ++i) row[i] = halves[(first + i) / 2];
}

Image cut_joined(const Image& image, int x, int y, int width, int height) {
  const int x0 = std::clamp(x, 0, image.width), x1 = std::clamp(x + width, x0, image.width);
  const int y0 = std::clamp(y, 0, image.height), y1 = std::clamp(y + height, y0, image.height);
  Image out{x1 - x0, y1 - y0, 3, image.dpi, {}};
  out.pixels.resize(static_cast<std::size_t>(out.width) * out.height * 3);
  if (out.pixels.empty()) return {};
  const std::uint8_t* blue = image.chroma.data();
  const std::uint8_t* red = blue + image.chroma.size() / 2;
  std::vector<std::uint8_t> wide_blue(out.width), wide_red(out.width);
  for (int line = y0; line < y1; ++line) {
    const std::size_t halves = static_cast<std::size_t>(line / 2) * half_of(image.width);
    widen(blue + halves, x0, out.width, wide_blue.data());
    widen(red + halves, x0, out.width, wide_red.data());
    join_colour(&image.pixels[static_cast<std::size_t>(line) * image.width + x0], wide_blue.data(),
                wide_red.data(), wide_blue.size(),
                &out.pixels[static_cast<std::size_t>(line - y0) * out.width * 3]);
  }
  return out;
}

}  // namespace

HEFU_VECTORISED void join_colour(const std::uint8_t* luma, const std::uint8_t* blue, const std::uint8_t* red,
                                 std::size_t count, std::uint8_t* rgb) {
  constexpr int half = 32768;
  for (std::size_t i = 0; i < count; ++i) {
    const int y = luma[i], b = blue[i] - 128, r = red[i] - 128;
    rgb[3 * i] = static_cast<std::uint8_t>(std::clamp(y + ((red_of_red * r + half) >> 16), 0, 255));
    rgb[3 * i + 1] = static_cast<std::uint8_t>(
        std::clamp(y - ((green_of_blue * b + green_of_red * r + half) >> 16), 0, 255));
    rgb[3 * i + 2] = static_cast<std::uint8_t>(std::clamp(y + ((blue_of_blue * b + half) >> 16), 0, 255));
  }
}

Image joined(const Image& image) {
  if (image.chroma.empty()) return image;
  Image out = cut_joined(image, 0, 0, image.width, image.height);
  out.taken_on = image.taken_on;
  out.reduced = image.reduced;
  return out;
}

Image grey_without_seal(const Image& image) {
  Image grey{image.width, image.height, 1, image.dpi, {}};
  if (!image.chroma.empty()) {
    grey.pixels.resize(image.pixels.size());
    take_seal_off_halves(image, grey);
    return grey;
  }
  grey = same_size_grey(image);
  if (image.channels == 3) take_seal_off(image.pixels.data(), grey.pixels.size(), grey.pixels.data());
  return grey;
}

Image grey_luma(const Image& image) {
  Image grey = same_size_grey(image);
  if (image.channels != 3) return grey;
  const std::uint8_t* rgb = image.pixels.data();
  for (std::size_t i = 0; i < grey.pixels.size(); ++i, rgb += 3)
    grey.pixels[i] = static_cast<std::uint8_t>((rgb[0] * 77 + rgb[1] * 150 + rgb[2] * 29) >> 8);
  return grey;
}

Image turned(const Image& image, int quarter_turns) {
  const int turns = ((quarter_turns % 4) + 4) % 4;
  if (turns == 0) return image;
  if (!image.chroma.empty()) return turned(joined(image), turns);
  const bool swapped = turns % 2 == 1;
  Image out{swapped ? image.height : image.width,
            swapped ? image.width : image.height,
            image.channels,
            image.dpi,
            {}};
  out.pixels.resize(image.pixels.size());
  constexpr int orientation_of_turns[] = {1, 6, 3, 8};  // as EXIF counts
  orient(image.pixels.data(), image.width, image.height, image.channels, orientation_of_turns[turns],
         out.pixels.data());
  return out;
}

Image cut(const Image& image, int x, int y, int width, int height) {
  if (!image.chroma.empty()) return cut_joined(image, x, y, width, height);
  const int x0 = std::clamp(x, 0, image.width), x1 = std::clamp(x + width, x0, image.width);
  const int y0 = std::clamp(y, 0, image.height), y1 = std::clamp(y + height, y0, image.height);
  Image out{x1 - x0, y1 - y0, image.channels, image.dpi, {}};
  const std::size_t row = static_cast<std::size_t>(out.width) * image.channels;
  out.pixels.resize(row * out.height);
  if (out.pixels.empty()) return {};
  for (int line = y0; line < y1; ++line)
    std::copy_n(&image.pixels[(static_cast<std::size_t>(line) * image.width + x0) * image.channels], row,
                &out.pixels[row * (line - y0)]);
  return out;
}

namespace {

/// By two, colour already has its size.
Image shrunk_joined(const Image& image, int factor) {
  if (factor % 2 != 0 || image.width % 2 != 0) return shrunk(joined(image), factor);
  Image luma{image.width, image.height, 1, image.dpi, image.pixels};
  luma = shrunk(luma, 2);
  Image out{luma.width, luma.height, 3, luma.dpi, {}};
  out.pixels.resize(luma.pixels.size() * 3);
  const std::uint8_t* blue = image.chroma.data();
  join_colour(luma.pixels.data(), blue, blue + image.chroma.size() / 2, luma.pixels.size(),
              out.pixels.data());
  return shrunk(out, factor / 2);
}

}  // namespace

Image shrunk(const Image& image, int factor) {
  if (factor <= 1) return image;
  if (!image.chroma.empty()) return shrunk_joined(image, factor);
  Image out{image.width / factor, image.height / factor, image.channels, image.dpi / factor, {}};
  const std::size_t row_values = static_cast<std::size_t>(image.width) * image.channels;
  out.pixels.resize(static_cast<std::size_t>(out.width) * out.height * out.channels);
  // Rows are summed first: that loop runs over neighbours in memory, which the compiler puts into vectors.
  std::vector<std::uint16_t> columns(row_values);
  for (int y = 0; y < out.height; ++y) {
    std::fill(columns.begin(), columns.end(), std::uint16_t{0});
    for (int dy = 0; dy < factor; ++dy)
      add_row(&image.pixels[(static_cast<std::size_t>(y) * factor + dy) * row_values], row_values,
              columns.data());
    std::uint8_t* to = &out.pixels[static_cast<std::size_t>(y) * out.width * out.channels];
    if (image.channels == 1)
      average_columns<1>(columns.data(), out.width, factor, to);
    else
      average_columns<3>(columns.data(), out.width, factor, to);
  }
  return out;
}

}  // namespace hefu
