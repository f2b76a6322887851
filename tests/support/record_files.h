#pragma once
#include <filesystem>

#include "tests/support/people.h"

namespace hefu::support {

/// Lays a made-up person's record and photo into a folder, which is made.
void write_record(const std::filesystem::path& folder, std::uint64_t seed, const PersonWish& wish);

}  // namespace hefu::support
