#include "ocr/ruling_lines.h"

#include <algorithm>
#include <cmath>

#include "ocr/median.h"
#include "ocr/sampling.h"
#include "ocr/solve.h"
#include "ocr/warp_basis.h"

namespace hefu {
namespace {

constexpr double sample_step_mm = 2, end_gap_mm = 1;
constexpr int longest_profile = 128;
constexpr std::size_t fewest_hits = 24;  // three times the homography's parameters

struct Profile {
  float value[longest_profile];
  int count = 0;
  PointPx begin, end;  // its ends in the picture; what lies between is straight as far as pixels can tell
};

/// Grey values across the line, each the mean of three places along it. Empty when it leaves the picture.
Profile profile_across(const Image& grey, const PageMap& map, const LineSample& s, double reach_mm) {
  Profile profile;
  const PointPx& a = profile.begin = map(s.x - s.normal_x * reach_mm, s.y - s.normal_y * reach_mm);
  const PointPx& b = profile.end = map(s.x + s.normal_x * reach_mm, s.y + s.normal_y * reach_mm);
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  constexpr double along_px = 2;
  if (!(length >= 4) || length > 2000 || !is_inside(grey, a.x, a.y, along_px) ||
      !is_inside(grey, b.x, b.y, along_px))
    return profile;
  profile.count = std::min(static_cast<int>(length) + 1, longest_profile);
  const auto along_x = static_cast<float>(-(b.y - a.y) / length * along_px),
             along_y = static_cast<float>((b.x - a.x) / length * along_px);
  const float x = static_cast<float>(a.x), y = static_cast<float>(a.y);
  const auto step_x = static_cast<float>((b.x - a.x) / (profile.count - 1)),
             step_y = static_cast<float>((b.y - a.y) / (profile.count - 1));
  if (is_inside(grey, a.x, a.y, along_px + 1.1) && is_inside(grey, b.x, b.y, along_px + 1.1)) {
    float before[longest_profile], behind[longest_profile];
    grey_row(grey, x, y, step_x, step_y, profile.count, profile.value);
    grey_row(grey, x - along_x, y - along_y, step_x, step_y, profile.count, before);
    grey_row(grey, x + along_x, y + along_y, step_x, step_y, profile.count, behind);
    for (int i = 0; i < profile.count; ++i) profile.value[i] = (profile.value[i] + behind[i] + before[i]) / 3;
    return profile;
  }
  for (int i = 0; i < profile.count; ++i) {
    const float at_x = x + step_x * i, at_y = y + step_y * i;
    profile.value[i] = (grey_at(grey, at_x, at_y) + grey_at(grey, at_x + along_x, at_y + along_y) +
                        grey_at(grey, at_x - along_x, at_y - along_y)) /
                       3;
  }
  return profile;
}

/// How far across the line, in mm, the picture shows it from where the map expects it; nullopt: no line.
/// `contrast`: least depth of the line, as a share of the paper beside it.
std::optional<double> line_in(const Profile& p, double reach_mm, double contrast) {
  if (p.count < 5) return std::nullopt;
  int darkest = 1;
  float darkest_sum = 1e9f;
  for (int i = 1; i + 1 < p.count; ++i) {
    const float sum = p.value[i - 1] + 2 * p.value[i] + p.value[i + 1];
    if (sum < darkest_sum) {
      darkest_sum = sum;
      darkest = i;
    }
  }
  // The paper beside the line: 0.55 mm away on either side, the darker of the two.
  const int beside = std::max(3, static_cast<int>((p.count - 1) / (2 * reach_mm) * 0.55));
  const float paper =
      std::min(p.value[std::max(0, darkest - beside)], p.value[std::min(p.count - 1, darkest + beside)]);
  if ((paper - darkest_sum / 4) / std::max(paper, 20.f) < contrast) return std::nullopt;
  double mass = 0, moment = 0;
  for (int i = std::max(0, darkest - 3); i <= std::min(p.count - 1, darkest + 3); ++i) {
    const double ink = std::max(0.f, paper - p.value[i]);
    mass += ink;
    moment += ink * i;
  }
  if (mass <= 0) return std::nullopt;
  return moment / mass / (p.count - 1) * 2 * reach_mm - reach_mm;
}

struct Observation {
  std::array<double, 8> jacobian;
  double residual_px;
};

std::array<double, 8> jacobian_along(const Homography& h, double x, double y, double nx, double ny) {
  const double w = h[6] * x + h[7] * y + h[8];
  const double u = (h[0] * x + h[1] * y + h[2]) / w, v = (h[3] * x + h[4] * y + h[5]) / w;
  const double along = u * nx + v * ny;
  return {x * nx / w, y * nx / w, nx / w, x * ny / w, y * ny / w, ny / w, -along * x / w, -along * y / w};
}

std::vector<Observation> observe(const Image& grey, const std::vector<LineSample>& samples, double reach_mm,
                                 double contrast, const PageMap& map, LineFit& fit) {
  std::vector<Observation> seen;
  seen.reserve(samples.size());
  std::size_t inside = 0;
  for (const LineSample& s : samples) {
    const Profile profile = profile_across(grey, map, s, reach_mm);
    const PointPx &begin = profile.begin, &end = profile.end;
    if (!is_inside(grey, (begin.x + end.x) / 2, (begin.y + end.y) / 2, 3)) continue;
    ++inside;
    const std::optional<double> off_mm = line_in(profile, reach_mm, contrast);
    if (!off_mm) continue;
    const double length = std::hypot(end.x - begin.x, end.y - begin.y);
    const double nx = (end.x - begin.x) / length, ny = (end.y - begin.y) / length;
    seen.push_back({jacobian_along(map.homography, s.x, s.y, nx, ny), *off_mm / (2 * reach_mm) * length});
  }
  fit.inside = samples.empty() ? 0 : static_cast<double>(inside) / samples.size();
  fit.hit = inside == 0 ? 0 : static_cast<double>(seen.size()) / inside;
  return seen;
}

/// Normal equations are symmetric: the lower half is summed, the upper copied.
template <std::size_t N>
void mirror(std::array<double, N * N>& a) {
  for (std::size_t r = 0; r < N; ++r)
    for (std::size_t c = 0; c < r; ++c) a[c * N + r] = a[r * N + c];
}

/// Weight of a residual under the Geman-McClure loss, which forgets outliers.
double robust_weight(double residual, double scale) {
  const double w = 1 / (1 + residual * residual / (scale * scale));
  return w * w;
}

}  // namespace

std::vector<LineSample> sample_lines(const Page& page) {
  std::vector<LineSample> samples;
  for (const Line& line : page.lines) {
    const double dx = line.x1 - line.x0, dy = line.y1 - line.y0, length = std::hypot(dx, dy);
    if (length < 3 * end_gap_mm) continue;
    const int count = std::max(2, static_cast<int>(length / sample_step_mm));
    for (int i = 0; i < count; ++i) {
      const double t = (i + 0.5) * length / count;
      if (t < end_gap_mm || t > length - end_gap_mm) continue;
      samples.push_back({line.x0 + dx / length * t, line.y0 + dy / length * t, -dy / length, dx / length});
    }
  }
  return samples;
}

LineFit step_homography(const Image& grey, const std::vector<LineSample>& samples, double reach_mm,
                        double contrast, PageMap& map) {
  // Brings the parameters to one size: mm, mm, px, ..., and the two perspective terms.
  constexpr std::array<double, 8> unit = {1. / 180, 1. / 180, 1,          1. / 180,
                                          1. / 180, 1,        1. / 65000, 1. / 65000};
  LineFit fit;
  const std::vector<Observation> seen = observe(grey, samples, reach_mm, contrast, map, fit);
  if (seen.size() < fewest_hits) return fit;
  std::array<double, 8> change{};
  std::vector<double> left(seen.size());
  for (int iteration = 0; iteration < 4; ++iteration) {
    for (std::size_t k = 0; k < seen.size(); ++k) {
      double r = seen[k].residual_px;
      for (int i = 0; i < 8; ++i) r -= seen[k].jacobian[i] * change[i];
      left[k] = std::fabs(r);
    }
    const double scale = 2 * std::max(0.3, 1.4826 * median(left));
    std::array<double, 64> a{};
    std::array<double, 8> b{};
    double squares = 0, weights = 0;
    for (std::size_t k = 0; k < seen.size(); ++k) {
      const double w = robust_weight(left[k], scale);
      squares += w * left[k] * left[k];
      weights += w;
      std::array<double, 8> j;
      for (int i = 0; i < 8; ++i) j[i] = seen[k].jacobian[i] * unit[i];
      for (int r = 0; r < 8; ++r) {
        b[r] += w * j[r] * seen[k].residual_px;
        for (int c = 0; c <= r; ++c) a[r * 8 + c] += w * j[r] * j[c];
      }
    }
    mirror<8>(a);
    for (int i = 0; i < 8; ++i) a[i * 9] += 1e-9 * (a[i * 9] + 1);
    if (!solve<8>(a, b)) return fit;
    for (int i = 0; i < 8; ++i) change[i] = b[i] * unit[i];
    fit.residual_px = std::sqrt(squares / std::max(1e-9, weights));
  }
  for (int i = 0; i < 8; ++i) map.homography[i] += change[i];
  return fit;
}

namespace {

struct Offset {
  WarpBasis basis;
  double mm;
};

/// One coordinate of the warp from the offsets across the lines of the other direction. Ridge on the higher
/// degrees: they are only believed as far as lines pull.
void add_warp(const std::vector<Offset>& offsets, std::array<double, 15>& warp) {
  constexpr std::size_t n = 15;
  if (offsets.size() < 30) return;
  std::vector<double> weights(offsets.size(), 1);
  std::array<double, n> found{};
  for (int iteration = 0; iteration < 3; ++iteration) {
    std::array<double, n * n> a{};
    std::array<double, n> b{};
    for (std::size_t k = 0; k < offsets.size(); ++k)
      for (std::size_t r = 0; r < n; ++r) {
        b[r] += weights[k] * offsets[k].basis[r] * offsets[k].mm;
        for (std::size_t c = 0; c <= r; ++c)
          a[r * n + c] += weights[k] * offsets[k].basis[r] * offsets[k].basis[c];
      }
    mirror<n>(a);
    for (std::size_t i = 0; i < n; ++i) a[i * n + i] += 0.002 * offsets.size() * (i < 3 ? 0.01 : 1);
    if (!solve<n>(a, b)) return;
    found = b;
    for (std::size_t k = 0; k < offsets.size(); ++k) {
      double r = offsets[k].mm;
      for (std::size_t i = 0; i < n; ++i) r -= found[i] * offsets[k].basis[i];
      weights[k] = 1 / (1 + r * r / (0.1 * 0.1));  // a tenth of a millimetre: a pixel at 250 dpi
    }
  }
  for (std::size_t i = 0; i < n; ++i) warp[i] += found[i];
}

/// Whether nearly all lines were found, and nearly all of those where they were expected: then the page is
/// flat, and one look less will do.
bool lie_in_place(std::vector<double> off_mm, std::size_t samples) {
  constexpr double nearly_all = 0.95, in_place_mm = 0.15;
  if (off_mm.empty() || off_mm.size() < nearly_all * static_cast<double>(samples)) return false;
  const auto last =
      off_mm.begin() + static_cast<std::ptrdiff_t>(nearly_all * static_cast<double>(off_mm.size()));
  std::nth_element(off_mm.begin(), last, off_mm.end());
  return *last < in_place_mm;
}

}  // namespace

void fit_warp(const Image& grey, const std::vector<LineSample>& samples, double residual_px, double contrast,
              PageMap& map) {
  // A page that a homography fits within 1.2 px is flat; a curled one needs a wider first look.
  const double reaches_mm[3] = {residual_px > 1.2 ? 2.1 : 0.9, 0.9, 0.55};
  bool settled = false;
  for (std::size_t look = 0; look < std::size(reaches_mm); ++look) {
    if (look == 1 && settled) continue;
    std::vector<Offset> across_x, across_y;
    std::vector<double> off_mm;
    for (const LineSample& s : samples) {
      const std::optional<double> off =
          line_in(profile_across(grey, map, s, reaches_mm[look]), reaches_mm[look], contrast);
      if (!off) continue;
      const bool horizontal = std::fabs(s.normal_y) > 0.5;
      (horizontal ? across_y : across_x)
          .push_back({warp_basis(map, s.x, s.y), *off * (horizontal ? s.normal_y : s.normal_x)});
      off_mm.push_back(std::fabs(*off));
    }
    settled = look == 0 && lie_in_place(std::move(off_mm), samples.size());
    add_warp(across_x, map.warp_x);
    add_warp(across_y, map.warp_y);
    map.warped = true;
  }
}

LineFit measure_fit(const Image& grey, const std::vector<LineSample>& samples, double reach_mm,
                    double contrast, const PageMap& map) {
  LineFit fit;
  std::vector<double> off_px;
  for (const Observation& o : observe(grey, samples, reach_mm, contrast, map, fit))
    off_px.push_back(std::fabs(o.residual_px));
  fit.residual_px = median(std::move(off_px));
  return fit;
}

}  // namespace hefu
