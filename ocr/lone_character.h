#pragma once
#include "ocr/bank_line.h"
#include "ocr/sandbox.h"

namespace hefu {

/// What the engine's network sees of one character of a text without the words around it, which in a line it
/// goes by as much as by the ink: it reads 样本 where 样木 is printed, and 木木木 when shown that 木 alone.
/// It is shown the character three times side by side (three_times in ocr/engine_strip.h).
class LoneCharacter {
 public:
  LoneCharacter(const BankFit& fit, std::size_t index, TextReader& reader);

  /// Logarithm of the probability that all three are this one; very low where the network cannot write it or
  /// could read nothing.
  double likelihood(char32_t character) const;

 private:
  const CodeAlphabet& alphabet_;
  LineSteps steps_;
};

}  // namespace hefu
