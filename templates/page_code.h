#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "templates/sheet.h"

namespace hefu {

/// What the code of a page says: ASCII only, no private data, at most 118 bytes before Base45.
struct PageCode {
  std::uint8_t form_code = 0;
  std::string application;                // [A-Za-z0-9-]{4,32}
  int page = 0, pages = 0;                // 1-based
  std::array<std::uint8_t, 16> digest{};  // first half of the page's digest
  int serial = 0;
};

using KeyId = std::array<std::uint8_t, 8>;  // first bytes of SHA-256 of the raw public key

/// The samples' key is published with its private half, so that anyone can remake the samples. It counts for
/// application numbers that begin so ("YB": 样本), with no configuration, and for nothing else, whatever is
/// configured.
constexpr std::string_view samples_numbers = "YB-";
bool is_samples_key(const KeyId& id);

/// The office's private key. Ed25519: files through OpenSSL, signatures through libsodium (ed25519.h).
class SigningKey {
 public:
  static SigningKey generate();
  /// Fails: throws Error(io | bad_input).
  static SigningKey load(const std::filesystem::path& pem);
  void save(const std::filesystem::path& pem) const;  // mode 0600, whole or not at all
  std::string public_pem() const;
  KeyId id() const;
  std::array<std::uint8_t, 64> sign(std::string_view message) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

/// Public keys whose codes count as genuine. The samples' key is always known and cannot be added as another
/// one.
class TrustedKeys {
 public:
  TrustedKeys();
  void add_pem(const std::string& pem, const std::string& source_name);
  /// Every *.pem of a folder; a missing folder is no key. Fails: throws Error(bad_input) and names the file.
  void add_folder(const std::filesystem::path& folder);
  bool empty() const;  // the samples' key does not count
  bool knows(const KeyId& id) const;
  bool verify(const KeyId& id, std::string_view message, const std::array<std::uint8_t, 64>& signature) const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

enum class CodeStatus { genuine, forged, unknown_key, absent };

struct ReadPageCode {
  CodeStatus status = CodeStatus::absent;
  PageCode code;  // meaningful when status is not absent; only `genuine` may be believed
  KeyId key{};
};

/// "HF1:" and Base45 of: format and algorithm (4 bits each), key id (8 bytes), form (1), application number
/// (6 bits a character), page, pages (1 each), digest (16), serial (2, high byte first), signature (64): at
/// most 118 bytes. Fails: throws Error(bad_input) on a number, page or serial out of range, and where the
/// samples' key would sign anything but a sample.
std::string encode_page_code(const PageCode& code, const SigningKey& key);
/// Text that is not ours: nullopt. Damaged or altered: forged; then `code` may hold what could still be read
/// of it.
std::optional<ReadPageCode> decode_page_code(std::string_view text, const TrustedKeys& trusted);

/// Signs every page: sets Page::code. The serial must be set, and the digests sealed.
/// Fails: throws Error(bad_input) otherwise.
void sign_pages(Sheet& sheet, const SigningKey& key);

/// The modules of a QR code, row 0 at the top, without quiet zone. Level M.
struct QrMatrix {
  int size = 0;
  std::vector<std::uint8_t> dark;  // size * size, 0 or 1
};
QrMatrix qr_matrix(const std::string& text);
constexpr int qr_quiet_modules = 4;

std::array<std::uint8_t, 32> sha256(std::string_view bytes);
std::string hex(const std::uint8_t* bytes, std::size_t count);

}  // namespace hefu
