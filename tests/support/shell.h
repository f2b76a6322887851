#pragma once
#include <filesystem>
#include <string>

namespace hefu::support {

struct Ran {
  int exit_code = -1;
  std::string output;  // standard output
};

/// Runs a command of the tools that tests may use (poppler-utils, qpdf, zbar-tools) and waits for it.
Ran run_command(const std::string& command);

/// A folder of this test's own, removed with everything in it at the end.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  /// Writes a file into it and says where.
  std::filesystem::path write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace hefu::support
