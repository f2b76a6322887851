#include "schemas/roster_columns.h"

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/headings.h"
#include "schemas/xml.h"

namespace hefu {

const std::map<std::string, RosterColumn>& roster_columns() {
  static const std::map<std::string, RosterColumn> columns = [] {
    using Kind = RosterColumn::Kind;
    const std::map<std::string, Kind> kinds = {{"serial", Kind::serial},
                                               {"id-number", Kind::id_number},
                                               {"text", Kind::text},
                                               {"name", Kind::name},
                                               {"words", Kind::words},
                                               {"ethnicity", Kind::ethnicity},
                                               {"education", Kind::education},
                                               {"level", Kind::level},
                                               {"series", Kind::series},
                                               {"codes", Kind::codes},
                                               {"month", Kind::month},
                                               {"text-and-month", Kind::text_and_month},
                                               {"free", Kind::free}};
    constexpr const char* file = "schemas/roster-columns.xml";
    const ParsedXml parsed = parse_xml(read_file(data_file(file)), file, "schemas/roster-columns.xsd");
    if (!parsed.ok) throw Error(ErrorKind::missing, to_text(parsed.diagnostics.front()));
    std::map<std::string, RosterColumn> read;
    for (const Element& column : parsed.root.children)
      for (const Element* heading : column.all("heading"))
        read[heading_key(heading->text)] = {kinds.at(column.attribute("kind")), column.attribute("path"),
                                            column.attribute("month-path"),
                                            std::stoi(column.attribute("width"))};
    return read;
  }();
  return columns;
}

}  // namespace hefu
