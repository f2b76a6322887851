#include "ocr/elastic_match.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace hefu {
namespace {

constexpr float never = std::numeric_limits<float>::max();
/// What drawing out or leaving out a row costs, in squares of the ink's darkness.
constexpr float cost_of_a_step = 0.05f;

struct Plane {
  int width = 0, height = 0;
  std::vector<float> value;
  Plane(int w, int h) : width(w), height(h), value(static_cast<std::size_t>(w) * h) {}
  float& at(int x, int y) { return value[static_cast<std::size_t>(y) * width + x]; }
  float at(int x, int y) const { return value[static_cast<std::size_t>(y) * width + x]; }
  const float* row(int y) const { return &value[static_cast<std::size_t>(y) * width]; }
};

Plane transposed(const Plane& plane) {
  Plane turned(plane.height, plane.width);
  for (int y = 0; y < plane.height; ++y)
    for (int x = 0; x < plane.width; ++x) turned.at(y, x) = plane.at(x, y);
  return turned;
}

float correlation_of(const Plane& a, const Plane& b) {
  double sum_a = 0, sum_b = 0, squares_a = 0, squares_b = 0, products = 0;
  const std::size_t count = a.value.size();
  for (std::size_t i = 0; i < count; ++i) {
    sum_a += a.value[i], sum_b += b.value[i];
    squares_a += a.value[i] * a.value[i], squares_b += b.value[i] * b.value[i];
    products += a.value[i] * b.value[i];
  }
  const auto n = static_cast<double>(count);
  const double of_a = squares_a - sum_a * sum_a / n, of_b = squares_b - sum_b * sum_b / n;
  return of_a > 0 && of_b > 0 ? static_cast<float>((products - sum_a * sum_b / n) / std::sqrt(of_a * of_b))
                              : 0;
}

/// The template's rows laid where they fit the picture's best: the next row follows, or the same one again,
/// or one is left out; neither twice running. The planes have one size.
Plane with_rows_moved(const Plane& ink, const Plane& picture, float step_cost) {
  enum Step { again, next, over };  // the template goes on by none, one or two rows
  struct Cell {
    std::array<float, 3> cost{never, never, never};
    std::array<std::int8_t, 3> from{next, next, next};  // the step before
  };
  const int rows = ink.height;
  std::vector<Cell> cells(static_cast<std::size_t>(rows) * rows);
  const auto cell = [&](int row, int source) -> Cell& {
    return cells[static_cast<std::size_t>(row) * rows + source];
  };
  const auto difference = [&](int row, int source) {
    const float *const a = picture.row(row), *const b = ink.row(source);
    float sum = 0;
    for (int x = 0; x < ink.width; ++x) sum += (a[x] - b[x]) * (a[x] - b[x]);
    return sum;
  };
  for (int source = 0; source <= std::min(elastic_px, rows - 1); ++source)
    cell(0, source).cost[next] = difference(0, source);
  for (int row = 1; row < rows; ++row)
    for (int source = std::max(0, row - elastic_px); source <= std::min(rows - 1, row + elastic_px);
         ++source) {
      const float here = difference(row, source);
      for (int step = again; step <= over && step <= source; ++step)
        for (int before = again; before <= over; ++before) {
          const float cost = cell(row - 1, source - step).cost[before];
          if (cost == never || (step != next && step == before)) continue;
          const float sum = cost + here + (step == next ? 0 : step_cost);
          if (sum >= cell(row, source).cost[step]) continue;
          cell(row, source).cost[step] = sum;
          cell(row, source).from[step] = static_cast<std::int8_t>(before);
        }
    }
  int source = rows - 1, step = next;
  for (int s = 0; s < rows; ++s)
    for (int last = again; last <= over; ++last)
      if (cell(rows - 1, s).cost[last] < cell(rows - 1, source).cost[step]) source = s, step = last;
  Plane moved(ink.width, rows);
  for (int row = rows - 1; row >= 0; --row) {
    std::copy_n(ink.row(source), ink.width, &moved.at(0, row));
    const int before = cell(row, source).from[step];
    if (row > 0) source -= step;
    step = before;
  }
  return moved;
}

/// Nearly the darkest of a plane: its ink.
float ink_of(std::vector<float> values) {
  const auto darkest = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 95 / 100);
  std::nth_element(values.begin(), darkest, values.end());
  return std::max(0.2f, *darkest);
}

}  // namespace

float elastic_correlation(const GlyphTemplate& expected, const GlyphPatch& patch) {
  Plane ink(expected.width, expected.height), picture(expected.width, expected.height);
  for (int y = 0; y < ink.height; ++y)
    std::copy_n(&expected.ink[static_cast<std::size_t>(y) * expected.stride], ink.width, &ink.at(0, y));
  float unmoved = -1;
  for (int dy = 0; dy <= 2 * search_px; ++dy)
    for (int dx = 0; dx <= 2 * search_px; ++dx) {
      Plane shifted(ink.width, ink.height);
      for (int y = 0; y < ink.height; ++y)
        std::copy_n(&patch.value[static_cast<std::size_t>(y + dy) * patch.width + dx], ink.width,
                    &shifted.at(0, y));
      const float ncc = correlation_of(ink, shifted);
      if (ncc <= unmoved) continue;
      unmoved = ncc;
      picture = std::move(shifted);
    }
  const float dark = ink_of(picture.value), scale = dark / ink_of(ink.value);
  for (float& value : ink.value) value *= scale;
  const float step_cost = cost_of_a_step * scale * scale;
  const Plane turned = transposed(picture);
  for (int round = 0; round < 2; ++round)
    ink =
        transposed(with_rows_moved(transposed(with_rows_moved(ink, picture, step_cost)), turned, step_cost));
  return std::max(unmoved, correlation_of(ink, picture));
}

}  // namespace hefu
