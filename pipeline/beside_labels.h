#pragma once
#include <string>

#include "ocr/page_reading.h"

namespace hefu {

/// What stands to the left of a line as its label, without the signs behind it: in a table the cell before
/// it, else the line that ends before it in its row, as 个人排名： before 第2名. Empty: nothing.
std::u32string label_left_of(const PaperReading& paper, const ReadLine& line);

/// The head of a line's column where its row is the table's sum, as 学时 over the 100 of 合计. Empty: it is
/// not.
std::u32string head_over_sum(const PaperReading& paper, const ReadLine& line);

}  // namespace hefu
