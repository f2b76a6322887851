#include "tests/support/pdf_content_reader.h"

#include <fmt/format.h>

#include <regex>

namespace hefu::support {
namespace {

const std::set<std::string> operators = {"q",  "Q",  "cm", "w",  "J",  "j", "gs", "m",  "l",   "c",   "re",
                                         "h",  "S",  "s",  "f",  "B",  "n", "W",  "BT", "ET",  "Tf",  "Tm",
                                         "Td", "Tj", "TJ", "rg", "RG", "g", "G",  "Do", "BDC", "BMC", "EMC"};
const std::set<std::string> painting = {"S", "s", "f", "B", "Tj", "TJ", "Do"};

/// Reads one content stream token by token. Source: ISO 32000-1, 7.2, 7.8.2.
class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}

  ReadContent read() {
    while (skip_space()) {
      const char c = text_[at_];
      if (c == '(')
        strings_ += literal();
      else if (c == '<' && text_.compare(at_, 2, "<<") == 0)
        dictionary_ = between("<<", ">>");
      else if (c == '<')
        between("<", ">");
      else if (c == '[' || c == ']')
        ++at_;
      else
        word();
    }
    if (!marks_.empty()) out_.faults.push_back("marked content without an end");
    return std::move(out_);
  }

 private:
  bool skip_space() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
    return at_ < text_.size();
  }
  std::string literal() {
    std::string value;
    for (++at_; at_ < text_.size() && text_[at_] != ')'; ++at_) {
      if (text_[at_] == '\\') {
        const char c = text_[++at_];
        value += c == 'r' ? '\r' : c == 'n' ? '\n' : c;
      } else {
        value += text_[at_];
      }
    }
    ++at_;
    return value;
  }
  std::string between(const std::string& begin, const std::string& end) {
    const std::size_t from = at_ + begin.size();
    // A hexadecimal string within a dictionary ends with one bracket.
    std::size_t to = text_.find(end, from);
    while (end == ">>" && text_.compare(to, 3, ">>>") == 0) ++to;
    at_ = std::min(to, text_.size()) + end.size();
    return text_.substr(from, to - from);
  }
  void word() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && !std::isspace(static_cast<unsigned char>(text_[end])) &&
           std::string("()<>[]/").find(text_[end]) == std::string::npos)
      ++end;
    const std::string token = text_.substr(at_, end - at_);
    at_ = end;
    if (token[0] == '/')
      names_.push_back(token.substr(1));
    else if (token == "BI")
      inline_image();
    else if (std::isalpha(static_cast<unsigned char>(token[0])))
      operate(token);
  }
  void inline_image() {
    const std::size_t end = text_.find("\nEI", at_);
    at_ = end == std::string::npos ? text_.size() : end + 3;
    names_.clear();
    if (marks_.empty()) ++out_.unmarked;
  }
  void operate(const std::string& name) {
    if (!operators.contains(name)) out_.faults.push_back("operator " + name);
    if (name == "Tf" && !names_.empty()) font_ = names_.back();
    if (name == "Tj" || name == "TJ")
      for (std::size_t i = 0; i + 1 < strings_.size(); i += 2)
        out_.codes[font_].insert(static_cast<unsigned>(static_cast<unsigned char>(strings_[i])) << 8 |
                                 static_cast<unsigned char>(strings_[i + 1]));
    if (name == "BDC" || name == "BMC") begin_mark(name);
    if (name == "EMC") {
      if (marks_.empty())
        out_.faults.push_back("an end of marked content without a begin");
      else
        marks_.pop_back();
    }
    const bool outside =
        std::none_of(marks_.begin(), marks_.end(), [](const std::string& m) { return m != "Span"; });
    if (painting.contains(name) && outside) ++out_.unmarked;
    names_.clear(), strings_.clear(), dictionary_.clear();
  }
  void begin_mark(const std::string& name) {
    marks_.push_back(names_.empty() ? "" : names_.front());
    std::smatch found;
    if (name == "BDC" && std::regex_search(dictionary_, found, std::regex("/MCID (\\d+)"))) {
      const bool fresh = out_.marked.emplace(std::stoi(found[1]), marks_.back()).second;
      if (!fresh) out_.faults.push_back("MCID twice: " + found[1].str());
    }
  }

  const std::string& text_;
  std::size_t at_ = 0;
  std::vector<std::string> names_, marks_;
  std::string strings_, dictionary_, font_;
  ReadContent out_;
};

}  // namespace

ReadContent read_content(const std::string& content) { return Reader(content).read(); }

std::map<unsigned, std::string> read_to_unicode(const std::string& map) {
  std::map<unsigned, std::string> meaning;
  const std::regex entry("<([0-9A-F]{4})><([0-9A-F]+)>(?:<([0-9A-F]+)>)?");
  bool in_ranges = false;
  std::size_t from = 0;
  while (from < map.size()) {
    const std::size_t end = std::min(map.find('\n', from), map.size());
    const std::string line = map.substr(from, end - from);
    from = end + 1;
    if (line.find("beginbfrange") != std::string::npos) in_ranges = true;
    if (line.find("endbfrange") != std::string::npos) in_ranges = false;
    std::smatch found;
    if (line.find("codespace") != std::string::npos || !std::regex_search(line, found, entry)) continue;
    const auto first = static_cast<unsigned>(std::stoul(found[1], nullptr, 16));
    if (!in_ranges) {
      meaning[first] = found[2];
      continue;
    }
    const auto last = static_cast<unsigned>(std::stoul(found[2], nullptr, 16));
    const auto value = static_cast<unsigned>(std::stoul(found[3], nullptr, 16));
    for (unsigned code = first; code <= last; ++code)
      meaning[code] = fmt::format("{:04X}", value + code - first);
  }
  return meaning;
}

}  // namespace hefu::support
