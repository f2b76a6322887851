#include "ocr/bank_strip.h"
#include "ocr/claim_judge.h"
#include "ocr/claim_thresholds.h"
#include "ocr/engine_strip.h"
#include "ocr/lookalikes.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

/// Whether what was read is the expected text with other characters of some kind in the places of some.
bool says_others_in_place(const std::u32string& read, const std::u32string& expected,
                          bool (*is_of_kind)(char32_t)) {
  if (read.size() != expected.size()) return false;
  bool other = false;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (is_of_kind(read[i]) != is_of_kind(expected[i])) return false;
    other = other || (is_of_kind(read[i]) && read[i] != expected[i]);
  }
  return other;
}

/// Engines make two signs of one naught: 二O〇一六.
std::u32string with_single_naughts(const std::u32string& text) {
  std::u32string single;
  for (const char32_t c : text)
    if (plain_sign(c) != U'〇')
      single += c;
    else if (single.empty() || single.back() != U'〇')
      single += U'〇';
  return single;
}

}  // namespace

std::optional<ClaimReading> ClaimJudge::judge_in_other_shapes(const Image& grey, const RectMm& box_px,
                                                              const std::string& expected,
                                                              const ClaimReading& usual,
                                                              const std::string& usual_text,
                                                              TextReader& reader) {
  constexpr std::size_t short_text = 8;
  const std::u32string wanted = to_utf32(expected);
  // In one shape of several the network may see a 1 where a 0 stands, or 台格 for 合格.
  const std::u32string read = without_spaces(usual_text);
  const bool other_figures = says_others_in_place(read, wanted, is_figure) ||
                             says_others_in_place(read, wanted, is_chinese_number) ||
                             says_others_in_place(with_single_naughts(read), wanted, is_chinese_number),
             others = usual.read_ratio < claim::other_ratio_in_usual_shape &&
                      says_others_in_place(to_utf32(usual.read), wanted, is_wide);
  if (wanted.size() > short_text || other_figures || others) return std::nullopt;
  // Of 40 dates alone on a line, in eight faces, 35 are supported in the first of these, 19 in the usual one.
  for (const StripShape& shape : {StripShape{0.78, 0.85}, StripShape{0.78, 1}, StripShape{1, 0.85}}) {
    ClaimReading reading = judge(grey, read_line(grey, box_px, reader, shape), expected, reader);
    if (reading.support == Support::supported) return reading;
  }
  if (wanted.size() == 1) return judge_thrice(grey, box_px, expected, reader);
  return std::nullopt;
}

/// A character alone in its cell, of which the network makes any other: three times side by side.
std::optional<ClaimReading> ClaimJudge::judge_thrice(const Image& grey, const RectMm& box_px,
                                                     const std::string& expected, TextReader& reader) {
  constexpr double beside = 0.12, above = 0.25;  // of its height: paper that it is cut out with
  const int x = static_cast<int>(box_px.x - beside * box_px.h),
            y = static_cast<int>(box_px.y - above * box_px.h),
            w = static_cast<int>(box_px.w + 2 * beside * box_px.h),
            h = static_cast<int>(box_px.h * (1 + 2 * above));
  if (x < 0 || y < 0 || x + w > grey.width || y + h > grey.height) return std::nullopt;
  const Image three = three_times(cut(grey, x, y, w, h));
  const RectMm line{beside * box_px.h, above * box_px.h, 3.0 * w - 2 * beside * box_px.h, box_px.h};
  ClaimReading all = judge(three, read_line(three, line, reader), expected + expected + expected, reader);
  if (all.support != Support::supported) return std::nullopt;
  all.read = expected;
  all.box_px = box_px;
  all.glyphs_left_px = box_px.x;
  all.glyphs_right_px = box_px.x + box_px.w;
  return all;
}

}  // namespace hefu
