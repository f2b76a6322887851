#include "schemas/code_table.h"

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/xml.h"

namespace hefu {

Element read_code_table(const std::string& relative) {
  ParsedXml parsed = parse_xml(read_file(data_file(relative)), relative, "schemas/codes.xsd");
  if (!parsed.ok) throw Error(ErrorKind::missing, to_text(parsed.diagnostics.front()));
  return std::move(parsed.root);
}

std::vector<std::string> split_names(const std::string& names) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < names.size();) {
    const std::size_t end = std::min(names.find('|', start), names.size());
    parts.push_back(names.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

}  // namespace hefu
