#pragma once
#include <array>
#include <string>

#include "tests/support/random.h"

namespace hefu::accuracy {

/// How a value was changed by one character.
enum class Way { look_alike, near_shape, digit, other, missing, extra, swapped };
constexpr std::array way_names = {"look-alike", "near-shape", "digit",  "other",
                                  "missing",    "extra",      "swapped"};

struct ChangedText {
  std::string text;
  Way way = Way::other;
};

/// A value with one character changed, taken away, put in, or swapped with the next: look-alikes first; at
/// the beginning, the end and between, in equal parts. `text` is the same where the value has none of all
/// this.
ChangedText change_one_character(const std::string& text, support::Random& random);

}  // namespace hefu::accuracy
