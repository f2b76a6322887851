#include "ocr/picture_faults.h"

#include <algorithm>
#include <cmath>

#include "ocr/line_judge.h"
#include "ocr/median.h"
#include "ocr/sampling.h"
#include "ocr/straight_page.h"

namespace hefu {
namespace {

// Each line lies between what `tests/bench/run picture_faults` prints for pages with the fault and for pages
// without it, on the tuning seeds; it judges them on others.
constexpr double least_dpi = 110;
constexpr double darkest_paper = 100;
constexpr double widest_edge_px = 4.2, widest_edge_unplaced_px = 6;
constexpr double cut_mm2 = 20;  // a character of 12 pt has 18
// Of the usual darkness of print on the page, what is left under a lamp's reflection.
constexpr double washed_out = 0.35;

constexpr double edge_dpi = 200;
constexpr std::size_t edge_runs = 24;
constexpr double a4_long_mm = 297;

RectMm joined(const RectMm& a, const RectMm& b) {
  const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

bool is_seen(const Image& grey, const PageMap& map, const RectMm& box) {
  for (const double x : {box.x, box.x + box.w})
    for (const double y : {box.y, box.y + box.h})
      if (const PointPx at = map(x, y); !is_inside(grey, at.x, at.y)) return false;
  return true;
}

/// Print and cells that lie outside of the picture: their area and what is around all of them.
struct Cut {
  double mm2 = 0;
  RectMm box;
  void add(const RectMm& part, double area) {
    box = mm2 == 0 ? part : joined(box, part);
    mm2 += area;
  }
};
Cut find_cut(const Image& grey, const PageMap& map, const Page& page) {
  Cut cut;
  for (const TextRun& run : page.runs) {
    if (run.glyphs.empty()) continue;
    const RectMm box = em_box(run);
    if (is_seen(grey, map, box)) continue;
    for (const Glyph& glyph : run.glyphs) {
      const double em = glyph.size_pt * mm_per_pt;
      if (!is_seen(grey, map, {glyph.x_mm, glyph.y_mm - 0.88 * em, glyph.advance_mm, em}))
        cut.add(box, glyph.advance_mm * em);
    }
  }
  for (const Field& field : page.fields)
    if (field.entered && !is_seen(grey, map, field.box)) cut.add(field.box, field.box.w * field.box.h);
  return cut;
}

/// Width of the steepest edges along rows (`dx` 1) or columns (`dy` 1): contrast over the steepest slopes,
/// px. `steep_share`: how many of all pixels may be steeper, fewer where print fills the picture less.
double edge_width(const Image& print, int dx, int dy, double steep_share) {
  std::vector<int> slopes;
  int darkest = 255, lightest = 0;
  for (int y = dy; y + dy < print.height; ++y)
    for (int x = dx; x + dx < print.width; ++x) {
      const std::uint8_t* p = &print.pixels[static_cast<std::size_t>(y) * print.width + x];
      const std::ptrdiff_t step = static_cast<std::ptrdiff_t>(dy) * print.width + dx;
      slopes.push_back(std::abs(p[step] - p[-step]));
      darkest = std::min<int>(darkest, *p), lightest = std::max<int>(lightest, *p);
    }
  if (slopes.size() < 100) return 0;
  const auto steep =
      slopes.end() - 1 - static_cast<std::ptrdiff_t>(steep_share * static_cast<double>(slopes.size()));
  std::nth_element(slopes.begin(), steep, slopes.end());
  return *steep > 0 ? 2.0 * (lightest - darkest) / *steep : 0;
}

/// A picture that moved is sharp across its way only.
double edge_width(const Image& print, double steep_share) {
  return std::max(edge_width(print, 1, 0, steep_share), edge_width(print, 0, 1, steep_share));
}

double usual_edge(const Image& grey, const PageMap& map, const Page& page) {
  std::vector<const TextRun*> labels;
  for (const TextRun& run : page.runs)
    if (run.kind == RunKind::label && run.glyphs.size() > 1 && is_seen(grey, map, em_box(run)))
      labels.push_back(&run);
  const std::size_t step = std::max<std::size_t>(1, labels.size() / edge_runs);
  std::vector<double> edges;
  for (std::size_t i = 0; i < labels.size(); i += step)
    if (const double edge = edge_width(crop(grey, map, em_box(*labels[i]), edge_dpi), 0.02); edge > 0)
      edges.push_back(edge);
  return edges.size() < 4 ? 0 : median(std::move(edges));
}

/// The same of a picture that no page was found in, as if it showed one of A4: of its parts with much print.
double usual_edge(const Image& grey) {
  constexpr int parts = 24;  // along the longer side
  constexpr double least_dark = 0.08, most_dark = 0.35, least_contrast = 60;
  const int longer = std::max(grey.width, grey.height), side = longer / parts;
  const double dpi = longer / a4_long_mm * 25.4;
  std::vector<double> edges;
  for (int y = 0; y + side <= grey.height && side > 8; y += side)
    for (int x = 0; x + side <= grey.width; x += side) {
      const Image part = cut(grey, x, y, side, side);
      const auto [darkest, lightest] = std::minmax_element(part.pixels.begin(), part.pixels.end());
      const int middle = (*darkest + *lightest) / 2;
      const auto dark = std::count_if(part.pixels.begin(), part.pixels.end(),
                                      [&](std::uint8_t level) { return level < middle; });
      if (*lightest - *darkest < least_contrast ||
          static_cast<double>(dark) < least_dark * static_cast<double>(part.pixels.size()) ||
          static_cast<double>(dark) > most_dark * static_cast<double>(part.pixels.size()))
        continue;
      if (const double edge = edge_width(part, 0.004); edge > 0) edges.push_back(edge * edge_dpi / dpi);
    }
  return edges.size() < 4 ? 0 : median(std::move(edges));
}

/// The paper's level: the lightest of each block, the median over the picture.
double paper_level(const Image& grey) {
  constexpr int blocks = 40;  // along each side
  const int w = std::max(1, grey.width / blocks), h = std::max(1, grey.height / blocks);
  std::vector<double> levels;
  for (int by = 0; by + h <= grey.height; by += h)
    for (int bx = 0; bx + w <= grey.width; bx += w) {
      int lightest = 0;
      for (int y = by; y < by + h; y += 2)
        for (int x = bx; x < bx + w; x += 2)
          lightest = std::max<int>(lightest, grey.pixels[static_cast<std::size_t>(y) * grey.width + x]);
      levels.push_back(lightest);
    }
  return median(std::move(levels));
}

/// How much darker than the page's paper the darkest of a glyph is.
double darkness(const Image& straight, const Glyph& glyph, double paper) {
  const double em = glyph.size_pt * mm_per_pt;
  const Image part =
      cut_mm(straight, {glyph.x_mm, glyph.y_mm - 0.88 * em, glyph.advance_mm, em}, StraightPage::px_per_mm);
  return part.empty() ? paper : paper - *std::min_element(part.pixels.begin(), part.pixels.end());
}

/// Characters of unreadable values that are washed out, and the cells that have some.
void find_glare(const Page& page, const PageReading& reading, std::vector<FoundFault>& faults) {
  const StraightPage& page_picture = reading.straight;
  const Image straight{page_picture.width, page_picture.height, 1, StraightPage::dpi, page_picture.luma};
  const double paper = straight.empty() ? 255 : paper_level(straight);
  std::vector<double> usual;
  std::vector<std::pair<const Field*, double>> doubtful;
  for (std::size_t i = 0; i < page.fields.size() && i < reading.fields.size(); ++i) {
    const Field& field = page.fields[i];
    const Verdict verdict = reading.fields[i].verdict;
    if (!field.entered || field.picture >= 0) continue;
    for (const std::uint32_t run : field.runs)
      for (const Glyph& glyph : page.runs.at(run).glyphs) {
        if (is_space(glyph.code_point)) continue;
        const double dark = darkness(straight, glyph, paper);
        if (verdict == Verdict::match) usual.push_back(dark);
        if (verdict == Verdict::unreadable) doubtful.push_back({&field, dark});
      }
  }
  if (usual.empty()) return;
  const double pale = washed_out * median(std::move(usual));
  std::optional<RectMm> all;
  for (const auto& [field, dark] : doubtful)
    if (dark < pale) all = all ? joined(*all, field->box) : field->box;
  if (all) faults.push_back({PictureFault::glare, *all});
}

}  // namespace

PictureMeasures measure_picture(const Image& grey, const PageMap& map, const Page& page) {
  PictureMeasures measures;
  measures.dpi = map.px_per_mm(page.width_mm / 2, page.height_mm / 2) * 25.4;
  measures.paper_level = paper_level(crop(grey, map, {0, 0, page.width_mm, page.height_mm}, 50));
  measures.edge_px = usual_edge(grey, map, page);
  const Cut cut = find_cut(grey, map, page);
  measures.cut_mm2 = cut.mm2;
  measures.cut = cut.box;
  return measures;
}

std::vector<FoundFault> find_picture_faults(const Image& grey, const PageMap& map, const Page& page,
                                            const PageReading& reading) {
  const PictureMeasures measures = measure_picture(grey, map, page);
  const RectMm sheet{0, 0, page.width_mm, page.height_mm};
  std::vector<FoundFault> faults;
  if (measures.cut_mm2 > cut_mm2) faults.push_back({PictureFault::cut_off, measures.cut});
  const bool small = measures.dpi < least_dpi;
  if (small) faults.push_back({PictureFault::too_small, sheet});
  if (measures.paper_level < darkest_paper) faults.push_back({PictureFault::too_dark, sheet});
  const bool blurred = !small && measures.edge_px > widest_edge_px;
  if (blurred) faults.push_back({PictureFault::blurred, sheet});
  if (!small && !blurred) find_glare(page, reading, faults);
  return faults;
}

std::vector<PictureFault> find_picture_faults(const Image& grey) {
  std::vector<PictureFault> faults;
  const bool small = std::max(grey.width, grey.height) < least_dpi / 25.4 * a4_long_mm;
  if (small) faults.push_back(PictureFault::too_small);
  if (paper_level(grey) < darkest_paper) faults.push_back(PictureFault::too_dark);
  if (!small && usual_edge(grey) > widest_edge_unplaced_px) faults.push_back(PictureFault::blurred);
  return faults;
}

}  // namespace hefu
