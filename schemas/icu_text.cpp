#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
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

struct LineBreaks::Impl {
  icu::UnicodeString utf16;  // what the iterator points into
  bool pairs = false;        // some code points take two units
};

LineBreaks::LineBreaks(std::u32string_view text) : impl_(std::make_unique<Impl>()) {
  impl_->utf16 = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                               static_cast<int32_t>(text.size()));
  impl_->pairs = impl_->utf16.length() != static_cast<int32_t>(text.size());
  line_iterator().setText(impl_->utf16);
}

LineBreaks::~LineBreaks() = default;

std::size_t LineBreaks::last_up_to(std::size_t most) const {
  const icu::UnicodeString& text = impl_->utf16;
  const auto asked = static_cast<int32_t>(most);
  const int32_t unit = impl_->pairs ? text.moveIndex32(0, asked) : std::min(asked, text.length());
  if (unit == 0) return 0;
  const int32_t behind = impl_->pairs ? text.moveIndex32(unit, 1) : unit + 1;  // never within a pair
  const int32_t at = unit == text.length() ? unit : line_iterator().preceding(behind);
  return static_cast<std::size_t>(impl_->pairs ? text.countChar32(0, at) : at);
}

}  // namespace hefu
