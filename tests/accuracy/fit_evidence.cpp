// Measures the weights of ocr/evidence.txt, and finds others for other faces: a logistic regression on glyphs
// that are and that are not what was expected, over all kinds of damage, on people of the tuning seeds (1 to
// 999). build/release/fit_evidence [first seed] [people] > evidence.txt; what they achieve goes to standard
// error, with what each line of ocr/thresholds.txt lets through.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "ocr/calibration.h"
#include "ocr/hypotheses.h"
#include "ocr/solve.h"
#include "ocr/thresholds.h"
#include "tests/accuracy/judged_scan.h"
#include "tests/support/scan.h"

namespace {

using namespace hefu;
using namespace hefu::accuracy;

constexpr std::size_t n = Evidence::feature_count;

struct Example {
  Evidence::Features x;
  bool expected;
  float installed;  // score with the weights in use
  GlyphStats stats;
  bool passes;
  std::optional<float> likelihood_ratio;
};

/// True glyphs, and at their places look-alikes that are not there.
void collect_page(Judges& kept, const PrintedPage& page, const JudgedScan& scan, support::Random& random,
                  std::vector<Example>& out) {
  const Calibration calibration =
      calibrate(kept.glyphs, kept.evidence, scan.grey, page.expected, scan.registration.map);
  if (!calibration.legible) return;
  const ScanContext grey{scan.grey, scan.registration.map, calibration.quality};
  const auto bilevel = fit_bilevel(kept.glyphs, kept.evidence, grey, page.expected);
  const ScanContext context{grey.grey, grey.map, grey.quality, bilevel.get()};
  for (const Field& field : page.expected.fields)
    for (const std::uint32_t run : field.runs) {
      const std::vector<Glyph>& glyphs = page.expected.runs[run].glyphs;
      const LineReading line = judge_line(kept.glyphs, kept.evidence, context, glyphs);
      if (!line.inside) continue;
      for (std::size_t i = 0; i < glyphs.size(); ++i) {
        if (!line.glyphs[i].printed || !random.chance(0.5)) continue;
        out.push_back({Evidence::features(line.glyphs[i].stats, line.ink, calibration.quality), true,
                       line.glyphs[i].score, line.glyphs[i].stats, line.glyphs[i].passes,
                       line.glyphs[i].likelihood_ratio});
        const auto& others = kept.lookalikes.of(glyphs[i]);
        for (int k = 0; k < 3 && !others.empty(); ++k) {
          const LookalikeGlyph& other = random.pick(others);
          Glyph hypothesis = glyphs[i];
          hypothesis.code_point = other.code_point;
          hypothesis.face = other.face;
          hypothesis.id = other.id;
          const GlyphReading reading =
              judge_glyph(kept.glyphs, kept.evidence, context, line, glyphs, i, hypothesis);
          out.push_back({Evidence::features(reading.stats, line.ink, calibration.quality), false,
                         reading.score, reading.stats, reading.passes, reading.likelihood_ratio});
        }
      }
    }
}

struct Fit {
  Evidence::Features weight{}, mean{}, deviation{};
  double score(const Evidence::Features& x) const {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += weight[i] * (x[i] - mean[i]) / deviation[i];
    return sum;
  }
};

/// Iteratively reweighted least squares, a little ridge.
Fit regress(const std::vector<Example>& examples) {
  Fit fit;
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0, squares = 0;
    for (const Example& e : examples) sum += e.x[i];
    const double mean = sum / static_cast<double>(examples.size());
    for (const Example& e : examples) squares += (e.x[i] - mean) * (e.x[i] - mean);
    const bool constant = i == 16;
    fit.mean[i] = constant ? 0 : static_cast<float>(mean);
    fit.deviation[i] =
        constant ? 1 : static_cast<float>(std::sqrt(squares / static_cast<double>(examples.size())) + 1e-9);
  }
  std::array<double, n> weight{};
  for (int iteration = 0; iteration < 40; ++iteration) {
    std::array<double, n * n> hessian{};
    std::array<double, n> gradient{};
    for (const Example& e : examples) {
      std::array<double, n> x;
      double z = 0;
      for (std::size_t i = 0; i < n; ++i) {
        x[i] = (e.x[i] - fit.mean[i]) / fit.deviation[i];
        z += x[i] * weight[i];
      }
      const double p = 1 / (1 + std::exp(-std::clamp(z, -30.0, 30.0)));
      for (std::size_t i = 0; i < n; ++i) {
        gradient[i] += (p - (e.expected ? 1 : 0)) * x[i];
        for (std::size_t j = 0; j < n; ++j) hessian[i * n + j] += p * (1 - p) * x[i] * x[j];
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      constexpr double ridge = 1;
      gradient[i] += ridge * weight[i];
      hessian[i * n + i] += ridge;
    }
    if (!solve<n>(hessian, gradient)) break;
    for (std::size_t i = 0; i < n; ++i) weight[i] -= gradient[i];
  }
  for (std::size_t i = 0; i < n; ++i) fit.weight[i] = static_cast<float>(weight[i]);
  return fit;
}

void print_fit(const Fit& fit, std::uint64_t seed, int people) {
  const char* names[] = {"ncc",   "ncc_over_labels", "log_ratio", "log_residual", "log_residual_over_labels",
                         "share", "log_ink",         "labels_ncc"};
  std::cout << "# Logistic regression: is this glyph what was expected? Feature, weight, mean, deviation.\n"
            << fmt::format("# Found again by: build/release/fit_evidence {} {} > ocr/evidence.txt\n", seed,
                           people);
  for (std::size_t i = 0; i < n; ++i) {
    const std::string name = i < 8     ? names[i]
                             : i < 16  ? std::string(names[i - 8]) + "_squared"
                             : i == 16 ? "constant"
                             : i == 17 ? "log_ratio*labels_ncc"
                                       : "log_residual_over_labels*log_ratio";
    std::cout << fmt::format("{} {:.7g} {:.7g} {:.7g}\n", name, fit.weight[i], fit.mean[i], fit.deviation[i]);
  }
}

void print_quality(const char* name, const std::vector<Example>& examples,
                   double (*score)(const Example&, const Fit&), const Fit& fit) {
  std::vector<double> right, wrong;
  for (const Example& e : examples) (e.expected ? right : wrong).push_back(score(e, fit));
  std::sort(right.begin(), right.end());
  std::sort(wrong.rbegin(), wrong.rend());
  std::cerr << name << fmt::format(": {} true glyphs, {} false; highest false", right.size(), wrong.size());
  for (std::size_t i = 0; i < std::min<std::size_t>(8, wrong.size()); ++i)
    std::cerr << fmt::format(" {:.1f}", wrong[i]);
  for (const double at : {0.0, 3.0, 6.0, 10.0, 15.0})
    std::cerr << fmt::format(
        "; over {:.0f}: {:.3f} % of the true", at,
        100.0 * static_cast<double>(right.end() - std::lower_bound(right.begin(), right.end(), at)) /
            static_cast<double>(right.size()));
  std::cerr << fmt::format("; true under -6: {}\n",
                           std::lower_bound(right.begin(), right.end(), -6.0) - right.begin());
}

/// What the lines of ocr/thresholds.txt let through: of the glyphs that are what was expected, and of those
/// that are not.
void print_lines(const std::vector<Example>& examples) {
  const Thresholds& t = thresholds();
  const auto share_of = [&](const char* line, auto counts, auto holds) {
    double held[2] = {}, all[2] = {};
    for (const Example& e : examples) {
      if (!counts(e)) continue;
      ++all[e.expected];
      held[e.expected] += holds(e);
    }
    std::cerr << fmt::format("{:<16} {:8.4f} % of the true glyphs, {:8.4f} % of the false\n", line,
                             100 * held[1] / std::max(1.0, all[1]), 100 * held[0] / std::max(1.0, all[0]));
  };
  const auto share = [&](const char* line, auto holds) {
    share_of(
        line, [](const Example&) { return true; }, holds);
  };
  share("match_score", [&](const Example& e) { return e.likelihood_ratio || e.installed > t.match_score; });
  share("match_ncc", [&](const Example& e) { return e.stats.ncc >= t.match_ncc; });
  share("match_ratio", [&](const Example& e) { return e.stats.ratio <= t.match_ratio; });
  share("match_residual", [&](const Example& e) { return e.stats.residual <= t.match_residual; });
  share_of(
      "match_likelihood", [](const Example& e) { return e.likelihood_ratio.has_value(); },
      [&](const Example& e) { return *e.likelihood_ratio > t.match_likelihood; });
  share("a match", [&](const Example& e) { return e.passes; });
  share("mismatch_score", [&](const Example& e) { return e.installed < t.mismatch_score; });
  share("hypothesis_score", [&](const Example& e) { return e.installed > t.hypothesis_score; });
  share("hypothesis_ncc", [&](const Example& e) { return e.stats.ncc > t.hypothesis_ncc; });
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t seed = argc > 1 ? std::stoull(argv[1]) : 1;
  const int people = argc > 2 ? std::stoi(argv[2]) : 3;
  try {
    DecodeLimits limits;
    limits.render_dpi = 300;
    Machine machine(Sandbox::start(limits));
    Judges kept(machine.fonts());
    std::vector<Example> examples;
    support::Random random(seed);
    for (int person = 0; person < people; ++person)
      for (const PrintedPage& page :
           print_person({seed + person, 0, 55, {"submission-form"}}, machine).pages) {
        const Image print = rasterise(page, *machine.fonts(), machine.sandbox());
        for (const std::string& kind : support::damage_kinds()) {
          kept.templates.forget_if_full();
          const JudgedScan scan = scan_page(page, print, kind, random.next());
          if (scan.registration.status == RegistrationStatus::ok)
            collect_page(kept, page, scan, random, examples);
        }
      }
    const Fit fit = regress(examples);
    print_fit(fit, seed, people);
    print_lines(examples);
    print_quality(
        "fitted", examples, [](const Example& e, const Fit& f) { return f.score(e.x); }, fit);
    print_quality(
        "in use", examples, [](const Example& e, const Fit&) { return double{e.installed}; }, fit);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
