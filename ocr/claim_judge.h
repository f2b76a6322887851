#pragma once
#include <memory>
#include <optional>
#include <string>

#include "ocr/bank_line.h"
#include "ocr/line_span.h"
#include "ocr/sandbox.h"

namespace hefu {

class LoneCharacters;
struct Twin;

/// Whether a line of a paper says what it is claimed to say.
/// supported: the ink is that text, by comparison with glyphs of a bank of fonts, or nearly by that and
/// clearly by the network's steps. contradicted: the ink is clearly another text that is like it. unreadable:
/// neither is sure. What an OCR engine reads never decides by itself.
enum class Support { unreadable, contradicted, supported };

/// A line of a paper with what the engine's network saw along it; judged any number of times.
struct SteppedLine {
  RectMm box_px;    // on the straightened picture
  LineSteps steps;  // px: of the straightened picture, too
};

/// How a line is shown to the engine's network: which share of the usual height its ink has, and its width
/// against its height.
struct StripShape {
  double height = 1, width = 1;
};

struct ClaimReading {
  Support support = Support::unreadable;
  bool present = false;  // the line has a text that is like the one expected, right or wrong
  float score = 0;   // how surely it is the expected text (over 0) or another (under 0); log-likelihood ratio
  std::string read;  // what stands there, as far as is known
  std::string before, after;  // what the engine reads around it in the line
  RectMm box_px;              // of the text
  // What the decision rests on.
  int face = -1;  // of the bank; -1: none fitted
  double glyphs_left_px = 0,
         glyphs_right_px = 0;  // where its glyphs begin and end, as box_px; with a face only
  float ncc = 0;               // median over its glyphs
  float worst_ratio = 0;  // of a glyph against its best look-alike; under 1: the expected glyph explains more
  float uneven_em = 0;    // the most by which a glyph lies off an even line
  bool glyphs_pass = false;
  // The glyphs pass, or it is supported, and nothing but steps speaks for another text: no figure more, no
  // sign, no twin.
  bool nothing_else = false;
  bool scored = false;                                   // the network knows all its characters
  double step_mean = 0, step_ratio = 0, read_ratio = 0;  // as in LineSpan
};

/// Judges claims on straightened pictures of papers in unknown fonts. One a thread.
/// Source of the rule: bank of fonts and CTC scores together accepted no false text of 1,456 (ocr/README.md);
/// tests/bench/run evidence measures it again.
class ClaimJudge {
 public:
  /// `bank`: load_font_bank (ocr/font_bank.h).
  explicit ClaimJudge(std::shared_ptr<const Fonts> bank);

  /// Forgets the type of the page before: call it when another page begins.
  void begin_page();

  /// Reads one line. `grey`: straightened, upright, grey8, without seal ink. `box_px`: the line or some words
  /// of it, with or without a little paper around. Empty steps where nothing could be read.
  static SteppedLine read_line(const Image& grey, const RectMm& box_px, TextReader& reader,
                               const StripShape& shape = {});

  /// A text that stands alone, where the usual shape left it open: the network makes sense of a date's
  /// figures in one shape and not in another. None unless it is short and a shape supports it, and none where
  /// the usual shape makes sense and says others: other figures in `usual_text`, which the engine reads
  /// there, or other characters in `usual`, what `judge` said of the line. One character is shown three times
  /// side by side, too. `box_px`: as for read_line.
  std::optional<ClaimReading> judge_in_other_shapes(const Image& grey, const RectMm& box_px,
                                                    const std::string& expected, const ClaimReading& usual,
                                                    const std::string& usual_text, TextReader& reader);

  /// `expected`: one line of text; spaces say nothing. `reader`: as read the line; it is shown characters of
  /// it alone where they are in doubt. Unreadable where the reader has no alphabet.
  ClaimReading judge(const Image& grey, const SteppedLine& line, const std::string& expected,
                     TextReader& reader);

  /// Whether the engine reads a point in a figure that the text has without: 7.3 for 73.
  static bool reads_a_point_more(const std::string& read, const std::u32string& expected);

 private:
  std::optional<ClaimReading> judge_thrice(const Image& grey, const RectMm& box_px,
                                           const std::string& expected, TextReader& reader);
  std::vector<char32_t> rivals_of(char32_t c, bool letters) const;
  bool tells_twins_apart(const BankFit& fit, const LineReading& glyphs, const CodeAlphabet& alphabet,
                         LoneCharacters& alone, bool has_face);
  float twin_ratio(const BankFit& fit, std::size_t index, const Twin& twin, bool has_face);
  bool has_top(const BankFit& fit, const LineReading& glyphs, std::size_t index, const Twin& twin);
  static float most_glyph_ratio(const CharacterSteps& steps, bool has_face);
  float weigh(const BankFit& fit, const CharacterSteps& steps, const GlyphStats& stats, std::size_t index);
  bool stands_there(const BankFit& fit, const LineSpan& span, const LineReading& glyphs, std::size_t index,
                    bool has_face, float least_weight, bool passing_counts);
  bool denies(const BankFit& fit, const std::u32string& expected, const LineSpan& span,
              const ClaimReading& reading);
  bool reads_other_than_unwritten(const BankFit& fit, const std::u32string& expected, const LineSpan& span,
                                  const ClaimReading& reading);
  void compare_glyphs(const Image& grey, const SteppedLine& line, const std::u32string& expected,
                      const LineSpan& span, TextReader& reader, ClaimReading& reading);
  static float median_ncc(const LineReading& line);
  bool passes_as_another(const Image& grey, const RectMm& box_px, const LineSpan& span, const BankFit& fit,
                         const LineReading& glyphs);
  bool is_nearer_as_read(const Image& grey, const RectMm& box_px, const LineSpan& span, const BankFit& fit,
                         const LineReading& glyphs);
  bool has_a_figure_behind(const BankFit& fit);
  bool is_evener_with_other_count(const Image& grey, const RectMm& box_px, const std::u32string& expected,
                                  const LineSpan& span, const BankFit& fit);
  bool is_another_alone(const BankFit& fit, const LineSpan& span, const LineReading& glyphs,
                        LoneCharacters& alone);
  void decide_other(const std::u32string& expected, const LineSpan& span, const BankFit& fit,
                    const LineReading& glyphs, ClaimReading& reading);

  Judges judges_;
  BankLine bank_;
  PageType page_;
};

/// The name of a bank's face, for reports of what a decision rests on.
std::string face_name(const Fonts& bank, int face);

}  // namespace hefu
