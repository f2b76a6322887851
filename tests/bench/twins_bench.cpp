// bench twins: how well the bank's glyphs tell look-alikes (ocr/lookalikes.txt, ocr/twins.txt) apart in faces
// that the bank has not: how much nearer they are to a character's twin where the character itself is printed
// (at most) and where its twin is (at least), with glyphs whose strokes may lie in other places where
// ocr/twins.txt says so. The limits there were chosen by it.
// --twins: those of ocr/twins.txt alone; --quick: these, not photographed.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "ocr/bank_line.h"
#include "ocr/bank_strip.h"
#include "ocr/page_reading.h"
#include "ocr/twins.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/text.h"
#include "tests/support/bank_without.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/foreign_faces.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

namespace hefu {
namespace {

using Pair = std::pair<char32_t, char32_t>;

struct Range {
  float true_most = 0, false_least = 1e9f;
};
/// Of the first of a pair, expected where it or the second is printed.
using Ranges = std::map<Pair, Range>;

std::set<Pair> pairs_of(const std::string& name) {
  std::set<Pair> pairs;
  std::istringstream lines(read_file(data_file(name)));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::u32string group = to_utf32(line.substr(0, line.find(' ')));
    for (std::size_t i = 0; i < group.size(); ++i)
      for (std::size_t j = i + 1; j < group.size(); ++j)
        if (is_wide(group[i]) && is_wide(group[j])) pairs.insert(std::minmax(group[i], group[j]));
  }
  return pairs;
}

/// A line in a face, scanned, and where its characters' middles lie. Px of the scan.
struct ScannedLine {
  Image scan;
  RectMm box{};
  std::vector<double> middles;
};

std::optional<ScannedLine> scan_line(const Fonts& face, const std::u32string& text,
                                     const std::string& damage) {
  constexpr float width_mm = 80, height_mm = 25, left = 15, top = 8, size_pt = 12;
  constexpr auto em = size_pt * static_cast<float>(mm_per_pt);
  Page page;
  page.width_mm = width_mm;
  page.height_mm = height_mm;
  const auto run = support::set_line_in_face(face, 0, text, left, top + 0.88f * em, size_pt);
  if (!run) return std::nullopt;
  page.runs.push_back(*run);
  support::Damage kind = support::damage_kind(damage);
  kind.rotate_deg = kind.perspective = kind.curl = 0;  // where the characters lie is known
  kind.table = false;
  ScannedLine line;
  line.scan = grey_without_seal(
      support::simulate_scan(support::draw_page(page, face, 300), width_mm, height_mm, kind, 3));
  const double px = line.scan.width / width_mm;
  for (const Glyph& glyph : run->glyphs) line.middles.push_back((glyph.x_mm + glyph.advance_mm / 2) * px);
  const Glyph& last = run->glyphs.back();
  line.box = {left * px, (top - 0.2) * px, (last.x_mm + last.advance_mm - left) * px, (em + 0.2) * px};
  return line;
}

bool is_elastic(const Pair& pair) {
  return std::ranges::any_of(twins_of(pair.first),
                             [&](const Twin& twin) { return twin.character == pair.second && twin.elastic; });
}

void measure(const Fonts& face, std::shared_ptr<const Fonts> bank, const std::set<Pair>& pairs,
             const std::vector<std::string>& damages, Ranges& ranges) {
  Judges judges{bank};
  BankLine line(judges, bank);
  const std::u32string before = U"样本", behind = U"作为";
  for (const auto& [a, b] : pairs)
    for (const char32_t printed : {a, b})
      for (const std::string& damage : damages) {
        const auto scanned = scan_line(face, before + printed + behind, damage);
        if (!scanned) continue;
        for (const char32_t expected : {a, b}) {
          const char32_t other = expected == a ? b : a;
          PageType page;
          const BankFit fit =
              line.fit(scanned->scan, scanned->box, before + expected + behind, scanned->middles, page);
          if (!fit.found) continue;
          (void)line.judge(fit, page);
          const float ratio = is_elastic({expected, other})
                                  ? line.elastic_ratio(fit, before.size(), other)
                                  : line.ratio_against(fit, before.size(), other, page, true);
          Range& range = ranges[{expected, other}];
          if (printed == expected)
            range.true_most = std::max(range.true_most, ratio);
          else
            range.false_least = std::min(range.false_least, ratio);
          judges.templates.forget_if_full();
        }
      }
}

std::string limit_of(const Pair& pair) {
  for (const Twin& twin : twins_of(pair.first))
    if (twin.character == pair.second && twin.most_ratio > 0) return fmt::format("{:.3f}", twin.most_ratio);
  return "";
}

void run(bool twins_alone, bool quick) {
  std::set<Pair> pairs = pairs_of("ocr/twins.txt");
  if (!twins_alone) pairs.merge(pairs_of("ocr/lookalikes.txt"));
  const std::vector<std::string> damages = quick ? std::vector<std::string>{"clean", "150dpi"}
                                                 : std::vector<std::string>{"clean", "150dpi", "phone"};
  Ranges same, style;
  int opened = 0;
  const std::vector<support::ForeignFace> faces = support::foreign_faces();
  for (const support::ForeignFace& printed : faces) {
    FaceFile file;
    file.file = printed.file;
    file.name = "printed";
    const auto face = Fonts::open({file});
    measure(*face, support::bank_without(printed.outlines), pairs, damages, same);
    measure(*face, support::bank_without(printed.style), pairs, damages, style);
    std::cerr << ++opened << " of " << faces.size() << " faces\n";
  }
  std::cout << "expected/twin    its outlines out: true to, false from    its style out    limit\n";
  int apart = 0;
  for (const auto& [pair, range] : same) {
    const Range& other = style[pair];
    apart += range.true_most < range.false_least;
    std::cout << fmt::format("{}/{} {:8.2f} {:6.2f} {:8.2f} {:6.2f}  {}\n",
                             to_utf8(std::u32string(1, pair.first)), to_utf8(std::u32string(1, pair.second)),
                             range.true_most, range.false_least, other.true_most, other.false_least,
                             limit_of(pair));
  }
  std::cout << fmt::format(R"({{"bench":"twins","ordered_pairs":{},"told_apart":{},"faces":{}}})",
                           same.size(), apart, opened)
            << "\n";
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  bool twins_alone = false, quick = false;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag != "--quick" && flag != "--twins") {
      std::cerr << "usage: bench_twins [--twins] [--quick]\n";
      return 2;
    }
    twins_alone = true;
    quick = quick || flag == "--quick";
  }
  try {
    hefu::run(twins_alone, quick);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
