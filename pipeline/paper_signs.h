#pragma once
#include <string>
#include <vector>

#include "pipeline/paper_words.h"

namespace hefu {

/// What a page shows beside single words, as pipeline/paper-kinds.txt names it: @card the shape of a bank
/// card,
/// @id-number eighteen digits, @id-card the labelled lines of an ID card's front, @person-table a table of
/// personal data, @lists the same with tables of more subjects (jobs, papers, awards, projects), @list-heads
/// tables of two subjects whosever they are, @many-lists of more, @contents titles with page numbers, @issue
/// the number of a periodical.
std::vector<std::string> signs_of(const PaperWords& page);

}  // namespace hefu
