#pragma once
#include <string>
#include <utility>
#include <vector>

#include "schemas/element.h"

namespace hefu::support {

/// An element of a record, with its text or its children.
inline Element element(const std::string& name, const std::string& text, std::vector<Element> children = {}) {
  Element made;
  made.name = name, made.text = text, made.children = std::move(children);
  return made;
}

}  // namespace hefu::support
