#include "tests/bench/evidence_person.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>

#include "ocr/font_bank.h"
#include "ocr/page_reading.h"
#include "pipeline/paper_claims.h"
#include "pipeline/paper_kinds.h"
#include "pipeline/paper_words.h"
#include "pipeline/record_claims.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "tests/bench/evidence_forms.h"
#include "tests/bench/evidence_keep.h"
#include "tests/bench/evidence_text.h"
#include "tests/bench/paper_damages.h"
#include "tests/support/bank_without.h"
#include "tests/support/cpu_time.h"
#include "tests/support/papers/change_record.h"
#include "tests/support/papers/paper.h"
#include "tests/support/people.h"
#include "tests/support/scan.h"
#include "tests/support/shell.h"

namespace hefu::evidence {
namespace {

using namespace support;

using Group = DamageGroup;

/// Every so many papers the first page is read by the tesseract command, too: it takes longer than all the
/// rest.
constexpr std::uint64_t papers_a_timed_one = 5;

std::string without_spaces(const std::string& text) {
  std::string kept;
  for (const char c : text)
    if (c != ' ' && c != '\n') kept += c;
  return kept;
}

/// All that a paper says, without blanks and line ends.
struct SaidText {
  std::string text;
  std::vector<bool> begins;  // parallel to its bytes: a line begins there

  explicit SaidText(const Paper& paper) {
    for (const PaperPage& page : paper.pages) {
      std::istringstream lines(page.text);
      for (std::string line; std::getline(lines, line);) {
        const std::string said = without_spaces(line);
        text += said;
        begins.resize(text.size(), false);
        if (!said.empty()) begins[text.size() - said.size()] = true;
      }
    }
  }
};

/// Whether a date goes on: 2018年12月 in 2018年12月5日, 2018.12 in 2018.12.05, 2018年 in 2018年12月. In the
/// next line only a day does.
bool goes_on(const SaidText& said, std::size_t end) {
  const std::string& text = said.text;
  const auto is_figure = [&](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  if (end >= text.size()) return false;
  if (said.begins[end]) {
    std::size_t figures = 0;
    while (is_figure(end + figures)) ++figures;
    return figures > 0 && figures < 3 && text.compare(end + figures, 3, "日") == 0;
  }
  const std::size_t sign = std::string("./-").find(text[end]) != std::string::npos;
  return is_figure(end + sign) || text.substr(end, 10).find("日") != std::string::npos;
}

/// Whether a paper says what is claimed. Of a date that is claimed to the day the month alone counts only
/// where no day follows, of a year that only where no month does.
bool says(const SaidText& said, const RecordClaim& claim) {
  const bool to_the_day = (claim.kind == "date" && claim.value.size() == 10) || claim.kind == "year";
  for (const std::string& written : claim.forms) {
    const std::string form = without_spaces(written);
    for (std::size_t at = said.text.find(form); at != std::string::npos; at = said.text.find(form, at + 1))
      if (!to_the_day || !goes_on(said, at + form.size())) return true;
  }
  return false;
}

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

/// Whether a paper says the same of another row: the rank of one award is that of another, too.
bool says_of_another(const Paper& paper, const RecordClaim& claim) {
  const auto element_of = [](const std::string& path) {
    std::string element;
    bool in_number = false;
    for (const char c : path) {
      in_number = (in_number || c == '[') && c != ']';
      if (!in_number && c != ']') element += c;
    }
    return element;
  };
  return std::ranges::any_of(paper.claims, [&](const PaperClaim& printed) {
    return printed.whole && printed.agrees() && printed.recorded == claim.value &&
           element_of(printed.path) == element_of(claim.path);
  });
}

/// What a sighting rests on, for whoever looks for what went wrong.
std::string basis_of(const ClaimSighting& seen) {
  const ClaimReading& r = seen.basis;
  return fmt::format(
      "form {} read {}; pass {} ncc {:.2f} worst {:.2f} uneven {:.2f} face {} | scored {} mean {:.2f} ratio "
      "{:.1f} "
      "read {:.1f} at {:.0f},{:.0f} {:.0f}x{:.0f}",
      seen.form, seen.read, r.glyphs_pass, r.ncc, r.worst_ratio, r.uneven_em, r.face, r.scored, r.step_mean,
      r.step_ratio, r.read_ratio, seen.box.x, seen.box.y, seen.box.width, seen.box.height);
}

/// What a paper truly says of a claim.
enum class Truth { nothing, as_recorded, otherwise };

Truth truth_of(const Paper& paper, const RecordClaim& claim) {
  Truth truth = Truth::nothing;
  for (const PaperClaim& printed : paper.claims) {
    if (printed.path != claim.path || !printed.whole) continue;
    if (!printed.agrees()) return Truth::otherwise;
    truth = Truth::as_recorded;
  }
  return truth;
}

/// What a paper prints in place of what is claimed.
std::string printed_of(const Paper& paper, const RecordClaim& claim) {
  for (const PaperClaim& printed : paper.claims)
    if (printed.path == claim.path && !printed.agrees()) return printed.printed;
  return "nothing";
}

}  // namespace

struct PersonReader::Impl {
  Asked asked;
  std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  std::unique_ptr<TextReader> reader = sandbox->new_text_reader();
  ClaimJudge judge{support::bank_without(asked.without_family)};
  std::vector<std::string> kinds = paper_kinds();
  ScratchFolder scratch;

  void count_paper(const PaperWish& wish, const Element& record, const std::vector<RecordClaim>& claims,
                   const Group& group, Random& random, Counts& counts);
  void measure(const char* what, const std::string& kind, const ClaimSighting& seen) const {
    if (!asked.measures || !asked.tell) return;
    const ClaimReading& r = seen.basis;
    asked.tell(fmt::format(
        "measure\t{}\t{}\t{}\t{}\t{}\t{:d}\t{:.3f}\t{:.3f}\t{:.3f}\t{:d}\t{:.3f}\t{:.2f}\t{:.2f}\t{}\t{}",
        what, kind, static_cast<int>(seen.support), seen.form, r.read, r.glyphs_pass, r.ncc, r.worst_ratio,
        r.uneven_em, r.scored, r.step_mean, r.step_ratio, r.read_ratio, r.before, r.after));
  }
  double cpu_s() const { return own_cpu_s() + cpu_s_of_process(reader->process_id()); }
  void count_text(const Image& scan, const std::string& text, const PaperReading& reading, double our_s,
                  const std::string& name, Counts& counts);
  void count_kind(const Paper& paper, const std::vector<PaperReading>& readings, Counts& counts);
  void count_claims(const Paper& paper, const SaidText& said, const PaperReading& reading,
                    const std::vector<RecordClaim>& claims, const std::string& group, Counts& counts);
  void count_others(const Paper& paper, const PaperReading& reading, const std::vector<RecordClaim>& claims,
                    const std::vector<RecordClaim>& changed, const std::vector<bool>& wanted,
                    const std::string& what, Counts& counts);
  void count_shortened(const Paper& paper, const SaidText& said, const PaperReading& reading,
                       const std::vector<RecordClaim>& claims, Random random, Counts& counts);
  void count_changed(const Paper& paper, const SaidText& said, const PaperReading& reading,
                     const Element& record, const std::vector<RecordClaim>& claims, const std::string& group,
                     Random& random, Counts& counts);
};

PersonReader::PersonReader(const Asked& asked) : impl_(new Impl{.asked = asked}) {}
PersonReader::~PersonReader() = default;

/// The same picture read by the tesseract command, as anybody would call it.
void PersonReader::Impl::count_text(const Image& scan, const std::string& text, const PaperReading& reading,
                                    double our_s, const std::string& name, Counts& counts) {
  std::string ours;
  for (const ReadLine& line : reading.lines) ours += line.text + "\n";
  const std::string theirs = kept_text(asked.keep, name + ".tesseract", [&] {
    const std::filesystem::path picture = scratch.write("page.png", encode_png(scan)),
                                page = scratch.path() / "page";
    const double seconds = cpu_s_of_command(fmt::format(
        "OMP_THREAD_LIMIT=1 tesseract {} {} -l chi_sim 2>/dev/null", picture.string(), page.string()));
    return fmt::format("{:.3f}\n{}", seconds, read_file(page.string() + ".txt"));
  });
  const double their_s = std::stod(theirs);
  const TextErrors our_errors = text_errors(text, ours),
                   their_errors = text_errors(text, theirs.substr(theirs.find('\n')));
  if (asked.tell)
    asked.tell(fmt::format("{}: of {} characters we have {} wrong, tesseract {}; {:.2f} s and {:.2f}", name,
                           our_errors.characters, our_errors.errors, their_errors.errors, our_s, their_s));
  ++counts.of["timed pages"];
  counts.of["text characters"] += our_errors.characters;
  counts.of["our errors"] += our_errors.errors;
  counts.of["tesseract errors"] += their_errors.errors;
  counts.of["our ms"] += std::lround(1000 * our_s);
  counts.of["tesseract ms"] += std::lround(1000 * their_s);
}

void PersonReader::Impl::count_kind(const Paper& paper, const std::vector<PaperReading>& readings,
                                    Counts& counts) {
  std::vector<PaperWords> words;
  for (const PaperReading& reading : readings) words.push_back(words_of(reading));
  const PaperKind kind = kind_of_paper(words);
  const std::string truth = paper.kind == "none" ? "" : paper.kind;
  ++counts.of["kinds"];
  const char* what = kind.kind == truth ? "kinds right" : kind.kind.empty() ? "kinds unknown" : "kinds wrong";
  ++counts.of[what];
  ++counts.of[fmt::format("kind {} {}", paper.kind, kind.kind.empty() ? "unknown" : kind.kind)];
  if (kind.kind != truth && asked.tell)
    asked.tell(fmt::format("{} {} is taken for {}", paper.kind, paper.layout, kind.kind));
}

void PersonReader::Impl::count_claims(const Paper& paper, const SaidText& said, const PaperReading& reading,
                                      const std::vector<RecordClaim>& claims, const std::string& group,
                                      Counts& counts) {
  std::map<std::size_t, ClaimSighting> seen;
  for (const ClaimSighting& sighting :
       sight_claims(reading, claims, std::vector<bool>(claims.size(), true), judge, *reader))
    seen[sighting.claim] = sighting;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Truth truth = truth_of(paper, claims[i]);
    const bool sighted = seen.contains(i), supported = sighted && seen[i].support == Support::supported;
    const bool contradicted = sighted && seen[i].support == Support::contradicted;
    if (sighted && truth == Truth::as_recorded) measure("true", claims[i].kind, seen[i]);
    if (truth == Truth::as_recorded) {
      ++counts.of[group + " true"];
      counts.of[group + " supported"] += supported;
      counts.of[group + " true contradicted"] += contradicted;
      counts.of[group + " unseen"] += !sighted;
      ++counts.of["claim " + claims[i].kind + " true"];
      counts.of["claim " + claims[i].kind + " supported"] += supported;
      if (!supported && asked.tell)
        asked.tell(fmt::format("{} {} {}: {} {} {} {}", group, paper.layout, paper.fonts, claims[i].path,
                               claims[i].value,
                               contradicted ? "contradicted"
                               : sighted    ? "unreadable"
                                            : "unseen",
                               sighted ? basis_of(seen[i]) : ""));
    } else if (!says(said, claims[i]) && !says_of_another(paper, claims[i])) {
      // Printed otherwise, or not at all: no support can be true.
      counts.of["printed otherwise"] += truth == Truth::otherwise;
      counts.of["printed otherwise contradicted"] += truth == Truth::otherwise && contradicted;
      counts.of[truth == Truth::otherwise ? "printed otherwise supported" : "not printed supported"] +=
          supported;
      if (supported && asked.tell)
        asked.tell(fmt::format("FALSE SUPPORT {} {}: {} {} printed {} {}", paper.layout, paper.fonts,
                               claims[i].path, claims[i].value, printed_of(paper, claims[i]),
                               basis_of(seen[i])));
    }
  }
}

/// The paper against claims that it contradicts; `changed` is parallel to the record's, `wanted` tells which.
void PersonReader::Impl::count_others(const Paper& paper, const PaperReading& reading,
                                      const std::vector<RecordClaim>& claims,
                                      const std::vector<RecordClaim>& changed,
                                      const std::vector<bool>& wanted, const std::string& what,
                                      Counts& counts) {
  std::map<std::size_t, ClaimSighting> seen;
  for (const ClaimSighting& sighting : sight_claims(reading, changed, wanted, judge, *reader))
    seen[sighting.claim] = sighting;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (!wanted[i]) continue;
    const bool sighted = seen.contains(i), supported = sighted && seen[i].support == Support::supported;
    const bool contradicted = sighted && seen[i].support == Support::contradicted;
    ++counts.of[what];
    counts.of[what + " contradicted"] += contradicted;
    counts.of[what + " supported"] += supported;
    if (sighted) measure("changed", claims[i].kind, seen[i]);
    if (!contradicted && asked.tell)
      asked.tell(fmt::format("{} {} {} {}: {} {} claimed {} {}", supported ? "FALSE SUPPORT" : "open", what,
                             paper.layout, paper.fonts, claims[i].path, claims[i].value, changed[i].value,
                             sighted ? basis_of(seen[i]) : "unseen"));
  }
}

/// The same paper against a record that differs in one character, digit or date of each claim.
void PersonReader::Impl::count_changed(const Paper& paper, const SaidText& said, const PaperReading& reading,
                                       const Element& record, const std::vector<RecordClaim>& claims,
                                       const std::string& group, Random& random, Counts& counts) {
  std::vector<RecordClaim> changed = claims;
  std::vector<bool> wanted(claims.size(), false);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (truth_of(paper, claims[i]) != Truth::as_recorded) continue;
    Element other = record;
    const auto value =
        change_record(other, claims[i].path.substr(std::string("/application/").size()), random);
    if (!value) continue;
    changed[i].value = *value;
    changed[i].forms = written_forms(claims[i].kind, *value);
    wanted[i] = !says(said, changed[i]);
  }
  count_others(paper, reading, claims, changed, wanted, group + " changed", counts);
}

/// The same paper against a record that has a part of what is printed. `random` is a copy: which papers and
/// changes follow does not hang on this.
void PersonReader::Impl::count_shortened(const Paper& paper, const SaidText& said,
                                         const PaperReading& reading, const std::vector<RecordClaim>& claims,
                                         Random random, Counts& counts) {
  std::vector<RecordClaim> changed = claims;
  std::vector<bool> wanted(claims.size(), false);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (truth_of(paper, claims[i]) != Truth::as_recorded) continue;
    const auto value = shorten_value(claims[i].kind, claims[i].value, random);
    if (!value) continue;
    changed[i].value = *value;
    changed[i].forms = written_forms(claims[i].kind, *value);
    wanted[i] =
        times_in(said.text, without_spaces(*value)) == times_in(said.text, without_spaces(claims[i].value));
  }
  count_others(paper, reading, claims, changed, wanted, "shortened", counts);
}

void PersonReader::Impl::count_paper(const PaperWish& wish, const Element& record,
                                     const std::vector<RecordClaim>& claims, const Group& group,
                                     Random& random, Counts& counts) {
  const Paper paper = make_paper(wish, record);
  const std::string damage = random.pick(group.damages);
  std::vector<PaperReading> readings;
  ++counts.of["papers"];
  for (const PaperPage& page : paper.pages) {
    const std::string name = fmt::format("{}-{}-{}-{}", wish.seed, paper.layout, damage, readings.size() + 1);
    const Image scan = kept_scan(asked.keep, name, [&] {
      return simulate_scan(page.picture, page.width_mm, page.height_mm, damage_kind(damage),
                           wish.seed * 31 + 7);
    });
    const double before = cpu_s();
    readings.push_back(read_paper(scan, *reader));
    const double seconds = cpu_s() - before;
    ++counts.of["pages"];
    show_reading(asked.keep, name, readings.back());
    if (asked.tell) asked.tell(fmt::format("--- {} in {}", name, paper.fonts));
    if (readings.size() == 1 && wish.seed % papers_a_timed_one == 0)
      count_text(scan, page.text, readings.back(), seconds, name, counts);
  }
  count_kind(paper, readings, counts);
  const SaidText said(paper);
  for (std::size_t page = 0; page < readings.size(); ++page) {
    Paper here = paper;  // what stands on this page
    std::erase_if(here.claims, [&](const PaperClaim& claim) { return claim.page != static_cast<int>(page); });
    judge.begin_page();
    count_claims(here, said, readings[page], claims, group.name, counts);
    for (int variant = 0; variant < asked.variants; ++variant)
      count_changed(here, said, readings[page], record, claims, group.name, random, counts);
    if (asked.variants > 0) count_shortened(here, said, readings[page], claims, random, counts);
  }
}

Counts PersonReader::count(std::uint64_t seed, std::chrono::steady_clock::time_point end) {
  Counts counts;
  const Element record = paper_person(seed);
  const ReadApplication read = parse_application(to_xml(record), "application.xml");
  if (!read.ok) throw Error(ErrorKind::bad_input, "a made-up record that is not valid");
  const std::vector<RecordClaim> claims =
      list_claims(read.application, find_notice("2025-green-channel").notice);
  Random random(seed * 77 + 5);
  for (int i = 0; i < impl_->asked.papers && std::chrono::steady_clock::now() < end; ++i) {
    PaperWish wish{.seed = seed + 30001 * static_cast<std::uint64_t>(i + 1),
                   .role = impl_->asked.role,
                   .fonts = impl_->asked.fonts};
    wish.kind = impl_->kinds[(seed + static_cast<std::uint64_t>(i)) % impl_->kinds.size()];
    if (!can_make(wish, record)) continue;
    if (i % 4 == 3) wish.changed = "any";
    wish.other_person = i % 12 == 5;
    const double which = random.uniform();
    impl_->count_paper(wish, record, claims,
                       paper_damages()[which < 0.45  ? 0
                                       : which < 0.8 ? 1
                                                     : 2],
                       random, counts);
  }
  count_forms(seed, impl_->asked, impl_->judge, *impl_->reader, end, counts);
  return counts;
}

}  // namespace hefu::evidence
