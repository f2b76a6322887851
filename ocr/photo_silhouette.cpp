#include "ocr/photo_silhouette.h"

#include "ocr/photo_thresholds.h"

namespace hefu {
namespace {

namespace limit = photo_thresholds;

int largest_difference(const Rgb& a, const Rgb& b) {
  return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

Rgb level_at(const BackgroundFit& fit, double u, double v) {
  const auto channel = [&](int c) {
    return static_cast<int>(
        std::lround(std::clamp(fit.plane[c][0] + fit.plane[c][1] * u + fit.plane[c][2] * v, 0.0, 255.0)));
  };
  return {channel(0), channel(1), channel(2)};
}

/// A pixel of the band, with its place from -0.5 to 0.5.
struct Sample {
  double u, v;
  Rgb colour;
};

std::vector<Sample> band_of(const Image& picture) {
  const int depth_x = std::max(2, static_cast<int>(picture.width * limit::band_share));
  const int depth_y = std::max(2, static_cast<int>(picture.height * limit::band_share));
  std::vector<Sample> band;
  for (int y = 0; y < picture.height * limit::band_down; ++y)
    for (int x = 0; x < picture.width; ++x)
      if (y < depth_y || x < depth_x || x >= picture.width - depth_x)
        band.push_back(
            {(x + 0.5) / picture.width - 0.5, (y + 0.5) / picture.height - 0.5, rgb_at(picture, x, y)});
  return band;
}

Rgb median_colour(const std::vector<Sample>& band) {
  int levels[3] = {};
  for (int c = 0; c < 3; ++c) {
    std::vector<int> values;
    for (const Sample& s : band)
      values.push_back(c == 0 ? s.colour.red : c == 1 ? s.colour.green : s.colour.blue);
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    levels[c] = values[values.size() / 2];
  }
  return {levels[0], levels[1], levels[2]};
}

/// Least squares of one channel over the samples that count: three equations, by Cramer's rule.
void fit_plane(const std::vector<Sample>& samples, int c, double plane[3]) {
  double m[3][3] = {}, r[3] = {};
  for (const Sample& s : samples) {
    const double base[3] = {1, s.u, s.v};
    const double value = c == 0 ? s.colour.red : c == 1 ? s.colour.green : s.colour.blue;
    for (int i = 0; i < 3; ++i) {
      r[i] += base[i] * value;
      for (int j = 0; j < 3; ++j) m[i][j] += base[i] * base[j];
    }
  }
  const auto determinant = [](const double a[3][3]) {
    return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) -
           a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
           a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
  };
  const double whole = determinant(m);
  if (std::abs(whole) < 1e-9) return;
  for (int i = 0; i < 3; ++i) {
    double swapped[3][3];
    for (int j = 0; j < 3; ++j)
      for (int k = 0; k < 3; ++k) swapped[j][k] = k == i ? r[j] : m[j][k];
    plane[i] = determinant(swapped) / whole;
  }
}

int background_distance(const BackgroundFit& fit, const std::vector<Sample>& near) {
  if (near.empty()) return limit::most_distance;
  std::vector<int> off;
  for (const Sample& s : near) off.push_back(largest_difference(s.colour, level_at(fit, s.u, s.v)));
  std::nth_element(off.begin(), off.begin() + off.size() * 9 / 10, off.end());
  return std::clamp(3 * off[off.size() * 9 / 10], limit::least_distance, limit::most_distance);
}

}  // namespace

Image working_copy(const Image& image, int long_side_px) {
  const double scale = std::min(1.0, static_cast<double>(long_side_px) / std::max(image.width, image.height));
  Image out{std::max(1, static_cast<int>(std::lround(image.width * scale))),
            std::max(1, static_cast<int>(std::lround(image.height * scale))),
            3,
            0,
            {}};
  out.pixels.reserve(static_cast<std::size_t>(out.width) * out.height * 3);
  for (int y = 0; y < out.height; ++y) {
    const int y0 = static_cast<int>(1LL * y * image.height / out.height);
    const int y1 = std::max(y0 + 1, static_cast<int>((y + 1LL) * image.height / out.height));
    for (int x = 0; x < out.width; ++x) {
      const int x0 = static_cast<int>(1LL * x * image.width / out.width);
      const int x1 = std::max(x0 + 1, static_cast<int>((x + 1LL) * image.width / out.width));
      std::uint64_t sums[3] = {};
      for (int v = y0; v < y1; ++v) {
        const std::uint8_t* p =
            &image.pixels[(static_cast<std::size_t>(v) * image.width + x0) * image.channels];
        for (int u = x0; u < x1; ++u, p += image.channels)
          for (int c = 0; c < 3; ++c) sums[c] += p[image.channels == 3 ? c : 0];
      }
      const std::uint64_t area = static_cast<std::uint64_t>(x1 - x0) * (y1 - y0);
      for (const std::uint64_t sum : sums)
        out.pixels.push_back(static_cast<std::uint8_t>((sum + area / 2) / area));
    }
  }
  return out;
}

int chroma(const Rgb& c) { return std::max({c.red, c.green, c.blue}) - std::min({c.red, c.green, c.blue}); }

double hue_degrees(const Rgb& c) {
  const double span = chroma(c);
  if (span == 0) return 0;
  const int most = std::max({c.red, c.green, c.blue});
  const double sixth = most == c.red     ? (c.green - c.blue) / span
                       : most == c.green ? 2 + (c.blue - c.red) / span
                                         : 4 + (c.red - c.green) / span;
  return std::fmod(sixth * 60 + 360, 360);
}

BackgroundFit fit_background(const Image& picture) {
  const std::vector<Sample> band = band_of(picture);
  const Rgb middle = median_colour(band);
  BackgroundFit fit;
  fit.plane[0][0] = middle.red, fit.plane[1][0] = middle.green, fit.plane[2][0] = middle.blue;
  std::vector<Sample> near;
  // Wide at first, for light that falls off; then as narrow as a pixel of the background must lie.
  for (const int distance : {80, 50, limit::most_distance, limit::most_distance}) {
    near.clear();
    for (const Sample& s : band)
      if (largest_difference(s.colour, level_at(fit, s.u, s.v)) <= distance) near.push_back(s);
    if (near.size() < band.size() / 4) break;
    for (int c = 0; c < 3; ++c) fit_plane(near, c, fit.plane[c]);
  }
  fit.distance = background_distance(fit, near);
  int white = 0;
  for (const Sample& s : band)
    white += luma(s.colour) >= limit::white_luma && chroma(s.colour) <= limit::white_chroma;
  fit.even_share = static_cast<double>(near.size()) / static_cast<double>(band.size());
  fit.white_share = static_cast<double>(white) / static_cast<double>(band.size());
  fit.colour = near.empty() ? middle : median_colour(near);
  int darkest = 255, lightest = 0;
  for (const double u : {-0.5, 0.5})
    for (const double v : {-0.5, limit::band_down - 0.5}) {
      const int level = luma(level_at(fit, u, v));
      darkest = std::min(darkest, level), lightest = std::max(lightest, level);
    }
  fit.light_change = lightest - darkest;
  return fit;
}

std::vector<std::uint8_t> cut_silhouette(const Image& picture, const BackgroundFit& background) {
  const int width = picture.width, height = picture.height;
  std::vector<std::uint8_t> person(static_cast<std::size_t>(width) * height, 1);
  std::vector<int> open;
  const auto visit = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const int i = y * width + x;
    const Rgb level = level_at(background, (x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5);
    if (!person[i] || largest_difference(rgb_at(picture, x, y), level) > background.distance) return;
    person[i] = 0;
    open.push_back(i);
  };
  for (int x = 0; x < width; ++x) visit(x, 0);
  for (int y = 0; y < height; ++y) visit(0, y), visit(width - 1, y);
  while (!open.empty()) {
    const int i = open.back(), x = i % width, y = i / width;
    open.pop_back();
    visit(x - 1, y), visit(x + 1, y), visit(x, y - 1), visit(x, y + 1);
  }
  return person;
}

std::vector<Lobe> find_lobes(const std::vector<std::uint8_t>& silhouette, int width, int height) {
  std::vector<Lobe> growing, ended;
  std::vector<int> above(width, -1);  // which growing lobe a column of the row above belongs to
  const auto tall_enough = [&](const Lobe& lobe) {
    return lobe.bottom - lobe.top + 1 >= limit::lobe_height * height &&
           lobe.widest >= limit::lobe_width * width;
  };
  for (int y = 0; y < height; ++y) {
    std::vector<int> row(width, -1);
    for (int x = 0; x < width; ++x) {
      if (!silhouette[static_cast<std::size_t>(y) * width + x]) continue;
      const int x0 = x;
      while (x < width && silhouette[static_cast<std::size_t>(y) * width + x]) ++x;
      // The widest lobe above goes on; the others end here as heads of their own, if they are large enough.
      int mine = -1, standing = 0;
      std::vector<int> met;
      for (int i = x0; i < x; ++i)
        if (above[i] >= 0 && std::find(met.begin(), met.end(), above[i]) == met.end())
          met.push_back(above[i]);
      for (const int lobe : met) {
        const bool tall = tall_enough(growing[lobe]);
        if (mine < 0 || (tall && standing == 0) || growing[lobe].widest > growing[mine].widest) mine = lobe;
        standing += tall;
      }
      if (standing > 1)
        for (const int lobe : met)
          if (tall_enough(growing[lobe]))
            ended.push_back(growing[lobe]), growing[lobe].widest = -width * height;
      if (mine < 0) {
        mine = static_cast<int>(growing.size());
        growing.push_back({y, y, x0, x - 1, 0});
      }
      Lobe& lobe = growing[mine];
      lobe.bottom = y;
      lobe.left = std::min(lobe.left, x0), lobe.right = std::max(lobe.right, x - 1);
      if (lobe.widest >= 0) lobe.widest = std::max(lobe.widest, x - x0);
      for (int i = x0; i < x; ++i) row[i] = mine;
    }
    above = row;
  }
  for (const Lobe& lobe : growing)
    if (lobe.widest >= 0 && tall_enough(lobe)) ended.push_back(lobe);
  return ended;
}

}  // namespace hefu
