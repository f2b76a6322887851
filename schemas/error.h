#pragma once
#include <stdexcept>
#include <string>

namespace hefu {

/// What kind of thing went wrong; each kind has one exit code, the table of which is in README.
enum class ErrorKind {
  usage = 2,      // wrong arguments
  missing = 3,    // something needed is not on this machine
  bad_input = 4,  // nothing could be processed
  io = 5,         // a file could not be read or written
  disk_full = 28,
  interrupted = 75,
};

/// A broken machine: out of disk, a corrupt font, a broken invariant. Bad data is a Diagnostic instead.
/// Caught in two kinds of place only: the per-document loop of a batch, and main.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = {})
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}
  ErrorKind kind() const { return kind_; }
  int exit_code() const { return static_cast<int>(kind_); }
  /// How to mend it; may be empty.
  const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

}  // namespace hefu
