#include <openssl/evp.h>

#include "schemas/error.h"
#include "templates/page_code.h"

namespace hefu {

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
  std::array<std::uint8_t, 32> digest{};
  unsigned length = 0;
  // Fetched once: looking the algorithm up by name costs more than hashing a page.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr ||
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, algorithm, nullptr) != 1 ||
      length != digest.size())
    throw Error(ErrorKind::missing, "SHA-256: OpenSSL");
  return digest;
}

std::string hex(const std::uint8_t* bytes, std::size_t count) {
  std::string text;
  text.reserve(2 * count);
  for (std::size_t i = 0; i < count; ++i) fmt::format_to(std::back_inserter(text), "{:02x}", bytes[i]);
  return text;
}

}  // namespace hefu
