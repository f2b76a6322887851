#include "ocr/start_maps.h"

#include <algorithm>
#include <cmath>

#include "ocr/homography.h"
#include "templates/page_code.h"

namespace hefu {
namespace {

std::array<PointMm, 4> corners(const RectMm& r) {
  return {{{r.x, r.y}, {r.x + r.w, r.y}, {r.x + r.w, r.y + r.h}, {r.x, r.y + r.h}}};
}

/// The symbol inside its quiet zone.
RectMm symbol_of(const Page& page, const RectMm& code) {
  constexpr int usual_modules = 45;  // version 7: what a code of the usual length takes
  const int modules = page.code.empty() ? usual_modules : qr_matrix(page.code).size;
  const double quiet = code.w * qr_quiet_modules / (modules + 2.0 * qr_quiet_modules);
  return {code.x + quiet, code.y + quiet, code.w - 2 * quiet, code.h - 2 * quiet};
}

PageMap map_of(const Page& page, const Homography& homography) {
  PageMap map;
  map.homography = homography;
  set_warp_frame(page, map);
  return map;
}

PointPx centre_of(const FoundCode& code) {
  PointPx centre;
  for (const PointPx& c : code.corners) {
    centre.x += c.x / 4;
    centre.y += c.y / 4;
  }
  return centre;
}

struct Piece {
  RectMm box;
  double x1() const { return box.x + box.w; }
  double y1() const { return box.y + box.h; }
};

/// Rectangles around the connected pieces of ruling: the frames that a component of ink can be.
std::vector<RectMm> ruled_rectangles(const Page& page) {
  constexpr double touch_mm = 0.6, smallest_mm = 30;
  std::vector<Piece> pieces;
  for (const Line& l : page.lines) {
    Piece joined{
        {std::min(l.x0, l.x1), std::min(l.y0, l.y1), std::fabs(l.x1 - l.x0), std::fabs(l.y1 - l.y0)}};
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& p = pieces[i];
        if (p.box.x > joined.x1() + touch_mm || joined.box.x > p.x1() + touch_mm ||
            p.box.y > joined.y1() + touch_mm || joined.box.y > p.y1() + touch_mm)
          continue;
        const double x0 = std::min(p.box.x, joined.box.x), y0 = std::min(p.box.y, joined.box.y);
        joined.box = {x0, y0, std::max(p.x1(), joined.x1()) - x0, std::max(p.y1(), joined.y1()) - y0};
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
        again = true;
        break;
      }
    }
    pieces.push_back(joined);
  }
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.box.w * a.box.h > b.box.w * b.box.h; });
  std::vector<RectMm> out;
  if (page.frame.w > 0 && page.frame.h > 0) out.push_back(page.frame);
  for (const Piece& p : pieces) {
    if (out.size() >= 4 || p.box.w < smallest_mm || p.box.h < smallest_mm) continue;
    const bool known = std::any_of(out.begin(), out.end(), [&](const RectMm& r) {
      return std::fabs(r.x - p.box.x) + std::fabs(r.y - p.box.y) + std::fabs(r.w - p.box.w) +
                 std::fabs(r.h - p.box.h) <
             2;
    });
    if (!known) out.push_back(p.box);
  }
  return out;
}

/// Maps of a rectangle on four points, in those of the four orientations whose proportions fit.
void add_orientations(const Page& page, const RectMm& from, const std::array<PointPx, 4>& to,
                      double tolerance, std::vector<PageMap>& out) {
  for (std::size_t turn = 0; turn < 4; ++turn) {
    std::array<PointPx, 4> turned_to;
    for (std::size_t i = 0; i < 4; ++i) turned_to[i] = to[(i + turn) % 4];
    const double w = std::hypot(turned_to[1].x - turned_to[0].x, turned_to[1].y - turned_to[0].y);
    const double h = std::hypot(turned_to[3].x - turned_to[0].x, turned_to[3].y - turned_to[0].y);
    const double ratio = w / std::max(1.0, h) / (from.w / from.h);
    if (ratio < 1 / tolerance || ratio > tolerance) continue;
    if (const auto homography = homography_through(corners(from), turned_to))
      out.push_back(map_of(page, *homography));
  }
}

}  // namespace

std::vector<PageMap> starts_from_quad(const Page& page, const Quad& quad, int factor) {
  std::array<PointPx, 4> full;
  for (std::size_t i = 0; i < 4; ++i)
    full[i] = {(quad[i].x + 0.5) * factor - 0.5, (quad[i].y + 0.5) * factor - 0.5};
  std::vector<PageMap> out;
  for (const RectMm& frame : ruled_rectangles(page)) add_orientations(page, frame, full, 1.4, out);
  return out;
}

std::optional<PageMap> start_from_both_codes(const Page& page, const std::vector<FoundCode>& codes) {
  if (codes.size() < 2 || page.codes.size() < 2) return std::nullopt;
  // Which symbol is which copy: the order in which the affine map through all corners fits better.
  std::optional<PageMap> best;
  double best_off = 1e9;
  for (int order = 0; order < 2; ++order) {
    std::vector<PointMm> from;
    std::vector<PointPx> to;
    for (std::size_t k = 0; k < 2; ++k) {
      const auto symbol = corners(symbol_of(page, page.codes[k]));
      from.insert(from.end(), symbol.begin(), symbol.end());
      const FoundCode& found = codes[order == 0 ? k : 1 - k];
      to.insert(to.end(), std::begin(found.corners), std::end(found.corners));
    }
    const auto affine = affine_through(from, to);
    if (!affine) continue;
    const PageMap map = map_of(page, *affine);
    double off = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const PointPx at = map(from[i].x, from[i].y);
      off += std::hypot(at.x - to[i].x, at.y - to[i].y);
    }
    if (off < best_off) {
      best_off = off;
      best = map;
    }
  }
  return best;
}

std::vector<PageMap> starts_from_one_code(const Page& page, const std::vector<FoundCode>& codes) {
  std::vector<PageMap> out;
  for (const FoundCode& found : codes)
    for (const RectMm& place : page.codes) {
      const RectMm symbol = symbol_of(page, place);
      const auto from = corners(symbol);
      const auto affine =
          affine_through({from.begin(), from.end()}, {std::begin(found.corners), std::end(found.corners)});
      if (!affine) continue;
      PageMap map = map_of(page, *affine);
      map.centre_x = symbol.x + symbol.w / 2;
      map.centre_y = symbol.y + symbol.h / 2;
      out.push_back(map);
    }
  return out;
}

std::vector<PageMap> starts_from_picture(const Page& page, int width, int height) {
  std::vector<PageMap> out;
  const double w = width - 1, h = height - 1;
  add_orientations(page, {0, 0, page.width_mm, page.height_mm}, {{{0, 0}, {w, 0}, {w, h}, {0, h}}}, 1.06,
                   out);
  return out;
}

bool agrees_with_codes(const Page& page, const std::vector<FoundCode>& codes, const PageMap& map) {
  if (codes.empty() || page.codes.empty()) return true;
  constexpr double tolerance = 0.15;  // of the page's diagonal: a first guess may be that far off, not more
  const PointPx top_left = map(0, 0), bottom_right = map(page.width_mm, page.height_mm);
  const double diagonal = std::hypot(bottom_right.x - top_left.x, bottom_right.y - top_left.y);
  for (const FoundCode& found : codes) {
    const PointPx centre = centre_of(found);
    for (const RectMm& place : page.codes) {
      const PointPx at = map(place.x + place.w / 2, place.y + place.h / 2);
      if (std::hypot(at.x - centre.x, at.y - centre.y) > tolerance * diagonal) continue;
      const PointPx right = map(place.x + place.w, place.y + place.h / 2);
      const double along_x = right.x - at.x, along_y = right.y - at.y;
      const double code_x = found.corners[1].x - found.corners[0].x,
                   code_y = found.corners[1].y - found.corners[0].y;
      if (along_x * code_x + along_y * code_y >
          0.7 * std::hypot(along_x, along_y) * std::hypot(code_x, code_y))
        return true;
    }
  }
  return false;
}

void set_warp_frame(const Page& page, PageMap& map) {
  map.centre_x = page.width_mm / 2;
  map.centre_y = page.height_mm / 2;
  map.scale_x = page.width_mm * 0.42;
  map.scale_y = page.height_mm * 0.42;
}

int upright_turns(const Page& page, const PageMap& map) {
  const double cx = page.width_mm / 2, cy = page.height_mm / 2;
  const PointPx left = map(cx - 10, cy), right = map(cx + 10, cy);
  const double dx = right.x - left.x, dy = right.y - left.y;
  if (std::fabs(dx) >= std::fabs(dy)) return dx > 0 ? 0 : 2;
  return dy > 0 ? 3 : 1;
}

}  // namespace hefu
