#pragma once
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>
#include <string>

#include "schemas/diagnostic.h"
#include "schemas/xsd.h"

namespace hefu {

/// Private to the libxml2 files.
struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

/// How many diagnostics one document may give; a file with more is of another kind altogether.
constexpr std::size_t kMostDiagnostics = 200;

/// Parses bytes that may be hostile. Null, with diagnostics, when they are refused or not well-formed.
Document parse_document(const std::string& bytes, const std::string& file, Diagnostics& diagnostics);

/// Validates against one of our schemas, which is parsed once and shared by all threads.
void validate_document(xmlDoc& document, const std::string& file, const std::string& schema,
                       Diagnostics& diagnostics);

/// In Chinese, what libxml2 found in well-formedness.
Diagnostic parse_diagnostic(const xmlError& error, const std::string& file);
/// In Chinese, what libxml2 found in validating; `facts` say what the schema expects.
Diagnostic validity_diagnostic(const xmlError& error, const std::string& file, const Xsd& facts);

}  // namespace hefu
