#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hefu {

/// One element of an XML document of ours, as plain data: an online record, a notice pack, a form.
struct Element {
  std::string name;  // without namespace
  std::string text;  // own text, trimmed; for records: normalised
  int line = 0;      // 1-based in the source file
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<Element> children;

  const Element* child(std::string_view child_name) const;  // the first one, or null
  std::vector<const Element*> all(std::string_view child_name) const;
  /// An attribute's value, or empty.
  std::string attribute(std::string_view attribute_name) const;
  bool has(std::string_view attribute_name) const;
  /// The element at a relative path of names, "employment/unit", or null.
  const Element* at(std::string_view path) const;
  /// The text at a relative path, or empty. "@name" as the last step is an attribute; "." is this element.
  std::string text_at(std::string_view path) const;
};

}  // namespace hefu
