#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <ctime>

#include "pipeline/roster_workbook.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/normalise.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// A spreadsheet's numbers for paper: A3 is 8.
constexpr std::uint8_t paper_a3 = 8;
constexpr double paper_mm = 400;  // A3 across without the margins
// One character of a spreadsheet's width is 7 px of the standard font at 96 dpi, with 5 px around a cell's
// text.
double characters_wide(double mm) { return std::max(3.0, (mm / 25.4 * 96 - 5) / 7); }
// A Chinese character is as wide as the font is high; 10.5 pt is 3.7 mm.
constexpr double character_mm = 3.7, line_pt = 15;

/// A text that holds what the format writes for characters which XML cannot hold, _x000D_, with its own
/// underscore written so: else a spreadsheet would read a line end. The library does the rest. Source:
/// ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
std::string with_escapes(const std::string& text) {
  const auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool looks_so = text.size() - at >= 7 && text.compare(at, 2, "_x") == 0 && text[at + 6] == '_' &&
                          std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                                      text.begin() + static_cast<std::ptrdiff_t>(at) + 6, is_hex);
    escaped += looks_so ? std::string("_x005F_") : std::string(1, text[at]);
  }
  return escaped;
}

/// A file in memory that a library can open by its name.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("roster.xlsx", MFD_CLOEXEC)) {
    if (fd_ < 0) throw Error(ErrorKind::io, tr("生成 .xlsx 时内存不足"));
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  std::string name() const { return fmt::format("/proc/self/fd/{}", fd_); }
  std::string bytes() const {
    std::string all;
    char part[65536];
    for (ssize_t got; (got = pread(fd_, part, sizeof part, static_cast<off_t>(all.size()))) > 0;)
      all.append(part, static_cast<std::size_t>(got));
    return all;
  }

 private:
  int fd_;
};

struct Formats {
  lxw_format *title, *line, *head, *cell;
};

Formats make_formats(lxw_workbook* book) {
  const auto add = [&](double size, bool bold, std::uint8_t align, bool ruled) {
    lxw_format* format = workbook_add_format(book);
    format_set_font_name(format, "宋体");
    format_set_font_size(format, size);
    if (bold) format_set_bold(format);
    format_set_align(format, align);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    // @: what somebody types here later stays text too.
    format_set_num_format_index(format, 49);
    if (ruled) format_set_border(format, LXW_BORDER_THIN);
    return format;
  };
  return {add(18, true, LXW_ALIGN_CENTER, false), add(10.5, false, LXW_ALIGN_LEFT, false),
          add(10.5, true, LXW_ALIGN_CENTER, true), add(10.5, false, LXW_ALIGN_CENTER, true)};
}

class Writer {
 public:
  Writer(const RosterSheet& sheet, const std::string& file, const std::string& made_on)
      : sheet_(sheet), book_(workbook_new(file.c_str())) {
    if (!book_) throw Error(ErrorKind::io, tr("生成 .xlsx 时内存不足"));
    describe(made_on);
    page_ = workbook_add_worksheet(book_, "花名册");
    formats_ = make_formats(book_);
  }

  ~Writer() {
    if (book_) lxw_workbook_free(book_);
  }
  Writer(const Writer&) = delete;

  void write() {
    set_columns();
    merged(sheet_.title, formats_.title, 36);
    for (const std::string& line : sheet_.above) merged(line, formats_.line, 20);
    const lxw_row_t head = row_;
    std::vector<std::string> names;
    for (const RosterSheet::Column& column : sheet_.columns) names.push_back(column.name);
    write_row(names, formats_.head);
    for (const std::vector<std::string>& row : sheet_.rows) write_row(row, formats_.cell);
    for (const std::string& line : sheet_.notes) merged(line, formats_.line, 20);
    for (const std::string& line : sheet_.below) merged(line, formats_.line, 20);
    set_print(head);
    // Frees the workbook, also when it fails.
    const lxw_error failed = workbook_close(std::exchange(book_, nullptr));
    if (failed != LXW_NO_ERROR)
      throw Error(ErrorKind::io, fmt::format(fmt::runtime(tr("没有写成 .xlsx：{}")), lxw_strerror(failed)));
  }

 private:
  void describe(const std::string& made_on) {
    lxw_doc_properties properties{};
    std::string title = sheet_.title, company = "hefu";
    properties.title = title.data();
    properties.author = company.data();
    std::tm day{};
    const std::optional<Date> date = parse_date(made_on.substr(0, 10));
    day.tm_year = (date ? date->year : 2000) - 1900;
    day.tm_mon = (date ? std::max(1, date->month) : 1) - 1;
    day.tm_mday = date ? std::max(1, date->day) : 1;
    properties.created = timegm(&day);
    workbook_set_properties(book_, &properties);
  }

  void set_columns() {
    double sum = 0;
    for (const RosterSheet::Column& column : sheet_.columns) sum += column.width_mm;
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
      widths_.push_back(sheet_.columns[i].width_mm * paper_mm / sum);
      worksheet_set_column(page_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i),
                           characters_wide(widths_.back()), nullptr);
    }
  }

  void check(lxw_error result, const std::string& column) {
    if (result == LXW_NO_ERROR) return;
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("第 {} 行“{}”放不进 .xlsx 的一格：{}")), row_ + 1, column,
                            lxw_strerror(result)),
                tr("一格最多 32767 个字，请在申报信息中改短"));
  }

  /// A line across all columns, as high as its text needs: a spreadsheet does not fit merged cells itself.
  void merged(const std::string& text, lxw_format* format, double height_pt) {
    const double lines =
        std::ceil(static_cast<double>(to_utf32(text).size()) * character_mm / (paper_mm - 8));
    worksheet_set_row(page_, row_, std::max(height_pt, lines * line_pt + 4), nullptr);
    check(worksheet_merge_range(page_, row_, 0, row_, static_cast<lxw_col_t>(sheet_.columns.size() - 1), "",
                                format),
          "");
    check(worksheet_write_string(page_, row_, 0, with_escapes(text).c_str(), format), "");
    ++row_;
  }

  void write_row(const std::vector<std::string>& cells, lxw_format* format) {
    double lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      check(worksheet_write_string(page_, row_, static_cast<lxw_col_t>(i), with_escapes(cells[i]).c_str(),
                                   format),
            sheet_.columns[i].name);
      lines = std::max(lines, lines_in(cells[i], widths_[i]));
    }
    worksheet_set_row(page_, row_, std::min(400.0, lines * line_pt + 6), nullptr);
    ++row_;
  }

  /// Lines that a text takes in a column, ASCII at half a character's width. 3 mm stay free around it.
  static double lines_in(const std::string& text, double width_mm) {
    double lines = 1, used = 0;
    for (const char32_t c : to_utf32(text)) {
      const double own = c < 0x2E80 ? character_mm / 2 : character_mm;
      used += own;
      if (c != '\n' && used <= width_mm - 3) continue;
      ++lines;
      used = c == '\n' ? 0 : own;
    }
    return lines;
  }

  void set_print(lxw_row_t head) {
    worksheet_set_landscape(page_);
    worksheet_set_paper(page_, paper_a3);
    worksheet_set_margins(page_, 0.4, 0.4, 0.5, 0.6);
    worksheet_center_horizontally(page_);
    worksheet_fit_to_pages(page_, 1, 0);
    worksheet_repeat_rows(page_, head, head);
    worksheet_freeze_panes(page_, head + 1, 0);
    worksheet_set_footer(page_, "&C第 &P 页　共 &N 页");
  }

  const RosterSheet& sheet_;
  lxw_workbook* book_;
  lxw_worksheet* page_ = nullptr;
  Formats formats_{};
  std::vector<double> widths_;
  lxw_row_t row_ = 0;
};

}  // namespace

std::string to_workbook(const RosterSheet& sheet, const std::string& made_on) {
  MemoryFile file;
  Writer(sheet, file.name(), made_on).write();
  return file.bytes();
}

}  // namespace hefu
