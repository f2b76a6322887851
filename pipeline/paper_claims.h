#pragma once
#include <string>
#include <vector>

#include "ocr/claim_judge.h"
#include "ocr/page_reading.h"
#include "pipeline/record_claims.h"

namespace hefu {

/// What one page of a paper says of a claim.
struct ClaimSighting {
  std::size_t claim = 0;  // index in the claims
  std::string form;       // the written form that was judged
  Support support = Support::unreadable;
  float score = 0;
  double likeness = 0;  // share of the form's characters that were read there
  std::string read;     // what stands there, as far as is known
  BoxPx box;            // on the straightened page
  ClaimReading basis;   // what the decision rests on; of a text over two lines, of the one that decided
};

/// Seeks claims on a page that was read and judges what is like them: fuzzy search over the lines, which may
/// be broken, then known answers. At most one sighting a claim: the best support, else the most alike; none
/// where nothing on the page is like the claim. What the engine read only says where to look.
/// `wanted`: parallel to the claims: those that are sought here.
std::vector<ClaimSighting> sight_claims(const PaperReading& paper, const std::vector<RecordClaim>& claims,
                                        const std::vector<bool>& wanted, ClaimJudge& judge,
                                        TextReader& reader);

}  // namespace hefu
