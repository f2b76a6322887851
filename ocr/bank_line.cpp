#include "ocr/bank_line.h"

#include <algorithm>
#include <cmath>

#include "ocr/bank_strip.h"
#include "ocr/line_span.h"
#include "ocr/median.h"

namespace hefu {
namespace {

// Every line is looked at as if it were set in this size, so that glyphs are drawn once for all papers.
constexpr float size_pt = 10.5f;
const float em_mm = static_cast<float>(size_pt * mm_per_pt);
const float em_work = static_cast<float>(em_mm * working_px_per_mm);
// How far a glyph is looked for from where the engine's steps put it: they are wide and their ends vague.
constexpr int reach_x = 12, reach_y = 7;
// And from there where no face fits at all.
constexpr double farthest_em = 1.6;
constexpr std::size_t most_tried = 6;  // glyphs of a text by which faces and sizes are compared

}  // namespace

/// Where one glyph lies: the left of its box and its baseline, working px.
struct BankLine::Place {
  std::size_t index = 0;
  Glyph glyph;
  int x = 0, y = 0;
  float ncc = -1;
};

BankLine::BankLine(Judges& judges, std::shared_ptr<const Fonts> fonts)
    : judges_(judges),
      figures_(std::move(fonts), judges.shapes, Figures::among_figures),
      glyphs_without_letters_(judges.templates, figures_) {}

BankLine::~BankLine() = default;

float BankLine::middle_of(const Place& place) {
  return static_cast<float>(place.x) + static_cast<float>(glyph_box(place.glyph).width) / 2;
}

/// The line through points: by the median of its slopes, which bears outliers. Source: Theil and Sen.
BankLine::EvenLine BankLine::even_line(const std::vector<float>& x, const std::vector<float>& y,
                                       float least_slope, float most_slope) {
  std::vector<float> slopes, offsets;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = i + 1; j < x.size(); ++j) slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
  EvenLine line;
  if (!slopes.empty()) line.slope = std::clamp(median(std::move(slopes)), least_slope, most_slope);
  for (std::size_t i = 0; i < x.size(); ++i) offsets.push_back(y[i] - line.slope * x[i]);
  line.offset = median(std::move(offsets));
  return line;
}

/// Where an even line puts the middles of the glyphs. Figures stand at an even pitch, but which one is their
/// own face's, which the bank may not have, and a bracket may be half as wide: what fits best. Glyphs that
/// hardly fit where they were found say nothing.
std::vector<float> BankLine::even_middles(const std::vector<Place>& places) {
  constexpr float less_ncc = 0.1f;
  constexpr std::pair<float, float> pitches[] = {{0, 1},    {0.45f, 1}, {0.5f, 1},   {0.55f, 1},
                                                 {0.6f, 1}, {0, 0.5f},  {0.5f, 0.5f}};
  const auto is_wide_sign = [](const Place& place) {
    return is_mark(place.glyph.code_point) && is_wide(place.glyph.code_point);
  };
  std::vector<float> nccs;
  for (const Place& place : places) nccs.push_back(place.ncc);
  const float least_ncc = median(nccs) - less_ncc;
  std::vector<float> best;
  float least = 0;
  const bool signs = std::any_of(places.begin(), places.end(), is_wide_sign);
  for (const auto& [pitch_em, sign] : pitches) {
    if (sign < 1 && !signs) continue;
    std::vector<float> natural, fitting, found;
    float pen = 0;
    for (const Place& place : places) {
      const bool as_pitch = pitch_em > 0 && is_figure(place.glyph.code_point);
      const float half = as_pitch ? pitch_em * em_work / 2
                                  : (is_wide_sign(place) ? sign : 1) *
                                        static_cast<float>(place.glyph.advance_mm * working_px_per_mm) / 2;
      natural.push_back(pen + half);
      pen += 2 * half;
      if (place.ncc < least_ncc) continue;
      fitting.push_back(natural.back());
      found.push_back(middle_of(place));
    }
    const EvenLine line = even_line(fitting, found, 0.8f, 3.f);
    float off = 0;
    for (std::size_t i = 0; i < fitting.size(); ++i)
      off += std::fabs(found[i] - line.offset - line.slope * fitting[i]);
    for (float& middle : natural) middle = line.offset + line.slope * middle;
    if (best.empty() || off < least) least = off, best = std::move(natural);
  }
  return best;
}

/// Looks again for a glyph that lies off its line: 0 fits as well where the next 0 stands, and 目 a little
/// lower than 自, where 自 itself is not looked for. Where the ink clearly says otherwise it stays.
void BankLine::look_near(const BankStrip& strip, Rendering rendering, float middle, float row, Place& place) {
  constexpr float near_px = 2.5f, near_row_px = 1.2f;
  constexpr float clearly = 0.2f;
  if (std::fabs(middle_of(place) - middle) <= near_px &&
      std::fabs(static_cast<float>(place.y) - row) <= near_row_px)
    return;
  const GlyphTemplate& expected = judges_.templates.get(place.glyph, rendering);
  const int x0 = static_cast<int>(std::lround(middle - static_cast<float>(expected.width) / 2));
  const int y0 = static_cast<int>(std::lround(row));
  Place best = place;
  best.ncc = -1;
  for (int y = y0 - 1; y <= y0 + 1; ++y)
    for (int x = x0 - 3; x <= x0 + 3; ++x)
      if (const float value = strip.correlation(expected, x, y); value > best.ncc)
        best.ncc = value, best.x = x, best.y = y;
  if (best.ncc > place.ncc - clearly) place = best;
}

float BankLine::try_size(const BankStrip& strip, Faces faces, Rendering rendering,
                         std::vector<Place>& places) {
  float sum = 0;
  const Fonts& fonts = judges_.templates.fonts();
  for (Place& place : places) {
    const char32_t c = strip.text[place.index];
    const std::uint16_t face = is_wide(c) ? faces.chinese : faces.latin;
    const auto found = fonts.find_in_face(face, c);
    if (!found) return -1;
    place.glyph = {c, face, found->id, 0, 0, size_pt, found->advance_em * em_mm};
    const GlyphTemplate& expected = judges_.templates.get(place.glyph, rendering);
    // Chinese ink is centred at 0.38 em over the baseline, and so are figures.
    const GlyphBox box = glyph_box(place.glyph);
    const int x0 = static_cast<int>(std::lround(strip.centre[place.index] - box.width / 2.f));
    const int y0 = static_cast<int>(std::lround(strip.middle + 0.38f * em_work)) - box.baseline;
    place.ncc = -1;
    const auto look = [&](int x, int y) {
      const float value = strip.correlation(expected, x, y);
      if (value > place.ncc) place.ncc = value, place.x = x, place.y = y;
    };
    for (int dy = -reach_y; dy <= reach_y; dy += 2)
      for (int dx = -reach_x; dx <= reach_x; dx += 2) look(x0 + dx, y0 + dy);
    const int coarse_x = place.x, coarse_y = place.y;
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx)
        if (dx != 0 || dy != 0) look(coarse_x + dx, coarse_y + dy);
    sum += place.ncc;
  }
  return places.empty() ? -1 : sum / static_cast<float>(places.size());
}

Rendering BankLine::best_rendering(const BankStrip& strip, const BankFit& fit,
                                   const std::vector<Place>& places) {
  Rendering best = fit.rendering;
  const auto value_of = [&](Rendering rendering) {
    float sum = 0;
    for (const Place& place : places)
      sum += strip.correlation(judges_.templates.get(place.glyph, rendering), place.x, place.y);
    return sum;
  };
  float most = value_of(best);
  const auto try_one = [&](Rendering rendering) {
    if (const float value = value_of(rendering); value > most) most = value, best = rendering;
  };
  for (int bold = 0; bold < bold_count; ++bold) try_one({best.blur, bold, 0});
  for (int blur = 0; blur < blur_count; ++blur) try_one({blur, best.bold, 0});
  for (int bold = 0; bold < bold_count; ++bold) try_one({best.blur, bold, 0});
  return best;
}

/// The faces of the bank and sizes of a text against a strip of its line; the best is kept.
struct BankLine::Search {
  BankLine& bank;
  const std::u32string& text;
  PageType& page;
  BankFit& fit;
  float row = 0;  // the middle of the ink's rows, px of the strip
  std::vector<std::uint16_t> faces = {};
  std::vector<Place> some = {}, best_places = {};  // of the glyphs that are compared
  std::optional<BankStrip> best_strip = {};
  std::vector<float> best_centre = {};  // of the text's characters, px of the strip

  void begin() {
    const std::size_t stride = std::max<std::size_t>(1, text.size() / most_tried);
    for (std::size_t i = 0; i < text.size(); i += stride) some.push_back({i, {}, 0, 0, -1});
    faces = page.faces;
    for (std::uint16_t face = 0; face < bank.judges_.templates.fonts().face_count(); ++face)
      if (std::find(faces.begin(), faces.end(), face) == faces.end()) faces.push_back(face);
  }

  void try_size(float em, const std::vector<float>& centre, bool only_best) {
    const BankStrip strip(fit.strip, em / em_work, centre, row, text);
    for (const std::uint16_t face : faces) {
      if (only_best && face != fit.face) continue;
      const float value = bank.try_size(strip, {face, only_best ? fit.latin : face}, page.rendering, some);
      if (value <= fit.ncc) continue;
      fit.found = true;
      fit.ncc = value;
      fit.face = face;
      if (!only_best) fit.latin = face;
      fit.em_px = em;
      best_places = some;
      best_strip = strip;
      best_centre = centre;
      // A face that the page is known to be set in, and that fits: the others need not be tried.
      constexpr float fits = 0.88f;
      if (!page.faces.empty() && face == page.faces[0] && value > fits) break;
    }
  }

  /// Set as usual, at places along the line.
  void try_along(const std::vector<float>& centre, float by_height) {
    constexpr double stride_em = 0.4;
    const std::vector<float> usual = usual_middles(text);
    const float middle = (centre.front() + centre.back()) / 2;
    const float pitch = (centre.back() - centre.front()) / (usual.back() - usual.front());
    std::vector<float> moved(centre.size());
    for (const float em : {by_height * 0.87f, by_height, pitch, pitch * 0.93f})
      for (double shift = -farthest_em; em >= 8 && shift <= farthest_em; shift += stride_em) {
        for (std::size_t i = 0; i < centre.size(); ++i)
          moved[i] = middle + em * (usual[i] + static_cast<float>(shift));
        try_size(em, moved, false);
      }
  }
};

BankFit BankLine::fit(const Image& grey, const RectMm& line, const std::u32string& text,
                      const std::vector<double>& centre_px, PageType& page) {
  BankFit fit;
  if (text.empty() || centre_px.size() != text.size() || line.h < 6) return fit;
  const double margin = 1.5 * line.h;
  const int y0 = std::max(0, static_cast<int>(line.y - 0.6 * line.h));
  const int y1 = std::min(grey.height, static_cast<int>(line.y + 1.6 * line.h) + 1);
  const int factor = std::max(1, static_cast<int>(line.h / (2 * em_work)));
  int x0 = 0;
  std::vector<float> centre(centre_px.size());
  const auto cut_strip = [&](double beside) {
    x0 = std::max(0, static_cast<int>(centre_px.front() - beside));
    const int x1 = std::min(grey.width, static_cast<int>(centre_px.back() + beside) + 1);
    if (x1 - x0 < 8 || y1 - y0 < 8) return false;
    fit.strip = cut(grey, x0, y0, x1 - x0, y1 - y0);
    if (factor > 1) fit.strip = shrunk(fit.strip, factor);
    for (std::size_t i = 0; i < centre.size(); ++i)
      centre[i] = static_cast<float>((centre_px[i] - x0) / factor);
    return true;
  };
  if (!cut_strip(margin)) return fit;

  // One or two characters may have their strokes beside the middle: 拟, 一.
  const double beside = text.size() > 2 ? 2 : std::max(2.0, 0.4 * line.h / factor);
  const auto [top, bottom] = ink_rows(fit.strip, centre.front() - beside, centre.back() + beside);
  float by_height = 0;
  const std::vector<float> sizes =
      likely_sizes(text, centre, bottom - top, 1.6f * static_cast<float>(line.h / factor), by_height);
  Search search{*this, text, page, fit, (top + bottom) / 2};
  search.begin();
  for (const float em : sizes) search.try_size(em, centre, false);
  // No face is so unlike: the engine leaves out steps between words, and what follows lies beside its place.
  // Set as usual and looked for along the line, a text on tuning papers fits as well as any.
  constexpr float misplaced_ncc = 0.6f;
  if (fit.ncc < misplaced_ncc && text.size() > 2 && cut_strip(margin + farthest_em * line.h)) {
    fit.found = false;
    fit.ncc = 0;
    for (const float em : sizes) search.try_size(em, centre, false);
    search.try_along(centre, by_height);
  }
  if (!fit.found) return fit;
  choose_latin(*search.best_strip, page.rendering, fit);
  fit.ncc = try_size(*search.best_strip, {fit.face, fit.latin}, page.rendering, search.best_places);
  const std::vector<float> best_centre = search.best_centre;
  for (const float share : {0.98f, 1.02f}) search.try_size(fit.em_px * share, best_centre, true);
  fit.rendering = page.rendering;
  fit.rendering = best_rendering(*search.best_strip, fit, search.best_places);

  set_all(*search.best_strip, fit);
  fit.left_px = x0 + factor * fit.left_px;
  fit.right_px = x0 + factor * fit.right_px;
  return fit;
}

/// Word processors set figures and letters in a face of their own, and a face that the bank has not may have
/// figures like any other's.
void BankLine::choose_latin(const BankStrip& strip, Rendering rendering, BankFit& fit) {
  std::vector<Place> narrow;
  for (std::size_t i = 0; i < strip.text.size(); ++i)
    if (!is_wide(strip.text[i])) narrow.push_back({i, {}, 0, 0, -1});
  if (narrow.empty() || narrow.size() == strip.text.size()) return;
  const std::size_t stride = narrow.size() / most_tried + 1;
  for (std::size_t i = 0; i * stride < narrow.size(); ++i) narrow[i] = narrow[i * stride];
  narrow.resize((narrow.size() + stride - 1) / stride);
  float most = try_size(strip, {fit.face, fit.latin}, rendering, narrow);
  for (std::uint16_t face = 0; face < judges_.templates.fonts().face_count(); ++face) {
    if (face == fit.latin) continue;
    const float value = try_size(strip, {fit.face, face}, rendering, narrow);
    if (value > most) most = value, fit.latin = face;
  }
}

/// All glyphs now. Their places off an even line tell whether the text stands there as one.
void BankLine::set_all(const BankStrip& strip, BankFit& fit) {
  std::vector<Place> all;
  for (std::size_t i = 0; i < strip.text.size(); ++i) all.push_back({i, {}, 0, 0, -1});
  fit.ncc = try_size(strip, {fit.face, fit.latin}, fit.rendering, all);
  const std::vector<float> middles = even_middles(all);
  std::vector<float> baselines;
  for (const Place& place : all)
    baselines.push_back(static_cast<float>(place.y + glyph_box(place.glyph).baseline));
  constexpr float most_skew = 0.02f;
  const EvenLine row = even_line(middles, baselines, -most_skew, most_skew);
  const double mm_per_work = 1 / working_px_per_mm;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Place& place = all[i];
    const float top =
        row.offset + row.slope * middles[i] - static_cast<float>(glyph_box(place.glyph).baseline);
    look_near(strip, fit.rendering, middles[i], top, place);
    if (!is_mark(place.glyph.code_point))
      fit.uneven_em = std::max(fit.uneven_em, std::fabs(middle_of(place) - middles[i]) / em_work);
    fit.off_row_em.push_back(std::fabs(static_cast<float>(place.y) - top) / em_work);
    place.glyph.x_mm = static_cast<float>((place.x + 1) * mm_per_work);
    place.glyph.y_mm = static_cast<float>((place.y + glyph_box(place.glyph).baseline) * mm_per_work);
    fit.glyphs.push_back(place.glyph);
  }
  fit.between_em2 = ink_between(strip, row.offset + row.slope * median(middles), all);
  const double px_per_mm = strip.scale * working_px_per_mm;
  const double half = (strip.scale - 1) / 2;  // centres of pixels
  fit.map.homography = {px_per_mm, 0, half, 0, px_per_mm, half, 0, 0, 1};
  const Glyph &first = fit.glyphs.front(), &last = fit.glyphs.back();
  fit.left_px = first.x_mm * px_per_mm + half;
  fit.right_px = (last.x_mm + last.advance_mm) * px_per_mm + half;
}

/// The most ink that lies between the boxes of two glyphs: a figure that the text has not. Between figures
/// with a sign between them that sign's own is left out.
float BankLine::ink_between(const BankStrip& strip, float row, const std::vector<Place>& places) {
  constexpr float over_row = 0.8f, under_row = 0.1f;  // in em: where figures have their ink
  constexpr double sign_em2 = 0.06;                   // a dash across an em
  const int top = static_cast<int>(row - over_row * em_work),
            bottom = static_cast<int>(row + under_row * em_work);
  const auto ink = [&](const Place& left, const Place& right) {
    return strip.ink_in(left.x + glyph_box(left.glyph).width, top, right.x, bottom) / (em_work * em_work);
  };
  const auto is_of = [&](std::size_t i, bool (*what)(char32_t)) { return what(places[i].glyph.code_point); };
  double most = 0;
  for (std::size_t i = 0; i + 1 < places.size(); ++i) {
    most = std::max(most, ink(places[i], places[i + 1]));
    if (i > 0 && is_of(i - 1, is_figure) && is_of(i, is_mark) && is_of(i + 1, is_figure))
      most = std::max(most, ink(places[i - 1], places[i + 1]) - sign_em2);
  }
  return static_cast<float>(most);
}

LineReading BankLine::judge(const BankFit& fit, PageType& page) {
  std::u32string text;
  for (const Glyph& glyph : fit.glyphs) text += glyph.code_point;
  GlyphJudge& glyphs = has_letters(text) ? judges_.glyphs : glyphs_without_letters_;
  glyphs.rendering = fit.rendering;
  LineReading line = judge_line(glyphs, judges_.evidence, {fit.strip, fit.map, page.quality}, fit.glyphs);
  std::vector<float> nccs, residuals;
  for (const GlyphReading& glyph : line.glyphs)
    if (glyph.printed) nccs.push_back(glyph.stats.ncc), residuals.push_back(glyph.stats.residual);
  // What most glyphs show is what this paper's right glyphs look like; of fewer nothing can be said.
  constexpr std::size_t enough = 4;
  constexpr float known_face = 0.8f;
  if (nccs.size() >= enough && median(nccs) > known_face) {
    page.quality = {median(nccs), median(residuals)};
    page.rendering = fit.rendering;
    std::erase(page.faces, fit.face);
    page.faces.insert(page.faces.begin(), fit.face);
  }
  return line;
}

}  // namespace hefu
