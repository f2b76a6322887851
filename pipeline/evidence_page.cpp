#include "pipeline/evidence_page.h"

#include <algorithm>

#include "pipeline/evidence_files.h"
#include "pipeline/layer_differences.h"
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

RectMm on_decoded(const StraightPaper& page, const BoxPx& box) {
  const BoxPx place = on_scan(page, box);
  return {place.x, place.y, place.width, place.height};
}

/// A place with what stands around it, as far as the page goes. `line_px`: how high its lines are.
BoxPx with_surroundings(const StraightPaper& page, const BoxPx& box, double line_px) {
  const double left = std::max(0.0, box.x - side_margin_lines * line_px),
               right = std::min<double>(page.grey.width, box.right() + side_margin_lines * line_px),
               top = std::max(0.0, box.y - margin_lines * line_px),
               bottom = std::min<double>(page.grey.height, box.bottom() + margin_lines * line_px);
  return {left, top, std::max(1.0, right - left), std::max(1.0, bottom - top)};
}

Image picture_of(const Image& decoded, const StraightPaper& page, const BoxPx& box, double line_px) {
  return cut_straight(decoded, page, with_surroundings(page, box, line_px),
                      std::min(1.0, crop_line_px / std::max(1.0, line_px)));
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
  const BoxPx &box = sighting.box, shown = with_surroundings(page, box, box.height);
  seen.box_px = on_decoded(page, box);
  seen.crop = picture_of(decoded, page, box, box.height);
  seen.mark = {(box.x - shown.x) / shown.width, (box.y - shown.y) / shown.height, box.width / shown.width,
               box.height / shown.height};
  return seen;
}

std::optional<SeenForm> seen_form(const PaperReading& paper, const Element& record, const Image& decoded,
                                  ClaimJudge& judge, TextReader& reader) {
  SeenForm form{read_form_page(paper, record, judge, reader), {}, {}};
  if (form.page.labels == 0 && form.page.lists == 0) return std::nullopt;
  const auto see = [&](const RectMm& rect, bool needs_eyes) {
    const BoxPx box{rect.x, rect.y, rect.w, rect.h};
    constexpr double line_px = 24;  // a table's line at the scale of reading
    return SeenPlace{on_decoded(paper.page, box),
                     needs_eyes ? picture_of(decoded, paper.page, box, line_px) : Image{}};
  };
  for (const FormValue& value : form.page.values)
    form.values.push_back(see(value.box, value.verdict != Verdict::match));
  for (const FormRow& row : form.page.rows) form.rows.push_back(see(row.box, row.row == 0));
  return form;
}

std::vector<SeenDifference> seen_differences(const PaperReading& paper, const PdfPageText& own,
                                             const std::vector<RecordClaim>& claims, const Image& decoded) {
  std::vector<SeenDifference> seen;
  for (LayerDifference& difference :
       differing_from_layer(paper, decoded.width, decoded.height, own, claims)) {
    const BoxPx& box = difference.box;
    seen.push_back({std::move(difference.shown), std::move(difference.layer), on_decoded(paper.page, box),
                    seen.empty() ? picture_of(decoded, paper.page, box, box.height) : Image{}});
  }
  return seen;
}

}  // namespace

EvidencePage read_evidence_page(const Image& decoded, const std::string& file, const PdfPageText* own,
                                const std::vector<RecordClaim>& claims, const Element& record,
                                ClaimJudge& judge, TextReader& reader) {
  EvidencePage page;
  const PaperReading paper = read_paper(decoded, reader);
  page.blank = paper.blank;
  page.legible = paper.legible;
  page.words = words_of(paper);
  std::vector<bool> wanted;
  for (const RecordClaim& claim : claims) wanted.push_back(concerns(claim, name_in_record(file)));
  for (const ClaimSighting& sighting : sight_claims(paper, claims, wanted, judge, reader))
    page.claims.push_back(seen_claim(sighting, claims[sighting.claim], decoded, paper.page));
  if (own && paper.legible) page.differing = seen_differences(paper, *own, claims, decoded);
  page.form = seen_form(paper, record, decoded, judge, reader);
  return page;
}

}  // namespace hefu
