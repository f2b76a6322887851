#include "tests/accuracy/plan.h"

#include <fstream>
#include <sstream>

#include "schemas/error.h"

namespace hefu::accuracy {

Plan read_plan(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorKind::io, "cannot read " + file);
  Plan plan;
  const std::map<std::string, int*> numbers = {{"damages-a-page", &plan.damages_a_page},
                                               {"changes-a-page", &plan.changes_a_page},
                                               {"values-of-a-page", &plan.values_of_a_page},
                                               {"changed-of-100000", &plan.changed_of_100000}};
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name;
    words >> name;
    if (const auto number = numbers.find(name); number != numbers.end()) {
      words >> *number->second;
    } else {
      Role role;
      words >> role.first >> role.last >> role.people;
      for (const auto& [other, taken] : plan.roles)
        if (role.first <= taken.last && taken.first <= role.last)
          throw Error(ErrorKind::bad_input, file + ": " + name + " and " + other + " share seeds");
      plan.roles[name] = role;
    }
    if (!words) throw Error(ErrorKind::bad_input, file + ": cannot read \"" + line + "\"");
  }
  return plan;
}

std::string Plan::role_of(std::uint64_t seed) const {
  for (const auto& [name, role] : roles)
    if (role.first <= seed && seed <= role.last) return name;
  return "";
}

}  // namespace hefu::accuracy
