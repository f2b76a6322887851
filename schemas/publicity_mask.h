#pragma once
#include <string>

#include "schemas/application.h"
#include "schemas/notice.h"

namespace hefu {

/// How much of a private number is posted (<publicity-mask> of a notice): its last digits, none by default.
/// There is one for everything that a notice posts, and it shows one end only, so that no two postings
/// together show more than one of them does.
struct PublicityMask {
  int id_last = 0, phone_last = 0;  // digits shown, 0..4
  bool operator==(const PublicityMask&) const = default;
};
PublicityMask publicity_mask(const Notice& notice);

/// As many asterisks as the number has characters, and its last ones as they are; all asterisks where the
/// number is so short that these would be a third of it.
std::string masked_number(const std::string& number, int last_shown);

/// The application as it may be posted: ID number, telephone and mail address masked wherever they stand, in
/// texts about other things too, and nothing kept of the record's own bytes.
Application masked(const Application& application, const PublicityMask& mask);

}  // namespace hefu
