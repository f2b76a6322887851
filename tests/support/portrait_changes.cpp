// What happens to a photo between two uploads: other sizes, other encoders, a little cut off.
#include <algorithm>
#include <cmath>

#include "ocr/decoder.h"
#include "tests/support/portrait.h"

namespace hefu::support {
namespace {

double at(const Image& image, int x, int y, int c) {
  x = std::clamp(x, 0, image.width - 1);
  y = std::clamp(y, 0, image.height - 1);
  return image.pixels[(static_cast<std::size_t>(y) * image.width + x) * image.channels + c];
}

double between(const Image& image, double x, double y, int c) {
  const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
  const double u = x - left, v = y - top;
  return (1 - v) * ((1 - u) * at(image, left, top, c) + u * at(image, left + 1, top, c)) +
         v * ((1 - u) * at(image, left, top + 1, c) + u * at(image, left + 1, top + 1, c));
}

template <class ValueAt>
Image made(int width, int height, int channels, ValueAt value_at) {
  Image out{width, height, channels, 300, {}};
  out.pixels.reserve(static_cast<std::size_t>(width) * height * channels);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c)
        out.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value_at(x, y, c) + 0.5, 0.0, 255.0)));
  return out;
}

struct Kept : PageSink {
  Image image;
  std::uint8_t* canvas(int width, int height, int channels) override {
    image = {width, height, channels, 0, {}};
    image.pixels.resize(static_cast<std::size_t>(width) * height * channels);
    return image.pixels.data();
  }
  void publish(int, const PageNote& note) override {
    image.dpi = note.dpi;
    image.taken_on = note.taken_on;
    image.reduced = note.reduced;
  }
};

}  // namespace

Image rescaled(const Image& image, int width_px, int height_px) {
  const double sx = static_cast<double>(image.width) / width_px,
               sy = static_cast<double>(image.height) / height_px;
  // A shrinking is smoothed first, as every program does it.
  const Image smooth = sx > 1.2 ? blurred(image, 0.4 * sx) : image;
  return made(width_px, height_px, image.channels, [&](int x, int y, int c) {
    return between(smooth, (x + 0.5) * sx - 0.5, (y + 0.5) * sy - 0.5, c);
  });
}

Image cropped(const Image& image, double left, double top, double right, double bottom) {
  const int x0 = static_cast<int>(left * image.width), y0 = static_cast<int>(top * image.height);
  return made(image.width - x0 - static_cast<int>(right * image.width),
              image.height - y0 - static_cast<int>(bottom * image.height), image.channels,
              [&](int x, int y, int c) { return at(image, x + x0, y + y0, c); });
}

Image brightened(const Image& image, double factor) {
  return made(image.width, image.height, image.channels,
              [&](int x, int y, int c) { return factor * at(image, x, y, c); });
}

Image blurred(const Image& image, double sigma_px) {
  const int reach = static_cast<int>(std::ceil(3 * sigma_px));
  std::vector<double> kernel;
  double sum = 0;
  for (int i = -reach; i <= reach; ++i)
    sum += kernel.emplace_back(std::exp(-i * i / (2 * sigma_px * sigma_px)));
  const auto pass = [&](const Image& from, int dx, int dy) {
    return made(from.width, from.height, from.channels, [&](int x, int y, int c) {
      double value = 0;
      for (int i = -reach; i <= reach; ++i) value += kernel[i + reach] * at(from, x + i * dx, y + i * dy, c);
      return value / sum;
    });
  };
  return pass(pass(image, 1, 0), 0, 1);
}

Image decoded_here(const std::string& bytes) {
  Kept sink;
  decode_file(sniff(bytes), bytes, {}, sink);
  return sink.image;
}

Image recompressed(const Image& image, int quality) { return decoded_here(encode_jpeg(image, quality)); }

std::string with_taken_date(const std::string& jpeg, const std::string& date_time) {
  // The first directory at 8 has one entry, which leads to the second at 26, whose one entry leads to 44.
  std::string block("Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1A\0\0\0\0", 32);
  block += std::string("\0\x01\x90\x03\0\x02\0\0\0\x14\0\0\0\x2C\0\0\0\0", 18) + date_time + '\0';
  const std::size_t length = block.size() + 2;
  return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(length >> 8) + static_cast<char>(length & 255) +
         block + jpeg.substr(2);
}

}  // namespace hefu::support
