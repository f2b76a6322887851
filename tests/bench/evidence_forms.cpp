#include "tests/bench/evidence_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "ocr/claim_judge.h"
#include "ocr/page_reading.h"
#include "pipeline/foreign_form.h"
#include "pipeline/record_claims.h"
#include "schemas/text.h"
#include "tests/accuracy/binomial.h"
#include "tests/support/papers/change_record.h"
#include "tests/support/papers/paper.h"
#include "tests/support/papers/record_values.h"
#include "tests/support/people.h"
#include "tests/support/scan.h"

namespace hefu::evidence {
namespace {

using namespace support;

constexpr const char* kinds[] = {"evaluation-form", "submission-form", "foreign-form"};
constexpr const char* scans[] = {"clean", "rotated", "150dpi", "seal", "200dpi-jpeg30", "upside-down"};
constexpr const char* phones[] = {"phone", "phone-shadow", "phone-180dpi"};
// A scan's share of the forms; so many records differ from each form, each in so many of its values.
constexpr double scan_share = 0.75;
constexpr int values_a_change = 3;

/// One page that was read, and what truly stands on it.
struct FormScan {
  PaperReading reading;
  std::vector<PaperClaim> claims;
};

struct FormCase {
  std::string group, name, damage;
  std::vector<FormScan> pages;
};

std::string short_path(const std::string& path) { return path.substr(std::string("/application/").size()); }

/// Another value that is near: a character less or more, else as change_record does it.
std::optional<std::string> change_value(Element& record, const std::string& path, Random& random) {
  Element* const element = record_element(record, path);
  if (element == nullptr) return std::nullopt;
  std::u32string text = to_utf32(element->text);
  const double which = random.uniform();
  const bool digits = !text.empty() && text[0] < 0x80;
  if (digits || text.size() < 3 || which > 0.3) return change_record(record, path, random);
  const auto at = static_cast<std::size_t>(random.below(static_cast<int>(text.size())));
  if (which < 0.15)
    text.erase(at, 1);
  else
    text.insert(at, 1, text[static_cast<std::size_t>(random.below(static_cast<int>(text.size())))]);
  if (to_utf8(text) == element->text) return std::nullopt;
  element->text = to_utf8(text);
  return element->text;
}

/// Whether a form that prints this says the changed value, too: a month alone says nothing of the day.
bool says(const std::string& printed, const std::string& value) {
  if (printed == value) return true;
  const std::vector<std::string> dates = written_forms("date", value);
  return std::ranges::find(dates, printed) != dates.end();
}

/// "/application/jobs/job[2]/" of a value in a row of a list; empty: it stands in none.
std::string row_of(const std::string& path) {
  const auto bracket = path.find(']');
  return bracket == std::string::npos ? std::string() : path.substr(0, bracket + 2);
}

/// Whether a changed value stands in another row of the form that says as much of its row as the one that was
/// changed: the record's row may as well be that one, with its other values changed.
bool is_in_another_row(const std::vector<PaperClaim>& printed, const std::string& path,
                       const Element& record) {
  const std::string own = row_of(path);
  if (own.empty()) return false;
  const std::string list = own.substr(0, own.find('[') + 1);
  std::map<std::string, int> agreeing;
  std::set<std::string> having;
  for (const PaperClaim& claim : printed) {
    const std::string row = row_of(claim.path);
    if (!row.starts_with(list)) continue;
    const std::string column = claim.path.substr(row.size());
    const Element* const value = record_element(record, short_path(own + column));
    if (value == nullptr || !says(claim.printed, value->text)) continue;
    ++agreeing[row];
    if (own + column == path) having.insert(row);
  }
  return std::ranges::any_of(having, [&](const std::string& row) { return agreeing[row] >= agreeing[own]; });
}

/// In what a value of the record differs from what is printed.
constexpr const char* ways[] = {"printed otherwise", "figures", "shorter", "longer", "character"};

std::string way_of(const PaperClaim& claim, const std::string& online) {
  if (!claim.agrees()) return ways[0];
  if (!online.empty() && std::isdigit(static_cast<unsigned char>(online[0]))) return ways[1];
  const std::size_t printed = to_utf32(claim.recorded).size(), recorded = to_utf32(online).size();
  return recorded < printed ? ways[2] : recorded > printed ? ways[3] : ways[4];
}

class FormCounter {
 public:
  FormCounter(const Asked& asked, ClaimJudge& judge, TextReader& reader, Counts& counts)
      : asked_(asked), judge_(judge), reader_(reader), counts_(counts) {}

  void count(const FormCase& form, const Element& record, Random& random) {
    ++counts_.of["forms"];
    for (const FormScan& page : form.pages) {
      ++counts_.of["form pages"];
      count_true(form, page, record);
      for (int first = 0; first < values_a_change; ++first) count_changed(form, page, record, first, random);
    }
  }

  /// Rows that a list of the form has: against the record without one of them, and with one of somebody else.
  void count_rows(const FormCase& form, const Element& record, const Element& other_person, Random& random) {
    std::map<std::string, std::set<int>> lists;
    for (const FormScan& page : form.pages)
      for (const PaperClaim& claim : page.claims) {
        const auto bracket = claim.path.find('[');
        if (bracket == std::string::npos || claim.path.find("/educations/") != std::string::npos) continue;
        lists[claim.path.substr(0, bracket)].insert(std::atoi(claim.path.c_str() + bracket + 1));
      }
    for (const auto& [list, rows] : lists) {
      if (rows.count(0)) continue;  // a row that no record has
      const std::string parent = short_path(list).substr(0, short_path(list).rfind('/'));
      Element fewer = record, more = record;
      const int gone = *std::next(rows.begin(), random.below(static_cast<int>(rows.size())));
      std::vector<Element>& left = record_element(fewer, parent)->children;
      left.erase(left.begin() + gone - 1);
      std::multiset<int> expected = {0};
      for (const int row : rows)
        if (row != gone) expected.insert(row > gone ? row - 1 : row);
      tell_rows(form, fewer, list, expected, "more on paper");
      const Element* const others = record_element(other_person, parent);
      if (others == nullptr || others->children.empty()) continue;
      record_element(more, parent)->children.push_back(others->children.front());
      tell_rows(form, more, list, {rows.begin(), rows.end()}, "less on paper");
    }
  }

 private:
  FormPage read(const FormScan& page, const Element& record) {
    return read_form_page(page.reading, record, judge_, reader_);
  }

  static const FormValue* worst(const FormPage& page, const std::string& path) {
    const FormValue* found = nullptr;
    for (const FormValue& value : page.values)
      if (value.path == path && (!found || value.verdict != Verdict::match)) found = &value;
    return found;
  }

  void count_true(const FormCase& form, const FormScan& scan, const Element& record) {
    const FormPage page = read(scan, record);
    for (const PaperClaim& claim : scan.claims) {
      if (!claim.whole || claim.recorded.empty()) continue;
      const FormValue* const value = worst(page, claim.path);
      const std::string verdict = !value                                ? "unseen"
                                  : value->verdict == Verdict::match    ? "matched"
                                  : value->verdict == Verdict::mismatch ? "mismatch"
                                  : value->verdict == Verdict::missing  ? "missing"
                                                                        : "unreadable";
      if (!claim.agrees()) {
        count_change(form, claim, claim.recorded, verdict, value);
        continue;
      }
      ++counts_.of["form " + form.group + " true"];
      ++counts_.of["form " + form.group + " " + verdict];
      ++counts_.of["form layout " + form.name + " true"];
      counts_.of["form layout " + form.name + " matched"] += verdict == "matched";
      if (verdict != "matched" && asked_.tell)
        asked_.tell(fmt::format("{} {}: {} {} printed {} read {}", form.damage, form.name, claim.path,
                                verdict, claim.printed, value ? value->paper : ""));
    }
  }

  void tell_rows(const FormCase& form, const Element& record, const std::string& list,
                 const std::multiset<int>& expected, const std::string& what) {
    std::multiset<int> found;
    for (const FormScan& page : form.pages)
      for (const FormRow& row : read(page, record).rows)
        if (row.list == list) found.insert(row.row);
    ++counts_.of["form lists"];
    counts_.of["form lists told apart"] += found == expected;
    if (found != expected && asked_.tell)
      asked_.tell(fmt::format("{} {}: {}: {}: rows {} not {}", form.damage, form.name, list, what,
                              fmt::join(found, " "), fmt::join(expected, " ")));
  }

  void count_change(const FormCase& form, const PaperClaim& claim, const std::string& online,
                    const std::string& verdict, const FormValue* value) {
    const std::string way = "form way " + way_of(claim, online);
    ++counts_.of["form changes"];
    ++counts_.of[way];
    counts_.of["form changes mismatch"] += verdict == "mismatch";
    counts_.of["form false matches"] += verdict == "matched";
    counts_.of[way + " matched"] += verdict == "matched";
    if (verdict == "matched" && asked_.tell)
      asked_.tell(fmt::format("FALSE MATCH {} {}: {} online {} printed {} read {}", form.damage, form.name,
                              claim.path, online, claim.printed, value->paper));
  }

  /// Against a record in which every third of the values that stand here is another.
  void count_changed(const FormCase& form, const FormScan& scan, const Element& record, int first,
                     Random& random) {
    Element other = record;
    std::vector<std::pair<const PaperClaim*, std::string>> changed;
    std::set<std::string> seen;
    int index = first;
    for (const PaperClaim& claim : scan.claims) {
      if (!claim.whole || !claim.agrees() || claim.recorded.empty() || !seen.insert(claim.path).second)
        continue;
      if (index++ % values_a_change != 0) continue;
      const auto value = change_value(other, short_path(claim.path), random);
      if (value && !says(claim.printed, *value)) changed.emplace_back(&claim, *value);
    }
    counts_.of["form changes in another row"] += std::erase_if(
        changed, [&](const auto& one) { return is_in_another_row(scan.claims, one.first->path, other); });
    const FormPage page = read(scan, other);
    for (const auto& [claim, value] : changed) {
      std::string verdict = "unseen";
      const FormValue* told = nullptr;
      for (const FormValue& candidate : page.values) {
        if (candidate.path != claim->path) continue;
        if (told && candidate.verdict != Verdict::match) continue;
        told = &candidate;
        verdict = candidate.verdict == Verdict::match      ? "matched"
                  : candidate.verdict == Verdict::mismatch ? "mismatch"
                                                           : "open";
      }
      count_change(form, *claim, value, verdict, told);
    }
  }

  const Asked& asked_;
  ClaimJudge& judge_;
  TextReader& reader_;
  Counts& counts_;
};

}  // namespace

void count_forms(std::uint64_t seed, const Asked& asked, ClaimJudge& judge, TextReader& reader,
                 std::chrono::steady_clock::time_point end, Counts& counts) {
  const Element record = paper_person(seed);
  Random random(seed * 97 + 3);
  FormCounter counter(asked, judge, reader, counts);
  for (int i = 0; i < asked.forms && std::chrono::steady_clock::now() < end; ++i) {
    PaperWish wish{
        .seed = seed + 40009 * static_cast<std::uint64_t>(i + 1), .role = asked.role, .fonts = asked.fonts};
    wish.kind = kinds[(seed + static_cast<std::uint64_t>(i)) % std::size(kinds)];
    wish.layout = asked.layout;
    if (!wish.layout.empty()) wish.kind.clear();
    if (!can_make(wish, record)) continue;
    if (i % 3 == 2) wish.changed = "any";
    wish.shuffled = i % 2 == 1;
    const Paper paper = make_paper(wish, record);
    const bool scanned = random.uniform() < scan_share;
    const std::string damage =
        scanned ? scans[random.below(std::size(scans))] : phones[random.below(std::size(phones))];
    FormCase form{scanned ? "scan" : "phone", paper.layout + " " + paper.fonts, damage, {}};
    for (std::size_t page = 0; page < paper.pages.size(); ++page) {
      const PaperPage& sheet = paper.pages[page];
      FormScan scan;
      scan.reading = read_paper(simulate_scan(sheet.picture, sheet.width_mm, sheet.height_mm,
                                              damage_kind(damage), wish.seed * 31 + page),
                                reader);
      for (const PaperClaim& claim : paper.claims)
        if (claim.page == static_cast<int>(page)) scan.claims.push_back(claim);
      form.pages.push_back(std::move(scan));
    }
    counter.count(form, record, random);
    if (scanned) counter.count_rows(form, record, paper_person(wish.seed + 600000), random);
  }
}

void print_forms(const Counts& c) {
  if (c.at("forms") == 0) return;
  std::cout << fmt::format("\n{} forms of others, {} pages\n{:<8} {:>7} {:>9} {:>9} {:>11} {:>8} {:>8}\n",
                           c.at("forms"), c.at("form pages"), "values", "true", "matched", "mismatch",
                           "unreadable", "missing", "unseen");
  for (const char* group : {"scan", "phone"}) {
    const std::string g = std::string("form ") + group + " ";
    const auto share = [&](const char* what) { return pct(c.at(g + what), c.at(g + "true")); };
    std::cout << fmt::format("{:<8} {:>7} {:>8.1f}% {:>8.2f}% {:>10.1f}% {:>7.1f}% {:>7.1f}%\n", group,
                             c.at(g + "true"), share("matched"), share("mismatch"), share("unreadable"),
                             share("missing"), share("unseen"));
  }
  for (const auto& [name, count] : c.of)
    if (name.starts_with("form layout ") && name.ends_with(" true"))
      std::cout << fmt::format("  {:<32} {:>6} {:>6.1f}% matched\n", name.substr(12, name.size() - 17), count,
                               pct(c.at(name.substr(0, name.size() - 4) + "matched"), count));
  std::cout << fmt::format(
      "lists against records with a row less or more: {} of {} told right\n"
      "false matches {} of {} changed values (at most {:.3f} %); {:.1f} % of them called mismatch\n",
      c.at("form lists told apart"), c.at("form lists"), c.at("form false matches"), c.at("form changes"),
      100 * accuracy::upper_bound(c.at("form false matches"), c.at("form changes")),
      pct(c.at("form changes mismatch"), c.at("form changes")));
  std::cout << fmt::format("  not counted: {} that stand in another row that says as much of theirs\n",
                           c.at("form changes in another row"));
  for (const char* const way : ways)
    std::cout << fmt::format("  {:<18} {:>6} changed {:>4} matched\n", way,
                             c.at(fmt::format("form way {}", way)),
                             c.at(fmt::format("form way {} matched", way)));
}

std::string forms_json(const Counts& c) {
  if (c.at("forms") == 0) return {};
  return fmt::format(
      R"(,"foreign_forms":{},"foreign_matched_pct":{{"scan":{:.1f},"phone":{:.1f}}},"foreign_false_mismatch_pct":{:.2f},)"
      R"("foreign_changes":{},"foreign_false_matches":{},"foreign_mismatch_pct":{:.1f},"foreign_rows_told_pct":{:.1f})",
      c.at("forms"), pct(c.at("form scan matched"), c.at("form scan true")),
      pct(c.at("form phone matched"), c.at("form phone true")),
      pct(c.at("form scan mismatch") + c.at("form phone mismatch"),
          c.at("form scan true") + c.at("form phone true")),
      c.at("form changes"), c.at("form false matches"),
      pct(c.at("form changes mismatch"), c.at("form changes")),
      pct(c.at("form lists told apart"), c.at("form lists")));
}

}  // namespace hefu::evidence
