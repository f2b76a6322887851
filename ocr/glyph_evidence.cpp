#include "ocr/glyph_evidence.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

/// The whole shift nearest to a peak, among those whose sums are known.
int whole_shift(float place) { return std::clamp(static_cast<int>(std::lround(place)), -1, 1); }

/// Largest mean over 5 x 5 px of the residual, absolute.
float largest_local_mean(const std::vector<float>& residual, std::vector<float>& row_sums, int w, int h) {
  row_sums.resize(residual.size());
  for (int y = 0; y < h; ++y) {
    const float* r = &residual[static_cast<std::size_t>(y) * w];
    float* s = &row_sums[static_cast<std::size_t>(y) * w];
    for (int x = 2; x < w - 2; ++x) s[x] = r[x - 2] + r[x - 1] + r[x] + r[x + 1] + r[x + 2];
  }
  float largest = 0;
  for (int y = 2; y < h - 2; ++y) {
    const float* s = &row_sums[static_cast<std::size_t>(y) * w];
    for (int x = 2; x < w - 2; ++x)
      largest = std::max(largest, std::fabs(s[x - 2 * w] + s[x - w] + s[x] + s[x + w] + s[x + 2 * w]));
  }
  return largest / 25;
}

/// What a patch and a template have in common at a shift.
struct Products {
  float with_mine, with_theirs, of_both;  // of the patch with each, of the two with each other
};

/// Share of the difference between two glyphs that the ink follows: 1 mine, -1 theirs.
float share_followed(const GlyphTemplate& mine, const GlyphTemplate& theirs, const Products& products,
                     float paper, float ink) {
  const double difference = mine.squares + theirs.squares - 2 * products.of_both;
  const double followed =
      (products.with_mine - products.with_theirs - paper * (mine.sum - theirs.sum)) / std::max(0.02f, ink) -
      (mine.squares - theirs.squares) / 2;
  return static_cast<float>(followed / std::max(1e-3, difference));
}

}  // namespace

GlyphStats GlyphJudge::judge(const GlyphPatch& patch, const Glyph& place, const Glyph& hypothesis,
                             float line_ink, bool against_others) {
  const GlyphBox box = glyph_box(place);
  const GlyphTemplate& expected =
      templates_.get(hypothesis.face, hypothesis.id, place.size_pt, box, rendering);
  BoxSums sums;
  sum_boxes(patch, box.width, box.height, 1, sums);
  const Peak peak = best_correlation(expected, patch, sums);
  GlyphStats stats;
  stats.ncc = peak.value;
  stats.dx = peak.dx;
  stats.dy = peak.dy;
  const int dx = whole_shift(peak.dx), dy = whole_shift(peak.dy);
  const double count = static_cast<double>(box.width) * box.height;
  const double sum = sums.sum[dy + search_px][dx + search_px];
  const double variance = std::max(1e-6, expected.squares - expected.sum * expected.sum / count);
  const float own_product = product(expected, patch, dx, dy);
  stats.ink = static_cast<float>((own_product - sum * expected.sum / count) / variance);
  const float paper = static_cast<float>((sum - stats.ink * expected.sum) / count);

  residual_.resize(static_cast<std::size_t>(box.width) * box.height);
  for (int y = 0; y < box.height; ++y) {
    const float* row =
        &patch.value[static_cast<std::size_t>(y + search_px + dy) * patch.width + search_px + dx];
    const float* ink = &expected.ink[static_cast<std::size_t>(y) * expected.stride];
    float* out = &residual_[static_cast<std::size_t>(y) * box.width];
    for (int x = 0; x < box.width; ++x) out[x] = row[x] - stats.ink * ink[x] - paper;
  }
  stats.residual =
      largest_local_mean(residual_, row_sums_, box.width, box.height) / std::max(0.02f, line_ink);
  if (against_others)
    compare_with_others(patch, place, hypothesis, expected, sums, own_product, paper, stats);
  return stats;
}

void GlyphJudge::compare_with_others(const GlyphPatch& patch, const Glyph& place, const Glyph& hypothesis,
                                     const GlyphTemplate& expected, const BoxSums& sums, float own_product,
                                     float paper, GlyphStats& stats) {
  const int dx = whole_shift(stats.dx), dy = whole_shift(stats.dy);
  const float own = correlation(expected, own_product, sums, dx, dy);
  std::vector<RivalTemplate>& others = rival_templates_.of(place, hypothesis, expected, rendering);
  values_.clear();
  float closest = -1;
  for (RivalTemplate& other : others) {
    const float with_theirs = product(*other.ink, patch, dx, dy);
    float value = correlation(*other.ink, with_theirs, sums, dx, dy);
    // A look-alike may sit where its line does, although the expected glyph found a better place.
    if (dx != 0 || dy != 0) value = std::max(value, correlation(*other.ink, patch, sums, 0, 0));
    values_.push_back(value);
    closest = std::max(closest, value);
    if (value < own - 0.3f) continue;
    if (other.overlap < 0) other.overlap = overlap(expected, *other.ink);
    stats.share = std::min(
        stats.share,
        share_followed(expected, *other.ink, {own_product, with_theirs, other.overlap}, paper, stats.ink));
  }
  rivals_.clear();
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (values_[i] <= closest - 0.15f) continue;
    const Peak peak = best_correlation(*others[i].ink, patch, sums);
    rivals_.push_back({others[i].glyph, others[i].right_px, peak.value, peak.dx, peak.dy});
    if (peak.value <= stats.other) continue;
    stats.other = peak.value;
    stats.other_code_point = others[i].glyph.code_point;
  }
  stats.ratio = ratio_of(stats);
  constexpr std::size_t most_rivals = 4;
  const auto last = rivals_.begin() + static_cast<std::ptrdiff_t>(std::min(most_rivals, rivals_.size()));
  std::partial_sort(rivals_.begin(), last, rivals_.end(),
                    [](const Rival& a, const Rival& b) { return a.value > b.value; });
  rivals_.erase(last, rivals_.end());
}

Peak GlyphJudge::correlation_with(const Rival& rival, const GlyphPatch& patch, const Glyph& place) {
  const GlyphBox box = glyph_box(place);
  BoxSums sums;
  sum_boxes(patch, box.width, box.height, 1, sums);
  return best_correlation(
      templates_.get(rival.glyph.face, rival.glyph.id, place.size_pt, box, rendering, rival.right_px), patch,
      sums);
}

float ratio_of(const GlyphStats& stats) {
  return (1 - stats.ncc * stats.ncc) / std::max(1e-4f, 1 - stats.other * stats.other);
}

Evidence::Evidence() {
  std::istringstream lines(read_file(data_file("ocr/evidence.txt")));
  std::string line;
  std::size_t i = 0;
  while (std::getline(lines, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream values(line);
    std::string name;
    if (i < feature_count && values >> name >> weight_[i] >> mean_[i] >> deviation_[i]) ++i;
  }
  if (i != feature_count)
    throw Error(
        ErrorKind::bad_input,
        fmt::format(fmt::runtime(tr("ocr/evidence.txt 应有 {} 行权重，实有 {} 行")), feature_count, i));
}

Evidence::Features Evidence::features(const GlyphStats& stats, float line_ink, const PageQuality& quality) {
  const auto stretched = [](float r) { return std::atanh(std::clamp(r, -0.99f, 0.9999f)); };
  const float ncc = stretched(stats.ncc);
  const float residual = std::clamp(stats.residual, 0.003f, 5.f);
  const std::array<float, 8> f = {
      ncc,
      ncc - stretched(quality.ncc),
      std::log(std::clamp(stats.ratio, 1e-3f, 3.f)),
      std::log(residual),
      std::log(residual / std::max(quality.residual, 0.003f)),
      std::clamp(stats.share, -1.f, 1.f),
      std::fabs(std::log(std::clamp(stats.ink / std::max(0.02f, line_ink), 0.05f, 5.f))),
      std::log(1 - std::min(quality.ncc, 1.f) + 1e-3f),
  };
  Features x;
  for (std::size_t i = 0; i < f.size(); ++i) {
    x[i] = f[i];
    x[f.size() + i] = f[i] * f[i];
  }
  x[16] = 1;
  x[17] = f[2] * f[7];
  x[18] = f[4] * f[2];
  return x;
}

float Evidence::score(const GlyphStats& stats, float line_ink, const PageQuality& quality) const {
  const Features x = features(stats, line_ink, quality);
  float sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += weight_[i] * (x[i] - mean_[i]) / deviation_[i];
  return sum;
}

}  // namespace hefu
