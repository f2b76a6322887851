#include "ocr/photo_match.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hefu {
namespace {

// Found on drawn portraits over eight kinds of damage (build/release/bench_photo_match --seed 1 --photos 240
// --measures): printed ones reach 0.84 and over, another's 0.84 at most; between the lines a person looks.
constexpr float same_likeness = 0.86f, same_agreeing = 0.8f;
constexpr float other_likeness = 0.68f, other_agreeing = 0.4f;
// Over this the ways in which a photo glued on by hand may lie are tried.
constexpr float hopeless_likeness = 0.3f;
// An empty place has noise and show-through, and less of the photo's detail.
constexpr float empty_contrast = 0.3f, empty_likeness = 0.3f;
constexpr float covered_share = 0.3f;

constexpr int reach_px = 4;      // 2 mm beside its place: a photo glued on by hand
constexpr int light_px = 9;      // light that changes over half a photo is not the photo's
constexpr int part_px = 12;      // 7 mm
constexpr double seal_red = 40;  // green light taken beyond red light

/// Floats in rows.
struct Plane {
  int w = 0, h = 0;
  std::vector<float> v;
  float at(int x, int y) const { return v[static_cast<std::size_t>(y) * w + x]; }
};

/// What changes within a few pixels: the mean around each is taken off.
Plane details(const Plane& in) {
  std::vector<double> sums(static_cast<std::size_t>(in.w + 1) * (in.h + 1), 0);
  const auto sum = [&](int x, int y) -> double& {
    return sums[static_cast<std::size_t>(y) * (in.w + 1) + x];
  };
  for (int y = 0; y < in.h; ++y)
    for (int x = 0; x < in.w; ++x)
      sum(x + 1, y + 1) = in.at(x, y) + sum(x, y + 1) + sum(x + 1, y) - sum(x, y);
  Plane out = in;
  for (int y = 0; y < in.h; ++y)
    for (int x = 0; x < in.w; ++x) {
      const int x0 = std::max(0, x - light_px), x1 = std::min(in.w, x + light_px + 1);
      const int y0 = std::max(0, y - light_px), y1 = std::min(in.h, y + light_px + 1);
      const double mean = (sum(x1, y1) - sum(x0, y1) - sum(x1, y0) + sum(x0, y0)) / ((x1 - x0) * (y1 - y0));
      out.v[static_cast<std::size_t>(y) * in.w + x] = in.at(x, y) - static_cast<float>(mean);
    }
  return out;
}

struct Correlation {
  float ncc = 0, spread = 0;  // spread: standard deviation of the first plane's part
};

/// Of a part of the expected photo with what is seen, moved by dx, dy; pixels under red ink are left out.
Correlation correlate(const Plane& expected, const Plane& seen, const std::vector<std::uint8_t>& red, int x0,
                      int y0, int x1, int y1, int dx, int dy) {
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) {
      const int u = x + reach_px + dx, v = y + reach_px + dy;
      if (red[static_cast<std::size_t>(v) * seen.w + u] != 0) continue;
      const double p = expected.at(x, y), q = seen.at(u, v);
      ++n, a += p, b += q, aa += p * p, bb += q * q, ab += p * q;
    }
  if (n < 8) return {};
  const double va = std::max(0.0, aa / n - a * a / n / n), vb = std::max(0.0, bb / n - b * b / n / n);
  return {static_cast<float>((ab / n - a * b / n / n) / std::max(1e-3, std::sqrt(va * vb))),
          static_cast<float>(std::sqrt(va))};
}

float spread_of(const Plane& plane, int margin) {
  double n = 0, a = 0, aa = 0;
  for (int y = margin; y < plane.h - margin; ++y)
    for (int x = margin; x < plane.w - margin; ++x)
      ++n, a += plane.at(x, y), aa += plane.at(x, y) * plane.at(x, y);
  return static_cast<float>(std::sqrt(std::max(0.0, aa / n - a * a / n / n)));
}

/// The photo's place on paper, as large as the record's photo and `reach_px` beyond it.
struct Seen {
  Plane grey;
  std::vector<std::uint8_t> red;
};

/// How the photo lies: printed in its place, or glued on by hand.
struct Lying {
  double scale = 1, turn = 0;  // radians
};

Seen look_at(const Image& colour, const PageMap& map, const Picture& picture, const Lying& lying) {
  constexpr int taps = 2;
  const int w = picture.grey_width + 2 * reach_px, h = picture.grey_height + 2 * reach_px;
  const double across = picture.box.w * lying.scale / picture.grey_width,
               down = picture.box.h * lying.scale / picture.grey_height;
  const double cx = picture.box.x + picture.box.w / 2, cy = picture.box.y + picture.box.h / 2;
  const double c = std::cos(lying.turn), s = std::sin(lying.turn);
  Seen seen{{w, h, std::vector<float>(static_cast<std::size_t>(w) * h, 0)}, {}};
  seen.red.assign(seen.grey.v.size(), 0);
  for (int i = 0; i < w * h * taps * taps; ++i) {
    const int at = i / (taps * taps), tap = i % (taps * taps);
    const double u = (at % w + (tap % taps + 0.5) / taps - w / 2.0) * across,
                 v = (at / w + (tap / taps + 0.5) / taps - h / 2.0) * down;
    const PointPx place = map(cx + u * c - v * s, cy + u * s + v * c);
    const int x = std::clamp(static_cast<int>(std::lround(place.x)), 0, colour.width - 1);
    const int y = std::clamp(static_cast<int>(std::lround(place.y)), 0, colour.height - 1);
    const std::uint8_t* p =
        &colour.pixels[(static_cast<std::size_t>(y) * colour.width + x) * colour.channels];
    const float grey = colour.channels == 3 ? 0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2] : p[0];
    seen.grey.v[static_cast<std::size_t>(at)] += grey / (taps * taps);
    seen.red[static_cast<std::size_t>(at)] |=
        colour.channels == 3 && p[0] - p[1] > seal_red && p[0] - p[2] > seal_red;
  }
  return seen;
}

/// Compares at one size.
PhotoMatch match_at(const Image& colour, const PageMap& map, const Picture& picture, const Lying& lying) {
  Plane expected{picture.grey_width, picture.grey_height, {picture.grey.begin(), picture.grey.end()}};
  const Seen seen = look_at(colour, map, picture, lying);
  PhotoMatch match;
  match.inside = true;
  expected = details(expected);
  const Plane shown = details(seen.grey);
  match.contrast = spread_of(shown, reach_px) / std::max(1.f, spread_of(expected, 0));
  const std::vector<std::uint8_t> none(seen.red.size(), 0);
  int best_x = 0, best_y = 0;
  for (int dy = -reach_px; dy <= reach_px; ++dy)
    for (int dx = -reach_px; dx <= reach_px; ++dx) {
      const float ncc = correlate(expected, shown, none, 0, 0, expected.w, expected.h, dx, dy).ncc;
      if (ncc > match.likeness) match.likeness = ncc, best_x = dx, best_y = dy;
    }
  int parts = 0, agreeing = 0, covered = 0;
  const float detail = 0.3f * spread_of(expected, 0);
  for (int y = 0; y + part_px <= expected.h; y += part_px)
    for (int x = 0; x + part_px <= expected.w; x += part_px) {
      const Correlation part =
          correlate(expected, shown, none, x, y, x + part_px, y + part_px, best_x, best_y);
      if (part.spread < detail) continue;
      ++parts;
      agreeing += part.ncc > 0.5f;
      int red = 0;
      for (int v = y; v < y + part_px; ++v)
        for (int u = x; u < x + part_px; ++u)
          red += seen.red[static_cast<std::size_t>(v + reach_px + best_y) * shown.w + u + reach_px + best_x];
      covered += part.ncc <= 0.5f && red > part_px * part_px / 8;
    }
  match.agreeing = static_cast<float>(agreeing) / static_cast<float>(std::max(1, parts - covered));
  match.covered = static_cast<float>(covered) / static_cast<float>(std::max(1, parts));
  if (match.covered > 0)  // once more without what red ink lies on
    match.likeness =
        std::max(match.likeness,
                 correlate(expected, shown, seen.red, 0, 0, expected.w, expected.h, best_x, best_y).ncc);
  return match;
}

PhotoState state_of(const PhotoMatch& match) {
  if (match.likeness >= same_likeness && match.agreeing >= same_agreeing) return PhotoState::same;
  if (match.covered > covered_share) return PhotoState::covered;
  if (match.contrast < empty_contrast && match.likeness < empty_likeness) return PhotoState::missing;
  if (match.likeness < other_likeness || match.agreeing < other_agreeing) return PhotoState::other;
  return PhotoState::unclear;
}

}  // namespace

PhotoMatch match_photo(const Image& colour, const PageMap& map, const Picture& picture) {
  PhotoMatch best;
  if (picture.grey_width < 3 * part_px || picture.grey_height < 3 * part_px) return best;
  const RectMm& b = picture.box;
  for (const double x : {b.x, b.x + b.w})
    for (const double y : {b.y, b.y + b.h}) {
      const PointPx at = map(x, y);
      if (at.x < 0 || at.y < 0 || at.x > colour.width - 1 || at.y > colour.height - 1) return best;
    }
  if (!colour.chroma.empty()) {
    constexpr double around_mm = 4;  // larger, askew and beside its place
    const ScanPart part =
        scan_part(colour, map, {b.x - around_mm, b.y - around_mm, b.w + 2 * around_mm, b.h + 2 * around_mm});
    return match_photo(part.image, part.map, picture);
  }
  best = match_at(colour, map, picture, {});
  best.state = state_of(best);
  if (best.state == PhotoState::same || best.state == PhotoState::missing ||
      best.likeness < hopeless_likeness)
    return best;
  // Glued on by hand it may be a little larger or smaller, and askew.
  for (const double turn : {-0.03, -0.015, 0.0, 0.015, 0.03})
    for (const double scale : {0.95, 0.975, 1.0, 1.025, 1.05}) {
      PhotoMatch match = match_at(colour, map, picture, {scale, turn});
      match.state = state_of(match);
      if (match.likeness > best.likeness) best = match;
    }
  return best;
}

FieldReading read_picture(const Image& colour, const PageMap& map, const Picture& picture) {
  FieldReading reading;
  reading.method = Method::expected_print;
  const PhotoMatch match = match_photo(colour, map, picture);
  reading.photo = match.state;
  switch (match.state) {
    case PhotoState::same:
      reading.verdict = Verdict::match;
      reading.confidence = std::min(0.9999, static_cast<double>(match.likeness));
      break;
    case PhotoState::other:
      reading.verdict = Verdict::mismatch;
      reading.confidence = std::clamp(1.0 - match.likeness, 0.0, 0.9999);
      break;
    case PhotoState::missing:
      reading.verdict = Verdict::mismatch;
      reading.paper = "";
      break;
    case PhotoState::covered:
    case PhotoState::unclear:
    case PhotoState::none:
      break;
  }
  return reading;
}

}  // namespace hefu
