#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "schemas/element.h"
#include "schemas/xsd.h"

namespace hefu {

/// A place in an online record, as a mapping names it: "employment/unit", "educations/education[2]/school",
/// "applicant/id-number/@kind". Relative to <application>, or to one entry of a list.
struct RecordPath {
  struct Step {
    std::string name;
    int index = 1;  // 1-based
  };
  std::vector<Step> steps;
  std::string attribute;  // the last step; empty: an element
};

/// The parts of a path. Bad data: no steps and no attribute.
RecordPath parse_record_path(std::string_view path);

/// What application.xsd says of the place, from `start` down. Nothing: no record has such a place, an index
/// stands where nothing repeats, or is beyond what may be there.
Xsd::Declaration declaration_of(const RecordPath& path, const Xsd::Declaration& start);

/// Sets a value, and makes what is missing on the way. Entries before an index are made empty.
void set_at(Element& root, const RecordPath& path, const std::string& value);

/// Whether the element of a path is there; of an attribute, the element that has it.
bool has_element(const Element& root, const RecordPath& path);

/// The XPath that messages about a record name: "/application/employment/unit".
std::string xpath_of(const std::string& parent, const RecordPath& path);

/// Puts every child where the schema's sequence wants it; what repeats keeps its order.
void order_by_schema(Element& element, const Xsd& schema, const Xsd::Declaration& declaration);

}  // namespace hefu
