#include "schemas/id_area.h"

#include <map>

#include "schemas/code_table.h"
#include "schemas/normalise.h"

namespace hefu {
namespace {

struct Area {
  std::string name;
  bool abolished = false;
};

const std::map<std::string, Area>& areas() {
  static const std::map<std::string, Area> table = [] {
    std::map<std::string, Area> read;
    for (const Element& area : read_code_table("schemas/codes/areas.xml").children)
      read[area.attribute("code")] = {area.attribute("name"), area.attribute("abolished") == "true"};
    return read;
  }();
  return table;
}

/// The only province whose parts the table has.
constexpr std::string_view kDetailed = "15";

}  // namespace

IdArea id_area(std::string_view number_or_code) {
  const std::string given = normalise_text(number_or_code);
  const std::string code = given.substr(0, std::min<std::size_t>(given.size(), 6));
  IdArea area;
  area.doubtful = true;
  const bool whole = given.size() == 15 || given.size() == 18 || given.size() == code.size();
  if (!whole || code.size() % 2 != 0 || code.find_first_not_of("0123456789") != std::string::npos)
    return area;
  const auto find = [&](std::size_t digits, std::string& name) {
    const auto found = code.size() < digits ? areas().end() : areas().find(code.substr(0, digits));
    if (found == areas().end()) return false;
    name = found->second.name;
    area.abolished = area.abolished || found->second.abolished;
    return true;
  };
  if (!find(2, area.province)) return area;
  const bool detailed = code.starts_with(kDetailed);
  const bool league = find(4, area.league), banner = find(6, area.banner);
  area.province_only = code.size() == 6 && code.ends_with("0000");
  area.doubtful = detailed && ((code.size() >= 4 && !league) || (code.size() == 6 && !banner));
  return area;
}

}  // namespace hefu
