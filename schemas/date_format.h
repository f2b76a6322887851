#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/normalise.h"

namespace hefu {

/// How an office writes its dates, stated rather than guessed: "YYYY.MM", "DD/MM/YYYY", "YYYY年M月". YYYY is
/// four digits, MM and DD exactly two, M and D one or two; everything else stands for itself. A year of two
/// digits has no sign: nobody can tell its century.
class DateFormat {
 public:
  /// Nothing where there is no year, a sign occurs twice, a day without a month, or letters that are no sign.
  static std::optional<DateFormat> parse(std::string_view format);
  /// The date that a text says in this format; nothing where it is written otherwise or is no day of the
  /// calendar.
  std::optional<Date> read(std::string_view text) const;
  const std::string& text() const { return text_; }

 private:
  struct Part {
    char sign = 0;  // 'Y', 'M', 'D'; 0: `literal` stands for itself
    int least = 0, most = 0;
    char32_t literal = 0;
  };
  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace hefu
