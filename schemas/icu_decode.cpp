#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "schemas/decode_text.h"
#include "schemas/error.h"
#include "schemas/text.h"

namespace hefu {
namespace {

std::string converted(std::string_view bytes, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) throw Error(ErrorKind::missing, std::string("ICU: ") + encoding);
  const icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter, status);
  ucnv_close(converter);
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

}  // namespace

std::string decode_text(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return to_utf8(to_utf32(bytes.substr(3)));
  if (bytes.starts_with("\xFF\xFE"sv)) return converted(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF"sv)) return converted(bytes.substr(2), "UTF-16BE");
  if (first_malformed_byte(bytes) == std::string_view::npos) return std::string(bytes);
  return converted(bytes, "GB18030");
}

}  // namespace hefu
