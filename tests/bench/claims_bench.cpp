#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "ocr/claim_judge.h"
#include "ocr/font_bank.h"
#include "schemas/data_files.h"
#include "schemas/text.h"
#include "tests/support/cpu_time.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/people.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

/// The claim judge on single lines whose place is known: every face of the bank, with and without that face
/// in it, several kinds of damage, true claims and ones with a character changed. Seeds: 1 and up are for
/// tuning.
namespace hefu::support {
namespace {

struct Options {
  int from = 1, to = 6;
  bool measures = false, without_family = false;
  std::string damage;
};

struct Told {
  std::string text;
  RectMm box;  // mm
};

/// Lines as certificates have them: the claim among other words.
std::vector<std::string> claims_of(const Element& person) {
  std::vector<std::string> claims;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) claims.push_back(text);
  };
  for (const char* path : {"applicant/name", "applicant/id-number", "employment/unit", "titles/current/name",
                           "applied-for/title", "employment/specialty"})
    add(person.text_at(path));
  for (const char* list : {"publications", "awards", "projects", "qualifications"})
    if (const Element* all = person.child(list))
      for (const Element& row : all->children)
        for (const char* field : {"title", "name", "venue", "number", "authority"}) add(row.text_at(field));
  if (const std::string date = person.text_at("titles/current/obtained-on"); date.size() >= 7)
    add(fmt::format("{}年{}月", date.substr(0, 4), std::atoi(date.substr(5, 2).c_str())));
  claims.resize(std::min<std::size_t>(claims.size(), 14));
  return claims;
}

Page page_of(const Fonts& bank, std::uint16_t face, const std::vector<std::string>& claims, Random& random,
             std::vector<Told>& told) {
  Page page;
  page.width_mm = 210;
  page.height_mm = 297;
  double y = 30;
  for (const std::string& claim : claims) {
    const float size_pt = static_cast<float>(random.between(21, 44)) / 2;
    const auto em = size_pt * static_cast<float>(mm_per_pt);
    const std::u32string before = to_utf32(random.chance(0.5) ? "兹证明" : "名称："),
                         after = to_utf32("，特此");
    const std::u32string text = before + to_utf32(claim) + after;
    const auto run = set_line_in_face(bank, face, text, 20, static_cast<float>(y), size_pt);
    if (!run) continue;
    const float x = run->glyphs.back().x_mm + run->glyphs.back().advance_mm;
    if (x > 200) continue;
    page.runs.push_back(*run);
    told.push_back({claim, {19, y - em, x - 18, em * 1.2}});
    y += 2 * em + 2;
    if (y > 280) break;
  }
  return page;
}

struct Count {
  int true_claims = 0, supported = 0, contradicted_true = 0;
  int changed = 0, false_support = 0, contradicted = 0;
};

void measure(const char* what, const std::string& damage, const std::string& face,
             const std::string& expected, const ClaimReading& r) {
  std::printf(
      "%s %s %s [%s] read [%s] %d pass %d ncc %.2f rr %.2f off %.2f face %d | mean %.2f ratio %.1f read "
      "%.1f\n",
      what, damage.c_str(), face.c_str(), expected.c_str(), r.read.c_str(), static_cast<int>(r.support),
      r.glyphs_pass, r.ncc, r.worst_ratio, r.uneven_em, r.face, r.step_mean, r.step_ratio, r.read_ratio);
}

int run(const Options& options) {
  const auto bank = load_font_bank({});
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  std::map<std::string, Count> counts;
  double cpu = 0;
  int judged = 0;
  std::vector<std::string> kinds = {"clean", "150dpi", "phone", "blur", "photocopy"};
  if (!options.damage.empty()) kinds = {options.damage};
  for (std::uint16_t face = 0; face < bank->face_count(); ++face) {
    const auto family = [&](std::uint16_t f) { return bank->face(f).name.substr(0, 3); };  // kai, kai-bold
    std::vector<FaceFile> files;
    for (std::uint16_t f = 0; f < bank->face_count(); ++f)
      if (!options.without_family || family(f) != family(face)) files.push_back(bank->face(f));
    ClaimJudge judge(Fonts::open(files));
    for (int seed = options.from; seed <= options.to; ++seed) {
      Random random(static_cast<std::uint64_t>(seed) * 31 + face);
      const std::string& kind = kinds[static_cast<std::size_t>(seed) % kinds.size()];
      std::vector<Told> told;
      const Page page =
          page_of(*bank, face, claims_of(make_person(static_cast<std::uint64_t>(seed))), random, told);
      Damage damage = damage_kind(kind);
      damage.rotate_deg = damage.perspective = damage.curl = 0;
      damage.table = false;
      const Image scan = grey_without_seal(
          simulate_scan(draw_page(page, *bank, 300), 210, 297, damage, static_cast<std::uint64_t>(seed)));
      const double k = scan.width / 210.0;
      judge.begin_page();
      for (const Told& line : told) {
        const RectMm box{line.box.x * k, line.box.y * k, line.box.w * k, line.box.h * k};
        const double start = own_cpu_s();
        const SteppedLine stepped = ClaimJudge::read_line(scan, box, *reader);
        const ClaimReading right = judge.judge(scan, stepped, line.text, *reader);
        cpu += own_cpu_s() - start;
        ++judged;
        for (Count* count : {&counts[kind], &counts["face " + bank->face(face).name]}) {
          ++count->true_claims;
          count->supported += right.support == Support::supported;
          count->contradicted_true += right.support == Support::contradicted;
        }
        if (options.measures && right.support != Support::supported)
          measure("TRUE", kind, bank->face(face).name, line.text, right);
        for (const Change change : {Change::look_alike, Change::digit, Change::random}) {
          const auto other = one_character_change(line.text, random, change);
          if (!other) continue;
          const ClaimReading wrong = judge.judge(scan, stepped, *other, *reader);
          for (Count* count : {&counts[kind], &counts["face " + bank->face(face).name]}) {
            ++count->changed;
            count->false_support += wrong.support == Support::supported;
            count->contradicted += wrong.support == Support::contradicted;
          }
          if (wrong.support == Support::supported ||
              (options.measures && wrong.support != Support::contradicted))
            measure(wrong.support == Support::supported ? "FALSE SUPPORT" : "open", kind,
                    bank->face(face).name, line.text + " as " + *other, wrong);
        }
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
