#pragma once
#include <string>
#include <vector>

#include "templates/sheet.h"

namespace hefu {

/// Objects of a PDF that stand one behind the other, each without its number.
struct PackedObjects {
  std::string bodies;
  std::vector<std::size_t> starts;  // in bodies
};

/// The tree that says what a document's marked contents are and in which order they are read: headings, and
/// tables of rows of cells, as objects of a PDF. The first object is the tree's root. `first`: the number of
/// the first; `pages`: the pages' numbers. Empty when no page has groups.
/// Source: ISO 32000-1, 14.7 (logical structure), 14.8.4 (standard types).
PackedObjects structure_objects(const Sheet& sheet, std::size_t first, const std::vector<std::size_t>& pages);

}  // namespace hefu
