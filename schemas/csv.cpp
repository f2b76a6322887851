#include <fmt/format.h>

#include <algorithm>

#include "schemas/decode_text.h"
#include "schemas/messages.h"
#include "schemas/table.h"

namespace hefu {
namespace {

/// The separator that the first line uses most.
char separator_of(std::string_view text) {
  char best = ',';
  std::ptrdiff_t most = 0;
  const std::string_view line = text.substr(0, text.find('\n'));
  for (const char candidate : {',', '\t', ';'}) {
    const std::ptrdiff_t count = std::count(line.begin(), line.end(), candidate);
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

/// What people write so that a spreadsheet leaves the digits alone: ="150…", '150…, a tab before.
std::string plain(std::string value) {
  if (value.size() >= 3 && value.starts_with("=\"") && value.ends_with('"'))
    value = value.substr(2, value.size() - 3);
  if (value.starts_with('\'') || value.starts_with('\t')) value.erase(0, 1);
  return value;
}

class CsvReader {
 public:
  CsvReader(std::string_view text, Table& table, const TableLimits& limits)
      : text_(text), separator_(separator_of(text)), table_(table), limits_(limits) {}

  /// False when the table is larger than the limits.
  bool read() {
    while (at_ < text_.size()) {
      TableRow row{++line_, {}};
      if (!read_row(row)) return false;
      while (!row.cells.empty() && row.cells.back().kind == TableCell::Kind::empty) row.cells.pop_back();
      cells_ += row.cells.size();
      if (!row.cells.empty()) table_.rows.push_back(std::move(row));
      if (line_ > limits_.max_rows || cells_ > limits_.max_cells) return false;
    }
    return true;
  }
  bool quote_left_open() const { return quote_left_open_; }

 private:
  bool read_row(TableRow& row) {
    for (;;) {
      std::string value = plain(at_ < text_.size() && text_[at_] == '"' ? quoted() : bare());
      if (value.size() > static_cast<std::size_t>(limits_.max_cell_bytes)) return false;
      const bool blank = value.find_first_not_of(" \t\r\n") == std::string::npos;
      row.cells.push_back(
          {blank ? TableCell::Kind::empty : TableCell::Kind::text, blank ? "" : std::move(value)});
      if (row.cells.size() > static_cast<std::size_t>(limits_.max_columns)) return false;
      if (at_ >= text_.size()) return true;
      const char end = text_[at_++];
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      if (end != separator_) return true;
    }
  }

  bool ends_cell(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

  std::string bare() {
    const std::size_t start = at_;
    while (at_ < text_.size() && !ends_cell(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  std::string quoted() {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        value += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        value += text_[++at_];
      } else {
        ++at_;
        return value + bare();
      }
    }
    quote_left_open_ = true;
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  char separator_;
  Table& table_;
  const TableLimits& limits_;
  int line_ = 0;
  std::size_t cells_ = 0;
  bool quote_left_open_ = false;
};

}  // namespace

ReadTables parse_csv(std::string_view bytes, const std::string& file, const TableLimits& limits) {
  ReadTables read;
  const auto fail = [&](const std::string& message, const std::string& hint) {
    read.diagnostics.push_back({Severity::error, file, 0, "", message, "", "", hint});
    return read;
  };
  if (bytes.size() > limits.max_file_bytes)
    return fail(fmt::format(fmt::runtime(tr("名单文件过大，最多 {} MB")), limits.max_file_bytes >> 20),
                tr("请只保留需要的工作表和行"));
  const std::string text = decode_text(bytes);
  if (text.find('\0') != std::string::npos) return fail(tr("不是表格文件"), tr("请另存为 .xlsx 或 .csv"));
  Table table{file, "", {}};
  CsvReader reader(text, table, limits);
  if (!reader.read())
    return fail(fmt::format(fmt::runtime(tr("名单过大：最多 {} 行、{} 列，每格最多 {} 字节")),
                            limits.max_rows, limits.max_columns, limits.max_cell_bytes),
                tr("请只保留需要的工作表和行"));
  if (reader.quote_left_open())
    return fail(tr("有一个引号没有闭合"), tr("请检查含有引号的单元格，或另存为 .xlsx"));
  if (!table.rows.empty()) read.tables.push_back(std::move(table));
  read.ok = true;
  return read;
}

}  // namespace hefu
