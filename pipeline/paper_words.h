#pragma once
#include <cstddef>
#include <string>

#include "ocr/page_reading.h"
#include "pipeline/evidence_facts.h"

namespace hefu {

/// What of a page tells which paper it is: its lines, those of one row that were read apart joined (the
/// letters of a title stand wide), cells of tables whole.
PaperWords words_of(const PaperReading& page);

/// Where a word stands in a line that may be misread.
struct NearWord {
  bool found = false;
  std::size_t begin = 0, end = 0;  // code points of the line
  int errors = 0;                  // characters wrong, missing or too many
  double quality = 0;              // 1: as it is; 0: not at all
};

/// The place where a line is most like a word. One character in five may be misread, none in a word of four
/// or less: too many of those would be another word.
NearWord find_near(const std::u32string& line, const std::u32string& word);

}  // namespace hefu
