#include "pipeline/state.h"

#include "pipeline/output.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;

void State::make() const {
  std::error_code failed;
  const bool there = fs::is_directory(folder_, failed);
  make_folder(folder_);
  if (!there) fs::permissions(folder_, fs::perms::owner_all, failed);
}

bool State::has_key() const {
  std::error_code failed;
  return fs::exists(private_key_file(), failed);
}

SigningKey State::load_key() const { return SigningKey::load(private_key_file()); }

SigningKey State::make_key() const {
  if (has_key())
    throw Error(
        ErrorKind::usage,
        fmt::format(fmt::runtime(tr("{}：已有密钥，不会覆盖")), private_key_file().string()),
        tr("要换密钥，请先把旧的 private.pem 移走并妥善保存；trusted 中的公钥要留下，旧打印件才能继续核验"));
  make();
  const SigningKey key = SigningKey::generate();
  // The public half first: a private key that nobody trusts would print forms that look forged.
  const KeyId id = key.id();
  write_output(folder_ / "trusted" / (hex(id.data(), id.size()) + ".pem"), key.public_pem());
  key.save(private_key_file());
  return key;
}

TrustedKeys State::trusted_keys() const {
  TrustedKeys keys;
  keys.add_folder(folder_ / "trusted");
  return keys;
}

}  // namespace hefu
