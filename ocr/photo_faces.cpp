#include "ocr/photo_faces.h"

#include "ocr/photo_thresholds.h"

namespace hefu {
namespace {

namespace limit = photo_thresholds;

bool looks_like_skin(const Rgb& c, bool grey) {
  const int light = luma(c);
  if (grey) return light >= limit::grey_skin_low && light <= limit::grey_skin_high;
  const double cb = 128 - 0.168736 * c.red - 0.331264 * c.green + 0.5 * c.blue;
  const double cr = 128 + 0.5 * c.red - 0.418688 * c.green - 0.081312 * c.blue;
  return light >= limit::skin_luma && cb >= limit::skin_cb_low && cb <= limit::skin_cb_high &&
         cr >= limit::skin_cr_low && cr <= limit::skin_cr_high;
}

bool alike(const Rgb& a, const Rgb& b) {
  return std::abs(a.red - b.red) <= limit::skin_step && std::abs(a.green - b.green) <= limit::skin_step &&
         std::abs(a.blue - b.blue) <= limit::skin_step;
}

class SkinAreas {
 public:
  SkinAreas(const Image& picture, const std::vector<std::uint8_t>& silhouette, bool grey)
      : picture_(picture), skin_(silhouette.size()), area_(silhouette.size(), -1) {
    for (std::size_t i = 0; i < silhouette.size(); ++i)
      skin_[i] = silhouette[i] && looks_like_skin(colour(static_cast<int>(i)), grey);
  }

  std::vector<Face> all() {
    std::vector<Face> faces;
    const double whole = static_cast<double>(skin_.size());
    for (int i = 0, number = 0; i < static_cast<int>(skin_.size()); ++i) {
      if (!skin_[i] || area_[i] >= 0) continue;
      const std::vector<int> pixels = grow(i, number);
      Face face = measured(pixels);
      const double shape =
          static_cast<double>(face.right - face.left + 1) / static_cast<double>(face.bottom - face.top + 1);
      if (face.area >= limit::face_area * whole && shape <= limit::face_widest &&
          shape >= limit::face_narrowest) {
        find_eyes(face, number);
        faces.push_back(std::move(face));
      }
      ++number;
    }
    std::sort(faces.begin(), faces.end(), [](const Face& a, const Face& b) { return a.area > b.area; });
    return faces;
  }

 private:
  Rgb colour(int i) const { return rgb_at(picture_, i % picture_.width, i / picture_.width); }

  /// Neighbours of nearly the same colour belong together: a beige coat ends at its edge.
  std::vector<int> grow(int seed, int number) {
    std::vector<int> pixels{seed};
    area_[seed] = number;
    for (std::size_t next = 0; next < pixels.size(); ++next) {
      const int i = pixels[next], x = i % picture_.width, y = i / picture_.width;
      const Rgb here = colour(i);
      for (const auto& [dx, dy] : {std::pair(-1, 0), std::pair(1, 0), std::pair(0, -1), std::pair(0, 1)}) {
        if (x + dx < 0 || y + dy < 0 || x + dx >= picture_.width || y + dy >= picture_.height) continue;
        const int j = (y + dy) * picture_.width + x + dx;
        if (!skin_[j] || area_[j] >= 0 || !alike(here, colour(j))) continue;
        area_[j] = number;
        pixels.push_back(j);
      }
    }
    return pixels;
  }

  Face measured(const std::vector<int>& pixels) const {
    Face face{picture_.width, picture_.height, -1, -1};
    std::vector<int> lumas;
    for (const int i : pixels) {
      const int x = i % picture_.width, y = i / picture_.width;
      face.left = std::min(face.left, x), face.right = std::max(face.right, x);
      face.top = std::min(face.top, y), face.bottom = std::max(face.bottom, y);
      lumas.push_back(luma(colour(i)));
    }
    std::nth_element(lumas.begin(), lumas.begin() + lumas.size() / 2, lumas.end());
    face.median_luma = lumas[lumas.size() / 2];
    face.area = static_cast<int>(pixels.size());
    face.skin_width.assign(face.bottom - face.top + 1, 0);
    face.first_skin_row.assign(face.right - face.left + 1, -1);
    for (const int i : pixels) {
      const int x = i % picture_.width - face.left, y = i / picture_.width;
      ++face.skin_width[y - face.top];
      if (face.first_skin_row[x] < 0 || y < face.first_skin_row[x]) face.first_skin_row[x] = y;
    }
    return face;
  }

  bool has_skin(int number, int x, int y, int dx, int dy, const Face& face) const {
    for (x += dx, y += dy; x >= face.left && x <= face.right && y >= face.top && y <= face.bottom;
         x += dx, y += dy)
      if (area_[y * picture_.width + x] == number) return true;
    return false;
  }

  /// Dark places with this skin on all four sides, in the upper part, one in each half at the same height.
  void find_eyes(Face& face, int number) const {
    const int height = face.bottom - face.top + 1;
    double count[2] = {}, rows[2] = {};
    for (int y = face.top + height / 20; y < face.top + height * limit::eyes_down; ++y) {
      int first = face.right, last = face.left;
      for (int x = face.left; x <= face.right; ++x)
        if (area_[y * picture_.width + x] == number) first = std::min(first, x), last = std::max(last, x);
      for (int x = first; x <= last; ++x) {
        const int i = y * picture_.width + x;
        if (area_[i] == number || luma(colour(i)) > face.median_luma - limit::eye_darker) continue;
        if (!has_skin(number, x, y, 0, -1, face) || !has_skin(number, x, y, 0, 1, face)) continue;
        const int half = 2 * x > first + last;
        ++count[half], rows[half] += y;
      }
    }
    if (std::min(count[0], count[1]) < std::max(2.0, limit::eye_share * face.area)) return;
    if (count[0] + count[1] > limit::eye_most * face.area) return;
    const double left = rows[0] / count[0], right = rows[1] / count[1];
    face.has_eyes = std::abs(left - right) <= limit::eyes_level * height;
    face.eye_row = static_cast<int>((left + right) / 2);
  }

  const Image& picture_;
  std::vector<std::uint8_t> skin_;
  std::vector<int> area_;  // which area a pixel belongs to; -1: none yet
};

}  // namespace

std::vector<Face> find_faces(const Image& picture, const std::vector<std::uint8_t>& silhouette, bool grey) {
  return SkinAreas(picture, silhouette, grey).all();
}

}  // namespace hefu
