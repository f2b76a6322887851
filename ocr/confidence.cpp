#include "ocr/confidence.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {

Confidence::Confidence() {
  std::istringstream lines(read_file(data_file("ocr/confidence.txt")));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    Knot knot;
    words >> knot.evidence >> knot.log_odds;
    if (!words || (!knots_.empty() && knot.evidence <= knots_.back().evidence))
      throw Error(ErrorKind::bad_input, tr("ocr/confidence.txt 应为逐行递增的两列数"));
    knots_.push_back(knot);
  }
  if (knots_.size() < 2) throw Error(ErrorKind::bad_input, tr("ocr/confidence.txt 应为逐行递增的两列数"));
}

double Confidence::of(float evidence) const {
  const auto after = std::lower_bound(knots_.begin(), knots_.end(), evidence,
                                      [](const Knot& knot, float value) { return knot.evidence < value; });
  double log_odds = after == knots_.end() ? knots_.back().log_odds : after->log_odds;
  if (after != knots_.end() && after != knots_.begin()) {
    const Knot& before = *(after - 1);
    const double share = (evidence - before.evidence) / (after->evidence - before.evidence);
    log_odds = before.log_odds + share * (after->log_odds - before.log_odds);
  }
  // What was never seen in so many trials may still be.
  constexpr double surest = 0.9999;
  return std::clamp(1 / (1 + std::exp(-log_odds)), 1 - surest, surest);
}

}  // namespace hefu
