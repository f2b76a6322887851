#include <orcus/orcus_xlsx.hpp>
#include <orcus/spreadsheet/import_interface.hpp>

#include "ocr/orcus_values.h"
#include "ocr/workbook.h"

namespace hefu {
namespace {

namespace sheets = orcus::spreadsheet;
using sheets::col_t;
using sheets::row_t;

struct RawCell {
  enum Kind : std::uint8_t { none, text, number, date } kind = none;
  double value = 0;
  std::string words;
  std::size_t format = 0;
};

/// Refuses at once what is larger than any list of an office.
struct TooLarge {};

/// What liborcus calls for each cell of a sheet.
class SheetCells : public sheets::iface::import_sheet {
 public:
  SheetCells(std::string_view name, const WorkbookStrings& strings, const TableLimits& limits)
      : name_(name), strings_(strings), limits_(limits), formula_(*this) {}

  void set_auto(row_t row, col_t col, std::string_view s) override { set_text(row, col, std::string(s)); }
  void set_string(row_t row, col_t col, sheets::string_id_t index) override {
    set_text(row, col, strings_.at(index));
  }
  void set_value(row_t row, col_t col, double value) override {
    if (RawCell* cell = cell_at(row, col)) cell->kind = RawCell::number, cell->value = value;
  }
  void set_bool(row_t row, col_t col, bool value) override { set_text(row, col, value ? "TRUE" : "FALSE"); }
  void set_date_time(row_t row, col_t col, int year, int month, int day, int, int, double) override {
    if (RawCell* cell = cell_at(row, col))
      cell->kind = RawCell::date, cell->words = iso(Date{year, month, day});
  }
  void set_format(row_t row, col_t col, std::size_t index) override {
    // A formula's result comes after its format; the formats of empty cells are let go beyond the limit.
    if (row < 0 || col < 0 || row >= limits_.max_rows || col >= limits_.max_columns) return;
    if (cells_ < limits_.max_cells) cell_at(row, col)->format = index;
  }
  void set_format(row_t, col_t, row_t, col_t, std::size_t) override {}  // of empty cells
  void fill_down_cells(row_t, col_t, row_t) override {}
  sheets::range_size_t get_sheet_size() const override { return {1'048'576, 16'384}; }
  sheets::iface::import_formula* get_formula() override { return &formula_; }

  bool pack(const WorkbookStyles& styles, SheetPacker& packer) const {
    if (!packer.sheet(std::string_view(name_).substr(0, 200))) return false;
    for (const auto& [row, cells] : rows_)
      for (const auto& [column, cell] : cells) {
        const Cell plain = plain_cell(cell, styles);
        if (plain.kind == Cell::Kind::empty) continue;
        if (plain.text.size() > static_cast<std::size_t>(limits_.max_cell_bytes)) return false;
        if (!packer.cell(static_cast<std::uint32_t>(row) + 1, static_cast<std::uint32_t>(column), plain.kind,
                         plain.text))
          return false;
      }
    return true;
  }

 private:
  /// The last result of a formula stands for it.
  class Formula : public sheets::iface::import_formula {
   public:
    explicit Formula(SheetCells& sheet) : sheet_(sheet) {}
    void set_position(row_t row, col_t col) override { row_ = row, col_ = col; }
    void set_formula(sheets::formula_grammar_t, std::string_view) override {}
    void set_shared_formula_index(std::size_t) override {}
    void set_result_string(std::string_view value) override { sheet_.set_auto(row_, col_, value); }
    void set_result_value(double value) override { sheet_.set_value(row_, col_, value); }
    void set_result_bool(bool value) override { sheet_.set_bool(row_, col_, value); }
    void set_result_empty() override {}
    void commit() override {}

   private:
    SheetCells& sheet_;
    row_t row_ = 0;
    col_t col_ = 0;
  };

  /// Null beyond the columns that any list has: spreadsheets keep stray formats far to the right.
  RawCell* cell_at(row_t row, col_t col) {
    if (row < 0 || col < 0 || col >= limits_.max_columns) return nullptr;
    if (row >= limits_.max_rows || ++cells_ > limits_.max_cells) throw TooLarge();
    return &rows_[row][col];
  }
  void set_text(row_t row, col_t col, std::string text) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    if (RawCell* cell = cell_at(row, col)) cell->kind = RawCell::text, cell->words = std::move(text);
  }
  static Cell plain_cell(const RawCell& cell, const WorkbookStyles& styles) {
    switch (cell.kind) {
      case RawCell::text:
        return {Cell::Kind::text, cell.words};
      case RawCell::date:
        return {Cell::Kind::date, cell.words};
      case RawCell::number: {
        const std::string day = styles.is_date(cell.format) ? styles.day_of(cell.value) : std::string();
        return day.empty() ? Cell{Cell::Kind::number, number_text(cell.value)} : Cell{Cell::Kind::date, day};
      }
      case RawCell::none:
        break;
    }
    return {};
  }

  std::string name_;
  const WorkbookStrings& strings_;
  const TableLimits& limits_;
  Formula formula_;
  std::map<row_t, std::map<col_t, RawCell>> rows_;
  std::size_t cells_ = 0;
};

class Workbook : public sheets::iface::import_factory {
 public:
  explicit Workbook(const TableLimits& limits) : limits_(limits) {}
  sheets::iface::import_global_settings* get_global_settings() override { return &styles_.settings(); }
  sheets::iface::import_shared_strings* get_shared_strings() override { return &strings_; }
  sheets::iface::import_styles* get_styles() override { return &styles_; }
  sheets::iface::import_reference_resolver* get_reference_resolver(sheets::formula_ref_context_t) override {
    return &resolver_;
  }
  sheets::iface::import_sheet* append_sheet(sheets::sheet_t, std::string_view name) override {
    if (sheets_.size() >= static_cast<std::size_t>(limits_.max_sheets)) throw TooLarge();
    sheets_.push_back(std::make_unique<SheetCells>(name, strings_, limits_));
    names_.emplace_back(name);
    return sheets_.back().get();
  }
  sheets::iface::import_sheet* get_sheet(std::string_view name) override {
    for (std::size_t i = 0; i < sheets_.size(); ++i)
      if (names_[i] == name) return sheets_[i].get();
    return nullptr;
  }
  sheets::iface::import_sheet* get_sheet(sheets::sheet_t index) override {
    return index >= 0 && static_cast<std::size_t>(index) < sheets_.size()
               ? sheets_[static_cast<std::size_t>(index)].get()
               : nullptr;
  }
  void finalize() override {}

  bool pack(SheetPacker& packer) const {
    return std::all_of(sheets_.begin(), sheets_.end(),
                       [&](const auto& sheet) { return sheet->pack(styles_, packer); });
  }
  bool empty() const { return sheets_.empty(); }

 private:
  const TableLimits& limits_;
  WorkbookStrings strings_;
  WorkbookStyles styles_;
  CellReferences resolver_;
  std::vector<std::unique_ptr<SheetCells>> sheets_;
  std::vector<std::string> names_;
};

}  // namespace

WorkbookPacket::Trouble read_xlsx(std::string_view bytes, const TableLimits& limits, SheetPacker& packer) {
  Workbook workbook(limits);
  try {
    orcus::orcus_xlsx filter(&workbook);
    filter.read_stream(bytes);
  } catch (const TooLarge&) {
    return WorkbookPacket::too_large;
  }
  if (workbook.empty()) return WorkbookPacket::damaged;
  return workbook.pack(packer) ? WorkbookPacket::none : WorkbookPacket::too_large;
}

}  // namespace hefu
