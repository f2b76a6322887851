#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace hefu {

/// UTF-8 <-> code points. Malformed bytes become U+FFFD.
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

/// Where the first malformed UTF-8 sequence starts, or npos.
std::size_t first_malformed_byte(std::string_view text);

/// "U+4DAE" for messages.
std::string code_point_name(char32_t code_point);

/// Where a line of a text may end, by the rules of UAX #14 for Chinese: no closing punctuation at a line's
/// start, no opening one at its end, numbers whole. Asked for near the end of each line only: to find all
/// places took a twentieth of a form's time. One at a time in a thread: they share ICU's iterator.
/// Source: ICU BreakIterator, locale zh.
class LineBreaks {
 public:
  explicit LineBreaks(std::u32string_view text);
  ~LineBreaks();
  LineBreaks(const LineBreaks&) = delete;

  /// The last place at or before `most`, in code points from the start, the text's end included; 0 where
  /// there is none.
  std::size_t last_up_to(std::size_t most) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hefu
