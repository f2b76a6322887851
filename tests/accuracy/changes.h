#pragma once
#include <array>
#include <string>

#include "tests/support/random.h"

namespace hefu::accuracy {

/// How a value was changed by one character.
enum class Way { look_alike, near_shape, digit, other, missing, extra, swapped };
inline constexpr std::array way_names = {"look-alike", "near-shape", "digit",  "other",
                                         "missing",    "extra",      "swapped"};

struct ChangedText {
  std::string text;
  Way way = Way::other;
};

/// A value with one character changed, taken away, put in, or swapped with the next: look-alikes first; at
/// the beginning, the end and between, in equal parts. `text` is the same where the value has none of all
/// this.
/// One to three characters that have near shapes: figures, letters and Chinese characters in equal parts.
std::string some_short_text(support::Random& random);
/// A short text with one character exchanged for a near shape or a look-alike.
ChangedText change_to_near_shape(const std::string& text, support::Random& random);

ChangedText change_one_character(const std::string& text, support::Random& random);

}  // namespace hefu::accuracy
