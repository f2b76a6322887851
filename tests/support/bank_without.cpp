#include "tests/support/bank_without.h"

#include <sstream>
#include <vector>

#include "ocr/font_bank.h"

namespace hefu::support {

std::shared_ptr<const Fonts> bank_without(const std::string& names) {
  auto bank = load_font_bank({});
  if (names.empty()) return bank;
  std::vector<FaceFile> kept;
  for (std::uint16_t face = 0; face < bank->face_count(); ++face) {
    std::istringstream list(names);
    bool out = false;
    for (std::string name; std::getline(list, name, ',');)
      out = out || bank->face(face).name.starts_with(name);
    if (!out) kept.push_back(bank->face(face));
  }
  return Fonts::open(kept);
}

}  // namespace hefu::support
