#pragma once
#include <map>
#include <string>
#include <vector>

namespace hefu {

/// What one column of a roster says of an application (schemas/roster-columns.xml).
struct RosterColumn {
  enum class Kind {
    serial,
    id_number,
    text,
    name,
    words,
    ethnicity,
    education,
    level,
    series,
    codes,
    month,
    text_and_month,
    free,
  };
  Kind kind = Kind::free;
  std::string path;        // in the record, relative to its root
  std::string month_path;  // of text_and_month
  int width_mm = 20;       // as printed on A3 across, relative to the others
  bool of_education() const { return path.starts_with("educations/education/"); }
};

/// By heading_key() of every heading. Read once. Fails: throws Error(missing).
const std::map<std::string, RosterColumn>& roster_columns();

}  // namespace hefu
