#pragma once
#include <vector>

namespace hefu {

/// Turns the evidence of a field into the probability that the paper shows what is online, for the mix of
/// true and changed fields that ocr/confidence.txt states: of the fields with 0.99 one in a hundred is
/// changed.
class Confidence {
 public:
  /// Fails: throws Error(missing | bad_input) on ocr/confidence.txt.
  Confidence();
  /// `evidence`: log-likelihood ratio, as FieldReading has it. 0.0001 to 0.9999.
  double of(float evidence) const;

 private:
  struct Knot {
    double evidence = 0, log_odds = 0;
  };
  std::vector<Knot> knots_;  // by rising evidence; straight between them
};

}  // namespace hefu
