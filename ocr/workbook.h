#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/sandbox.h"
#include "schemas/table.h"

namespace hefu {

/// What a child tells when it has read a workbook. Plain data: it crosses from child to parent.
struct WorkbookPacket {
  enum Trouble : std::uint32_t { none, damaged, too_large, memory } trouble = damaged;
  std::uint64_t bytes = 0;  // of the packed sheets in the shared memory
};

/// Sheets as one run of bytes, so that they cross from child to parent; at most `room` of them. Fails: false
/// where they do not fit.
class SheetPacker {
 public:
  SheetPacker(std::uint8_t* memory, std::size_t room) : memory_(memory), room_(room) {}
  bool sheet(std::string_view name);
  /// A cell of the last sheet; row 1-based, column 0-based.
  bool cell(std::uint32_t row, std::uint32_t column, TableCell::Kind kind, std::string_view text);
  std::size_t size() const { return used_; }

 private:
  bool put(const void* bytes, std::size_t size);
  std::uint8_t* memory_;
  std::size_t room_, used_ = 0;
};

/// What a packer packed, with nothing believed: bounds, order and text are checked. False when it is not
/// well-formed or larger than the limits.
bool unpack_sheets(std::string_view packed, const TableLimits& limits, std::vector<Table>& tables);

/// Reads an .xlsx workbook. It runs in a confined child and may be killed at any time; hostile bytes are
/// expected. Values only: the last results of formulas, no macros, nothing from elsewhere. Dates become ISO
/// text. Source: liborcus. Fails: by the trouble; std::bad_alloc and the library's own exceptions may come
/// out.
WorkbookPacket::Trouble read_xlsx(std::string_view bytes, const TableLimits& limits, SheetPacker& packer);

/// Follows a child of the zygote behind `control` that reads a workbook.
ReadWorkbook read_workbook_in_child(int control, std::string_view bytes, const TableLimits& limits);

}  // namespace hefu
