#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hefu {

/// One column of an office's list, as schemas/registers.xml describes it.
struct RegisterColumn {
  enum class Type { text, id_number, name, unit, date, year, count, words };
  std::string name;  // the element's in schemas/case.xsd
  Type type = Type::text;
  std::string prefix;  // stands before the value
  bool required = false, many = false;
  std::vector<std::string> headings;  // as heading_key() gives them
  std::map<std::string, std::vector<std::string>>
      words;            // heading_key of a value or alias -> values; none: the row is left out
  std::string allowed;  // the values, for messages
};

/// One kind of list: earlier applications, integrity, officials, committees, posts, exam passes.
struct RegisterKind {
  enum class By { person, unit, committee };
  std::string name, title;
  By by = By::person;
  std::vector<RegisterColumn> columns;
  std::set<std::string> known_headings() const;
  /// Index of a column, or -1.
  int column(const std::string& column_name) const;
};

/// Every kind, read once. Fails: throws Error(missing).
const std::vector<RegisterKind>& register_kinds();

}  // namespace hefu
