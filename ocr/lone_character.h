#pragma once
#include <map>

#include "ocr/bank_line.h"
#include "ocr/sandbox.h"

namespace hefu {

/// What the engine's network sees of characters of a text without the words around it, which in a line it
/// goes by as much as by the ink: it reads 样本 where 样木 is printed, and 木木木 when shown that 木 alone.
/// It is shown a character three times side by side (three_times in ocr/engine_strip.h).
/// Each is shown once, when it is first asked for. Lives no longer than the fit and the reader.
class LoneCharacters {
 public:
  LoneCharacters(const BankFit& fit, TextReader& reader) : fit_(fit), reader_(reader) {}

  /// Logarithm of the probability that all three of the one at `index` are this character; very low where the
  /// network cannot write it or could read nothing.
  double likelihood(std::size_t index, char32_t character);

 private:
  const BankFit& fit_;
  TextReader& reader_;
  std::map<std::size_t, LineSteps> steps_;
};

}  // namespace hefu
