#include "tests/support/scan_parts.h"

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double mm_per_inch = 25.4;

using Homography = std::array<double, 9>;
struct Corner {
  double x = 0, y = 0;
};

// Four points to four points, by Gaussian elimination. Source: Wolberg, Digital Image Warping, 3.4.2.
Homography homography(const std::array<Corner, 4>& from, const std::array<Corner, 4>& to) {
  double m[8][9] = {};
  for (int i = 0; i < 4; ++i) {
    const double x = from[i].x, y = from[i].y, u = to[i].x, v = to[i].y;
    const double rows[2][9] = {{x, y, 1, 0, 0, 0, -u * x, -u * y, u}, {0, 0, 0, x, y, 1, -v * x, -v * y, v}};
    std::copy(rows[0], rows[0] + 9, m[2 * i]);
    std::copy(rows[1], rows[1] + 9, m[2 * i + 1]);
  }
  for (int column = 0; column < 8; ++column) {
    int best = column;
    for (int row = column + 1; row < 8; ++row)
      if (std::abs(m[row][column]) > std::abs(m[best][column])) best = row;
    std::swap_ranges(m[column], m[column] + 9, m[best]);
    for (int row = 0; row < 8; ++row) {
      if (row == column) continue;
      const double factor = m[row][column] / m[column][column];
      for (int k = column; k < 9; ++k) m[row][k] -= factor * m[column][k];
    }
  }
  Homography h{};
  for (int i = 0; i < 8; ++i) h[i] = m[i][8] / m[i][i];
  h[8] = 1;
  return h;
}

// Where the sheet's corners come to lie in the picture, px.
std::array<Corner, 4> placed_corners(double width_mm, double height_mm, int width_px, int height_px,
                                     const Damage& damage, Random& random) {
  const double px_per_mm = damage.out_dpi / mm_per_inch;
  const double angle = damage.rotate_deg * (random.chance(0.5) ? 1 : -1) * random.uniform(0.7, 1) * pi / 180;
  const double reach = damage.perspective * std::min(width_mm, height_mm);
  std::array<Corner, 4> placed;
  for (int i = 0; i < 4; ++i) {
    const double x = (i == 1 || i == 2 ? 0.5 : -0.5) * width_mm, y = (i >= 2 ? 0.5 : -0.5) * height_mm;
    const double turned_x = x * std::cos(angle) - y * std::sin(angle) + random.uniform(-reach, reach);
    const double turned_y =
        (x * std::sin(angle) + y * std::cos(angle)) * (1 + damage.stretch) + random.uniform(-reach, reach);
    placed[i] = {width_px / 2.0 + turned_x * px_per_mm, height_px / 2.0 + turned_y * px_per_mm};
  }
  return placed;
}

// A sheet that bulges: straight lines become arcs, more at one end than at the other.
class Curl {
 public:
  Curl(double bulge_mm, double width_mm, double height_mm, Random& random)
      : width_mm_(width_mm), height_mm_(height_mm), lean_(random.uniform(0.3, 0.7)) {
    const double skew = random.uniform(-0.3, 0.3);
    for (std::size_t i = 0; i < profile_.size(); ++i) {
      const double t = static_cast<double>(i) / (profile_.size() - 1);
      profile_[i] = bulge_mm * (std::sin(pi * t) + skew * std::sin(2 * pi * t));
    }
  }
  double operator()(double x_mm, double y_mm) const {
    const double t = std::clamp(x_mm / width_mm_, 0.0, 1.0) * (profile_.size() - 2);
    const std::size_t i = static_cast<std::size_t>(t);
    const double arc = profile_[i] + (t - i) * (profile_[i + 1] - profile_[i]);
    return arc * (lean_ + (1 - 2 * lean_) * y_mm / height_mm_);
  }

 private:
  double width_mm_, height_mm_, lean_;
  std::array<double, 258> profile_{};
};

// A folded sheet does not lie flat: near a crease it rises, and the camera sees it drawn together.
class Kinks {
 public:
  Kinks(const Damage& damage, double height_mm) {
    for (int i = 0; i < damage.folds; ++i) at_.push_back(fold_mm(damage, i, height_mm));
  }
  bool empty() const { return at_.empty(); }
  double operator()(double y_mm) const {
    constexpr double rise_mm = 0.35, reach_mm = 18;
    double shift = 0;
    for (const double at : at_) shift += rise_mm * std::max(0.0, 1 - std::abs(y_mm - at) / reach_mm);
    return shift;
  }

 private:
  std::vector<double> at_;
};

// Bilinear; x, y in px of the sheet, pixel centres at whole numbers.
template <int channels>
inline void sample(const Image& sheet, float x, float y, std::uint8_t* out) {
  const int x0 = std::clamp(static_cast<int>(x), 0, sheet.width - 2);
  const int y0 = std::clamp(static_cast<int>(y), 0, sheet.height - 2);
  const int fx = std::clamp(static_cast<int>((x - x0) * 128), 0, 128);
  const int fy = std::clamp(static_cast<int>((y - y0) * 128), 0, 128);
  const std::uint8_t* a = &sheet.pixels[(static_cast<std::size_t>(y0) * sheet.width + x0) * channels];
  const std::uint8_t* b = a + static_cast<std::size_t>(sheet.width) * channels;
  for (int c = 0; c < channels; ++c) {
    const int top = a[c] * (128 - fx) + a[c + channels] * fx,
              bottom = b[c] * (128 - fx) + b[c + channels] * fx;
    out[c] = static_cast<std::uint8_t>((top * (128 - fy) + bottom * fy + 8192) >> 14);
  }
}

template <int channels>
void around(bool table, int x, int y, std::uint8_t* out) {
  // A wooden table's grain; under a scanner's lid it is nearly white.
  static const int wood[3] = {92, 66, 48};
  const int grain = ((x / 7 + y / 90 * 13) * 37 % 23) - 11;
  for (int c = 0; c < channels; ++c) out[c] = static_cast<std::uint8_t>(table ? wood[c] + grain : 248);
}

template <int channels>
void warp(const Image& sheet, double width_mm, double height_mm, const Homography& to_mm, const Curl* curl,
          const Kinks& kinks, bool table, Image& out) {
  const double scale_x = sheet.width / width_mm, scale_y = sheet.height / height_mm;
  const auto place = [&](int x, int y) {
    const double px = x + 0.5, py = y + 0.5, w = to_mm[6] * px + to_mm[7] * py + to_mm[8];
    const double x_mm = (to_mm[0] * px + to_mm[1] * py + to_mm[2]) / w;
    double y_mm = (to_mm[3] * px + to_mm[4] * py + to_mm[5]) / w;
    if (curl) y_mm += (*curl)(x_mm, y_mm);
    if (!kinks.empty()) y_mm += kinks(y_mm);
    return Corner{x_mm * scale_x - 0.5, y_mm * scale_y - 0.5};
  };
  constexpr int step = 16;  // between the places that are computed the way is straight to 0.001 px
  const float most_x = static_cast<float>(sheet.width - 0.5), most_y = static_cast<float>(sheet.height - 0.5);
  for (int y = 0; y < out.height; ++y) {
    std::uint8_t* row = &out.pixels[static_cast<std::size_t>(y) * out.width * channels];
    Corner from = place(0, y);
    for (int x0 = 0; x0 < out.width; x0 += step) {
      const Corner to = place(x0 + step, y);
      const float dx = static_cast<float>((to.x - from.x) / step),
                  dy = static_cast<float>((to.y - from.y) / step);
      float u = static_cast<float>(from.x), v = static_cast<float>(from.y);
      for (int x = x0; x < std::min(out.width, x0 + step); ++x, row += channels, u += dx, v += dy) {
        if (u < -0.5f || v < -0.5f || u >= most_x || v >= most_y)
          around<channels>(table, x, y, row);
        else
          sample<channels>(sheet, u, v, row);
      }
      from = to;
    }
  }
}

}  // namespace

double fold_mm(const Damage& damage, int index, double height_mm) {
  return height_mm * (index + 1) / (damage.folds + 1);  // in halves, in thirds: as letters are folded
}

Image photograph(const Image& page, double width_mm, double height_mm, const Damage& damage, Random& random) {
  const double px_per_mm = damage.out_dpi / mm_per_inch;
  const double room = damage.table ? 1.1 : 1;
  Image out{static_cast<int>(std::lround(width_mm * room * px_per_mm)),
            static_cast<int>(std::lround(height_mm * room * (1 + damage.stretch) * px_per_mm)),
            page.channels,
            damage.out_dpi,
            {}};
  out.pixels.resize(static_cast<std::size_t>(out.width) * out.height * out.channels);

  Image sheet = page;
  // Averages before taking fewer samples, as a sensor's cells do.
  if (page.width / width_mm > 1.9 * px_per_mm) sheet = shrunk(sheet, 2);
  if (sheet.width / width_mm > 1.2 * px_per_mm) {
    filter(sheet, {{-1, 0, 48}, {0, 0, 160}, {1, 0, 48}});
    filter(sheet, {{0, -1, 48}, {0, 0, 160}, {0, 1, 48}});
  }
  const std::array<Corner, 4> paper = {Corner{0, 0}, {width_mm, 0}, {width_mm, height_mm}, {0, height_mm}};
  const Homography to_mm =
      homography(placed_corners(width_mm, height_mm, out.width, out.height, damage, random), paper);
  const Curl curl(damage.curl, width_mm, height_mm, random);
  const Curl* bent = damage.curl > 0 ? &curl : nullptr;
  const Kinks kinks(damage, height_mm);
  if (out.channels == 1)
    warp<1>(sheet, width_mm, height_mm, to_mm, bent, kinks, damage.table, out);
  else
    warp<3>(sheet, width_mm, height_mm, to_mm, bent, kinks, damage.table, out);
  return out;
}

}  // namespace hefu::support
