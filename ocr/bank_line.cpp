#include "ocr/bank_line.h"

#include <algorithm>
#include <cmath>

#include "ocr/sampling.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

// Every line is looked at as if it were set in this size, so that glyphs are drawn once for all papers.
constexpr float size_pt = 10.5f;
const float em_mm = static_cast<float>(size_pt * mm_per_pt);
const float em_work = static_cast<float>(em_mm * working_px_per_mm);
// How far a glyph is looked for from where the engine's steps put it: they are wide and their ends vague.
constexpr int reach_x = 12, reach_y = 7;
constexpr std::size_t most_tried = 6;  // glyphs of a text by which faces and sizes are compared

float median(std::vector<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

bool is_wide(char32_t c) { return c >= 0x2E80; }

/// Rows of a strip between which a line's ink lies, between the columns given.
std::pair<float, float> ink_rows(const Image& strip, double left, double right) {
  const int x0 = std::clamp(static_cast<int>(left), 0, strip.width - 1);
  const int x1 = std::clamp(static_cast<int>(right), x0 + 1, strip.width);
  std::vector<float> rows(strip.height);
  for (int y = 0; y < strip.height; ++y) {
    float sum = 0;
    for (int x = x0; x < x1; ++x) sum += 255 - strip.pixels[static_cast<std::size_t>(y) * strip.width + x];
    rows[y] = sum / static_cast<float>(x1 - x0);
  }
  std::vector<float> sorted = rows;
  std::sort(sorted.begin(), sorted.end());
  const float paper = sorted[sorted.size() / 10], ink = sorted[sorted.size() * 9 / 10];
  // From the line's middle outwards, to where it is paper: rules of a table and other lines lie beyond.
  const float level = paper + 0.2f * (ink - paper);
  int middle = strip.height / 2;
  for (int step = 0; step < strip.height / 4 && rows[middle] < level; ++step)
    middle = strip.height / 2 + (step % 2 == 0 ? step / 2 : -step / 2);
  int top = middle, bottom = middle;
  while (top > 0 && rows[top - 1] > level) --top;
  while (bottom + 1 < strip.height && rows[bottom + 1] > level) ++bottom;
  return {static_cast<float>(top), static_cast<float>(bottom + 1)};
}

HEFU_VECTORISED float dot(const GlyphTemplate& expected, const float* dark, int stride) {
  float lanes[16] = {};
  for (int y = 0; y < expected.height; ++y) {
    const float* ink = &expected.ink[static_cast<std::size_t>(y) * expected.stride];
    const float* row = dark + static_cast<std::ptrdiff_t>(y) * stride;
    for (int x = 0; x < expected.stride; x += 16)
      for (int k = 0; k < 16; ++k) lanes[k] += row[x + k] * ink[x + k];
  }
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

}  // namespace

/// The strip at working size, as darkness, with sums over rectangles.
struct BankLine::Strip {
  int width = 0, height = 0;
  std::vector<float> dark;
  std::vector<double> sums, squares;  // (width + 1) x (height + 1)
  double scale = 1;                   // strip px a working px
  std::vector<float> centre;          // of each character
  float middle = 0;                   // row about which the ink lies
  const std::u32string* text = nullptr;

  Strip(const Image& image, double px_per_work, const std::vector<float>& centre_px, float middle_px,
        const std::u32string& characters)
      : width(static_cast<int>(image.width / px_per_work)),
        height(static_cast<int>(image.height / px_per_work)),
        scale(px_per_work),
        middle(static_cast<float>(middle_px / px_per_work)),
        text(&characters) {
    dark.assign(static_cast<std::size_t>(width) * height + 64, 0);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        dark[static_cast<std::size_t>(y) * width + x] =
            1 - grey_at(image, static_cast<float>((x + 0.5) * scale - 0.5),
                        static_cast<float>((y + 0.5) * scale - 0.5)) /
                    255;
    for (const float c : centre_px) centre.push_back(static_cast<float>(c / px_per_work));
    const std::size_t stride = static_cast<std::size_t>(width) + 1;
    sums.assign(stride * (height + 1), 0);
    squares = sums;
    for (int y = 0; y < height; ++y) {
      double sum = 0, square = 0;
      for (int x = 0; x < width; ++x) {
        const double value = dark[static_cast<std::size_t>(y) * width + x];
        sum += value;
        square += value * value;
        sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + sum;
        squares[(y + 1) * stride + x + 1] = squares[y * stride + x + 1] + square;
      }
    }
  }

  float correlation(const GlyphTemplate& expected, int x, int y) const {
    if (x < 0 || y < 0 || x + expected.width > width || y + expected.height > height) return -1;
    const std::size_t stride = static_cast<std::size_t>(width) + 1;
    const auto over = [&](const std::vector<double>& of) {
      const std::size_t top = y * stride, bottom = (y + static_cast<std::size_t>(expected.height)) * stride;
      return of[bottom + x + expected.width] - of[bottom + x] - of[top + x + expected.width] + of[top + x];
    };
    const double count = static_cast<double>(expected.width) * expected.height;
    const double sum = over(sums), variance = over(squares) - sum * sum / count;
    const double own = expected.squares - expected.sum * expected.sum / count;
    if (variance <= 1e-6 || own <= 1e-6) return 0;
    const double covariance =
        dot(expected, &dark[static_cast<std::size_t>(y) * width + x], width) - sum * expected.sum / count;
    return static_cast<float>(covariance / std::sqrt(variance * own));
  }
};

/// Where one glyph lies: the left of its box and its baseline, working px.
struct BankLine::Place {
  std::size_t index = 0;
  Glyph glyph;
  int x = 0, y = 0;
  float ncc = -1;
};

BankLine::BankLine(Judges& judges) : judges_(judges) {
  const Fonts& fonts = judges_.templates.fonts();
  for (std::uint16_t face = 0; face < fonts.face_count(); ++face)
    if (!fonts.find_in_face(face, U'一')) latin_faces_.push_back(face);
}

float BankLine::middle_of(const Place& place) {
  return static_cast<float>(place.x) + static_cast<float>(glyph_box(place.glyph).width) / 2;
}

/// The even line through the glyphs' middles: by the median of its slopes, which bears outliers.
/// Source: Theil and Sen.
BankLine::EvenLine BankLine::even_line(const std::vector<Place>& places, const std::vector<float>& natural) {
  std::vector<float> slopes, offsets;
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t j = i + 1; j < places.size(); ++j)
      slopes.push_back((middle_of(places[j]) - middle_of(places[i])) / (natural[j] - natural[i]));
  EvenLine line;
  if (!slopes.empty()) line.slope = std::clamp(median(std::move(slopes)), 0.8f, 3.f);
  for (std::size_t i = 0; i < places.size(); ++i)
    offsets.push_back(middle_of(places[i]) - line.slope * natural[i]);
  line.offset = median(std::move(offsets));
  return line;
}

/// Looks again for a glyph that lies off its line: 0 fits as well where the next 0 stands. Where the ink
/// clearly says otherwise it stays.
void BankLine::look_near(const Strip& strip, Rendering rendering, float middle, float row, Place& place) {
  constexpr float near_px = 2.5f;
  constexpr float clearly = 0.2f;
  if (std::fabs(middle_of(place) - middle) <= near_px &&
      std::fabs(static_cast<float>(place.y) - row) <= near_px)
    return;
  const GlyphTemplate& expected = judges_.templates.get(place.glyph, rendering);
  const int x0 = static_cast<int>(std::lround(middle - static_cast<float>(expected.width) / 2));
  const int y0 = static_cast<int>(std::lround(row));
  Place best = place;
  best.ncc = -1;
  for (int y = y0 - 2; y <= y0 + 2; ++y)
    for (int x = x0 - 3; x <= x0 + 3; ++x)
      if (const float value = strip.correlation(expected, x, y); value > best.ncc)
        best.ncc = value, best.x = x, best.y = y;
  if (best.ncc > place.ncc - clearly) place = best;
}

float BankLine::try_size(const Strip& strip, Faces faces, Rendering rendering, std::vector<Place>& places) {
  float sum = 0;
  const Fonts& fonts = judges_.templates.fonts();
  for (Place& place : places) {
    const char32_t c = (*strip.text)[place.index];
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

Rendering BankLine::best_rendering(const Strip& strip, const BankFit& fit, const std::vector<Place>& places) {
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

BankFit BankLine::fit(const Image& grey, const RectMm& line, const std::u32string& text,
                      const std::vector<double>& centre_px, PageType& page) {
  BankFit fit;
  if (text.empty() || centre_px.size() != text.size() || line.h < 6) return fit;
  const double margin = 1.5 * line.h;
  const int x0 = std::max(0, static_cast<int>(centre_px.front() - margin));
  const int x1 = std::min(grey.width, static_cast<int>(centre_px.back() + margin) + 1);
  const int y0 = std::max(0, static_cast<int>(line.y - 0.6 * line.h));
  const int y1 = std::min(grey.height, static_cast<int>(line.y + 1.6 * line.h) + 1);
  if (x1 - x0 < 8 || y1 - y0 < 8) return fit;
  fit.strip = cut(grey, x0, y0, x1 - x0, y1 - y0);
  const int factor = std::max(1, static_cast<int>(line.h / (2 * em_work)));
  if (factor > 1) fit.strip = shrunk(fit.strip, factor);
  std::vector<float> centre;
  for (const double c : centre_px) centre.push_back(static_cast<float>((c - x0) / factor));

  // Sizes that the ink's height and the distance of wide characters suggest.
  // One or two characters may have their strokes beside the middle: 拟, 一.
  const double beside = text.size() > 2 ? 2 : std::max(2.0, 0.4 * line.h / factor);
  const auto [top, bottom] = ink_rows(fit.strip, centre.front() - beside, centre.back() + beside);
  std::vector<float> steps;
  for (std::size_t i = 1; i < text.size(); ++i)
    if (is_wide(text[i]) && is_wide(text[i - 1])) steps.push_back(centre[i] - centre[i - 1]);
  std::vector<float> sizes;
  const float by_height = (bottom - top) / (steps.empty() ? 0.8f : 0.92f);
  for (const float share : {0.95f, 1.f, 1.05f}) sizes.push_back(by_height * share);
  // One character alone has no distances: a Chinese one fills its em, a figure does not.
  if (text.size() == 1 && is_wide(text[0]))
    for (const float share : {0.83f, 0.87f, 0.91f}) sizes.push_back(by_height * share);
  if (!steps.empty())
    for (const float share : {0.93f, 0.97f, 1.f}) sizes.push_back(median(steps) * share);
  std::erase_if(sizes, [&](float s) { return s < 8 || s > 1.6f * static_cast<float>(line.h / factor); });

  std::vector<Place> some;
  const std::size_t stride = std::max<std::size_t>(1, text.size() / most_tried);
  for (std::size_t i = 0; i < text.size(); i += stride) some.push_back({i, {}, 0, 0, -1});
  const std::size_t face_count = judges_.templates.fonts().face_count();
  std::vector<std::uint16_t> faces = page.faces;
  for (std::uint16_t face = 0; face < face_count; ++face)
    if (std::find(faces.begin(), faces.end(), face) == faces.end()) faces.push_back(face);
  std::vector<Place> best_places;
  std::optional<Strip> best_strip;
  const auto try_strip = [&](float em, bool only_best) {
    const Strip strip(fit.strip, em / em_work, centre, (top + bottom) / 2, text);
    for (const std::uint16_t face : faces) {
      if (only_best && face != fit.face) continue;
      const float value = try_size(strip, {face, only_best ? fit.latin : face}, page.rendering, some);
      if (value <= fit.ncc) continue;
      fit.found = true;
      fit.ncc = value;
      fit.face = face;
      if (!only_best) fit.latin = face;
      fit.em_px = em;
      best_places = some;
      best_strip = strip;
      // A face that the page is known to be set in, and that fits: the others need not be tried.
      constexpr float fits = 0.88f;
      if (!page.faces.empty() && face == page.faces[0] && value > fits) break;
    }
  };
  for (const float em : sizes) try_strip(em, false);
  if (!fit.found) return fit;
  // Word processors set figures and letters in a face of their own.
  for (const std::uint16_t latin : latin_faces_) {
    if (std::all_of(text.begin(), text.end(), is_wide) || latin == fit.face) continue;
    const float value = try_size(*best_strip, {fit.face, latin}, page.rendering, some);
    if (value > fit.ncc) fit.ncc = value, fit.latin = latin, best_places = some;
  }
  for (const float share : {0.98f, 1.02f}) try_strip(fit.em_px * share, true);
  fit.rendering = page.rendering;
  fit.rendering = best_rendering(*best_strip, fit, best_places);

  // All glyphs now. Their places off an even line tell whether the text stands there as one.
  std::vector<Place> all;
  for (std::size_t i = 0; i < text.size(); ++i) all.push_back({i, {}, 0, 0, -1});
  fit.ncc = try_size(*best_strip, {fit.face, fit.latin}, fit.rendering, all);
  std::vector<float> rows, natural;
  float pen = 0;
  for (const Place& place : all) {
    rows.push_back(static_cast<float>(place.y));
    const auto half = static_cast<float>(place.glyph.advance_mm * working_px_per_mm) / 2;
    natural.push_back(pen + half);
    pen += 2 * half;
  }
  const float row = median(rows);
  const EvenLine even = even_line(all, natural);
  const double mm_per_work = 1 / working_px_per_mm;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Place& place = all[i];
    const float expected_middle = even.offset + even.slope * natural[i];
    look_near(*best_strip, fit.rendering, expected_middle, row, place);
    fit.uneven_em = std::max(fit.uneven_em, std::fabs(middle_of(place) - expected_middle) / em_work);
    place.glyph.x_mm = static_cast<float>((place.x + 1) * mm_per_work);
    place.glyph.y_mm = static_cast<float>((place.y + glyph_box(place.glyph).baseline) * mm_per_work);
    fit.glyphs.push_back(place.glyph);
  }
  const double px_per_mm = best_strip->scale * working_px_per_mm;
  const double half = (best_strip->scale - 1) / 2;  // centres of pixels
  fit.map.homography = {px_per_mm, 0, half, 0, px_per_mm, half, 0, 0, 1};
  const Glyph &first = fit.glyphs.front(), &last = fit.glyphs.back();
  fit.left_px = x0 + factor * (first.x_mm * px_per_mm + half);
  fit.right_px = x0 + factor * ((last.x_mm + last.advance_mm) * px_per_mm + half);
  return fit;
}

LineReading BankLine::judge(const BankFit& fit, PageType& page) {
  judges_.glyphs.rendering = fit.rendering;
  LineReading line =
      judge_line(judges_.glyphs, judges_.evidence, {fit.strip, fit.map, page.quality}, fit.glyphs);
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
