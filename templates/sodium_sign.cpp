#include <sodium.h>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/ed25519.h"

namespace hefu {

static_assert(std::tuple_size_v<Ed25519Key> == crypto_sign_SECRETKEYBYTES);

Ed25519Key ed25519_key(std::string_view seed, std::string_view public_key) {
  Ed25519Key key{};
  const auto behind_seed = std::copy(seed.begin(), seed.end(), key.begin());
  std::copy(public_key.begin(), public_key.end(), behind_seed);
  return key;
}

std::array<std::uint8_t, 64> ed25519_sign(const Ed25519Key& key, std::string_view message) {
  static const bool ready = sodium_init() >= 0;  // chooses what suits the machine
  if (!ready) throw Error(ErrorKind::missing, tr("libsodium 无法使用"), tr("请安装软件包 libsodium23"));
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(message.data()),
                       message.size(), key.data());
  return signature;
}

}  // namespace hefu
