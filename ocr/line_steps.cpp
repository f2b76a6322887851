#include "ocr/line_steps.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Tesseract's TessdataType.
constexpr std::size_t unicharset_part = 21, recoder_part = 22;
// The network leaves out what it gives less than this; nothing is ever impossible.
constexpr double least_probability = 1e-5;

template <class Value>
Value number_at(const std::string& bytes, std::size_t at) {
  Value value{};
  if (at + sizeof value <= bytes.size()) std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

/// One component of a .traineddata file: a count, 64-bit offsets (-1: not there), then the components.
std::string part_of(const std::string& bytes, std::size_t part) {
  const auto count = static_cast<std::size_t>(std::max(0, number_at<std::int32_t>(bytes, 0)));
  const auto offset = [&](std::size_t i) { return number_at<std::int64_t>(bytes, 4 + 8 * i); };
  if (part >= count || offset(part) <= 0) return {};
  auto end = static_cast<std::int64_t>(bytes.size());
  for (std::size_t i = 0; i < count; ++i)
    if (offset(i) > offset(part)) end = std::min(end, offset(i));
  return end <= static_cast<std::int64_t>(bytes.size())
             ? bytes.substr(static_cast<std::size_t>(offset(part)),
                            static_cast<std::size_t>(end - offset(part)))
             : std::string();
}

std::vector<std::string> characters_of(const std::string& unicharset) {
  std::istringstream lines(unicharset);
  std::string line;
  std::getline(lines, line);  // their count
  std::vector<std::string> characters;
  while (std::getline(lines, line)) characters.push_back(line.substr(0, line.find(' ')));
  return characters;
}

/// Chinese text writes both widths of these, and the network knows one or the other.
char32_t other_width(char32_t c) {
  if (c > 0x20 && c < 0x7F) return c + 0xFEE0;
  if (c > 0xFF00 && c < 0xFF5F) return c - 0xFEE0;
  return c == U'·' ? U'•' : c == U'—' ? U'-' : c;
}

double value_at(const LineSteps& line, int step, int code) {
  return std::max<double>(line.at(step)[code], least_probability);
}

}  // namespace

CodeAlphabet CodeAlphabet::read(const std::filesystem::path& traineddata) {
  const std::string bytes = read_file(traineddata);
  const std::vector<std::string> characters = characters_of(part_of(bytes, unicharset_part));
  const std::string recoder = part_of(bytes, recoder_part);
  CodeAlphabet alphabet;
  std::size_t at = 4;
  const auto count = std::min<std::size_t>(number_at<std::uint32_t>(recoder, 0), characters.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto length = number_at<std::int32_t>(recoder, at + 1);  // behind one byte that is not needed
    at += 5;
    if (length < 0 || at + 4 * static_cast<std::size_t>(length) > recoder.size()) break;
    std::vector<int> codes;
    for (std::int32_t k = 0; k < length; ++k, at += 4) codes.push_back(number_at<std::int32_t>(recoder, at));
    for (const int code : codes) alphabet.code_count_ = std::max(alphabet.code_count_, code + 1);
    alphabet.place_.try_emplace(characters[i], static_cast<int>(i));
    const std::u32string text = to_utf32(characters[i]);
    if (text.size() == 1) alphabet.codes_.try_emplace(text[0], std::move(codes));
  }
  if (alphabet.codes_.size() < 100 || alphabet.code_count_ < 10)
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("{}：不是可用的 Tesseract 语言数据")), traineddata.string()),
                tr("请安装：apt install tesseract-ocr-chi-sim"));
  return alphabet;
}

const std::vector<int>* CodeAlphabet::codes_of(char32_t character) const {
  auto found = codes_.find(character);
  if (found == codes_.end()) found = codes_.find(other_width(character));
  return found == codes_.end() ? nullptr : &found->second;
}

bool CodeAlphabet::append(const std::u32string& text, std::vector<int>& codes) const {
  bool all = true;
  for (const char32_t c : text) {
    if (c <= U' ' || c == 0x3000) continue;
    const std::vector<int>* const own = codes_of(c);
    all = all && own != nullptr;
    if (own != nullptr) codes.insert(codes.end(), own->begin(), own->end());
  }
  return all;
}

int CodeAlphabet::code_hidden_in(const std::string& shown) const {
  // Measured: the engine shows code k as the character k + 2 of its set (two special ones come first), and
  // "nothing new" as nothing.
  if (shown.empty()) return code_count_ - 1;
  const auto found = place_.find(shown);
  if (found == place_.end()) return -1;
  const int code = found->second - 2;
  return code >= 0 && code < code_count_ ? code : -1;
}

std::vector<CodePlace> place_codes(const LineSteps& line, const std::vector<int>& codes) {
  const int states = 2 * static_cast<int>(codes.size()) + 1, steps = line.steps;
  if (codes.empty() || steps < static_cast<int>(codes.size())) return {};
  const int nothing = line.codes - 1;
  constexpr double never = -1e300;
  std::vector<double> best(states, never), next(states);
  std::vector<std::uint8_t> came(static_cast<std::size_t>(steps) * states, 0);
  const auto code_of = [&](int state) { return state % 2 == 0 ? nothing : codes[state / 2]; };
  best[0] = std::log(value_at(line, 0, nothing));
  best[1] = std::log(value_at(line, 0, codes[0]));
  for (int t = 1; t < steps; ++t) {
    for (int s = 0; s < states; ++s) {
      double value = best[s];
      std::uint8_t from = 0;
      if (s > 0 && best[s - 1] > value) value = best[s - 1], from = 1;
      const bool may_skip = s > 1 && s % 2 == 1 && codes[s / 2] != codes[s / 2 - 1];
      if (may_skip && best[s - 2] > value) value = best[s - 2], from = 2;
      next[s] = value <= never ? never : value + std::log(value_at(line, t, code_of(s)));
      came[static_cast<std::size_t>(t) * states + s] = from;
    }
    best.swap(next);
  }
  int state = best[states - 1] > best[states - 2] ? states - 1 : states - 2;
  std::vector<CodePlace> places(codes.size(), {steps, -1});
  for (int t = steps - 1; t >= 0; --t) {
    if (state % 2 == 1) {
      CodePlace& place = places[state / 2];
      place.first = t;
      place.last = std::max(place.last, t);
    }
    state -= came[static_cast<std::size_t>(t) * states + state];
  }
  return places;
}

double log_probability(const LineSteps& line, int from, int to, const std::vector<int>& codes) {
  const int states = 2 * static_cast<int>(codes.size()) + 1, nothing = line.codes - 1;
  constexpr double impossible = -1e4;
  if (from < 0 || to > line.steps || to <= from) return codes.empty() ? 0 : impossible;
  std::vector<double> now(states, 0), next(states);
  now[0] = value_at(line, from, nothing);
  if (states > 1) now[1] = value_at(line, from, codes[0]);
  double log_scale = 0;
  for (int t = from + 1; t < to; ++t) {
    double sum = 0;
    for (int s = 0; s < states; ++s) {
      double value = now[s];
      if (s > 0) value += now[s - 1];
      if (s > 1 && s % 2 == 1 && codes[s / 2] != codes[s / 2 - 1]) value += now[s - 2];
      next[s] = value * value_at(line, t, s % 2 == 0 ? nothing : codes[s / 2]);
      sum += next[s];
    }
    if (sum <= 0) return impossible;
    for (int s = 0; s < states; ++s) now[s] = next[s] / sum;
    log_scale += std::log(sum);
  }
  const double end = now[states - 1] + (states > 1 ? now[states - 2] : 0);
  return end > 0 ? std::log(end) + log_scale : impossible;
}

}  // namespace hefu
