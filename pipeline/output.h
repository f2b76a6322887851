#pragma once
#include <filesystem>
#include <string>

namespace hefu {

/// Makes a folder and those above it. Fails: throws Error(io | disk_full) naming the folder.
void make_folder(const std::filesystem::path& folder);

/// write_file() after making the folders above the file. Fails: throws Error(disk_full | io), leaves nothing
/// half-written.
void write_output(const std::filesystem::path& file, const std::string& bytes);

/// Sends data to standard output. Fails: throws Error(io | disk_full) where it cannot be written, a full disk
/// behind a redirection for instance.
void print_data(const std::string& text);

}  // namespace hefu
