#pragma once
#include <string>
#include <vector>

#include "pipeline/evidence_facts.h"
#include "pipeline/record_claims.h"
#include "schemas/element.h"

namespace hefu {

class ClaimJudge;
struct PdfPageText;

/// Reads a page that is none of our forms and seeks the record's claims on it: those that refer to this
/// upload or to none. A page that looks like a form of others is read as one, too. `own`: the letters that a
/// PDF brings along for this page, held against what was read; null: none.
EvidencePage read_evidence_page(const Image& decoded, const std::string& file, const PdfPageText* own,
                                const std::vector<RecordClaim>& claims, const Element& record,
                                ClaimJudge& judge, TextReader& reader);

}  // namespace hefu
