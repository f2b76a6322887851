#pragma once
#include <filesystem>
#include <optional>

#include "templates/page_code.h"

namespace hefu {

/// The state folder (mode 0700): private.pem, trusted/*.pem, issued.sqlite.
class State {
 public:
  explicit State(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path private_key_file() const { return folder_ / "private.pem"; }
  std::filesystem::path register_file() const { return folder_ / "issued.sqlite"; }

  bool has_key() const;
  /// Fails: throws Error(io | bad_input).
  SigningKey load_key() const;
  /// Makes a key and trusts it. Fails: throws Error(usage) where one is, it is never overwritten.
  SigningKey make_key() const;
  /// Public keys whose codes count as genuine; none where the folder does not exist.
  TrustedKeys trusted_keys() const;
  /// Makes the folder, for the owner alone. Fails: throws Error(io).
  void make() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace hefu
