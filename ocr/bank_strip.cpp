#include "ocr/bank_strip.h"

#include <algorithm>
#include <cmath>

#include "ocr/median.h"
#include "ocr/sampling.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

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

BankStrip::BankStrip(const Image& image, double px_per_work, const std::vector<float>& centre_px,
                     float middle_px, const std::u32string& characters)
    : width(static_cast<int>(image.width / px_per_work)),
      height(static_cast<int>(image.height / px_per_work)),
      scale(px_per_work),
      middle(static_cast<float>(middle_px / px_per_work)),
      text(characters) {
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

double BankStrip::sum_over(const std::vector<double>& of, int x0, int y0, int x1, int y1) const {
  const std::size_t stride = static_cast<std::size_t>(width) + 1, top = y0 * stride, bottom = y1 * stride;
  return of[bottom + x1] - of[bottom + x0] - of[top + x1] + of[top + x0];
}

double BankStrip::ink_in(int x0, int y0, int x1, int y1) const {
  x0 = std::clamp(x0, 0, width), y0 = std::clamp(y0, 0, height);
  x1 = std::clamp(x1, x0, width), y1 = std::clamp(y1, y0, height);
  return sum_over(sums, x0, y0, x1, y1);
}

float BankStrip::correlation(const GlyphTemplate& expected, int x, int y) const {
  if (x < 0 || y < 0 || x + expected.width > width || y + expected.height > height) return -1;
  const auto over = [&](const std::vector<double>& of) {
    return sum_over(of, x, y, x + expected.width, y + expected.height);
  };
  const double count = static_cast<double>(expected.width) * expected.height;
  const double sum = over(sums), variance = over(squares) - sum * sum / count;
  const double own = expected.squares - expected.sum * expected.sum / count;
  if (variance <= 1e-6 || own <= 1e-6) return 0;
  const double covariance =
      dot(expected, &dark[static_cast<std::size_t>(y) * width + x], width) - sum * expected.sum / count;
  return static_cast<float>(covariance / std::sqrt(variance * own));
}

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

std::vector<float> likely_sizes(const std::u32string& text, const std::vector<float>& centre,
                                float ink_height, float most, float& by_height) {
  std::vector<float> steps, sizes;
  for (std::size_t i = 1; i < text.size(); ++i)
    if (is_wide(text[i]) && is_wide(text[i - 1])) steps.push_back(centre[i] - centre[i - 1]);
  by_height = ink_height / (steps.empty() ? 0.8f : 0.92f);
  for (const float share : {0.95f, 1.f, 1.05f}) sizes.push_back(by_height * share);
  // One character alone has no distances: a Chinese one fills its em, a figure does not.
  if (text.size() == 1 && is_wide(text[0]))
    for (const float share : {0.83f, 0.87f, 0.91f}) sizes.push_back(by_height * share);
  if (!steps.empty())
    for (const float share : {0.93f, 0.97f, 1.f}) sizes.push_back(median(steps) * share);
  std::erase_if(sizes, [&](float s) { return s < 8 || s > most; });
  return sizes;
}

std::vector<float> usual_middles(const std::u32string& text) {
  std::vector<float> middles;
  float pen = 0;
  for (const char32_t c : text) {
    const float half = is_wide(c) ? 0.5f : 0.25f;
    middles.push_back(pen + half);
    pen += 2 * half;
  }
  for (float& middle : middles) middle -= pen / 2;
  return middles;
}

}  // namespace hefu
