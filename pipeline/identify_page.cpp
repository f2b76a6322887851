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
// A page that scores more is legible, and its ruling is where it should be. Clean scans score 0.95 and more.
constexpr double certain_score = 0.85;
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

/// Tries a scan against the pages of a record. Where the usual effort finds one for certain, no more is made
/// for the others: what hides a page from the usual effort would hide the certain one, too.
class PageTrials {
 public:
  PageTrials(const Image& grey, const PreparedRecord& record, Verifier& verifier)
      : grey_(grey), verifier_(verifier), frames_(grey) {
    for (std::size_t s = 0; s < record.sheets.size(); ++s)
      for (std::size_t p = 0; p < record.sheets[s].pages.size(); ++p)
        if (shape_fits(grey, record.sheets[s].pages[p]))
          trials_.push_back({&record.sheets[s].pages[p], {static_cast<int>(s), p, {}, 0}});
  }

  /// The pages that fit, best first.
  std::vector<LocatedPage> run() {
    bool certain = false;
    for (Trial& trial : trials_) {
      trial.located.registration = register_page(grey_, *trial.page, {}, frames_, Effort::usual);
      score(trial);
      certain = certain || (is_certain(trial.located.registration) && trial.located.score > certain_score);
    }
    if (!certain)
      for (Trial& trial : trials_) try_rest(trial);
    std::vector<LocatedPage> located;
    for (const Trial& trial : trials_)
      if (trial.located.score >= score_floor) located.push_back(trial.located);
    std::stable_sort(located.begin(), located.end(),
                     [](const LocatedPage& a, const LocatedPage& b) { return a.score > b.score; });
    return located;
  }

 private:
  struct Trial {
    const Page* page;
    LocatedPage located;
  };

  void score(Trial& trial) {
    const Registration& found = trial.located.registration;
    trial.located.score =
        found.status == RegistrationStatus::ok ? verifier_.label_score(grey_, *trial.page, found.map) : 0;
  }

  void try_rest(Trial& trial) {
    Registration& usual = trial.located.registration;
    if (is_certain(usual)) return;
    const Registration rest = register_page(grey_, *trial.page, {}, frames_, Effort::rest);
    const bool better =
        rest.status == RegistrationStatus::ok &&
        (usual.status != RegistrationStatus::ok || rest.hit + rest.agreement > usual.hit + usual.agreement);
    if (!better) return;
    usual = rest;
    score(trial);
  }

  const Image& grey_;
  Verifier& verifier_;
  ScanFrames frames_;
  std::vector<Trial> trials_;
};

/// A label with digits below the frame: "第 3 页 共 12 页".
bool is_page_number(const Page& page, const TextRun& run) {
  return run.kind == RunKind::label && !run.glyphs.empty() &&
         run.glyphs[0].y_mm > page.frame.y + page.frame.h &&
         std::any_of(run.glyphs.begin(), run.glyphs.end(),
                     [](const Glyph& glyph) { return glyph.code_point >= U'0' && glyph.code_point <= U'9'; });
}

/// The page with nothing to verify but its printed numbers, each as a value.
Page numbers_of(const Page& page) {
  Page numbers = page;
  numbers.fields.clear();
  numbers.boxes.clear();
  for (std::size_t run = 0; run < page.runs.size(); ++run) {
    if (!is_page_number(page, page.runs[run])) continue;
    const Glyph &first = page.runs[run].glyphs.front(), &last = page.runs[run].glyphs.back();
    const double em = first.size_pt * mm_per_pt;
    Field field;
    field.entered = true;
    field.runs = {static_cast<std::uint32_t>(run)};
    field.box = {first.x_mm - 1.0, first.y_mm - em, last.x_mm + last.advance_mm - first.x_mm + 2.0, 1.2 * em};
    for (const Glyph& glyph : page.runs[run].glyphs)
      field.text += to_utf8(std::u32string(1, glyph.code_point));
    field.online = field.text;
    numbers.fields.push_back(field);
  }
  return numbers;
}

/// The one page whose printed numbers the scan shows, against every other digit; nothing where none or
/// several can be held for theirs.
std::optional<LocatedPage> the_one_with_its_number(const Image& colour, const Image& grey,
                                                   const PreparedRecord& record,
                                                   const std::vector<LocatedPage>& located,
                                                   Verifier& verifier) {
  std::optional<LocatedPage> found;
  for (const LocatedPage& one : located) {
    const Page numbers = numbers_of(record.sheets[static_cast<std::size_t>(one.sheet)].pages[one.page]);
    if (numbers.fields.empty()) return std::nullopt;
    const PageReading reading = verifier.verify(colour, grey, numbers, one.registration.map, nullptr);
    if (!std::all_of(reading.fields.begin(), reading.fields.end(),
                     [](const FieldReading& field) { return field.verdict == Verdict::match; }))
      continue;
    if (found) return std::nullopt;
    found = one;
  }
  return found;
}

}  // namespace

PageCodes what_codes_say(std::vector<FoundCode> found, const TrustedKeys& trusted) {
  PageCodes codes;
  std::optional<ReadPageCode> read;
  for (std::size_t i = 0; i < found.size(); ++i) {
    FoundCode& one = found[i];
    // A page's codes mostly say the same: its signature is verified once.
    if (i == 0 || one.text != found[i - 1].text) read = decode_page_code(one.text, trusted);
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
    codes.found.push_back(one);
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
  std::vector<LocatedPage> located = PageTrials(grey, record, worker.verifier).run();
  if (located.empty()) return std::nullopt;
  std::size_t alike = 1;
  while (alike < located.size() && located[0].score - located[alike].score < score_margin) ++alike;
  if (alike == 1) return located[0];
  located.resize(alike);
  if (auto numbered = the_one_with_its_number(colour, grey, record, located, worker.verifier))
    return numbered;
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
  if (reading.misplaced) return Owner::unknown;  // what differs was not told
  const Evidence evidence = count_values(page, reading);
  if (evidence.matching >= enough_values && evidence.differing == 0) return Owner::this_applicant;
  return Owner::unknown;
}

}  // namespace hefu
