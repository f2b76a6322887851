#include <cstring>

#include "ocr/vectorised.h"
#include "tests/support/scan_parts.h"

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;

// ITU-T T.81, tables K.1 and K.2.
constexpr int luma_table[64] = {16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
                                14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
                                18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
                                49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr int chroma_table[64] = {17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
                                  24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
                                  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                                  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

using Block = float[8][8];

struct Plane {
  int width = 0, height = 0;
  std::vector<float> values;
};

struct Basis {
  Block rows{}, columns{};  // the transform's matrix and its transpose
  Basis() {
    for (int k = 0; k < 8; ++k)
      for (int n = 0; n < 8; ++n) {
        const double scale = k == 0 ? std::sqrt(1.0 / 8) : 0.5;
        columns[n][k] = rows[k][n] = static_cast<float>(scale * std::cos((2 * n + 1) * k * pi / 16));
      }
  }
};

// Eight numbers at once: a row of a block.
typedef float Row __attribute__((vector_size(32)));
using Rows = Row[8];

void load(const Block& block, Rows& rows) { std::memcpy(rows, block, sizeof rows); }

/// out = a * b, rows of the product as sums of rows of b.
inline void multiply(const Block& a, const Rows& b, Rows& out) {
  for (int i = 0; i < 8; ++i) {
    Row sum = a[i][0] * b[0];
    for (int k = 1; k < 8; ++k) sum += a[i][k] * b[k];
    out[i] = sum;
  }
}

inline void transpose(const Rows& in, Block& out) {
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j < 8; ++j) out[j][i] = in[i][j];
}

// Multiples of the step, to the nearest; adding and taking away a large number rounds without a call.
inline Row rounded(Row value) {
  constexpr float large = 12582912.0f;  // 1.5 * 2^23
  return (value + large) - large;
}

HEFU_VECTORISED void quantise(Plane& plane, const int (&table)[64], int quality) {
  static const Basis basis;
  const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  Block step, inverse;  // transposed, as the frequencies are after the second product
  for (int i = 0; i < 64; ++i) {
    step[i % 8][i / 8] = static_cast<float>(std::clamp((table[i] * scale + 50) / 100, 1, 255));
    inverse[i % 8][i / 8] = 1 / step[i % 8][i / 8];
  }
  Rows steps, inverses, rows, half, frequency;
  load(step, steps);
  load(inverse, inverses);
  Block block;
  for (int by = 0; by < plane.height; by += 8)
    for (int bx = 0; bx < plane.width; bx += 8) {
      const bool whole = by + 8 <= plane.height && bx + 8 <= plane.width;
      for (int y = 0; y < 8; ++y) {
        const float* from =
            &plane.values[static_cast<std::size_t>(std::min(by + y, plane.height - 1)) * plane.width];
        for (int x = 0; x < 8; ++x) block[y][x] = from[whole ? bx + x : std::min(bx + x, plane.width - 1)];
      }
      load(block, rows);
      multiply(basis.rows, rows, half);  // down the columns, then, turned over, along the rows
      transpose(half, block);
      load(block, rows);
      multiply(basis.rows, rows, frequency);
      for (int k = 0; k < 8; ++k) frequency[k] = rounded(frequency[k] * inverses[k]) * steps[k];
      transpose(frequency, block);
      load(block, rows);
      multiply(basis.columns, rows, half);
      transpose(half, block);
      load(block, rows);
      multiply(basis.columns, rows, half);
      transpose(half, block);
      for (int y = 0; y < 8 && by + y < plane.height; ++y)
        for (int x = 0; x < 8 && bx + x < plane.width; ++x)
          plane.values[static_cast<std::size_t>(by + y) * plane.width + bx + x] = block[y][x];
    }
}

std::uint8_t to_level(float value) {
  return static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f));
}

void lose_grey(Image& image, int quality) {
  Plane plane{image.width, image.height, std::vector<float>(image.pixels.size())};
  for (std::size_t i = 0; i < image.pixels.size(); ++i) plane.values[i] = image.pixels[i] - 128.0f;
  quantise(plane, luma_table, quality);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = to_level(plane.values[i] + 128);
}

void lose_colour(Image& image, int quality) {
  const std::size_t count = static_cast<std::size_t>(image.width) * image.height;
  Plane luma{image.width, image.height, std::vector<float>(count)};
  Plane blue{(image.width + 1) / 2, (image.height + 1) / 2, {}};
  blue.values.assign(static_cast<std::size_t>(blue.width) * blue.height, 0);
  Plane red = blue;
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * image.width + x;
      const std::size_t half = static_cast<std::size_t>(y / 2) * blue.width + x / 2;
      const float r = image.pixels[3 * at], g = image.pixels[3 * at + 1], b = image.pixels[3 * at + 2];
      luma.values[at] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
      blue.values[half] += 0.25f * (-0.168736f * r - 0.331264f * g + 0.5f * b);
      red.values[half] += 0.25f * (0.5f * r - 0.418688f * g - 0.081312f * b);
    }
  quantise(luma, luma_table, quality);
  quantise(blue, chroma_table, quality);
  quantise(red, chroma_table, quality);
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * image.width + x;
      const std::size_t half = static_cast<std::size_t>(y / 2) * blue.width + x / 2;
      const float l = luma.values[at] + 128, cb = blue.values[half], cr = red.values[half];
      image.pixels[3 * at] = to_level(l + 1.402f * cr);
      image.pixels[3 * at + 1] = to_level(l - 0.344136f * cb - 0.714136f * cr);
      image.pixels[3 * at + 2] = to_level(l + 1.772f * cb);
    }
}

}  // namespace

void lose_like_jpeg(Image& image, int quality) {
  if (image.channels == 1)
    lose_grey(image, std::clamp(quality, 1, 100));
  else
    lose_colour(image, std::clamp(quality, 1, 100));
}

Image with_half_colour(const Image& picture) {
  if (picture.channels != 3) return picture;
  Image out{picture.width, picture.height, 1, picture.dpi, {}};
  for (const std::uint8_t* p = picture.pixels.data(); p != picture.pixels.data() + picture.pixels.size();
       p += 3)
    out.pixels.push_back(to_level(0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2]));
  const int w = half_of(picture.width), h = half_of(picture.height);
  const auto count = static_cast<std::size_t>(w) * h;
  out.chroma.resize(2 * count);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      float sums[3] = {};
      for (const int dy : {0, 1})
        for (const int dx : {0, 1}) {
          const int from = std::min(2 * y + dy, picture.height - 1) * picture.width +
                           std::min(2 * x + dx, picture.width - 1);
          for (int c = 0; c < 3; ++c)
            sums[c] += 0.25f * picture.pixels[3 * static_cast<std::size_t>(from) + c];
        }
      const std::size_t at = static_cast<std::size_t>(y) * w + x;
      out.chroma[at] = to_level(128 - 0.168736f * sums[0] - 0.331264f * sums[1] + 0.5f * sums[2]);
      out.chroma[count + at] = to_level(128 + 0.5f * sums[0] - 0.418688f * sums[1] - 0.081312f * sums[2]);
    }
  return out;
}

}  // namespace hefu::support
