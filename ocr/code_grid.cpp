#include "ocr/code_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "ocr/code_reader.h"
#include "ocr/sampling.h"
#include "ocr/solve.h"
#include "templates/page_code.h"

namespace hefu {
namespace {

enum Known : std::uint8_t { light, dark, unknown };

/// The modules of a symbol that do not depend on what it says.
class FunctionPatterns {
 public:
  explicit FunctionPatterns(int size) : size_(size), known_(static_cast<std::size_t>(size) * size, unknown) {
    const int version = (size - 17) / 4;
    for (int i = 8; i < size - 8; ++i) set(6, i, i % 2 == 0), set(i, 6, i % 2 == 0);
    const int last = size - 7, middle = version < 7 ? 0 : size == 45 ? 22 : 24;
    for (const int y : {6, middle, last})
      for (const int x : {6, middle, last}) {
        const bool at_finder = (y == 6 && x != middle) || (y == last && x == 6);
        if (y != 0 && x != 0 && (!at_finder || (y == 6 && x == middle))) square(y, x, 2, 1);
      }
    for (const auto& [y, x] : {std::pair{3, 3}, {3, size - 4}, {size - 4, 3}}) square(y, x, 4, 2);
    set(size - 8, 8, true);
    // Version information, Golay coded: 18 bits beside two of the finders, from version 7 on.
    const int information = version == 7 ? 0x07C94 : version == 8 ? 0x085BC : 0;
    for (int i = 0; i < 18 && information != 0; ++i) {
      set(i / 3, size - 11 + i % 3, (information >> i & 1) != 0);
      set(size - 11 + i % 3, i / 3, (information >> i & 1) != 0);
    }
  }

  /// Modules outside the symbol are its quiet zone.
  Known at(int row, int column) const {
    if (row < 0 || column < 0 || row >= size_ || column >= size_) return light;
    return static_cast<Known>(known_[static_cast<std::size_t>(row) * size_ + column]);
  }

 private:
  void set(int row, int column, bool is_dark) {
    if (row >= 0 && column >= 0 && row < size_ && column < size_)
      known_[static_cast<std::size_t>(row) * size_ + column] = is_dark ? dark : light;
  }
  /// Rings around a middle: all dark but the one at `gap` and any beyond 3.
  void square(int row, int column, int reach, int gap) {
    for (int y = -reach; y <= reach; ++y)
      for (int x = -reach; x <= reach; ++x) {
        const int ring = std::max(std::abs(y), std::abs(x));
        set(row + y, column + x, ring != gap && ring < 4);
      }
  }

  int size_;
  std::vector<std::uint8_t> known_;
};

constexpr int per_module = 2;  // samples a side
constexpr int reach = 3;       // samples around a module's middle that the filter sees: a module and a half
// Correction M mends 15 % of a code's words. Of a part that the picture cuts off every word is wrong.
constexpr double most_lost = 0.15;
constexpr int taps = (2 * reach + 1) * (2 * reach + 1) + 1;
using Window = std::array<double, taps>;

/// The scan around a code, sampled at halves of modules; darkness, 0 paper to 1.
class Samples {
 public:
  Samples(const Image& grey, const PageMap& map, const RectMm& place, int modules) {
    side_ = (modules + 2 * qr_quiet_modules) * per_module;
    const double step = place.w / side_;
    values_.resize(static_cast<std::size_t>(side_) * side_);
    cut_off_.assign(values_.size(), 0);
    for (int y = 0; y < side_; ++y)
      for (int x = 0; x < side_; ++x) {
        double sum = 0;
        for (const double v : {0.25, 0.75})
          for (const double u : {0.25, 0.75}) {
            const PointPx at = map(place.x + (x + u) * step, place.y + (y + v) * step);
            if (!is_inside(grey, at.x, at.y)) cut_off_[static_cast<std::size_t>(y) * side_ + x] = 1;
            sum += grey_at(grey, static_cast<float>(at.x), static_cast<float>(at.y));
          }
        values_[static_cast<std::size_t>(y) * side_ + x] = sum / 4;
      }
    std::vector<double> sorted = values_;
    const auto paper = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 9 / 10);
    std::nth_element(sorted.begin(), paper, sorted.end());
    const double level = std::max(30.0, *paper);
    for (double& value : values_) value = 1 - value / level;
  }

  /// Whether a part of a module is not in the picture.
  bool is_cut_off(int row, int column) const {
    const int y = (row + qr_quiet_modules) * per_module, x = (column + qr_quiet_modules) * per_module;
    for (int v = y; v < y + per_module; ++v)
      for (int u = x; u < x + per_module; ++u)
        if (cut_off_[static_cast<std::size_t>(v) * side_ + u] != 0) return true;
    return false;
  }

  Window around(int row, int column) const {
    // The window's middle is the corner between the four samples of a module, half a sample off: the filter
    // learns it.
    const int y0 = (row + qr_quiet_modules) * per_module, x0 = (column + qr_quiet_modules) * per_module;
    Window window;
    std::size_t i = 0;
    for (int y = y0 - reach; y <= y0 + reach; ++y)
      for (int x = x0 - reach; x <= x0 + reach; ++x)
        window[i++] = values_[static_cast<std::size_t>(std::clamp(y, 0, side_ - 1)) * side_ +
                              std::clamp(x, 0, side_ - 1)];
    window[i] = 1;
    return window;
  }

 private:
  int side_ = 0;
  std::vector<double> values_;
  std::vector<std::uint8_t> cut_off_;  // samples that are not in the picture
};

double response(const Window& filter, const Window& window) {
  double sum = 0;
  for (int i = 0; i < taps; ++i) sum += filter[i] * window[i];
  return sum;
}

/// The filter that makes the known modules what they should be. Those that a first one gets wholly wrong are
/// covered, and left out of the second.
Window learn(const Samples& samples, const FunctionPatterns& patterns, int size) {
  constexpr double ridge = 0.5;
  constexpr int quiet_taken = 2;  // modules around: the outer ones say the same
  Window filter{};
  for (int round = 0; round < 2; ++round) {
    const auto a = std::make_unique<std::array<double, std::size_t{taps} * taps>>();
    Window b{};
    for (int i = 0; i < taps; ++i) (*a)[i * taps + i] = ridge;
    for (int row = -quiet_taken; row < size + quiet_taken; ++row)
      for (int column = -quiet_taken; column < size + quiet_taken; ++column) {
        const Known known = patterns.at(row, column);
        if (known == unknown || samples.is_cut_off(row, column)) continue;
        const Window window = samples.around(row, column);
        const double wanted = known == dark ? 1 : 0;
        if (round > 0 && std::fabs(response(filter, window) - wanted) > 0.6) continue;
        for (int i = 0; i < taps; ++i) {
          for (int k = 0; k < taps; ++k) (*a)[i * taps + k] += window[i] * window[k];
          b[i] += window[i] * wanted;
        }
      }
    if (!solve<taps>(*a, b)) break;
    filter = b;
  }
  return filter;
}

/// Whether so much of a copy is not in the picture that nothing can be read of it alone.
bool is_lost(const Samples& samples, int size) {
  int lost = 0;
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column) lost += samples.is_cut_off(row, column);
  return lost > most_lost * size * size;
}

}  // namespace

std::optional<std::string> read_code_at(const Image& grey, const PageMap& map, const RectMm& place) {
  for (const int size : {45, 41, 49}) {  // of the lengths that application numbers give, the usual first
    const Samples samples(grey, map, place, size);
    if (is_lost(samples, size)) return std::nullopt;
    const FunctionPatterns patterns(size);
    const Window filter = learn(samples, patterns, size);
    QrMatrix code{size, std::vector<std::uint8_t>(static_cast<std::size_t>(size) * size)};
    for (int row = 0; row < size; ++row)
      for (int column = 0; column < size; ++column) {
        const Known known = patterns.at(row, column);
        code.dark[static_cast<std::size_t>(row) * size + column] =
            known == unknown ? response(filter, samples.around(row, column)) > 0.5 : known == dark;
      }
    if (auto text = decode_modules(code.dark, size)) return text;
  }
  return std::nullopt;
}

}  // namespace hefu
