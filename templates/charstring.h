#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hefu {

/// A font's subroutine by its biased number; empty view with null data when it has none.
using FindSubroutine = std::function<std::string_view(int number)>;

/// A Type 2 charstring that stands alone and is only outline: calls are replaced by what they call, hints and
/// their operands left out, everything else is copied byte for byte.
/// Nothing on a charstring that computes (no font of ours does), or is damaged.
/// Source: Adobe Technical Note 5177, The Type 2 Charstring Format.
std::optional<std::string> flat_charstring(std::string_view charstring, const FindSubroutine& local,
                                           const FindSubroutine& global);

}  // namespace hefu
