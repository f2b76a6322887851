#pragma once
#include <string>
#include <vector>

namespace hefu {

/// Whether a title, its level and its series belong together, by schemas/codes/title-series.xml.
struct TitleFit {
  enum class Kind {
    fits,
    other_level,    // the title is one of another level
    unknown_title,  // the series is known, the title is none of its
    not_checked,    // the table does not have the series or the level
  };
  Kind kind = Kind::not_checked;
  bool verified = false;              // every row that speaks here was compared with the published table
  std::vector<std::string> expected;  // the titles of that series and level
};

/// `series` may be empty or in other words than the table's ("工程", "工程技术人才"); what stands in brackets
/// behind a title is its specialty and is left aside. Source: the table's own.
TitleFit fit_title(const std::string& series, const std::string& title, const std::string& level);

}  // namespace hefu
