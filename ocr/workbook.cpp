#include "ocr/workbook.h"

#include <csignal>
#include <cstring>

#include "ocr/child_job.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

// The roster of 10,000 people is read in 1 s; a bomb is to be refused within 10 s and 1 GB.
constexpr int cpu_seconds = 8;
constexpr seconds wall_limit(20);
constexpr std::int64_t memory_bytes = 1LL << 30;
constexpr std::size_t packed_room = 64u << 20;

constexpr std::uint32_t sheet_mark = 0xFFFFFFFF;
struct PackedHead {
  std::uint32_t row = 0, column = 0, kind = 0, length = 0;  // row == sheet_mark: a new sheet and its name
};

ReadWorkbook refused(FileStatus status, const char* reason) { return {status, reason, {}}; }

ReadWorkbook explained(WorkbookPacket::Trouble trouble) {
  switch (trouble) {
    case WorkbookPacket::too_large:
      return refused(FileStatus::rejected, tr("工作簿过大，请只保留需要的工作表和行"));
    case WorkbookPacket::memory:
      return refused(FileStatus::rejected, tr("读取工作簿所需内存超过上限，文件内容异常，请另存为 .csv"));
    default:
      return refused(FileStatus::unreadable, tr("工作簿已损坏，无法读取，请重新另存为 .xlsx 或 .csv"));
  }
}

ReadWorkbook how_it_ended(const JobNews& end) {
  if (end.signal == SIGXCPU)
    return refused(FileStatus::rejected, tr("读取工作簿超时，文件内容异常，请另存为 .csv"));
  const bool much_memory = end.max_rss_kb * 1024 > memory_bytes / 10 * 8;
  return much_memory ? explained(WorkbookPacket::memory)
                     : refused(FileStatus::rejected, tr("读取工作簿的程序异常终止，请另存为 .csv"));
}

}  // namespace

bool SheetPacker::put(const void* bytes, std::size_t size) {
  if (size > room_ - used_) return false;
  std::memcpy(memory_ + used_, bytes, size);
  used_ += size;
  return true;
}

bool SheetPacker::sheet(std::string_view name) {
  const PackedHead head{sheet_mark, 0, 0, static_cast<std::uint32_t>(name.size())};
  return put(&head, sizeof head) && put(name.data(), name.size());
}

bool SheetPacker::cell(std::uint32_t row, std::uint32_t column, TableCell::Kind kind, std::string_view text) {
  const PackedHead head{row, column, static_cast<std::uint32_t>(kind),
                        static_cast<std::uint32_t>(text.size())};
  return put(&head, sizeof head) && put(text.data(), text.size());
}

bool unpack_sheets(std::string_view packed, const TableLimits& limits, std::vector<Table>& tables) {
  std::size_t cells = 0;
  while (!packed.empty()) {
    PackedHead head;
    if (packed.size() < sizeof head) return false;
    std::memcpy(&head, packed.data(), sizeof head);
    packed.remove_prefix(sizeof head);
    if (head.length > packed.size() || head.length > static_cast<std::uint32_t>(limits.max_cell_bytes))
      return false;
    // The child has seen hostile bytes: what it says is made well-formed before anyone else sees it.
    const std::string text = to_utf8(to_utf32(packed.substr(0, head.length)));
    packed.remove_prefix(head.length);
    if (head.row == sheet_mark) {
      if (tables.size() >= static_cast<std::size_t>(limits.max_sheets)) return false;
      tables.push_back({"", text, {}});
      continue;
    }
    if (tables.empty() || head.row == 0 || head.row > static_cast<std::uint32_t>(limits.max_rows) ||
        head.column >= static_cast<std::uint32_t>(limits.max_columns) ||
        head.kind > static_cast<std::uint32_t>(TableCell::Kind::date) || ++cells > limits.max_cells)
      return false;
    std::vector<TableRow>& rows = tables.back().rows;
    const int number = static_cast<int>(head.row);
    if (rows.empty() || rows.back().number < number) rows.push_back({number, {}});
    TableRow& row = rows.back();
    if (row.number != number || row.cells.size() > head.column) return false;
    row.cells.resize(head.column + 1);
    row.cells.back() = {static_cast<TableCell::Kind>(head.kind), text};
  }
  return true;
}

ReadWorkbook read_workbook_in_child(int control, std::string_view bytes, const TableLimits& limits) {
  JobRequest request;
  request.kind = JobKind::read_workbook;
  request.limits.memory_bytes = memory_bytes;
  request.limits.cpu_seconds = request.limits.file_seconds = cpu_seconds;
  ChildJob job(control, request, bytes, SharedMemory(packed_room));
  WorkbookPacket packet;
  nanoseconds budget = wall_limit;
  const ChildJob::Event event = job.wait(&packet, sizeof packet, budget);
  if (event == ChildJob::Event::timeout)
    return refused(FileStatus::rejected, tr("读取工作簿超时，文件内容异常，请另存为 .csv"));
  if (event == ChildJob::Event::ended) return how_it_ended(job.end());
  if (packet.trouble != WorkbookPacket::none) return explained(packet.trouble);
  if (packet.bytes > packed_room) return explained(WorkbookPacket::damaged);
  // A copy: a living child could still write to what it shares with us.
  const std::string packed(reinterpret_cast<const char*>(job.pixels()), packet.bytes);
  ReadWorkbook read{FileStatus::read, "", {}};
  if (!unpack_sheets(packed, limits, read.tables)) return explained(WorkbookPacket::too_large);
  std::erase_if(read.tables, [](const Table& table) { return table.rows.empty(); });
  return read;
}

}  // namespace hefu
