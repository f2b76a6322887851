#pragma once
#include <string>
#include <string_view>

#include "pipeline/record_claims.h"

namespace hefu {

/// Whether figures beside a text make another value of it: those of a longer number, a day behind a month
/// where a day is claimed. `form`: the written form of the claim that stands there; `before`, `after`: the
/// line's rest, without blanks.
bool is_part_of_number(const RecordClaim& claim, std::u32string_view form, std::u32string_view before,
                       std::u32string_view after);

/// What stands on one side of a text.
struct Beside {
  std::u32string text;
  bool touches = true;  // else white parts them, or the end of a line that is no running text
};

/// Whether words beside a text make another value of it: 高级 before 工程师, 创业学院 behind a university's
/// name. What does not touch it may well be a value of its own: there no word is asked for. Fails: throws
/// Error(missing) without pipeline/claim-neighbours.txt, Error(bad_input) where it has a line that is no
/// rule.
bool is_part_of_words(const RecordClaim& claim, const Beside& before, const Beside& after);

/// Whether a date is claimed to the day and the form says its month alone.
bool lacks_the_day(const RecordClaim& claim, std::u32string_view form);
/// Whether a day of the month follows: 12日, .12, -12, 十二日.
bool goes_on_to_a_day(std::u32string_view after);

}  // namespace hefu
