#pragma once
#include <string>
#include <vector>

namespace hefu::evidence {

struct DamageGroup {
  std::string name;
  double share = 0;  // of the papers
  std::vector<std::string> damages;
};

/// What is done to papers of others. The figures of issue 7 are of scans and of phone pictures; hard ones are
/// there for false support and for wrong kinds.
inline const std::vector<DamageGroup>& paper_damages() {
  static const std::vector<DamageGroup> all = {
      {"scan", 0.45, {"clean", "rotated", "150dpi", "seal", "200dpi-jpeg30", "upside-down"}},
      {"phone", 0.35, {"phone", "phone-shadow", "phone-seal", "phone-180dpi"}},
      {"hard", 0.2, {"faint", "glare", "blur", "cropped", "light", "shadow"}}};
  return all;
}

}  // namespace hefu::evidence
