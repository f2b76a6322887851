#include "schemas/icu_normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

const icu::Normalizer2& composer() {
  static const icu::FilteredNormalizer2 filtered = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    icu::UnicodeSet all_but_compatibility(0, 0x10FFFF);
    all_but_compatibility.remove(0xF900, 0xFAFF).remove(0x2F800, 0x2FA1F).freeze();
    if (U_FAILURE(status))
      throw Error(ErrorKind::missing, tr("ICU 的规范化数据不可用"), tr("请安装软件包 libicu72"));
    static const icu::UnicodeSet set = all_but_compatibility;
    return icu::FilteredNormalizer2(*nfc, set);
  }();
  return filtered;
}

}  // namespace

std::u32string compose(const std::u32string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString composed =
      composer().normalize(icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                                         static_cast<int32_t>(text.size())),
                           status);
  std::u32string result(composed.countChar32(), U'\0');
  composed.toUTF32(reinterpret_cast<UChar32*>(result.data()), static_cast<int32_t>(result.size()), status);
  if (U_FAILURE(status)) throw Error(ErrorKind::missing, tr("ICU 的规范化数据不可用"));
  return result;
}

}  // namespace hefu
