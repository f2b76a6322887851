#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ocr/page_reading.h"

namespace hefu {

/// Which year what stands on a page is of: an assessment's grade is that of the year beside it, of a table's
/// row or column, or of the heading above. Dates tell none: an assessment of 2022 is signed in January 2023.
class PageYears {
 public:
  explicit PageYears(const PaperReading& paper);

  /// Whether what begins at a character of a line (0-based, blanks left out) is of `year`, four figures. A
  /// year of which one figure is misread is that year: 7023. Pages that name no year as such are of any year
  /// that stands on them without a month.
  bool is_of(const std::string& year, std::size_t line, std::size_t from) const;

 private:
  struct Mention {
    std::size_t line = 0, at = 0;
    std::u32string year;
    bool heads = false;  // what follows: no line of running text, which tells of other years, too
  };
  const Mention* of_row(std::size_t line) const;
  const Mention* of_column(std::size_t line) const;
  bool only_year(const std::u32string& year) const;

  const PaperReading& paper_;
  std::vector<Mention> named_;    // 2023年度, 考核年度：2023, 2023 alone in its line or cell
  std::vector<Mention> written_;  // 2023年 in a sentence
};

}  // namespace hefu
