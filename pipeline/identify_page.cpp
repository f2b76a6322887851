#include "pipeline/identify_page.h"

#include "ocr/frame_quads.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Below the floor nothing is claimed; within the margin two pages look alike and their values must decide.
// Both were set by judgement and are not yet measured over kinds of damage;
// RoundTrip.PageIsKnownByItselfWhenItsCodesAreCovered in tests/e2e holds them on a turned page. To find them
// again: label_score() of scans against their own and other pages.
constexpr double score_floor = 0.5;
constexpr double score_margin = 0.08;
// Alike pages are told apart by verifying each: more than this many would take seconds.
constexpr std::size_t max_alike = 4;
// A page without name or number is this applicant's when at least so many of its values match and none
// differs.
constexpr int enough_values = 3;

int rank(CodeStatus status) {
  switch (status) {
    case CodeStatus::forged:
      return 3;
    case CodeStatus::genuine:
      return 2;
    case CodeStatus::unknown_key:
      return 1;
    case CodeStatus::absent:
      return 0;
  }
  return 0;
}

bool same(const PageCode& a, const PageCode& b) {
  return a.form_code == b.form_code && a.application == b.application && a.page == b.page &&
         a.digest == b.digest;
}

/// Whether a scan may be this page for its shape alone, in either orientation. Phones cut off up to a fifth.
bool shape_fits(const Image& image, const Page& page) {
  const double scan = static_cast<double>(std::max(image.width, image.height)) /
                      std::max(1, std::min(image.width, image.height));
  const double sheet = std::max(page.width_mm, page.height_mm) / std::min(page.width_mm, page.height_mm);
  return scan / sheet < 1.25 && sheet / scan < 1.25;
}

struct Evidence {
  int matching = 0, differing = 0;
};

Evidence count_values(const Page& page, const PageReading& reading) {
  Evidence evidence;
  for (std::size_t i = 0; i < page.fields.size(); ++i) {
    if (!page.fields[i].entered || page.fields[i].picture >= 0) continue;
    evidence.matching += reading.fields[i].verdict == Verdict::match;
    evidence.differing += reading.fields[i].verdict == Verdict::mismatch;
  }
  return evidence;
}

std::vector<LocatedPage> locate_candidates(const Image& grey, const PreparedRecord& record,
                                           Verifier& verifier) {
  std::vector<LocatedPage> located;
  ScanFrames frames(grey);
  for (std::size_t s = 0; s < record.sheets.size(); ++s)
    for (std::size_t p = 0; p < record.sheets[s].pages.size(); ++p) {
      const Page& page = record.sheets[s].pages[p];
      if (!shape_fits(grey, page)) continue;
      const Registration registration = register_page(grey, page, {}, frames);
      if (registration.status != RegistrationStatus::ok) continue;
      const double score = verifier.label_score(grey, page, registration.map);
      if (score >= score_floor) located.push_back({static_cast<int>(s), p, registration, score});
    }
  std::stable_sort(located.begin(), located.end(),
                   [](const LocatedPage& a, const LocatedPage& b) { return a.score > b.score; });
  return located;
}

}  // namespace

PageCodes what_codes_say(std::vector<FoundCode> found, const TrustedKeys& trusted) {
  PageCodes codes;
  for (FoundCode& one : found) {
    const std::optional<ReadPageCode> read = decode_page_code(one.text, trusted);
    if (!read) continue;
    PageIdentity& identity = codes.identity;
    if (identity.said && read->status != CodeStatus::forged && identity.code != CodeStatus::forged &&
        !same(read->code, *identity.said)) {
      identity.conflicting = true;
      identity.other_said = read->code;
    }
    if (rank(read->status) > rank(identity.code)) {
      if (identity.conflicting) std::swap(identity.said, identity.other_said);
      identity.code = read->status;
      identity.said = read->code;
      identity.code_text = one.text;
    }
    codes.found.push_back(std::move(one));
  }
  return codes;
}

PageCodes read_page_codes(const Image& grey, const TrustedKeys& trusted) {
  return what_codes_say(read_codes(grey), trusted);
}

void identify_by_code(const PreparedRecord& record, PageIdentity& identity) {
  // What a forged code says is at best a hint where to look first; the page itself decides.
  // Of two codes that disagree neither says more than the other.
  if (!identity.said || identity.code == CodeStatus::forged || identity.conflicting) return;
  const PageCode& code = *identity.said;
  for (std::size_t s = 0; s < record.sheets.size(); ++s) {
    const Sheet& sheet = record.sheets[s];
    if (sheet.form_code != code.form_code) continue;
    identity.kind = sheet.kind;
    identity.sheet = static_cast<int>(s);
  }
  identity.form_page = code.page;
  identity.of = code.pages;
  if (code.application != record.application.number) {
    identity.owner = Owner::other;
    return;
  }
  identity.owner = Owner::this_applicant;
  identity.print = PrintAge::older;
  if (identity.sheet < 0) return;
  const std::vector<Page>& pages = record.sheets[static_cast<std::size_t>(identity.sheet)].pages;
  if (code.page < 1 || static_cast<std::size_t>(code.page) > pages.size()) return;
  const Digest& current = pages[static_cast<std::size_t>(code.page - 1)].digest;
  if (std::equal(code.digest.begin(), code.digest.end(), current.begin())) identity.print = PrintAge::current;
}

std::optional<LocatedPage> identify_by_print(const Image& colour, const Image& grey,
                                             const PreparedRecord& record, CheckWorker& worker) {
  std::vector<LocatedPage> located = locate_candidates(grey, record, worker.verifier);
  if (located.empty()) return std::nullopt;
  std::size_t alike = 1;
  while (alike < located.size() && located[0].score - located[alike].score < score_margin) ++alike;
  if (alike == 1) return located[0];
  if (alike > max_alike) return std::nullopt;

  // The same print with other values, an achievements page and its continuation for instance.
  int best = -1, best_matching = 0;
  bool clear = false;
  for (std::size_t i = 0; i < alike; ++i) {
    const Page& page = record.sheets[static_cast<std::size_t>(located[i].sheet)].pages[located[i].page];
    const PageReading reading =
        worker.verifier.verify(colour, grey, page, located[i].registration.map, nullptr);
    const Evidence evidence = count_values(page, reading);
    if (evidence.matching > best_matching) {
      clear = true;
      best = static_cast<int>(i);
      best_matching = evidence.matching;
    } else if (evidence.matching == best_matching) {
      clear = false;
    }
  }
  if (!clear || best < 0) return std::nullopt;
  return located[static_cast<std::size_t>(best)];
}

Owner owner_by_fields(const Page& page, const PageReading& reading) {
  int matching = 0, differing = 0;
  for (std::size_t i = 0; i < page.fields.size(); ++i) {
    const std::string& path = page.fields[i].path;
    if (path != "/application/applicant/name" && path != "/application/applicant/id-number" &&
        path != "/application/@number")
      continue;
    matching += reading.fields[i].verdict == Verdict::match;
    differing += reading.fields[i].verdict == Verdict::mismatch;
  }
  // One changed character in a name is an alteration of this person's page, so one difference alone decides
  // nothing.
  if (matching > 0) return Owner::this_applicant;
  if (differing > 1) return Owner::other;
  const Evidence evidence = count_values(page, reading);
  if (evidence.matching >= enough_values && evidence.differing == 0) return Owner::this_applicant;
  return Owner::unknown;
}

}  // namespace hefu
