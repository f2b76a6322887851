#pragma once
#include <optional>

#include "ocr/page_layout.h"

namespace hefu {

struct StripReading {
  std::optional<ReadLine> line;  // nullopt: the worker died
  bool in_vain = false;          // it was looked at again and makes no more sense
};

/// Reads one strip of a page in the worker: a line, a few characters alone, which are looked at again in
/// other shapes, or what is set vertically, whose characters are laid side by side. Shapes: `page` grey8,
/// upright, light evened. `bounds`: px of the page, beyond them lie rulings. `look_again`: whether a few
/// characters outside of cells are worth it.
StripReading read_strip(const Image& page, const TextStrip& strip, const BoxPx& bounds, bool look_again,
                        TextReader& reader);

/// Whether it is no longer than a line of text can be.
bool is_line(const TextStrip& strip);

bool is_latin(char32_t c);

}  // namespace hefu
