#pragma once
#include <gtest/gtest.h>

#include "ocr/claim_judge.h"
#include "ocr/font_bank.h"
#include "schemas/text.h"
#include "tests/support/bank_without.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

namespace hefu {

/// Four lines of a made-up certificate in one face of the bank, scanned.
class ClaimJudgeTest : public ::testing::Test {
 protected:
  static constexpr float size_pt = 15, em_mm = size_pt * static_cast<float>(mm_per_pt);

  static void SetUpTestSuite() {
    bank = load_font_bank({});
    sandbox = Sandbox::start();
    reader = sandbox->new_text_reader();
  }
  static void TearDownTestSuite() {
    reader.reset();
    sandbox.reset();
    bank.reset();
  }

  /// `face`: of the bank, of which 0 is song, 1 hei, 2 kai.
  Image scan_of(const std::vector<std::string>& lines, std::uint16_t face, const std::string& damage) {
    return scan_of(lines, *bank, face, damage);
  }
  static Image scan_of(const std::vector<std::string>& lines, const Fonts& fonts, std::uint16_t face,
                       const std::string& damage, float letters_pt = size_pt) {
    Page page;
    page.width_mm = 150;
    page.height_mm = 100;
    for (std::size_t i = 0; i < lines.size(); ++i)
      page.runs.push_back(support::set_line_in_face(fonts, face, to_utf32(lines[i]), 15,
                                                    top_of(i) + 0.88f * em_mm, letters_pt)
                              .value());
    support::Damage kind = support::damage_kind(damage);
    kind.rotate_deg = kind.perspective = kind.curl = 0;
    kind.table = false;
    return grey_without_seal(support::simulate_scan(support::draw_page(page, fonts, 300), 150, 100, kind, 3));
  }
  static float top_of(std::size_t line) { return 15 + 12 * static_cast<float>(line); }

  ClaimReading judge(const Image& scan, std::size_t line, const std::string& expected) {
    return judge_with(judge_, scan, line, expected);
  }
  ClaimReading judge_without_song(const Image& scan, std::size_t line, const std::string& expected) {
    ClaimJudge without(support::bank_without("song"));
    return judge_with(without, scan, line, expected);
  }
  static ClaimReading judge_with(ClaimJudge& judge, const Image& scan, std::size_t line,
                                 const std::string& expected) {
    const double k = scan.width / 150.0;
    const SteppedLine stepped =
        ClaimJudge::read_line(scan, {10 * k, (top_of(line) - 1) * k, 160 * k, (em_mm + 2) * k}, *reader);
    return judge.judge(scan, stepped, expected, *reader);
  }

  /// The same as if the network had seen `other` where the character at `index` stands.
  ClaimReading judge_misread(const Image& scan, std::size_t line, const std::string& expected,
                             std::size_t index, char32_t other) {
    const double k = scan.width / 150.0;
    SteppedLine stepped =
        ClaimJudge::read_line(scan, {10 * k, (top_of(line) - 1) * k, 160 * k, (em_mm + 2) * k}, *reader);
    const CodeAlphabet& alphabet = *reader->alphabet();
    LineSteps& steps = stepped.steps;
    std::u32string text = to_utf32(steps.text);
    std::erase(text, U' ');
    std::vector<int> before, codes;
    alphabet.append(text.substr(0, index), before);
    alphabet.append(text, codes);
    const std::vector<int> own = *alphabet.codes_of(text[index]), theirs = *alphabet.codes_of(other);
    const std::vector<CodePlace> places = place_codes(steps, codes);
    for (std::size_t i = 0; i < std::min(own.size(), theirs.size()); ++i)
      for (int t = places[before.size() + i].first; t <= places[before.size() + i].last; ++t) {
        float* const row = &steps.probability[static_cast<std::size_t>(t) * steps.codes];
        if (own[i] != theirs[i]) std::swap(row[own[i]], row[theirs[i]]);
      }
    text[index] = other;
    steps.text = to_utf8(text);
    ClaimJudge without(support::bank_without("song"));
    return without.judge(scan, stepped, expected, *reader);
  }

  static inline std::shared_ptr<const Fonts> bank;
  static inline std::shared_ptr<Sandbox> sandbox;
  static inline std::unique_ptr<TextReader> reader;
  ClaimJudge judge_{bank};
};

}  // namespace hefu
