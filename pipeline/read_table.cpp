#include "pipeline/read_table.h"

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

bool is_workbook(const std::string& bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

}  // namespace

ReadTables read_tables(const std::filesystem::path& file, Sandbox& sandbox) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  if (!failed && size > TableLimits().max_file_bytes)
    return {{},
            {{Severity::error, file.string(), 0, "",
              fmt::format(fmt::runtime(tr("名单文件过大，最多 {} MB")), TableLimits().max_file_bytes >> 20),
              "", "", tr("请只保留需要的工作表和行")}},
            false};
  const std::string bytes = read_file(file);
  const std::string name = file.filename().string();
  if (!is_workbook(bytes)) return parse_csv(bytes, name);
  ReadWorkbook workbook = sandbox.read_workbook(bytes);
  ReadTables read;
  if (workbook.status != FileStatus::read) {
    read.diagnostics.push_back({Severity::error, name, 0, "", workbook.reason, "", "", ""});
    return read;
  }
  read.tables = std::move(workbook.tables);
  for (Table& table : read.tables) table.file = name;
  read.ok = true;
  return read;
}

}  // namespace hefu
