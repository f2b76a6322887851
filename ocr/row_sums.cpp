#include "ocr/row_sums.h"

#include "ocr/vectorised.h"

namespace hefu {

HEFU_VECTORISED void add_row(const std::uint8_t* row, std::size_t count, std::uint16_t* sums) {
  for (std::size_t i = 0; i < count; ++i) sums[i] = static_cast<std::uint16_t>(sums[i] + row[i]);
}

}  // namespace hefu
