#pragma once
#include <optional>
#include <string>
#include <vector>

#include "schemas/normalise.h"
#include "schemas/notice.h"

namespace hefu {

/// Until when a returned application can be mended. Words are Chinese, as everything that a report says.
struct MendBy {
  std::string last_day;               // ISO, that day included; empty: none is left, or none is known
  std::string answer;                 // the day in words, or why there is none
  std::vector<std::string> windows;   // one sentence a window: when it closes, whether it has
  std::vector<std::string> purposes;  // clauses that this rests on, by the notice pack's purposes
};

/// The nearest window that has not closed on `today` counts: where two may be meant, the earlier day holds.
/// `applying`: ids of the windows that are the application's, or none when that is not known: then every
/// window of the notice may be meant. Needs: `today` with its day.
MendBy mend_by(const Notice& notice, const std::optional<std::vector<std::string>>& applying,
               const Date& today);

}  // namespace hefu
