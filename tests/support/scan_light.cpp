#include "ocr/vectorised.h"
#include "tests/support/scan_parts.h"

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr int gain_cell_px = 16;

// How much of the light is left, on a coarse grid: light that falls off to one side and in the corners, and a
// shadow with a soft edge (the hand or the telephone itself).
std::vector<float> gain_grid(int columns, int rows, const Damage& damage, Random& random) {
  const double light_angle = random.uniform(0, 2 * pi), shadow_angle = random.uniform(0, 2 * pi);
  const double shadow_at = random.uniform(-0.15, 0.15), softness = random.uniform(0.02, 0.06);
  std::vector<float> gains(static_cast<std::size_t>(columns) * rows);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const double x = static_cast<double>(column) / (columns - 1) - 0.5,
                   y = static_cast<double>(row) / (rows - 1) - 0.5;
      const double side = std::clamp(x * std::cos(light_angle) + y * std::sin(light_angle) + 0.5, 0.0, 1.0);
      const double fall = damage.light * (0.7 * side * side + 0.6 * (x * x + y * y));
      const double distance = x * std::cos(shadow_angle) + y * std::sin(shadow_angle) - shadow_at;
      const double dark = damage.shadow / (1 + std::exp(-distance / softness));
      gains[static_cast<std::size_t>(row) * columns + column] =
          static_cast<float>(std::clamp((1 - fall) * (1 - dark), 0.05, 1.0));
    }
  return gains;
}

// Nearly normal with variance 1: a row of the picture starts at a drawn place of a drawn table.
// Source: central limit theorem, n = 4.
class Grain {
 public:
  explicit Grain(Random& random) : random_(random), table_(size) {
    for (std::size_t i = 0; i < size; i += 2) {
      const std::uint64_t bits = random.next();
      table_[i] = value_of(static_cast<std::uint32_t>(bits));
      table_[i + 1] = value_of(static_cast<std::uint32_t>(bits >> 32));
    }
  }
  /// As many values as a row has.
  const float* row(int width) {
    return &table_[static_cast<std::size_t>(random_.below(static_cast<int>(size) - width))];
  }

 private:
  static constexpr std::size_t size = 1 << 17;
  static float value_of(std::uint32_t four) {
    const int sum =
        static_cast<int>((four & 255) + ((four >> 8) & 255) + ((four >> 16) & 255) + (four >> 24));
    return static_cast<float>(sum - 510) * (1 / 147.8f);
  }
  Random& random_;
  std::vector<float> table_;
};

/// One row: `gain` and `grain` a pixel.
template <int channels>
inline void expose_row(std::uint8_t* pixel, int width, const float* gain, const float* grain, float noise,
                       const float* tint) {
  for (int x = 0; x < width; ++x)
    for (int c = 0; c < channels; ++c) {
      const float value =
          static_cast<float>(pixel[x * channels + c]) * gain[x] * tint[c] + noise * grain[x] + 0.5f;
      pixel[x * channels + c] = static_cast<std::uint8_t>(std::min(255.0f, std::max(0.0f, value)));
    }
}

HEFU_VECTORISED void expose_row(std::uint8_t* pixel, int width, int channels, const float* gain,
                                const float* grain, float noise, const float* tint) {
  if (channels == 1)
    expose_row<1>(pixel, width, gain, grain, noise, tint);
  else
    expose_row<3>(pixel, width, gain, grain, noise, tint);
}

}  // namespace

HEFU_VECTORISED void filter(Image& image, const std::vector<Tap>& taps) {
  const int values = image.width * image.channels;
  const std::vector<std::uint8_t> source = image.pixels;
  std::vector<std::uint16_t> sums(values);
  for (int y = 0; y < image.height; ++y) {
    std::fill(sums.begin(), sums.end(), std::uint16_t{128});
    for (const Tap& tap : taps) {
      const std::uint8_t* row =
          &source[static_cast<std::size_t>(std::clamp(y + tap.dy, 0, image.height - 1)) * values];
      const int shift = tap.dx * image.channels;
      const int from = std::max(0, -shift), to = std::min(values, values - shift);
      const std::uint16_t weight = static_cast<std::uint16_t>(tap.weight);
      for (int i = 0; i < from; ++i) sums[i] += weight * row[i % image.channels];
      for (int i = from; i < to; ++i) sums[i] += weight * row[i + shift];
      for (int i = to; i < values; ++i) sums[i] += weight * row[values - image.channels + i % image.channels];
    }
    std::uint8_t* out = &image.pixels[static_cast<std::size_t>(y) * values];
    for (int i = 0; i < values; ++i) out[i] = static_cast<std::uint8_t>(sums[i] >> 8);
  }
}

void blur(Image& image, double sigma_px) {
  if (sigma_px <= 0) return;
  const int reach = static_cast<int>(std::ceil(2.5 * sigma_px));
  std::vector<double> weights;
  double total = 0;
  for (int i = -reach; i <= reach; ++i)
    weights.push_back(std::exp(-i * i / (2 * sigma_px * sigma_px))), total += weights.back();
  std::vector<Tap> across, down;
  int sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    const int weight = static_cast<int>(std::lround(256 * weights[i + reach] / total));
    across.push_back({i, 0, weight});
    down.push_back({0, i, weight});
    sum += weight;
  }
  across[reach].weight += 256 - sum;
  down[reach].weight += 256 - sum;
  filter(image, across);
  filter(image, down);
}

void smear(Image& image, double length_px, Random& random) {
  if (length_px <= 1) return;
  const double angle = random.uniform(0, pi);
  const int count = static_cast<int>(std::lround(length_px));
  std::vector<Tap> taps;
  for (int i = 0; i < count; ++i) {
    const double along = i - (count - 1) / 2.0;
    taps.push_back({static_cast<int>(std::lround(along * std::cos(angle))),
                    static_cast<int>(std::lround(along * std::sin(angle))), (256 + i) / count});
  }
  int sum = 0;
  for (const Tap& tap : taps) sum += tap.weight;
  taps[count / 2].weight += 256 - sum;
  filter(image, taps);
}

void expose(Image& image, const Damage& damage, Random& random) {
  const int columns = image.width / gain_cell_px + 2, rows = image.height / gain_cell_px + 2;
  const std::vector<float> gains = gain_grid(columns, rows, damage, random);
  Grain grain(random);
  const float noise = static_cast<float>(damage.noise);
  // Paper is never full white to a camera; daylight from one side tints it a little.
  const bool tinted = damage.table && image.channels == 3;
  const float tint[3] = {1, tinted ? 0.985f : 1, tinted ? 0.955f : 1};
  std::vector<float> gain(image.width);
  for (int y = 0; y < image.height; ++y) {
    const float fy = static_cast<float>(y % gain_cell_px) / gain_cell_px;
    const float* upper = &gains[static_cast<std::size_t>(y / gain_cell_px) * columns];
    for (int x = 0; x < image.width; ++x) {
      const int i = x / gain_cell_px;
      const float fx = static_cast<float>(x % gain_cell_px) / gain_cell_px;
      const float left = upper[i] + fy * (upper[i + columns] - upper[i]);
      const float right = upper[i + 1] + fy * (upper[i + 1 + columns] - upper[i + 1]);
      gain[x] = left + fx * (right - left);
    }
    expose_row(&image.pixels[static_cast<std::size_t>(y) * image.width * image.channels], image.width,
               image.channels, gain.data(), grain.row(image.width), noise, tint);
  }
}

void threshold(Image& image, double share_of_white) {
  const int level = static_cast<int>(255 * share_of_white);
  for (std::uint8_t& value : image.pixels) value = value < level ? 0 : 255;
}

}  // namespace hefu::support
