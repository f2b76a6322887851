#include "ocr/image.h"

#include "ocr/orientation.h"

namespace hefu {
namespace {

template <class PixelToGrey>
Image to_grey(const Image& image, PixelToGrey grey_of) {
  Image grey{image.width, image.height, 1, image.dpi, {}};
  if (image.channels == 1) {
    grey.pixels = image.pixels;
    return grey;
  }
  const std::size_t count = static_cast<std::size_t>(image.width) * image.height;
  grey.pixels.resize(count);
  const std::uint8_t* rgb = image.pixels.data();
  for (std::size_t i = 0; i < count; ++i, rgb += 3) grey.pixels[i] = grey_of(rgb[0], rgb[1], rgb[2]);
  return grey;
}

/// `columns`: sums of `factor` rows. At most 255 rows fit into 16 bits; nobody shrinks that far.
template <int channels>
void average_columns(const std::uint16_t* columns, int width, int factor, std::uint8_t* to) {
  const std::uint32_t area = static_cast<std::uint32_t>(factor) * factor;
  if (factor == 2) {
    for (int x = 0; x < width; ++x, columns += 2 * channels)
      for (int c = 0; c < channels; ++c)
        *to++ = static_cast<std::uint8_t>((columns[c] + columns[channels + c]) >> 2);
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
  return to_grey(image, [](int red, int green, int) {
    return static_cast<std::uint8_t>(std::min(255, red + (std::max(0, red - green) >> 2)));
  });
}

Image grey_luma(const Image& image) {
  return to_grey(image, [](int red, int green, int blue) {
    return static_cast<std::uint8_t>((red * 77 + green * 150 + blue * 29) >> 8);
  });
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
    for (int dy = 0; dy < factor; ++dy) {
      const std::uint8_t* row = &image.pixels[(static_cast<std::size_t>(y) * factor + dy) * row_values];
      for (std::size_t i = 0; i < row_values; ++i)
        columns[i] = static_cast<std::uint16_t>(columns[i] + row[i]);
    }
    std::uint8_t* to = &out.pixels[static_cast<std::size_t>(y) * out.width * out.channels];
    if (image.channels == 1)
      average_columns<1>(columns.data(), out.width, factor, to);
    else
      average_columns<3>(columns.data(), out.width, factor, to);
  }
  return out;
}

}  // namespace hefu
