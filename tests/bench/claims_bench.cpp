// bench claims: the claim judge on single lines whose place is known, in every face of the bank and several
// kinds of damage: values of made-up records, as they are or changed by a character, a figure or a date,
// against what the record says and against others.
// --seeds FIRST LAST (1 and up are for tuning); --damage KIND; --without-family: without the printed face's
// style in the bank; --foreign: in faces that the bank has not, figures and letters in yet others;
// --measures: names every decision that is neither right nor wrong; --quick.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "ocr/claim_judge.h"
#include "ocr/font_bank.h"
#include "pipeline/record_claims.h"
#include "schemas/application.h"
#include "schemas/error.h"
#include "schemas/text.h"
#include "tests/support/bank_without.h"
#include "tests/support/cpu_time.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/foreign_faces.h"
#include "tests/support/papers/change_record.h"
#include "tests/support/papers/paper.h"
#include "tests/support/people.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

namespace hefu::support {
namespace {

struct Options {
  int from = 1, to = 6;
  bool measures = false, without_family = false, foreign = false;
  std::string damage;
};

/// What lines are set in, and the bank that they are judged by.
struct Printed {
  std::string name;
  std::shared_ptr<const Fonts> fonts;
  std::uint16_t face = 0;
  std::optional<std::uint16_t> latin;
  std::shared_ptr<const Fonts> bank;
};

/// A line: what stands there, and what may be claimed of it.
struct Told {
  std::string printed;
  bool as_recorded = true;  // else a changed value is printed, and the record's is one of those claimed
  bool alone = false;       // nothing else in its line
  std::vector<std::string> claimed;
  RectMm box;  // mm
};

std::vector<Printed> printed_faces(const Options& options) {
  std::vector<Printed> all;
  if (options.foreign) {
    for (const ForeignFace& face : foreign_faces()) {
      FaceFile han, latin;
      han.name = face.name, han.file = face.file;
      latin.name = face.name + "-latin", latin.file = face.latin;
      all.push_back({face.name, Fonts::open({han, latin}), 0, std::uint16_t{1},
                     bank_without(options.without_family ? face.style : face.outlines)});
    }
    return all;
  }
  const auto bank = bank_without("");
  for (std::uint16_t face = 0; face < bank->face_count(); ++face) {
    const std::string name = bank->face(face).name, family = name.substr(0, name.find('-'));
    all.push_back({name, bank, face, {}, options.without_family ? bank_without(family) : bank});
  }
  return all;
}

constexpr std::size_t lines_of_a_page = 16, changes_of_a_claim = 3;

/// Whether a text is one of several, or a part of one.
bool says_same(const std::vector<std::string>& texts, const std::string& text) {
  return std::ranges::any_of(texts,
                             [&](const std::string& one) { return one.find(text) != std::string::npos; });
}

/// A text with one sign for all figures that stand together and one for all other characters: dates that are
/// written alike have the same.
std::string shape_of(const std::string& text) {
  std::string shape;
  for (const char32_t c : to_utf32(text)) {
    const bool figure = c < 0x80 && std::isdigit(static_cast<int>(c)) != 0;
    const char sign = figure ? '0' : c >= 0x2E80 ? 'x' : static_cast<char>(c);
    if (shape.empty() || shape.back() != sign) shape += sign;
  }
  return shape;
}

/// Values of a record as papers write them, some of them changed: printed and claimed are the record's or a
/// changed one.
std::vector<Told> lines_of(std::uint64_t seed, Random& random) {
  const Element record = paper_person(seed);
  const ReadApplication read = parse_application(to_xml(record), "application.xml");
  if (!read.ok) throw Error(ErrorKind::bad_input, "a made-up record that is not valid");
  std::vector<Told> lines;
  std::set<std::string> seen;
  for (const RecordClaim& claim : list_claims(read.application, find_notice("2025-green-channel").notice)) {
    if (claim.forms.empty() || !seen.insert(claim.value).second) continue;
    const std::size_t form = random.below(claim.forms.size());
    Told line;
    line.printed = claim.forms[form];
    std::vector<std::string> others;
    for (std::size_t i = 0; i < changes_of_a_claim; ++i) {
      Element changed = record;
      const auto value =
          change_record(changed, claim.path.substr(std::string("/application/").size()), random);
      if (!value) continue;
      const std::vector<std::string> forms = written_forms(claim.kind, *value);
      const auto alike = std::ranges::find_if(forms, [&](const std::string& other) {
        return shape_of(other) == shape_of(line.printed) && !says_same(claim.forms, other);
      });
      if (alike != forms.end() && !says_same(forms, line.printed)) others.push_back(*alike);
    }
    if (others.empty()) continue;
    line.claimed = others;
    line.as_recorded = random.chance(0.5);
    if (line.as_recorded)
      line.claimed.push_back(line.printed);
    else
      std::swap(line.printed, line.claimed.front());
    line.alone = random.chance(0.4);
    lines.push_back(std::move(line));
  }
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random.below(i)]);
  return lines;
}

Page page_of(const Printed& printed, std::vector<Told>& lines, Random& random) {
  Page page;
  page.width_mm = 210;
  page.height_mm = 297;
  double y = 30;
  std::vector<Told> set;
  for (Told& line : lines) {
    const float size_pt = static_cast<float>(random.between(21, 44)) / 2;
    const auto em = size_pt * static_cast<float>(mm_per_pt);
    const std::string before = line.alone           ? ""
                               : random.chance(0.5) ? "兹证明"
                                                    : "名称：",
                      after = line.alone ? "" : "，特此";
    const auto run = set_line_in_face(*printed.fonts, printed.face, to_utf32(before + line.printed + after),
                                      20, static_cast<float>(y), size_pt, printed.latin);
    if (!run) continue;
    const float x = run->glyphs.back().x_mm + run->glyphs.back().advance_mm;
    if (x > 200) continue;
    page.runs.push_back(*run);
    line.box = {19, y - em, x - 18, em * 1.2};
    set.push_back(std::move(line));
    y += 2 * em + 2;
    if (y > 280 || set.size() == lines_of_a_page) break;
  }
  lines = std::move(set);
  return page;
}

struct Count {
  int true_claims = 0, supported = 0, contradicted_true = 0;
  int changed = 0, false_support = 0, contradicted = 0;
};

void measure(const char* what, const std::string& where, const std::string& printed,
             const std::string& claimed, const ClaimReading& r) {
  std::printf(
      "%s %s [%s] claimed [%s] read [%s] %d pass %d ncc %.2f rr %.2f off %.2f face %d | mean %.2f ratio %.1f "
      "read %.1f\n",
      what, where.c_str(), printed.c_str(), claimed.c_str(), r.read.c_str(), static_cast<int>(r.support),
      r.glyphs_pass, r.ncc, r.worst_ratio, r.uneven_em, r.face, r.step_mean, r.step_ratio, r.read_ratio);
}

/// 2014/1 is no part of 2014/11: the pipeline looks beside what it finds, too.
bool has_a_figure_more(const ClaimReading& told, const std::string& claimed) {
  const auto is_figure = [](char c) { return c >= '0' && c <= '9'; };
  return (!told.after.empty() && is_figure(told.after.front()) && is_figure(claimed.back())) ||
         (!told.before.empty() && is_figure(told.before.back()) && is_figure(claimed.front()));
}

int run(const Options& options) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  std::map<std::string, Count> counts;
  double cpu = 0;
  int judged = 0;
  std::vector<std::string> kinds = {"clean", "150dpi", "phone", "blur", "photocopy"};
  if (!options.damage.empty()) kinds = {options.damage};
  std::uint64_t number = 0;
  for (const Printed& printed : printed_faces(options)) {
    ClaimJudge judge(printed.bank);
    ++number;
    for (int seed = options.from; seed <= options.to; ++seed) {
      Random random(static_cast<std::uint64_t>(seed) * 31 + number);
      const std::string& kind = kinds[(static_cast<std::size_t>(seed) + number) % kinds.size()];
      std::vector<Told> lines = lines_of(static_cast<std::uint64_t>(seed), random);
      const Page page = page_of(printed, lines, random);
      Damage damage = damage_kind(kind);
      damage.rotate_deg = damage.perspective = damage.curl = 0;
      damage.table = false;
      const Image scan = grey_without_seal(simulate_scan(draw_page(page, *printed.fonts, 300), 210, 297,
                                                         damage, static_cast<std::uint64_t>(seed)));
      const double k = scan.width / 210.0;
      judge.begin_page();
      for (const Told& line : lines) {
        const RectMm box{line.box.x * k, line.box.y * k, line.box.w * k, line.box.h * k};
        const double start = own_cpu_s();
        const SteppedLine stepped = ClaimJudge::read_line(scan, box, *reader);
        for (const std::string& claimed : line.claimed) {
          const bool is_true = claimed == line.printed;
          if (is_true && !line.as_recorded) continue;  // two changes were alike
          ClaimReading told = judge.judge(scan, stepped, claimed, *reader);
          if (line.alone && told.support == Support::unreadable)
            if (auto other = judge.judge_in_other_shapes(scan, box, claimed, told, told.read, *reader))
              told = std::move(*other);
          if (told.support == Support::supported && has_a_figure_more(told, claimed))
            told.support = Support::unreadable;
          for (Count* count : {&counts[kind], &counts["face " + printed.name]}) {
            (is_true ? count->true_claims : count->changed) += 1;
            (is_true ? count->supported : count->false_support) += told.support == Support::supported;
            (is_true ? count->contradicted_true : count->contradicted) +=
                told.support == Support::contradicted;
          }
          const std::string where = kind + " " + printed.name;
          if (!is_true && told.support == Support::supported)
            measure("FALSE SUPPORT", where, line.printed, claimed, told);
          else if (options.measures && told.support != (is_true ? Support::supported : Support::contradicted))
            measure(is_true ? "TRUE" : "open", where, line.printed, claimed, told);
        }
        cpu += own_cpu_s() - start;
        judged += static_cast<int>(line.claimed.size());
      }
    }
  }
  std::printf("%-34s %6s %9s %9s %8s %8s %9s\n", "", "true", "support%", "contra%", "changed", "false",
              "contra%");
  Count all;
  for (const auto& [name, c] : counts) {
    std::printf("%-34s %6d %9.1f %9.1f %8d %8d %9.1f\n", name.c_str(), c.true_claims,
                100.0 * c.supported / std::max(1, c.true_claims),
                100.0 * c.contradicted_true / std::max(1, c.true_claims), c.changed, c.false_support,
                100.0 * c.contradicted / std::max(1, c.changed));
    if (name.rfind("face ", 0) != 0) {
      all.true_claims += c.true_claims, all.supported += c.supported, all.changed += c.changed;
      all.false_support += c.false_support, all.contradicted += c.contradicted;
    }
  }
  std::printf(
      "{\"bench\":\"claims\",\"claims\":%d,\"false_support\":%d,\"supported_pct\":%.1f,\"contradicted_pct\":%"
      ".1f,"
      "\"ms_per_claim\":%.1f}\n",
      all.changed, all.false_support, 100.0 * all.supported / std::max(1, all.true_claims),
      100.0 * all.contradicted / std::max(1, all.changed), 1e3 * cpu / std::max(1, judged));
  return all.false_support == 0 ? 0 : 1;
}

}  // namespace
}  // namespace hefu::support

int main(int argc, char** argv) {
  hefu::support::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--measures") options.measures = true;
    if (word == "--without-family") options.without_family = true;
    if (word == "--foreign") options.foreign = true;
    if (word == "--quick") options.to = 2;
    if (word == "--damage" && i + 1 < argc) options.damage = argv[++i];
    if (word == "--seeds" && i + 2 < argc) {
      options.from = std::atoi(argv[i + 1]);
      options.to = std::atoi(argv[i + 2]);
      i += 2;
    }
  }
  return hefu::support::run(options);
}
