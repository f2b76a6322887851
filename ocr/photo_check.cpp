#include "ocr/photo_check.h"

#include "ocr/photo_faces.h"
#include "ocr/photo_sharpness.h"
#include "ocr/photo_thresholds.h"

namespace hefu {
namespace {

namespace limit = photo_thresholds;
using Answer = PhotoAnswer;

/// What the measures share: the working picture cut into background and person.
struct Scene {
  Image picture;
  bool grey = false;
  BackgroundFit background;
  std::vector<std::uint8_t> silhouette;
  std::vector<Lobe> lobes;
  std::vector<Face> skins, faces;  // faces: those with eyes

  bool person_at(int x, int y) const {
    return silhouette[static_cast<std::size_t>(y) * picture.width + x] != 0;
  }
  bool can_be_cut() const { return background.even_share >= limit::even_share; }
};

bool is_grey(const Image& picture) {
  std::size_t coloured = 0;
  for (std::size_t i = 0; i < picture.pixels.size(); i += 3)
    coloured +=
        chroma({picture.pixels[i], picture.pixels[i + 1], picture.pixels[i + 2]}) > limit::grey_chroma;
  return coloured * 200 < picture.pixels.size() / 3;  // half a percent: specks of dust
}

PhotoBackground name_background(const BackgroundFit& fit) {
  if (fit.even_share < limit::even_share)
    return fit.white_share > 1 - limit::even_share ? PhotoBackground::unclear : PhotoBackground::other;
  const int colour = chroma(fit.colour);
  const double hue = hue_degrees(fit.colour);
  if (luma(fit.colour) >= limit::white_luma && colour <= limit::white_chroma)
    return fit.white_share >= limit::white_share * fit.even_share ? PhotoBackground::white
                                                                  : PhotoBackground::unclear;
  if (fit.white_share > 1 - limit::white_share) return PhotoBackground::unclear;  // white in part
  if (colour >= limit::colour_chroma && hue >= 185 && hue <= 260) return PhotoBackground::blue;
  if (colour >= 2 * limit::colour_chroma && (hue >= 335 || hue <= 20)) return PhotoBackground::red;
  return PhotoBackground::other;
}

/// Whether something in the silhouette narrows like a neck and widens again below.
bool has_neck(const Scene& scene) {
  for (const Lobe& lobe : scene.lobes) {
    int widest = 0, narrowest = scene.picture.width;
    for (int y = lobe.top; y <= lobe.bottom; ++y) {
      int width = 0;
      for (int x = lobe.left; x <= lobe.right; ++x) width += scene.person_at(x, y);
      if (width > widest && narrowest == scene.picture.width) widest = width;
      if (widest >= limit::lobe_width * scene.picture.width && width < 0.8 * widest)
        narrowest = std::min(narrowest, width);
      if (narrowest < scene.picture.width && width > 1.3 * narrowest) return true;
    }
  }
  return false;
}

std::optional<int> count_heads(const Scene& scene) {
  if (!scene.can_be_cut()) return std::nullopt;
  const auto person = std::count(scene.silhouette.begin(), scene.silhouette.end(), 1);
  if (static_cast<double>(person) < limit::empty_share * static_cast<double>(scene.silhouette.size()))
    return 0;
  if (scene.faces.size() > 1) return static_cast<int>(scene.faces.size());
  if (scene.faces.empty()) {
    const bool told = !scene.grey && scene.skins.empty() && !has_neck(scene) &&
                      scene.background.colour.red + scene.background.colour.green >= 2 * limit::too_dark;
    return told ? std::optional(0) : std::nullopt;
  }
  // One face: nothing else may stand up that is as tall as its head.
  const Face& face = scene.faces[0];
  int others = 0;
  for (const Lobe& lobe : scene.lobes) {
    const bool holds_face = lobe.left <= face.right && lobe.right >= face.left && lobe.top <= face.eye_row;
    others += !holds_face && lobe.bottom - lobe.top >= (face.bottom - face.top) / 2;
  }
  return others == 0 ? std::optional(1) : std::nullopt;
}

/// The first row of the silhouette over the middle of the face.
int crown_of(const Scene& scene, const Face& face) {
  const int inset = (face.right - face.left) / 4;
  for (int y = 0; y < face.top; ++y)
    for (int x = face.left + inset; x <= face.right - inset; ++x)
      if (scene.person_at(x, y)) return y;
  return face.top;
}

/// How far the silhouette reaches to both sides of the face in a row; ends included.
std::pair<int, int> reach_of(const Scene& scene, const Face& face, int y) {
  int left = (face.left + face.right) / 2, right = left;
  while (left > 0 && scene.person_at(left - 1, y)) --left;
  while (right + 1 < scene.picture.width && scene.person_at(right + 1, y)) ++right;
  return {left, right};
}

PhotoHead place_head(const Scene& scene, const Face& face) {
  const double width = scene.picture.width, height = scene.picture.height;
  const auto [left, right] = reach_of(scene, face, face.eye_row);
  const int crown = crown_of(scene, face);
  // The chin: where the skin narrows to the neck.
  const int widest = *std::max_element(face.skin_width.begin(), face.skin_width.end());
  int chin = face.bottom;
  for (int y = face.eye_row + (face.bottom - face.top) / 5; y <= face.bottom; ++y)
    if (face.skin_width[y - face.top] < limit::chin_narrowing * widest) {
      chin = y;
      break;
    }
  PhotoHead head{left / width, crown / height, (right + 1) / width, (chin + 1) / height};
  head.off_centre = ((face.left + face.right + 1) / 2.0) / width - 0.5;
  int on_top = 0;
  for (int x = left; x <= right; ++x) on_top += scene.person_at(x, 0);
  head.cut_off = on_top >= limit::cut_crown_width * width || face.left == 0 || face.right + 1 >= width ||
                 face.bottom - face.eye_row < (face.right - face.left) / 4;
  return head;
}

/// Whether the silhouette above the eyes jumps out like the brim of a hat.
bool has_brim(const Scene& scene, const Face& face, int crown) {
  const int step = std::max(2, static_cast<int>(limit::brim_height * scene.picture.height));
  const auto width_at = [&](int y) {
    const auto [left, right] = reach_of(scene, face, y);
    return right - left + 1;
  };
  for (int y = crown + 1; y + step <= face.eye_row; ++y)
    if (width_at(y) - width_at(y + step) >= limit::brim_ledge * width_at(face.eye_row)) return true;
  return false;
}

/// By what lies between the crown and the skin of the face.
Answer is_bareheaded(const Scene& scene, const Face& face, const PhotoHead& head) {
  if (head.cut_off || scene.grey) return Answer::unclear;
  const int crown = crown_of(scene, face), inset = (face.right - face.left) / 6;
  std::vector<int> levels[3];
  for (int x = face.left + inset; x <= face.right - inset; ++x)
    for (int y = crown; y < face.first_skin_row[x - face.left]; ++y) {
      if (!scene.person_at(x, y)) continue;
      const Rgb colour = rgb_at(scene.picture, x, y);
      levels[0].push_back(colour.red), levels[1].push_back(colour.green), levels[2].push_back(colour.blue);
    }
  const int columns = face.right - face.left - 2 * inset + 1;
  const double depth = static_cast<double>(levels[0].size()) / columns;
  const bool brim = has_brim(scene, face, crown);
  // Straw and beige felt have the colour of skin.
  if (depth < limit::bare_skull * (head.bottom - head.top) * scene.picture.height)
    return brim ? Answer::unclear : Answer::yes;
  for (auto& channel : levels)
    std::nth_element(channel.begin(), channel.begin() + channel.size() / 2, channel.end());
  const std::size_t half = levels[0].size() / 2;
  const Rgb cover{levels[0][half], levels[1][half], levels[2][half]};
  const int colour = chroma(cover);
  const double hue = hue_degrees(cover);
  if (colour >= limit::blue_chroma && hue > limit::blue_hue_low && hue < limit::blue_hue_high)
    return Answer::no;
  if (colour >= limit::red_chroma && (hue < limit::hair_hue_low || hue > limit::hair_hue_high))
    return Answer::no;
  const bool like_hair = colour < limit::hair_chroma && luma(cover) < limit::light_cover;
  if (like_hair) return brim ? Answer::unclear : Answer::yes;
  return brim ? Answer::no : Answer::unclear;
}

PhotoLight judge_light(const Scene& scene) {
  if (scene.skins.empty()) {
    std::vector<int> lumas;
    for (int y = 0; y < scene.picture.height; ++y)
      for (int x = 0; x < scene.picture.width; ++x) lumas.push_back(luma(rgb_at(scene.picture, x, y)));
    std::nth_element(lumas.begin(), lumas.begin() + lumas.size() / 2, lumas.end());
    return lumas[lumas.size() / 2] < limit::too_dark ? PhotoLight::dark : PhotoLight::unclear;
  }
  const int level = (scene.faces.empty() ? scene.skins : scene.faces)[0].median_luma;
  return level < limit::too_dark     ? PhotoLight::dark
         : level > limit::too_bright ? PhotoLight::bright
                                     : PhotoLight::normal;
}

std::string iso_date(int yyyymmdd) {
  return fmt::format("{:04}-{:02}-{:02}", yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100);
}

Scene look_at(const Image& photo) {
  Scene scene;
  scene.picture = working_copy(photo, limit::working_long_side_px);
  scene.grey = photo.channels == 1 || is_grey(scene.picture);
  scene.background = fit_background(scene.picture);
  if (!scene.can_be_cut()) return scene;
  scene.silhouette = cut_silhouette(scene.picture, scene.background);
  scene.lobes = find_lobes(scene.silhouette, scene.picture.width, scene.picture.height);
  scene.skins = find_faces(scene.picture, scene.silhouette, scene.grey);
  for (const Face& face : scene.skins)
    if (face.has_eyes && (scene.faces.empty() || face.area >= limit::second_face * scene.faces[0].area))
      scene.faces.push_back(face);
  return scene;
}

}  // namespace

PhotoFacts measure_photo(const Image& photo) {
  PhotoFacts facts;
  if (photo.empty()) return facts;
  facts.width_px = photo.width * photo.reduced;
  facts.height_px = photo.height * photo.reduced;
  facts.aspect = static_cast<double>(facts.height_px) / facts.width_px;
  facts.dpi_at_two_inch = facts.width_px * 25.4 / limit::two_inch_width_mm;
  if (photo.taken_on != 0) facts.taken_on = iso_date(photo.taken_on);
  facts.hash = hash_picture(photo);

  const Scene scene = look_at(photo);
  facts.grey = scene.grey;
  facts.background = name_background(scene.background);
  facts.white_share = scene.background.white_share;
  facts.uneven_light = scene.can_be_cut() && scene.background.light_change > limit::uneven_light;
  facts.light = judge_light(scene);
  if (std::min(photo.width, photo.height) < limit::smallest_side_px) return facts;
  const double edge_px = edge_width_px(photo);
  facts.sharp = edge_px == 0 ? Answer::unclear : edge_px > limit::blurred_edge_px ? Answer::no : Answer::yes;
  facts.heads = count_heads(scene);
  if (facts.heads == 1) {
    facts.head = place_head(scene, scene.faces[0]);
    facts.bareheaded = is_bareheaded(scene, scene.faces[0], facts.head);
  }
  return facts;
}

}  // namespace hefu
