#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace hefu {

/// Sets HEFU_<FLAG> for every flag that a hefu.xml names and the environment does not:
/// <hefu><state>/srv/hefu</state><fail-on>review</fail-on></hefu>.
/// Call it before any thread starts. Fails: throws Error(bad_input | io) on a file that is none, or an
/// unknown flag.
void apply_config_file(const std::filesystem::path& file, const std::vector<std::string>& flags);

/// ./hefu.xml where it may be believed, else empty: not when the working folder belongs to one of the
/// arguments.
std::filesystem::path config_in_working_folder(const std::vector<std::string>& arguments);

/// "fail-on" -> "HEFU_FAIL_ON".
std::string environment_name(const std::string& flag);

}  // namespace hefu
