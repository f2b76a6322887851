// Finds ocr/confidence.txt again: from how much evidence true and changed fields have, the log-odds that a
// field is as it was entered, for the mix of tests/accuracy/plan.txt. Isotonic regression (pool adjacent
// violators), as more evidence never speaks less for a field.
//   build/release/bench_accuracy --role tuning --people 40 --jobs 2 --results DIR
//   build/release/fit_confidence DIR... > ocr/confidence.txt
// And draws how far it holds on the people of another role:
//   build/release/fit_confidence --plot ocr/reliability.svg DIR...
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "ocr/confidence.h"
#include "tests/accuracy/plan.h"
#include "tests/accuracy/reliability.h"
#include "tests/accuracy/tally.h"

namespace {

using namespace hefu::accuracy;

struct Block {
  double from = 0, to = 0;  // evidence
  double same = 0, changed = 0;
  double changed_share() const { return (changed + 0.5) / (same + changed + 1); }
};

Tally read_folder(const std::filesystem::path& folder) {
  Tally all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path());
    std::string fingerprint;
    Tally part;
    if (entry.path().extension() == ".txt" && std::getline(in, fingerprint) && read_tally(in, part))
      all += part;
  }
  return all;
}

std::vector<Block> pool(const Histogram& histogram) {
  std::vector<Block> blocks;
  for (int i = 0; i < Histogram::bins; ++i) {
    if (histogram.same[i] + histogram.changed[i] == 0) continue;
    const double middle = histogram.middle_of(i);
    blocks.push_back({middle - histogram.step / 2, middle + histogram.step / 2,
                      static_cast<double>(histogram.same[i]), static_cast<double>(histogram.changed[i])});
    while (blocks.size() > 1 && blocks.back().changed_share() >= blocks[blocks.size() - 2].changed_share()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back().to = last.to;
      blocks.back().same += last.same;
      blocks.back().changed += last.changed;
    }
  }
  return blocks;
}

/// The same fields by the score that ocr/confidence.txt gives them.
Histogram scored(const Histogram& evidence) {
  const hefu::Confidence confidence;
  Histogram scores = Tally().log_odds;
  for (int i = 0; i < Histogram::bins; ++i) {
    const double same = confidence.of(static_cast<float>(evidence.middle_of(i)));
    const int bin = scores.bin_of(std::log(same / (1 - same)));
    scores.same[bin] += evidence.same[i];
    scores.changed[bin] += evidence.changed[i];
  }
  return scores;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const bool plot = argc > 2 && std::string(argv[1]) == "--plot";
    Histogram evidence = Tally().evidence;
    for (int i = plot ? 3 : 1; i < argc; ++i) evidence += read_folder(argv[i]).evidence;
    double same = 0, changed = 0;
    for (int i = 0; i < Histogram::bins; ++i) {
      same += static_cast<double>(evidence.same[i]);
      changed += static_cast<double>(evidence.changed[i]);
    }
    if (same == 0 || changed == 0) throw std::runtime_error("no results in these folders");
    const double prior = read_plan(HEFU_SOURCE_DIR "/tests/accuracy/plan.txt").changed_of_100000 / 100000.0;
    if (plot) {
      write_reliability_plot(scored(evidence), prior, argv[2]);
      return 0;
    }
    std::cout << fmt::format(
        "# Evidence of a field (FieldReading::evidence) and the log-odds that the paper shows what is "
        "online, where {:.1f} % of\n"
        "# the fields are changed. Straight between the lines. From {:.0f} true and {:.0f} changed fields; "
        "found again by\n"
        "# build/release/fit_confidence (its source says how).\n",
        100 * prior, same, changed);
    for (const Block& block : pool(evidence)) {
      const double odds =
          (block.same + 0.5) / (same + 1) * (1 - prior) / ((block.changed + 0.5) / (changed + 1) * prior);
      std::cout << fmt::format("{:.6g} {:.4g}\n", block.from, std::log(odds));
      if (block.to - block.from > 1)
        std::cout << fmt::format("{:.6g} {:.4g}\n", block.to - 0.1, std::log(odds));
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
