#pragma once
#include <map>
#include <string>

#include "ocr/claim_judge.h"
#include "ocr/page_reading.h"
#include "ocr/verify.h"
#include "pipeline/cell_parts.h"
#include "pipeline/form_places.h"

namespace hefu {

/// What a cell says of one part.
struct PartReading {
  Verdict verdict = Verdict::unreadable;  // match, mismatch, missing or unreadable
  std::string paper;                      // what stands there, as far as is known
  float score = 0;                        // over 0: for the expected text
  BoxPx box;                              // on the straightened page
};

/// Decides cells of a form by known answers (ocr/claim_judge.h). What the engine read says where to look and
/// which other text to try; a text that is there beside the parts makes none of them a match.
class CellJudge {
 public:
  CellJudge(const PaperReading& paper, ClaimJudge& judge, TextReader& reader)
      : paper_(paper), judge_(judge), reader_(reader) {}

  /// One reading a part. `open`: the cell may say more than the parts.
  std::vector<PartReading> judge(const FormText& cell, const std::vector<WantedPart>& wanted,
                                 const PartsFit& fit, bool open);

 private:
  struct Judged {
    Support support = Support::unreadable;
    float score = 0;
    std::string read;
    bool glyphs_pass = false;  // of all its lines
  };
  /// Characters [from, to) of a cell's text.
  struct Span {
    std::size_t from = 0, to = 0;
  };
  Judged judge_text(const FormText& cell, Span span, const std::u32string& expected);
  Judged judge_segment(const FormText& cell, Span span, const std::u32string& expected);
  bool has_more_ink(const FormText& cell, Span span, const ClaimReading& reading) const;
  PartReading judge_part(const FormText& cell, const WantedPart& wanted, const PlacedPart& place,
                         const std::vector<bool>& stray, bool open);
  bool is_no_difference(const std::u32string& read, const std::u32string& expected) const;
  PartReading read_unlike(const FormText& cell, Span span, const std::u32string& expected);
  PartReading read_other(const FormText& cell, Span span, const std::u32string& expected);
  bool has_ink(const FormText& cell) const;
  bool has_unread_lines(const FormText& cell) const;
  std::size_t dark_beside_lines(const FormText& cell) const;
  const SteppedLine& stepped(std::size_t line);

  const PaperReading& paper_;
  ClaimJudge& judge_;
  TextReader& reader_;
  std::map<std::size_t, SteppedLine> lines_;
};

}  // namespace hefu
