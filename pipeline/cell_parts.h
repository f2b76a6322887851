#pragma once
#include <string>
#include <vector>

#include "pipeline/form_labels.h"

namespace hefu {

/// What a cell should say of one element of the record, in any of the ways in which it may be written.
struct WantedPart {
  std::vector<std::u32string> forms;  // without spaces; the likeliest first
  bool optional = false;
  Writing writing = Writing::text;
  bool month_alone = false;  // a date of which the record says no day
};

/// Where a part stands in a cell's text.
struct PlacedPart {
  int form = -1;  // index in WantedPart::forms; -1: it is not there
  std::size_t from = 0, to = 0, edits = 0;
};

struct PartsFit {
  std::vector<PlacedPart> parts;
  std::vector<bool> stray;  // of the text: characters that belong to no part and join none
  double cost = 0;          // edits, characters left over, parts left out
  double likeness = 0;      // 1: the text is the parts and what joins them; 0: nothing of them
};

/// Lays the parts, in their order, over a text as it was read so that as little as possible differs: 2018年
/// 12月至今 is a start, 至 and an end. Source: edit distance (Wagner and Fischer, 1974) with free joints.
PartsFit fit_parts(const std::u32string& text, const std::vector<WantedPart>& wanted);

/// How many characters of the part a text says that says most of it, wherever in it; 0 when that is less than
/// half, or too short to be told from chance. Source: approximate matching (Sellers, 1980).
double characters_said(const std::u32string& text, const WantedPart& wanted);

/// Where a part stands in a sentence, misread in one character of four at most; a figure alone, as a rank is,
/// beside a word that says what it is: 第2, 3名.
PlacedPart find_in_sentence(const std::u32string& text, const WantedPart& wanted);

/// A sign that joins or ends texts: neither a letter, a figure nor a Chinese character.
bool is_sign(char32_t c);

/// How forms write a value: dates and figures in their usual ways, texts as they are. Without spaces.
WantedPart wanted_part(const std::string& value, Writing writing, bool optional);

}  // namespace hefu
