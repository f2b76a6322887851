#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace hefu {

/// What the engine's network saw along a line of text, before any dictionary or language model: at each step,
/// from left to right, the probability of each of its codes.
/// Shapes: probability is steps x codes, row-major; the last code is "nothing new". Units: px of the picture
/// that was read.
struct LineSteps {
  std::string text;  // what the engine makes of it
  int steps = 0, codes = 0;
  std::vector<float> probability;
  double left_px = 0, right_px = 0;  // where the first step begins and the last ends

  bool empty() const { return steps == 0; }
  const float* at(int step) const { return &probability[static_cast<std::size_t>(step) * codes]; }
  double x_of(double step) const { return left_px + (right_px - left_px) * (step + 0.5) / steps; }
};

/// Which codes the network writes for a character: chi_sim has some thousand characters and 224 codes, one to
/// three of them a character.
/// Source: the components lstm-unicharset and lstm-recoder of a .traineddata file; Tesseract's
/// unicharcompress.
class CodeAlphabet {
 public:
  /// Fails: throws Error(bad_input) on a file that has no such components.
  static CodeAlphabet read(const std::filesystem::path& traineddata);

  /// Nothing for a character that the network cannot write. One width of a punctuation mark stands for both.
  const std::vector<int>* codes_of(char32_t character) const;
  /// Appends the codes of a text; false when one of its characters has none. Spaces have none and need none.
  bool append(const std::u32string& text, std::vector<int>& codes) const;
  int code_count() const { return code_count_; }  // with "nothing new", the last
  /// The code that the engine hides behind a character when it is asked for its raw steps; -1: none.
  int code_hidden_in(const std::string& shown) const;

 private:
  std::unordered_map<char32_t, std::vector<int>> codes_;
  std::unordered_map<std::string, int> place_;  // in the unicharset
  int code_count_ = 0;
};

/// Where each code of a text lies along the steps, on the likeliest path.
struct CodePlace {
  int first = 0, last = 0;  // steps
};

/// Nothing when the line has fewer steps than the text needs. Source: Viterbi over the CTC lattice.
std::vector<CodePlace> place_codes(const LineSteps& line, const std::vector<int>& codes);

/// Logarithm of the probability that the steps [from, to) say exactly these codes.
/// Source: Graves et al., Connectionist Temporal Classification, 2006, 4.1 (forward variables, scaled).
double log_probability(const LineSteps& line, int from, int to, const std::vector<int>& codes);

}  // namespace hefu
