#include <qpdf/Pl_String.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <set>
#include <utility>

#include "ocr/qpdf_parts.h"

namespace hefu {
namespace {

constexpr int invisible = 3;  // text rendering mode, ISO 32000-1, 9.3.6

/// Leaves out what shows text that nobody sees. Such text also moves the pen: where seen text goes on from
/// there, it stays.
class UnseenTextFilter : public QPDFObjectHandle::TokenFilter {
 public:
  void handleToken(QPDFTokenizer::Token const& token) override {
    operation_ += token.getRawValue();
    if (token.getType() == QPDFTokenizer::tt_integer) last_number_ = std::atoi(token.getValue().c_str());
    if (token.getType() == QPDFTokenizer::tt_word) end_operation(token.getValue());
  }
  void handleEOF() override {
    leave_out();
    write(operation_);
  }
  bool changed() const { return changed_; }

 private:
  struct Operation {
    std::string bytes, instead;
    bool unseen = false;
  };

  void end_operation(const std::string& name) {
    static const std::set<std::string> move = {"Td", "TD", "Tm", "T*", "BT", "ET"};
    const std::string bytes = std::exchange(operation_, {});
    if (name == "q") modes_.push_back(mode_);
    if (name == "Q" && !modes_.empty()) {
      mode_ = modes_.back();
      modes_.pop_back();
    }
    if (name == "Tr") mode_ = last_number_;
    const bool next_line = name == "'" || name == "\"";
    if (next_line || move.count(name) > 0) leave_out();
    if (mode_ == invisible && (name == "Tj" || name == "TJ" || name == "'"))
      return held_.push_back({bytes, name == "'" ? " T*" : "", true});
    if (name == "Tj" || name == "TJ") keep();
    if (held_.empty()) return write(bytes);
    held_.push_back({bytes, bytes, false});
  }

  void leave_out() {
    for (const Operation& operation : held_) {
      changed_ = changed_ || operation.unseen;
      write(operation.instead);
    }
    held_.clear();
  }
  void keep() {
    for (const Operation& operation : held_) write(operation.bytes);
    held_.clear();
  }

  std::string operation_;
  std::vector<Operation> held_;  // from unseen text on, until it is known whether seen text goes on from it
  std::vector<int> modes_;
  int mode_ = 0, last_number_ = 0;
  bool changed_ = false;
};

}  // namespace

void drop_unseen_text(QPDF& document, QPDFObjectHandle page) {
  QPDFObjectHandle contents = page.getKey("/Contents");
  if (!contents.isStream()) return;
  std::string seen;
  Pl_String collected("seen text", nullptr, seen);
  UnseenTextFilter filter;
  contents.filterAsContents(&filter, &collected);
  if (filter.changed()) page.replaceKey("/Contents", QPDFObjectHandle::newStream(&document, seen));
}

}  // namespace hefu
