#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "tests/support/people.h"
#include "tests/support/shell.h"

namespace hefu::e2e {

struct Finished {
  int exit_code = -1;
  std::string output, messages;  // standard output, standard error
};

/// A folder of the test's own with a state folder in it, and the program run inside it.
class Desk {
 public:
  const std::filesystem::path& path() const { return scratch_.path(); }
  std::filesystem::path state() const { return path() / "state"; }
  /// Runs hefu with this desk's state. `as`: a prefix such as setpriv; after `install`, the desk's own copy
  /// runs.
  Finished hefu(const std::string& arguments, const std::string& as = {}) const;
  /// Copies the program and its data here: somebody else may not read the folder where they were built.
  void install();
  /// A made-up applicant's record and photo in a folder of this name; returns the folder.
  std::filesystem::path person(const std::string& folder, std::uint64_t seed,
                               const support::PersonWish& wish = {}) const;
  /// Replaces text in a file; fails the test where it does not occur.
  void edit(const std::filesystem::path& file, const std::string& from, const std::string& to) const;
  void write(const std::filesystem::path& file, const std::string& bytes) const;
  /// Prints the person's forms and lays their scans into uploads/, as JPEGs of 200 dpi, one a page:
  /// "evaluation-form-03.jpg". `only`: a KIND, or empty for all; `options`: more for hefu render. Returns the
  /// folder, which is a case now.
  std::filesystem::path scanned(const std::filesystem::path& folder, const std::string& only = {},
                                const std::string& options = {}) const;

 private:
  support::ScratchFolder scratch_;
  std::filesystem::path program_ = HEFU_PROGRAM;
};

/// The pages of a PDF.
std::vector<Image> rasterise(const std::filesystem::path& pdf, int dpi);

/// Every regular file under a folder, relative to it.
std::vector<std::string> files_in(const std::filesystem::path& folder);

}  // namespace hefu::e2e
