#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace hefu {

/// Whether `path` is `folder` or lies somewhere under it, symbolic links resolved. Neither needs to exist.
bool lies_within(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Compares names as people number them: "2.jpg" before "10.jpg".
bool natural_less(const std::string& a, const std::string& b);

/// Every file of that name under the inputs: an input that is a file stands for itself, whatever it is
/// called, a folder is searched in full. In the order given, sorted within a folder, none twice. Fails:
/// throws Error(io) naming a path that does not exist or a folder that cannot be read.
/// As strings: a hundred thousand of them take 10 MB, as paths 50.
std::vector<std::string> find_named(const std::vector<std::filesystem::path>& inputs,
                                    const std::string& name);

/// Every application.xml named or found.
std::vector<std::string> find_records(const std::vector<std::filesystem::path>& inputs);

/// Nothing is written under an input folder; the folder of an input file is the user's own.
/// Fails: throws Error(usage) when `output` lies inside an input that is a folder.
void refuse_output_in_input(const std::filesystem::path& output,
                            const std::vector<std::filesystem::path>& inputs);

/// The regular files under a folder in natural order, hidden ones left out. Fails: throws Error(io).
std::vector<std::filesystem::path> files_under(const std::filesystem::path& folder);

}  // namespace hefu
