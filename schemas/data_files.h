#pragma once
#include <filesystem>
#include <string>

namespace hefu {

/// The place of one of the project's own data files, for instance "schemas/application.xsd".
/// Looked for beside the program first (an installed tree, or build/<preset>/ in a checkout), then where it
/// was built. Fails: throws Error(missing) and names the file.
std::filesystem::path data_file(const std::string& relative);

/// Where the message catalogues lie.
std::filesystem::path locale_folder();

/// A file's bytes. Fails: throws Error(io) and names the file.
std::string read_file(const std::filesystem::path& file);

}  // namespace hefu
