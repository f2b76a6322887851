#include <cstdlib>
#include <string>

#include "schemas/xml.h"

/// Any bytes give either a document or diagnostics, never both none.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* schema : {"", "schemas/notice.xsd"}) {
    const hefu::ParsedXml parsed = hefu::parse_xml(bytes, "fuzz.xml", schema);
    if (parsed.ok == hefu::has_errors(parsed.diagnostics)) std::abort();
    for (const hefu::Diagnostic& d : parsed.diagnostics)
      if (d.message.empty()) std::abort();
  }
  return 0;
}
