#pragma once
#include <set>
#include <string>
#include <vector>

#include "ocr/claim_judge.h"
#include "pipeline/form_places.h"
#include "pipeline/form_wanted.h"

namespace hefu {

/// A single value of the record, found on a form by what is written there and not by a label.
struct ContentPlace {
  FormLabel label;
  FormText text;
};

/// Finds values of the record that no known label leads to: a text that is long enough to be nothing else, or
/// a shorter one beside words that are like its label's. A value that stands in the record several times is
/// not told apart but by such words.
/// `placed`: paths that labels lead to; `taken`: characters that belong to them, by line and index in it.
std::vector<ContentPlace> find_by_content(const PaperReading& paper, const std::vector<LooseText>& loose,
                                          const Element& record, int education,
                                          const std::set<std::string>& placed,
                                          const std::set<std::pair<std::size_t, std::size_t>>& taken);

/// Whether a sign or white parts what was found in a line from what is read before and behind it: 高级 of
/// 副高级 is no value. The engine's boxes of characters, which parted them before, may lie beside them.
bool stands_apart(const PaperReading& paper, std::size_t line, const ClaimReading& found);

}  // namespace hefu
