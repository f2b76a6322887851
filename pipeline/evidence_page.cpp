#include "pipeline/evidence_page.h"

#include <algorithm>

#include "pipeline/evidence_files.h"
#include "pipeline/paper_claims.h"
#include "pipeline/paper_words.h"

namespace hefu {
namespace {

// Of a crop: a line about this high can be read on screen, and what stands around it shows what it belongs
// to.
constexpr double crop_line_px = 30, margin_lines = 0.6, side_margin_lines = 3;

ClaimVerdict verdict_of(Support support) {
  switch (support) {
    case Support::supported:
      return ClaimVerdict::supported;
    case Support::contradicted:
      return ClaimVerdict::contradicted;
    case Support::unreadable:
      break;
  }
  return ClaimVerdict::unreadable;
}

SeenClaim seen_claim(const ClaimSighting& sighting, const RecordClaim& claim, const Image& decoded,
                     const StraightPaper& page) {
  SeenClaim seen;
  seen.claim = sighting.claim;
  seen.verdict = verdict_of(sighting.support);
  seen.score = sighting.score;
  seen.likeness = sighting.likeness;
  seen.read = sighting.read;
  seen.names_applicant = claim.kind == "name" || claim.kind == "id-number";
  const BoxPx& box = sighting.box;
  const BoxPx place = on_scan(page, box);
  seen.box_px = {place.x, place.y, place.width, place.height};
  const double left = std::max(0.0, box.x - side_margin_lines * box.height),
               right = std::min<double>(page.grey.width, box.right() + side_margin_lines * box.height),
               top = std::max(0.0, box.y - margin_lines * box.height),
               bottom = std::min<double>(page.grey.height, box.bottom() + margin_lines * box.height);
  const double w = std::max(1.0, right - left), h = std::max(1.0, bottom - top);
  seen.crop =
      cut_straight(decoded, page, {left, top, w, h}, std::min(1.0, crop_line_px / std::max(1.0, box.height)));
  seen.mark = {(box.x - left) / w, (box.y - top) / h, box.width / w, box.height / h};
  return seen;
}

}  // namespace

EvidencePage read_evidence_page(const Image& decoded, const std::string& file,
                                const std::vector<RecordClaim>& claims, ClaimJudge& judge,
                                TextReader& reader) {
  EvidencePage page;
  const PaperReading paper = read_paper(decoded, reader);
  page.blank = paper.blank;
  page.legible = paper.legible;
  page.words = words_of(paper);
  std::vector<bool> wanted;
  for (const RecordClaim& claim : claims) wanted.push_back(concerns(claim, name_in_record(file)));
  for (const ClaimSighting& sighting : sight_claims(paper, claims, wanted, judge, reader))
    page.claims.push_back(seen_claim(sighting, claims[sighting.claim], decoded, paper.page));
  return page;
}

}  // namespace hefu
