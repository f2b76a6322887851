#include "ocr/image.h"

#include "ocr/orientation.h"
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

HEFU_VECTORISED void take_seal_off(const std::uint8_t* rgb, std::size_t count, std::uint8_t* grey) {
  for (std::size_t i = 0; i < count; ++i) {
    const int red = rgb[3 * i], green = rgb[3 * i + 1];
    grey[i] = static_cast<std::uint8_t>(std::min(255, red + (std::max(0, red - green) >> 2)));
  }
}

HEFU_VECTORISED void add_row(const std::uint8_t* row, std::size_t count, std::uint16_t* sums) {
  for (std::size_t i = 0; i < count; ++i) sums[i] = static_cast<std::uint16_t>(sums[i] + row[i]);
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

}  // namespace

Image grey_without_seal(const Image& image) {
  Image grey = same_size_grey(image);
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

Image shrunk(const Image& image, int factor) {
  if (factor <= 1) return image;
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
