#pragma once
#include <string>
#include <vector>

#include "pipeline/evidence_facts.h"
#include "schemas/notice.h"

namespace hefu {

/// What an upload is: title-certificate, appointment-letter, yearly-assessment, education-card ... (the words
/// stand in pipeline/paper-kinds.txt); empty: unknown.
struct PaperKind {
  std::string kind, name;
  int year = 0;                      // of a yearly assessment; 0: not read
  double weight = 0, next = 0;       // of the kind, and of the one after it
  std::vector<std::string> reasons;  // the words that were read
};

/// Classes a paper by the words of its first pages. Rather unknown than wrong.
/// Fails: throws Error(missing) without pipeline/paper-kinds.txt.
PaperKind kind_of_paper(const std::vector<PaperWords>& pages);

/// The items of the notice's checklist that a kind of paper belongs to; none: nothing is said.
std::vector<int> items_of_kind(const std::string& kind, const Notice& notice);

}  // namespace hefu
