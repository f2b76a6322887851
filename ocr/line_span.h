#pragma once
#include <functional>
#include <string>
#include <vector>

#include "ocr/line_steps.h"

namespace hefu {

/// What the network's steps say of one character of an expected text, between the characters beside it.
struct CharacterSteps {
  bool known = false;                                // the network can write it
  double own = 0;                                    // log-probability that it stands there
  double ratio = 1e3;                                // least log-likelihood ratio against its look-alikes
  double count_ratio = 1e3;                          // of a figure: against none of it or two
  std::vector<std::pair<char32_t, double>> against;  // the ratio against each look-alike, and what is read
};

/// Where an expected text stands in a line that was read, and how well the network's steps fit it.
struct LineSpan {
  bool found = false;
  std::u32string before, read,
      after;                      // what the engine reads around it and in its place; signs for a sign as one
  std::vector<double> centre_px;  // of each character of the expected text; px of the picture read
  double left_px = 0, right_px = 0;        // of all of it
  bool scored = false;                     // false: the network cannot write one of its characters
  double mean = 0;                         // log-probability of the expected text, a code
  double ratio = 0;                        // least log-likelihood ratio against its variants
  std::size_t doubtful = 0;                // the character where that is
  std::u32string rival;                    // what stands in its place in that variant
  std::vector<CharacterSteps> characters;  // parallel to the expected text
  double read_ratio = 0;                   // log-likelihood ratio of the expected text against the one read
  double read_mean = -1e3;                 // log-probability of the one read, a code
};

/// The characters that a character may be taken for.
using RivalsOf = std::function<std::vector<char32_t>(char32_t)>;

/// Finds the part of the line that is most like the text: at most `most_edits` characters may differ.
/// Variants: each character exchanged for each of its look-alikes, a digit doubled or left out.
/// `expected`: without spaces. Signs that print and engines mix up count as the ones read.
LineSpan find_span(const LineSteps& line, const CodeAlphabet& alphabet, const std::u32string& expected,
                   std::size_t most_edits, const RivalsOf& rivals);

/// One form for the widths and shapes of a sign that print and engines mix up.
char32_t plain_sign(char32_t c);

/// A sign beside the words: what it is says nothing.
bool is_mark(char32_t c);

/// 〇 to 十 and 百, of which dates and counts are written.
bool is_chinese_number(char32_t c);

/// The part of `text` that is most like `wanted`: the fewest edits, free at both ends; of several the one as
/// long as `wanted`.
struct TextPart {
  std::size_t from = 0, to = 0, edits = 0;
};
TextPart most_like(const std::u32string& text, const std::u32string& wanted);

}  // namespace hefu
