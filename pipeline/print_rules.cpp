#include "pipeline/print_rules.h"

namespace hefu {
namespace {

/// 初级 is 助理级 and 员级 together.
bool names_level(const std::string& levels, const std::string& level) {
  const std::string list = " " + levels + " ";
  const auto has = [&](const std::string& name) { return list.find(" " + name + " ") != std::string::npos; };
  return has(level) || (level == "初级" && (has("助理级") || has("员级")));
}

int copies_for(const Notice& notice, const Material& material, const std::string& level) {
  if (const Element* materials = notice.root.child("materials"))
    for (const Element* copies : materials->all("copies"))
      if (copies->attribute("item") == std::to_string(material.item) &&
          names_level(copies->attribute("levels"), level))
        return std::max(1, std::atoi(copies->attribute("copies").c_str()));
  return std::max(1, material.copies);
}

}  // namespace

PrintRule print_rule(const Notice& notice, const Form& form, const std::string& level) {
  PrintRule rule;
  if (form.root.attribute("duplex") == "true") rule.sides = Sides::both;
  for (const Material& material : notice.materials) {
    if (material.kind != form.kind) continue;
    rule.copies = copies_for(notice, material, level);
    if (material.duplex) rule.sides = Sides::both;
    if (material.originals > 0 && material.originals < rule.copies) {
      rule.photocopies = rule.copies - material.originals;
      rule.copies = material.originals;
    }
    break;
  }
  return rule;
}

}  // namespace hefu
