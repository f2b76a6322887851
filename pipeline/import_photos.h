#pragma once
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "pipeline/import_people.h"

namespace hefu {

/// Which file of the folder is a person's photo, or why none can be told to be.
struct FoundPhoto {
  std::filesystem::path file;           // empty: none
  std::string message, expected, hint;  // message empty: nothing is wrong; no private value in any of them
};

/// A folder of photos that are named after people: by ID number, application number or name. Hidden files
/// and folders are left out, folders below are searched.
class PhotoFolder {
 public:
  /// Fails: throws Error(io) when the folder cannot be read.
  PhotoFolder(const std::filesystem::path& folder, const ImportMapping& mapping);

  /// The file of the first kind of name that fits, as the mapping orders them. `namesakes`: how many people
  /// have this name.
  FoundPhoto find(const ImportedPerson& person, std::size_t namesakes);

  /// How many files belong to nobody that find() was asked for.
  std::size_t unused() const;

 private:
  const ImportMapping& mapping_;
  std::map<std::string, std::vector<std::filesystem::path>> by_stem_;  // in one form: no spaces, upper case
  std::set<std::string> used_;                                         // stems
};

}  // namespace hefu
