#include "tests/accuracy/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "schemas/error.h"
#include "tests/accuracy/binomial.h"

namespace hefu::accuracy {
namespace {

double per_page(const Counts& c, Count what) {
  return static_cast<double>(c[what]) / static_cast<double>(std::max<std::int64_t>(1, c[Count::pages]));
}

void print_row(const std::string& name, const Counts& c) {
  const double rescued = 100.0 * static_cast<double>(c[Count::rescued]) /
                         static_cast<double>(std::max<std::int64_t>(1, c[Count::true_fields]));
  std::cout << fmt::format(
      "{:<16} {:>5} {:>4} | {:>7} {:>7.3f} {:>5.2f} {:>5} | {:>7} {:>6.2f} {:>6.2f} {:>6} | {:>5} {:>4} | "
      "{:>4} "
      "{:>4} {:>5} {:>4} | {:>4.0f} {:>4.0f} {:>4.0f} {:>4.0f} {:>4.0f}\n",
      name, c[Count::pages], c[Count::lost], c[Count::true_fields], c.to_person_pct(), rescued,
      c[Count::false_mismatches], c[Count::changes], c.mismatch_pct(), c.named_pct(), c[Count::false_matches],
      c[Count::altered], c[Count::altered_matched], c[Count::blanks_with_ink], c[Count::altered_labels],
      c[Count::identities], c[Count::wrong_identities], per_page(c, Count::draw_ms),
      per_page(c, Count::scan_ms), per_page(c, Count::register_ms), per_page(c, Count::verify_ms),
      per_page(c, Count::ocr_ms));
}

void print_bound(const char* what, std::int64_t events, std::int64_t trials) {
  std::cout << fmt::format("{}: {} of {}; at most {:.5f} % (exact upper bound, 95 %)\n", what, events, trials,
                           100 * upper_bound(events, trials));
}

}  // namespace

void print_report(const Tally& tally) {
  std::cout << fmt::format(
      "{:<16} {:>5} {:>4} | {:>7} {:>7} {:>5} {:>5} | {:>7} {:>6} {:>6} {:>6} | {:>5} {:>4} | {:>4} {:>4} "
      "{:>5} "
      "{:>4} | {:>4} {:>4} {:>4} {:>4} {:>4}\n",
      "damage", "pages", "lost", "true", "pers%", "ocr%", "FMIS", "changed", "mism%", "name%", "FMATCH",
      "hand", "FM", "ink", "lab", "ident", "WRNG", "draw", "scan", "reg", "ver", "ocr");
  for (const auto& [kind, counts] : tally.kinds) print_row(kind, counts);
  const Counts all = tally.all();
  print_row("all", all);
  std::cout << "\nway of changing   changed  mism%  name%  FMATCH\n";
  for (const auto& [way, c] : tally.ways)
    std::cout << fmt::format("{:<16} {:>8} {:>6.2f} {:>6.2f} {:>7}\n", way, c[Count::changes],
                             c.mismatch_pct(), c.named_pct(), c[Count::false_matches]);
  std::cout << "\nfalse matches, false mismatches and their exact upper bounds (95 %), in % of the kind's\n";
  for (const auto& [kind, c] : tally.kinds)
    std::cout << fmt::format("{:<16} {:>3} <= {:.4f}  {:>3} <= {:.4f}\n", kind, c[Count::false_matches],
                             100 * upper_bound(c[Count::false_matches], c[Count::changes]),
                             c[Count::false_mismatches],
                             100 * upper_bound(c[Count::false_mismatches], c[Count::true_fields]));
  print_bound("one-character changes called match", all[Count::false_matches], all[Count::changes]);
  print_bound("values altered by hand called match", all[Count::altered_matched], all[Count::altered]);
  print_bound("true fields called mismatch", all[Count::false_mismatches], all[Count::true_fields]);
  print_bound("pages given to a wrong person or page number", all[Count::wrong_identities],
              all[Count::identities]);
}

std::string json_line(const Tally& tally) {
  const Counts all = tally.all();
  std::string person, mismatch;
  for (const auto& [kind, counts] : tally.kinds) {
    person += fmt::format("{}\"{}\":{:.3f}", person.empty() ? "" : ",", kind, counts.to_person_pct());
    mismatch += fmt::format("{}\"{}\":{:.2f}", mismatch.empty() ? "" : ",", kind, counts.mismatch_pct());
  }
  return fmt::format(
      "{{\"bench\":\"accuracy\",\"changes\":{},\"false_matches\":{},\"false_matches_bound\":{:.3g},"
      "\"mismatch_pct\":{:.2f},\"named_pct\":{:.2f},\"true_fields\":{},\"false_mismatches\":{},"
      "\"false_mismatches_bound\":{:.3g},\"identities\":{},\"wrong_identities\":{},\"altered_by_hand\":{},"
      "\"altered_by_hand_matched\":{},\"to_person_pct\":{{{}}},\"mismatch_pct_of\":{{{}}}}}",
      all[Count::changes], all[Count::false_matches],
      upper_bound(all[Count::false_matches], all[Count::changes]), all.mismatch_pct(), all.named_pct(),
      all[Count::true_fields], all[Count::false_mismatches],
      upper_bound(all[Count::false_mismatches], all[Count::true_fields]), all[Count::identities],
      all[Count::wrong_identities], all[Count::altered], all[Count::altered_matched], person, mismatch);
}

bool floors_hold(const std::string& file, const Tally& tally) {
  bool hold = true;
  const auto broken = [&](const std::string& what) {
    std::cerr << "floor broken: " << what << "\n";
    hold = false;
  };
  const Counts all = tally.all();
  const std::pair<Count, const char*> never[] = {
      {Count::false_matches, "changes called match"},
      {Count::altered_matched, "values altered by hand called match"},
      {Count::false_mismatches, "true fields called mismatch"},
      {Count::altered_labels, "labels called altered"},
      {Count::wrong_identities, "pages given away wrongly"}};
  for (const auto& [what, name] : never)
    if (all[what] > 0) broken(fmt::format("{} {}", all[what], name));
  std::ifstream in(file);
  if (!in) throw Error(ErrorKind::io, "cannot read " + file);
  std::map<std::string, std::pair<double, double>> floors;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string kind;
    double mismatch = 0, person = 0;
    if (line.empty() || line[0] == '#' || !(words >> kind >> mismatch >> person)) continue;
    floors[kind] = {mismatch, person};
  }
  // A share may miss its floor by chance in a small sample: broken is what would happen once in a hundred.
  constexpr double chance = 0.01;
  for (const auto& [kind, c] : tally.kinds) {
    const auto floor = floors.find(kind);
    if (floor == floors.end()) {
      broken("none for " + kind);
      continue;
    }
    const auto [mismatch, person] = floor->second;
    if (binomial_up_to(c[Count::mismatched], c[Count::changes], mismatch / 100) < chance)
      broken(fmt::format("{}: {:.2f} % of the changes called mismatch, {} wanted", kind, c.mismatch_pct(),
                         mismatch));
    if (c.to_person() > 0 &&
        1 - binomial_up_to(c.to_person() - 1, c[Count::true_fields], person / 100) < chance)
      broken(fmt::format("{}: {:.3f} % of the true fields to a person, {} allowed", kind, c.to_person_pct(),
                         person));
  }
  return hold;
}

}  // namespace hefu::accuracy
