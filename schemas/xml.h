#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "schemas/diagnostic.h"
#include "schemas/element.h"

namespace hefu {

struct ParsedXml {
  Element root;
  Diagnostics diagnostics;
  bool ok = false;  // well-formed, no DTD, valid against the schema where one was given
};

/// Parses XML that may be hostile: no DTD, no entities, no network, depth and size bounded.
/// `schema` is one of ours ("schemas/application.xsd"), or empty: only well-formedness is checked.
/// `file` is for the diagnostics only. Fails: ok == false with diagnostics; throws Error(missing) without the
/// schema. Source: libxml2 2.9.14; refusing any DTD before reading content is what makes it safe.
ParsedXml parse_xml(const std::string& bytes, const std::string& file, const std::string& schema);

/// The root element's name and attributes alone, read without the rest: for what must be known of many files
/// before the first is used. Nothing is checked. Fails: nullopt where that much cannot be read.
std::optional<Element> parse_root_tag(std::string_view bytes);

}  // namespace hefu
