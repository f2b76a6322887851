#include "pipeline/layer_differences.h"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "ocr/line_span.h"
#include "ocr/lookalikes.h"
#include "pipeline/layer_lines.h"
#include "pipeline/shape_pairs.h"
#include "pipeline/text_alignment.h"
#include "schemas/data_files.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Of each character that is told. Clean print has 99; what an engine makes of noise 70 to 93.
constexpr double high_score = 97;

/// Engines count strokes badly.
bool are_strokes(char32_t a, char32_t b) {
  constexpr std::u32string_view strokes = U"一二三";
  return strokes.find(a) != strokes.npos && strokes.find(b) != strokes.npos;
}
bool is_word_letter(char32_t c) {
  return is_figure(c) || (c >= 0x3400 && c < 0xA000) || c >= 0x20000 || (c >= U'A' && c <= U'Z') ||
         (c >= U'a' && c <= U'z');
}

/// Whether papers choose between two words (pipeline/word-lists.txt).
bool are_of_one_list(const std::u32string& a, const std::u32string& b) {
  static const std::vector<std::set<std::u32string>> lists = [] {
    std::vector<std::set<std::u32string>> read;
    std::istringstream lines(read_file(data_file("pipeline/word-lists.txt")));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("# ")) continue;
      std::istringstream words(line);
      std::set<std::u32string> list;
      for (std::string word; words >> word;) list.insert(to_utf32(word));
      read.push_back(std::move(list));
    }
    return read;
  }();
  return a != b && std::any_of(lists.begin(), lists.end(), [&](const std::set<std::u32string>& list) {
           return list.count(a) > 0 && list.count(b) > 0;
         });
}

/// Compares the texts of one line.
class LineReader {
 public:
  LineReader(const LayerLine& line, const std::vector<std::u32string>& words) : line_(line), words_(words) {}

  std::vector<LayerDifference> differences() const {
    std::vector<LayerDifference> found;
    for (const Exchange& exchange : align(line_.read, line_.layer).exchanges) {
      std::optional<Exchange> told = number_in(exchange);
      if (!told) told = word_in(exchange);
      if (told && was_read_surely(*told)) found.push_back(difference(*told));
    }
    return found;
  }

 private:
  /// The numbers that an exchange lies in, where it makes one number another.
  std::optional<Exchange> number_in(const Exchange& exchange) const {
    for (const auto& is_digit : {is_figure, is_chinese_number}) {
      Exchange number = exchange;
      const auto widen = [&](const std::u32string& text, std::size_t& from, std::size_t& to) {
        while (from > 0 && is_digit(text[from - 1])) --from;
        while (to < text.size() && is_digit(text[to])) ++to;
        return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                           text.begin() + static_cast<std::ptrdiff_t>(to), is_digit);
      };
      // A figure too many or too few is an engine's mistake sooner than another number.
      if (widen(line_.read, number.from, number.to) &&
          widen(line_.layer, number.other_from, number.other_to) &&
          number.to - number.from == number.other_to - number.other_from && is_another_number(number))
        return number;
    }
    return std::nullopt;
  }

  /// One digit that engines mistake for the other is no other number: 2025 and 2028.
  bool is_another_number(const Exchange& number) const {
    std::size_t differing = 0, others = 0;
    for (std::size_t i = 0; i < number.to - number.from; ++i) {
      const char32_t shown = line_.read[number.from + i], layer = line_.layer[number.other_from + i];
      if (shown == layer) continue;
      ++differing;
      const ShapePairs& shapes = ShapePairs::known();
      const bool may_be = is_figure(shown) ? shapes.are_mistaken(shown, layer)
                                           : are_strokes(shown, layer) || shapes.are_alike(shown, layer);
      if (!may_be) ++others;
    }
    return others > 0 || differing > 1;
  }

  /// The claim's word that the picture shows, or that the layer has, where the exchange makes it another.
  std::optional<Exchange> word_in(const Exchange& exchange) const {
    const std::u32string shown = line_.read.substr(exchange.from, exchange.to - exchange.from),
                         layer =
                             line_.layer.substr(exchange.other_from, exchange.other_to - exchange.other_from);
    if (!is_another_word(shown, layer)) return std::nullopt;
    for (const std::u32string& word : words_) {
      // An engine may well make other letters of a claim, but hardly the claim of other letters.
      if (const auto at = around(line_.layer, word, exchange.other_from, exchange.other_to))
        return widened(exchange, exchange.other_from - std::min(exchange.other_from, at->first),
                       std::max(at->second, exchange.other_to) - exchange.other_to);
      if (const auto at = around(line_.read, word, exchange.from, exchange.to)) {
        const Exchange whole = widened(exchange, exchange.from - std::min(exchange.from, at->first),
                                       std::max(at->second, exchange.to) - exchange.to);
        if (are_of_one_list(word, line_.layer.substr(whole.other_from, whole.other_to - whole.other_from)))
          return whole;
      }
    }
    return std::nullopt;
  }

  /// Whether letters are others, look-alikes and another order aside.
  static bool is_another_word(const std::u32string& shown, const std::u32string& layer) {
    const auto is_word = [](const std::u32string& text) {
      return std::all_of(text.begin(), text.end(), is_word_letter);
    };
    if (!is_word(shown) || !is_word(layer)) return false;
    if (std::is_permutation(shown.begin(), shown.end(), layer.begin(), layer.end())) return false;
    if (shown.size() != layer.size()) return std::min(shown.size(), layer.size()) > 1;
    for (std::size_t i = 0; i < shown.size(); ++i)
      if (!ShapePairs::known().are_alike(shown[i], layer[i])) return true;
    return false;
  }

  /// Where a word stands so that it has a part in from..to.
  static std::optional<std::pair<std::size_t, std::size_t>> around(const std::u32string& text,
                                                                   const std::u32string& word,
                                                                   std::size_t from, std::size_t to) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1))
      if (at < to && at + word.size() > from) return std::pair(at, at + word.size());
    return std::nullopt;
  }

  Exchange widened(Exchange exchange, std::size_t before, std::size_t after) const {
    exchange.from -= std::min(exchange.from, before);
    exchange.other_from -= std::min(exchange.other_from, before);
    exchange.to = std::min(exchange.to + after, line_.read.size());
    exchange.other_to = std::min(exchange.other_to + after, line_.layer.size());
    return exchange;
  }

  bool was_read_surely(const Exchange& told) const {
    for (std::size_t i = told.from; i < told.to; ++i)
      if (line_.line->characters[i].confidence < high_score) return false;
    return true;
  }

  LayerDifference difference(const Exchange& told) const {
    const BoxPx &first = line_.line->characters[told.from].box,
                &last = line_.line->characters[told.to - 1].box;
    return {to_utf8(line_.read.substr(told.from, told.to - told.from)),
            to_utf8(line_.layer.substr(told.other_from, told.other_to - told.other_from)),
            {first.x, first.y, last.right() - first.x, first.height}};
  }

  const LayerLine& line_;
  const std::vector<std::u32string>& words_;
};

std::vector<std::u32string> words_of(const std::vector<RecordClaim>& claims) {
  std::vector<std::u32string> words;
  for (const RecordClaim& claim : claims)
    for (const std::string& form : claim.forms) {
      std::u32string word;
      for (const char32_t c : to_utf32(form))
        if (c > U' ') word += plain_sign(c);
      if (word.size() > 1) words.push_back(std::move(word));
    }
  return words;
}

}  // namespace

std::vector<LayerDifference> differing_from_layer(const PaperReading& paper, int width, int height,
                                                  const PdfPageText& own,
                                                  const std::vector<RecordClaim>& claims) {
  const std::vector<std::u32string> words = words_of(claims);
  std::vector<LayerDifference> differences;
  for (const LayerLine& line : layer_lines(paper, width, height, own))
    for (LayerDifference& difference : LineReader(line, words).differences())
      differences.push_back(std::move(difference));
  return differences;
}

}  // namespace hefu
