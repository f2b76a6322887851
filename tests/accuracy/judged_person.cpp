#include "tests/accuracy/judged_person.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <iostream>

#include "ocr/sampling.h"
#include "tests/accuracy/judged_scan.h"

namespace hefu::accuracy {
namespace {

std::int64_t ms_since(std::clock_t start) { return (std::clock() - start) * 1000 / CLOCKS_PER_SEC; }

/// Reads one scan and counts what the reader says of it.
class ScanJudgement {
 public:
  ScanJudgement(const PrintedPage& page, const std::string& damage, const JudgedScan& scan,
                const JudgeWish& wish, Tally& tally)
      : page_(page),
        damage_(damage),
        scan_(scan),
        wish_(wish),
        verbose_(wish.verbose),
        tally_(tally),
        counts_(tally.kinds[damage]) {}

  void read(CheckWorker& worker) {
    ++counts_[Count::pages];
    counts_[Count::scan_ms] += static_cast<std::int64_t>(scan_.scan_ms);
    counts_[Count::register_ms] += static_cast<std::int64_t>(scan_.register_ms);
    PageReading reading;
    reading.fields.resize(page_.expected.fields.size());
    if (scan_.registration.status == RegistrationStatus::ok) {
      const std::clock_t start = std::clock();
      reading = worker.verifier.verify(scan_.colour, scan_.grey, page_.expected, scan_.registration.map,
                                       worker.reader.get());
      counts_[Count::verify_ms] += ms_since(start);  // of this process: the engine has its own
      counts_[Count::ocr_ms] += static_cast<std::int64_t>(reading.ocr_ms);
    } else {
      ++counts_[Count::lost];
      if (verbose_)
        std::cout << fmt::format("  not registered | {} | {} | hit {:.2f} agreement {:.2f} residual {:.2f}\n",
                                 damage_, page_.name, scan_.registration.hit, scan_.registration.agreement,
                                 scan_.registration.residual_px);
    }
    counts_[Count::altered_labels] += static_cast<std::int64_t>(reading.labels.size());
    if (verbose_)
      for (const AlteredLabel& label : reading.labels)
        std::cout << fmt::format("  LABEL | {} | {} | read {}\n", damage_, page_.name,
                                 label.paper.value_or("?"));
    for (std::size_t i = 0; i < reading.fields.size(); ++i) count_field(i, reading.fields[i]);
  }

 private:
  void note(const char* what, std::size_t i, const FieldReading& reading) const {
    if (!verbose_) return;
    const Field& field = page_.expected.fields[i];
    std::cout << fmt::format(
        "  {} | {} | {} | {} | online {} | paper {} ({}) | read {} | extra {} | score {:.1f}\n", what,
        damage_, page_.name, field.path, field.text, page_.changed[i] ? page_.changed[i]->text : field.text,
        page_.changed[i] ? way_names[static_cast<std::size_t>(page_.changed[i]->way)] : "same",
        reading.paper.value_or("?"), reading.extra_ink, reading.evidence.value_or(0));
    if (!wish_.pictures.empty() && scan_.registration.status == RegistrationStatus::ok) show(what, field);
  }

  /// Writes the field and what is around it, straightened to 12 px per mm.
  void show(const char* what, const Field& field) const {
    constexpr double px_per_mm = 12, margin_mm = 2;
    const RectMm& box = field.box;
    const int w = static_cast<int>((box.w + 2 * margin_mm) * px_per_mm),
              h = static_cast<int>((box.h + 2 * margin_mm) * px_per_mm);
    static int number = 0;
    std::ofstream out(fmt::format("{}/{:03}-{}-{}.pgm", wish_.pictures, number++, what, damage_),
                      std::ios::binary);
    out << "P5 " << w << ' ' << h << " 255\n";
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x) {
        const PointPx at =
            scan_.registration.map(box.x - margin_mm + x / px_per_mm, box.y - margin_mm + y / px_per_mm);
        out.put(static_cast<char>(grey_at(scan_.grey, static_cast<float>(at.x), static_cast<float>(at.y))));
      }
  }

  void count_field(std::size_t i, const FieldReading& reading) {
    const Field& field = page_.expected.fields[i];
    if (field.picture >= 0) return;
    if (!field.entered) {
      ++counts_[Count::blanks];
      counts_[Count::blanks_with_ink] += reading.extra_ink;
    } else if (scan_.altered[i]) {
      ++counts_[Count::altered];
      counts_[Count::altered_mismatched] += reading.verdict == Verdict::mismatch;
      counts_[Count::altered_matched] += reading.verdict == Verdict::match;
      if (reading.verdict == Verdict::match) note("FALSE MATCH BY HAND", i, reading);
    } else if (page_.changed[i]) {
      count_change(i, reading);
    } else {
      count_true(i, reading);
    }
  }

  void count_score(const FieldReading& reading, std::array<std::int64_t, Histogram::bins> Histogram::*which) {
    if (!reading.evidence || !reading.same) return;
    Tally& t = tally_;
    ++(t.evidence.*which)[t.evidence.bin_of(*reading.evidence)];
    ++(t.log_odds.*which)[t.log_odds.bin_of(std::log(*reading.same / (1 - *reading.same)))];
  }

  void count_change(std::size_t i, const FieldReading& reading) {
    const ChangedText& change = *page_.changed[i];
    count_score(reading, &Histogram::changed);
    for (Counts* counts : {&counts_, &tally_.ways[way_names[static_cast<std::size_t>(change.way)]]}) {
      ++(*counts)[Count::changes];
      (*counts)[Count::mismatched] += reading.verdict == Verdict::mismatch;
      (*counts)[Count::named] += reading.verdict == Verdict::mismatch && reading.paper == change.text;
      (*counts)[Count::false_matches] += reading.verdict == Verdict::match;
    }
    if (reading.verdict == Verdict::match) note("FALSE MATCH", i, reading);
    if (reading.verdict == Verdict::unreadable) note("change unread", i, reading);
    if (reading.verdict == Verdict::mismatch && reading.paper != change.text) note("misnamed", i, reading);
  }

  void count_true(std::size_t i, const FieldReading& reading) {
    ++counts_[Count::true_fields];
    count_score(reading, &Histogram::same);
    if (reading.verdict == Verdict::match)
      ++counts_[reading.method == Method::ocr ? Count::rescued : Count::matched];
    if (reading.verdict == Verdict::mismatch) ++counts_[Count::false_mismatches];
    if (reading.verdict == Verdict::mismatch) note("FALSE MISMATCH", i, reading);
    if (reading.verdict == Verdict::unreadable) note("to person", i, reading);
  }

  const PrintedPage& page_;
  const std::string& damage_;
  const JudgedScan& scan_;
  const JudgeWish& wish_;
  bool verbose_;
  Tally& tally_;
  Counts& counts_;
};

/// Whether a scan shown to a record is given to a wrong person or page number.
bool is_wrongly_identified(const JudgedScan& scan, const PreparedRecord& record, bool own,
                           const PrintedPage& page, bool by_print, CheckWorker& worker) {
  PageIdentity identity = scan.codes.identity;
  identify_by_code(record, identity);
  if (identity.code == CodeStatus::genuine) {
    if (!own) return identity.owner == Owner::this_applicant;
    return identity.owner == Owner::other || identity.sheet != static_cast<int>(page.sheet) ||
           identity.form_page != static_cast<int>(page.page) + 1;
  }
  if (!by_print) return false;
  const auto located = identify_by_print(scan.colour, scan.grey, record, worker);
  if (!located) return false;
  const bool right_page = located->sheet == static_cast<int>(page.sheet) && located->page == page.page;
  if (own) return !right_page;
  const Page& found = record.sheets[static_cast<std::size_t>(located->sheet)].pages[located->page];
  const PageReading reading =
      worker.verifier.verify(scan.colour, scan.grey, found, located->registration.map, worker.reader.get());
  return reading.legible && owner_by_fields(found, reading) == Owner::this_applicant;
}

}  // namespace

Tally judge_person(std::uint64_t seed, const JudgeWish& wish, Machine& machine, CheckWorker& worker) {
  const PrintedPerson person = print_person(
      {seed, wish.plan.changes_a_page, wish.plan.values_of_a_page, wish.forms, wish.short_values}, machine);
  const PrintedPerson stranger = print_person({seed + 1'000'000, 0, 1000, {}}, machine);
  Tally tally;
  // Where this person's kinds of damage begin: every kind meets every page in turn.
  std::size_t turn = seed * 11;
  for (const PrintedPage& page : person.pages) {
    if (wish.stop && wish.stop()) break;
    Image print;
    for (int i = 0; i < wish.plan.damages_a_page; ++i, ++turn) {
      if (wish.stop && wish.stop()) break;
      const std::string& kind = wish.kinds[turn % wish.kinds.size()];
      if (!wish.only.empty() && std::find(wish.only.begin(), wish.only.end(), kind) == wish.only.end())
        continue;
      const std::clock_t start = std::clock();
      const bool drawn = !print.empty();
      if (!drawn) print = rasterise(page, *machine.fonts(), machine.sandbox());
      const std::int64_t draw_ms = ms_since(start);
      const JudgedScan scan = scan_page(page, print, kind, seed * 1000 + turn);
      if (!drawn) tally.kinds[kind][Count::draw_ms] += draw_ms;
      ScanJudgement(page, kind, scan, wish, tally).read(worker);
      Counts& counts = tally.kinds[kind];
      for (const bool own : {true, false}) {
        // By the print alone every page of the record is tried, a second each: one scan in turn.
        const bool by_print = (turn / wish.kinds.size()) % 2 == (own ? 0 : 1) && kind == "covered-code";
        const bool wrong =
            is_wrongly_identified(scan, own ? person.record : stranger.record, own, page, by_print, worker);
        ++counts[Count::identities];
        counts[Count::wrong_identities] += wrong;
        if (wrong && wish.verbose)
          std::cout << fmt::format("  WRONG IDENTITY | {} | {} | {}\n", kind, page.name,
                                   own ? "own" : "other");
      }
    }
  }
  return tally;
}

}  // namespace hefu::accuracy
