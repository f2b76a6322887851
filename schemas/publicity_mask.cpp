#include "schemas/publicity_mask.h"

#include <algorithm>
#include <map>

#include "schemas/text.h"

namespace hefu {
namespace {

// Shorter values are no numbers by which somebody is found, and would be found within others.
constexpr std::size_t shortest_number = 6;

using Masks = std::map<std::string, std::string, std::greater<>>;  // the longer of two that begin alike first

int digits_shown(const std::string& element, const PublicityMask& mask) {
  if (element == "id-number") return mask.id_last;
  if (element == "phone") return mask.phone_last;
  return element == "email" ? 0 : -1;
}

void find_private(const Element& element, const PublicityMask& mask, Masks& masks) {
  const int shown = digits_shown(element.name, mask);
  if (shown >= 0 && element.text.size() >= shortest_number)
    masks[element.text] = masked_number(element.text, shown);
  for (const Element& child : element.children) find_private(child, mask, masks);
}

void replace_all(std::string& text, const Masks& masks) {
  for (const auto& [number, masked] : masks)
    for (std::size_t at = text.find(number); at != std::string::npos; at = text.find(number, at))
      text.replace(at, number.size(), masked);
}

void mask_tree(Element& element, const PublicityMask& mask, const Masks& masks) {
  const int shown = digits_shown(element.name, mask);
  if (shown >= 0)
    element.text = masked_number(element.text, shown);
  else
    replace_all(element.text, masks);
  for (auto& [name, value] : element.attributes) replace_all(value, masks);
  for (Element& child : element.children) mask_tree(child, mask, masks);
}

}  // namespace

PublicityMask publicity_mask(const Notice& notice) {
  PublicityMask mask;
  const Element* said = notice.root.child("publicity-mask");
  if (said && said->has("id-last")) mask.id_last = std::stoi(said->attribute("id-last"));
  if (said && said->has("phone-last")) mask.phone_last = std::stoi(said->attribute("phone-last"));
  return mask;
}

std::string masked_number(const std::string& number, int last_shown) {
  const std::u32string all = to_utf32(number);
  std::size_t shown = static_cast<std::size_t>(std::clamp(last_shown, 0, 4));
  if (shown * 3 >= all.size()) shown = 0;
  return std::string(all.size() - shown, '*') + to_utf8(all.substr(all.size() - shown));
}

Application masked(const Application& application, const PublicityMask& mask) {
  Application posted = application;
  Masks masks;
  find_private(posted.root, mask, masks);
  mask_tree(posted.root, mask, masks);
  posted.bytes.clear();
  posted.applicant.id_number = masked_number(posted.applicant.id_number, mask.id_last);
  return posted;
}

}  // namespace hefu
