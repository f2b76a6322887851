#include <openssl/evp.h>
#include <openssl/pem.h>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/write_file.h"
#include "templates/ed25519.h"
#include "templates/page_code.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

using KeyPtr = std::shared_ptr<EVP_PKEY>;
using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free)>;
using ContextPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

KeyPtr own(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

BioPtr reading(const std::string& pem) {
  return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free};
}

std::string written(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

/// A key file never asks for a password on the terminal.
int no_password(char*, int, int, void*) { return -1; }

bool is_ed25519(const KeyPtr& key) { return key && EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519; }

using RawKey = int (*)(const EVP_PKEY*, unsigned char*, std::size_t*);

std::string raw_of(const KeyPtr& key, RawKey part) {
  std::string raw(32, '\0');
  std::size_t size = raw.size();
  if (part(key.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) != 1)
    throw Error(ErrorKind::bad_input, tr("密钥没有公钥部分"));
  return raw;
}

std::string raw_public(const KeyPtr& key) { return raw_of(key, EVP_PKEY_get_raw_public_key); }

KeyId id_of(const KeyPtr& key) {
  const auto digest = sha256(raw_public(key));
  KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

KeyPtr public_key(const std::string& pem, const std::string& source_name) {
  KeyPtr key = own(PEM_read_bio_PUBKEY(reading(pem).get(), nullptr, no_password, nullptr));
  if (!is_ed25519(key))
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("{}：不是 Ed25519 公钥")), source_name),
                tr("请放入由 hefu keys show 给出的公钥（PEM 格式）"));
  return key;
}

bool verifies(const KeyPtr& key, std::string_view message, const std::array<std::uint8_t, 64>& signature) {
  const ContextPtr context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                          reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
}

struct KnownKey {
  KeyId id;
  KeyPtr key;
};

const KnownKey& samples_key() {
  static const KnownKey known = [] {
    const fs::path file = data_file("templates/keys/samples.pub.pem");
    const KeyPtr key = public_key(read_file(file), file.string());
    return KnownKey{id_of(key), key};
  }();
  return known;
}

}  // namespace

bool is_samples_key(const KeyId& id) { return id == samples_key().id; }

struct SigningKey::Impl {
  explicit Impl(const KeyPtr& of)
      : key(of),
        id(id_of(of)),
        signing(ed25519_key(raw_of(of, EVP_PKEY_get_raw_private_key), raw_public(of))) {}
  KeyPtr key;
  KeyId id{};
  Ed25519Key signing;
};

SigningKey SigningKey::generate() {
  const KeyPtr key = own(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key) throw Error(ErrorKind::missing, tr("OpenSSL 不支持 Ed25519"), tr("请安装软件包 libssl3"));
  SigningKey signing;
  signing.impl_ = std::make_shared<Impl>(key);
  return signing;
}

SigningKey SigningKey::load(const fs::path& pem) {
  const std::string bytes = read_file(pem);
  const KeyPtr key = own(PEM_read_bio_PrivateKey(reading(bytes).get(), nullptr, no_password, nullptr));
  if (!is_ed25519(key))
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("{}：不是 Ed25519 私钥")), pem.string()),
                tr("请用 hefu keys new 重新生成，或从备份恢复"));
  SigningKey signing;
  signing.impl_ = std::make_shared<Impl>(key);
  return signing;
}

void SigningKey::save(const fs::path& pem) const {
  const BioPtr bio(BIO_new(BIO_s_mem()), BIO_free);
  if (PEM_write_bio_PrivateKey(bio.get(), impl_->key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw Error(ErrorKind::io, fmt::format(fmt::runtime(tr("{}：无法写出私钥")), pem.string()));
  write_file(pem, written(bio.get()), 0600);
}

std::string SigningKey::public_pem() const {
  const BioPtr bio(BIO_new(BIO_s_mem()), BIO_free);
  if (PEM_write_bio_PUBKEY(bio.get(), impl_->key.get()) != 1)
    throw Error(ErrorKind::bad_input, tr("密钥没有公钥部分"));
  return written(bio.get());
}

KeyId SigningKey::id() const { return impl_->id; }

std::array<std::uint8_t, 64> SigningKey::sign(std::string_view message) const {
  return ed25519_sign(impl_->signing, message);
}

struct TrustedKeys::Impl {
  std::map<KeyId, KeyPtr> keys;
};

TrustedKeys::TrustedKeys() : impl_(std::make_shared<Impl>()) {}

void TrustedKeys::add_pem(const std::string& pem, const std::string& source_name) {
  const KeyPtr key = public_key(pem, source_name);
  if (const KeyId id = id_of(key); !is_samples_key(id)) impl_->keys[id] = key;
}

void TrustedKeys::add_folder(const fs::path& folder) {
  std::error_code failed;
  const fs::directory_iterator entries(folder, failed);
  if (failed == std::errc::no_such_file_or_directory) return;
  if (failed)
    throw Error(ErrorKind::io,
                fmt::format(fmt::runtime(tr("{}：无法读取（{}）")), folder.string(), failed.message()),
                tr("请检查文件夹是否有读取权限"));
  for (const auto& entry : entries)
    if (entry.path().extension() == ".pem") add_pem(read_file(entry.path()), entry.path().string());
}

bool TrustedKeys::empty() const { return impl_->keys.empty(); }

bool TrustedKeys::knows(const KeyId& id) const { return is_samples_key(id) || impl_->keys.contains(id); }

bool TrustedKeys::verify(const KeyId& id, std::string_view message,
                         const std::array<std::uint8_t, 64>& signature) const {
  if (is_samples_key(id)) return verifies(samples_key().key, message, signature);
  const auto known = impl_->keys.find(id);
  return known != impl_->keys.end() && verifies(known->second, message, signature);
}

}  // namespace hefu
