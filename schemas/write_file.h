#pragma once
#include <filesystem>
#include <string_view>

namespace hefu {

/// Writes a file whole or not at all: temporary name in the same folder, fsync, rename, fsync of the folder.
/// Fails: throws Error(disk_full | io), names the file, and leaves nothing behind.
void write_file(const std::filesystem::path& file, std::string_view bytes, unsigned mode = 0644);

}  // namespace hefu
