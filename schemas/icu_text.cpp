#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <memory>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

icu::BreakIterator& line_iterator() {
  // An iterator costs far more to make than to use, and is not to be shared between threads.
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createLineInstance(icu::Locale("zh"), status));
    if (U_FAILURE(status) || !made)
      throw Error(ErrorKind::missing, tr("ICU 的断行数据不可用"), tr("请安装软件包 libicu72"));
    return made;
  }();
  return *iterator;
}

}  // namespace

std::vector<std::size_t> line_breaks(const std::u32string& text) {
  std::vector<std::size_t> breaks;
  if (text.empty()) return breaks;
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF32(
      reinterpret_cast<const UChar32*>(text.data()), static_cast<int32_t>(text.size()));
  icu::BreakIterator& iterator = line_iterator();
  iterator.setText(utf16);
  iterator.first();
  int32_t unit = 0;
  std::size_t code_points = 0;
  for (int32_t at = iterator.next(); at != icu::BreakIterator::DONE; at = iterator.next()) {
    for (; unit < at; unit = utf16.moveIndex32(unit, 1)) ++code_points;
    breaks.push_back(code_points);
  }
  return breaks;
}

}  // namespace hefu
