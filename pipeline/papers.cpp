#include "pipeline/papers.h"

#include <algorithm>
#include <cmath>

#include "ocr/frame_quads.h"
#include "ocr/start_maps.h"

namespace hefu {
namespace {

// A page that fills less of its picture may have others beside it: two pages side by side take half each.
// Phones show a fifth more than the paper.
constexpr double one_page_share = 0.6;
// How far from its expected place the other code of a sheet may be, of the page's diagonal: what is known
// from one code alone is a degree or two off. The next sheet's code is half a diagonal away.
constexpr double place_tolerance = 0.15;
// Frames smaller than this share of a known page are no page of its kind, and those that reach into a known
// page by more than a share are part of it.
constexpr double least_sheet = 0.35;

PointPx centre_of(const FoundCode& code) {
  return {(code.corners[0].x + code.corners[2].x) / 2, (code.corners[0].y + code.corners[2].y) / 2};
}

double side_of(const FoundCode& code) {
  const PointPx* c = code.corners;
  return (std::hypot(c[1].x - c[0].x, c[1].y - c[0].y) + std::hypot(c[2].x - c[1].x, c[2].y - c[1].y)) / 2;
}

/// The page that a code speaks of, as far as the record has one like it: for where its codes stand. Whether
/// the code is genuine is asked later, once.
const Page* page_like(const FoundCode& found, const PreparedRecord& record) {
  static const TrustedKeys nobody;
  const std::optional<ReadPageCode> read = decode_page_code(found.text, nobody);
  const Page* any = nullptr;
  for (const Sheet& sheet : record.sheets)
    for (std::size_t p = 0; p < sheet.pages.size(); ++p) {
      if (sheet.pages[p].codes.size() < 2) continue;
      if (!any) any = &sheet.pages[p];
      if (!read || sheet.form_code != read->code.form_code) continue;
      if (static_cast<int>(p) + 1 == read->code.page || p + 1 == sheet.pages.size()) return &sheet.pages[p];
    }
  return any;
}

/// Whether `other` stands where the page of `code` has its other copy.
bool is_other_copy(const FoundCode& code, const FoundCode& other, const Page& page) {
  const PointPx at = centre_of(other);
  const double along = (code.corners[1].x - code.corners[0].x) * (other.corners[1].x - other.corners[0].x) +
                       (code.corners[1].y - code.corners[0].y) * (other.corners[1].y - other.corners[0].y);
  const double lengths = side_of(code) * side_of(other);
  if (along < 0.85 * lengths || side_of(code) > 1.35 * side_of(other) ||
      side_of(other) > 1.35 * side_of(code))
    return false;
  const double diagonal =
      std::hypot(page.width_mm, page.height_mm) * side_of(code) / std::max(1.0, page.codes[0].w * 0.85);
  for (const PageMap& map : starts_from_one_code(page, {code}))
    for (const RectMm& place : page.codes) {
      const PointPx expected = map(place.x + place.w / 2, place.y + place.h / 2);
      const PointPx own = centre_of(code);
      if (std::hypot(expected.x - own.x, expected.y - own.y) < 2 * side_of(code)) continue;  // itself
      if (std::hypot(expected.x - at.x, expected.y - at.y) < place_tolerance * diagonal) return true;
    }
  return false;
}

/// px² that the page of a code takes in the picture.
double area_of(const FoundCode& code, const Page& page) {
  const double px_per_mm = side_of(code) / (page.codes[0].w * 0.85);  // the symbol within its quiet zone
  return page.width_mm * page.height_mm * px_per_mm * px_per_mm;
}

PointPx inverse(const PageMap& map, const Page& page, PointPx at) {
  // Newton from the middle: the map is nearly affine.
  double x = page.width_mm / 2, y = page.height_mm / 2;
  for (int i = 0; i < 12; ++i) {
    const PointPx here = map(x, y), right = map(x + 1, y), down = map(x, y + 1);
    const double a = right.x - here.x, b = down.x - here.x, c = right.y - here.y, d = down.y - here.y;
    const double det = a * d - b * c;
    if (std::fabs(det) < 1e-9) break;
    const double dx = at.x - here.x, dy = at.y - here.y;
    x += (d * dx - b * dy) / det;
    y += (a * dy - c * dx) / det;
  }
  return {x, y};
}

bool lies_on(const LocatedSheet& sheet, PointPx at) {
  const PointPx mm = inverse(sheet.map, *sheet.page, at);
  return mm.x > 0 && mm.y > 0 && mm.x < sheet.page->width_mm && mm.y < sheet.page->height_mm;
}

double area_of(const LocatedSheet& sheet) {
  const double px_per_mm = sheet.map.px_per_mm(sheet.page->width_mm / 2, sheet.page->height_mm / 2);
  return sheet.page->width_mm * sheet.page->height_mm * px_per_mm * px_per_mm;
}

double area_of(const Quad& quad) {
  double twice = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const PointPx a = quad[i], b = quad[(i + 1) % 4];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::fabs(twice) / 2;
}

}  // namespace

std::vector<PageCodes> papers_of(const std::vector<FoundCode>& found, const PreparedRecord& record,
                                 const TrustedKeys& trusted) {
  std::vector<std::vector<FoundCode>> sheets;
  std::vector<bool> taken(found.size(), false);
  const auto join = [&](bool by_text) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (taken[i]) continue;
      const Page* page = page_like(found[i], record);
      for (std::size_t k = i + 1; page && k < found.size() && !taken[i]; ++k) {
        if (taken[k] || (by_text && found[k].text != found[i].text) ||
            !is_other_copy(found[i], found[k], *page))
          continue;
        taken[i] = taken[k] = true;
        sheets.push_back({found[i], found[k]});
      }
    }
  };
  join(true);   // what belongs together for certain,
  join(false);  // then what only its place joins
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (taken[i]) continue;
    taken[i] = true;
    sheets.push_back({found[i]});
    // Much askew, the second copy is not where the first one lets expect it.
    for (std::size_t k = i + 1; k < found.size(); ++k) {
      const bool only_two = std::count_if(found.begin(), found.end(), [&](const FoundCode& code) {
                              return code.text == found[i].text;
                            }) == 2;
      if (taken[k] || found[k].text != found[i].text || !only_two) continue;
      taken[k] = true;
      sheets.back().push_back(found[k]);
    }
  }
  std::vector<PageCodes> papers;
  for (std::vector<FoundCode>& codes : sheets)
    if (PageCodes paper = what_codes_say(std::move(codes), trusted); !paper.found.empty())
      papers.push_back(std::move(paper));
  if (papers.empty()) papers.emplace_back();
  return papers;
}

std::vector<PageCodes> find_papers(const Image& grey, const PreparedRecord& record,
                                   const TrustedKeys& trusted) {
  const std::vector<FoundCode> quick = read_codes(grey);
  std::vector<PageCodes> papers = papers_of(quick, record, trusted);
  if (papers[0].found.empty()) return papers;
  const FoundCode& first = papers[0].found[0];
  const Page* page = page_like(first, record);
  const double picture = static_cast<double>(grey.width) * grey.height;
  if (papers.size() == 1 && (!page || area_of(first, *page) > one_page_share * picture)) return papers;
  return papers_of(read_all_codes(grey), record, trusted);
}

double share_of_picture(const Image& grey, const std::vector<LocatedSheet>& located) {
  double area = 0;
  for (const LocatedSheet& sheet : located) area += area_of(sheet);
  return area / (static_cast<double>(grey.width) * grey.height);
}

std::vector<PicturePart> find_other_sheets(const Image& grey, const std::vector<LocatedSheet>& located) {
  std::vector<PicturePart> parts;
  if (located.empty() || share_of_picture(grey, located) > one_page_share) return parts;
  constexpr int long_side_px = 900;  // about 3 px a mm of each of two A4 sheets
  const int factor = std::max(1, std::max(grey.width, grey.height) / long_side_px);
  double smallest = area_of(located[0]);
  for (const LocatedSheet& sheet : located) smallest = std::min(smallest, area_of(sheet));
  for (Quad quad : find_frame_quads(shrunk(grey, factor), {}, 8)) {
    PointPx middle;
    for (PointPx& corner : quad) {
      corner = {corner.x * factor, corner.y * factor};
      middle.x += corner.x / 4;
      middle.y += corner.y / 4;
    }
    if (area_of(quad) < least_sheet * smallest) continue;
    const auto covers = [&](const LocatedSheet& sheet) {
      return lies_on(sheet, middle) || std::any_of(quad.begin(), quad.end(), [&](const PointPx& corner) {
               return lies_on(sheet, corner);
             });
    };
    if (std::any_of(located.begin(), located.end(), covers)) continue;
    double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
    for (const PointPx& corner : quad) {
      x0 = std::min(x0, corner.x), x1 = std::max(x1, corner.x);
      y0 = std::min(y0, corner.y), y1 = std::max(y1, corner.y);
    }
    // The frame leaves margins of up to a sixth of the page, where the codes and titles stand.
    const double margin_x = (x1 - x0) / 6, margin_y = (y1 - y0) / 6;
    PicturePart part;
    part.x = std::max(0, static_cast<int>(x0 - margin_x));
    part.y = std::max(0, static_cast<int>(y0 - margin_y));
    part.width = std::min(grey.width, static_cast<int>(x1 + margin_x)) - part.x;
    part.height = std::min(grey.height, static_cast<int>(y1 + margin_y)) - part.y;
    parts.push_back(part);
  }
  return parts;
}

}  // namespace hefu
