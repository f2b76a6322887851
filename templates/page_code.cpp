#include "templates/page_code.h"

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/base45.h"

namespace hefu {
namespace {

constexpr std::string_view prefix = "HF1:";
constexpr std::uint8_t format = 1;
constexpr std::uint8_t ed25519 = 1;  // 2 is kept for SM2 with SM3
constexpr std::size_t signature_size = 64;
// format and algorithm, key, form, page, pages, digest, serial
constexpr std::size_t fixed_size = 1 + 8 + 1 + 1 + 1 + 16 + 2;
constexpr std::size_t min_number = 4, max_number = 32;  // characters of an application number

constexpr std::string_view number_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
constexpr unsigned filler = 63;  // the one value of six bits that is no character
static_assert(number_alphabet.size() == filler);

/// Six bits a character, first one highest; bits left over are ones, so a whole group left over reads as
/// filler.
std::string pack_number(std::string_view number) {
  std::string packed;
  unsigned bits = 0, count = 0;
  for (const char c : number) {
    bits = bits << 6 | static_cast<unsigned>(number_alphabet.find(c));
    for (count += 6; count >= 8; count -= 8) packed += static_cast<char>(bits >> (count - 8));
  }
  if (count > 0) packed += static_cast<char>(bits << (8 - count) | ((1u << (8 - count)) - 1));
  return packed;
}

std::string unpack_number(std::string_view packed) {
  std::string number;
  unsigned bits = 0, count = 0;
  for (const char byte : packed) {
    bits = bits << 8 | static_cast<std::uint8_t>(byte);
    for (count += 8; count >= 6; count -= 6) {
      const unsigned value = bits >> (count - 6) & 63;
      if (value != filler) number += number_alphabet[value];
    }
  }
  return number;
}

bool is_number(std::string_view number) {
  return number.size() >= min_number && number.size() <= max_number &&
         number.find_first_not_of(number_alphabet) == std::string_view::npos;
}

bool is_samples_number(std::string_view number) { return number.starts_with(samples_numbers); }

/// What is signed: the prefix keeps signatures apart from any other use of the same key.
std::string signed_message(std::string_view content) { return std::string(prefix) += content; }

std::string pack(const PageCode& code, const KeyId& key) {
  std::string content;
  content += static_cast<char>(format << 4 | ed25519);
  content.append(key.begin(), key.end());
  content += static_cast<char>(code.form_code);
  content += pack_number(code.application);
  content += static_cast<char>(code.page);
  content += static_cast<char>(code.pages);
  content.append(code.digest.begin(), code.digest.end());
  content += static_cast<char>(code.serial >> 8);
  content += static_cast<char>(code.serial & 0xFF);
  return content;
}

void check(const PageCode& code) {
  const bool sound = is_number(code.application) && code.page >= 1 && code.page <= code.pages &&
                     code.pages <= 255 && code.serial >= 1 && code.serial <= 0xFFFF;
  if (!sound)
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("{}：无法生成页码（第 {} 页，共 {} 页，版次 {}）")),
                            code.application, code.page, code.pages, code.serial),
                tr("申报编号应为 4 至 32 个字母、数字或连字符，页数不超过 255，版次为 1 至 65535"));
}

/// Splits content into its parts; false when it is no content that `pack` makes.
bool unpack(std::string_view content, ReadPageCode& read) {
  if (content.size() < fixed_size || content[0] != static_cast<char>(format << 4 | ed25519)) return false;
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(content[at]); };
  const std::size_t number_size = content.size() - fixed_size;
  std::copy_n(content.begin() + 1, read.key.size(), read.key.begin());
  PageCode& code = read.code;
  code.form_code = byte(9);
  code.application = unpack_number(content.substr(10, number_size));
  const std::size_t after = 10 + number_size;
  code.page = byte(after), code.pages = byte(after + 1);
  std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(after) + 2, code.digest.size(),
              code.digest.begin());
  code.serial = byte(after + 18) << 8 | byte(after + 19);
  return is_number(code.application) && code.page >= 1 && code.page <= code.pages && code.serial >= 1 &&
         pack(code, read.key) == content;
}

}  // namespace

std::string encode_page_code(const PageCode& code, const SigningKey& key) {
  check(code);
  if (is_samples_key(key.id()) && !is_samples_number(code.application))
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("{}：样例密钥只能用于编号以 {} 开头的样例")), code.application,
                            samples_numbers),
                tr("样例密钥的私钥是公开的；请用 hefu keys new 生成本单位的密钥"));
  const std::string content = pack(code, key.id());
  const auto signature = key.sign(signed_message(content));
  return std::string(prefix) + to_base45(content + std::string(signature.begin(), signature.end()));
}

std::optional<ReadPageCode> decode_page_code(std::string_view text, const TrustedKeys& trusted) {
  if (!text.starts_with(prefix)) return std::nullopt;
  ReadPageCode read;
  read.status = CodeStatus::forged;
  const std::optional<std::string> payload = from_base45(text.substr(prefix.size()));
  if (!payload || payload->size() < signature_size) return read;
  const std::string content = payload->substr(0, payload->size() - signature_size);
  if (!unpack(content, read)) return read;
  if (is_samples_key(read.key) && !is_samples_number(read.code.application)) return read;
  if (!trusted.knows(read.key)) {
    read.status = CodeStatus::unknown_key;
    return read;
  }
  std::array<std::uint8_t, signature_size> signature{};
  std::copy_n(payload->end() - signature_size, signature_size, signature.begin());
  if (trusted.verify(read.key, signed_message(content), signature)) read.status = CodeStatus::genuine;
  return read;
}

void sign_pages(Sheet& sheet, const SigningKey& key) {
  const bool sealed = std::none_of(sheet.pages.begin(), sheet.pages.end(),
                                   [](const Page& page) { return page.digest == Digest{}; });
  if (!sealed) throw Error(ErrorKind::bad_input, tr("页面内容尚未计算摘要，不能签名"));
  for (std::size_t i = 0; i < sheet.pages.size(); ++i) {
    PageCode code;
    code.form_code = sheet.form_code;
    code.application = sheet.application;
    code.page = static_cast<int>(i) + 1, code.pages = static_cast<int>(sheet.pages.size());
    std::copy_n(sheet.pages[i].digest.begin(), code.digest.size(), code.digest.begin());
    code.serial = sheet.serial;
    sheet.pages[i].code = encode_page_code(code, key);
  }
}

}  // namespace hefu
