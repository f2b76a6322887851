#include <charconv>

#include "ocr/workbook.h"
#include "ocr/xlsx_parts.h"

namespace hefu {
namespace {

/// Refuses at once what is larger than any list of an office.
struct TooLarge {};

struct SharedParts {
  std::vector<std::string> strings;
  std::vector<bool> date_formats;
  bool from_1904 = false;
};

/// Column and row of "B7"; both -1 when it is no such name.
std::pair<int, int> place_of_cell(std::string_view name) {
  int column = 0, row = -1;
  std::size_t i = 0;
  for (; i < name.size() && i < 3 && name[i] >= 'A' && name[i] <= 'Z'; ++i)
    column = column * 26 + (name[i] - 'A' + 1);
  const auto [end, error] = std::from_chars(name.data() + i, name.data() + name.size(), row);
  if (i == 0 || error != std::errc() || end != name.data() + name.size() || row < 1) return {-1, -1};
  return {column - 1, row};
}

/// Packs the cells of one sheet as they come.
class SheetReader : public XmlListener {
 public:
  SheetReader(const SharedParts& parts, const TableLimits& limits, SheetPacker& packer)
      : parts_(parts), limits_(limits), packer_(packer) {}

  void open(std::string_view name, const XmlAttributes& attributes) override {
    in_value_ = false;
    if (name == "row") {
      const std::string_view number = attributes["r"];
      ++row_;
      std::from_chars(number.data(), number.data() + number.size(), row_);
      column_ = -1;
    } else if (name == "c") {
      start_cell(attributes);
    } else if (name == "rPh") {
      ++readings_;
    } else if (in_cell_ && (name == "v" || (name == "t" && readings_ == 0))) {
      in_value_ = true;
    }
  }

  void close(std::string_view name) override {
    in_value_ = false;
    if (name == "rPh") --readings_;
    if (name == "c" && std::exchange(in_cell_, false)) pack();
  }

  void text(std::string_view text) override {
    if (in_value_) value_ += text;
  }

 private:
  void start_cell(const XmlAttributes& attributes) {
    ++column_;
    if (const std::string_view name = attributes["r"]; !name.empty()) {
      const auto [column, row] = place_of_cell(name);
      if (column < 0) throw std::invalid_argument("a cell without a place");
      column_ = column;
      row_ = row;
    }
    type_ = attributes["t"];
    format_ = 0;
    const std::string_view format = attributes["s"];
    std::from_chars(format.data(), format.data() + format.size(), format_);
    value_.clear();
    in_cell_ = true;
  }

  TableCell cell() const {
    using Kind = TableCell::Kind;
    if (type_ == "s") {
      std::size_t index = parts_.strings.size();
      std::from_chars(value_.data(), value_.data() + value_.size(), index);
      return {Kind::text, index < parts_.strings.size() ? parts_.strings[index] : std::string()};
    }
    if (type_ == "b") return {Kind::text, value_ == "1" ? "TRUE" : "FALSE"};
    if (type_ == "d") return {Kind::date, value_.substr(0, value_.find('T'))};
    if (!type_.empty() && type_ != "n") return {Kind::text, without_escapes(value_)};  // inlineStr, str, e
    if (format_ < parts_.date_formats.size() && parts_.date_formats[format_]) {
      double serial = 0;
      std::from_chars(value_.data(), value_.data() + value_.size(), serial);
      if (const std::string day = day_of(serial, parts_.from_1904); !day.empty()) return {Kind::date, day};
    }
    return {Kind::number, number_text(value_)};
  }

  void pack() {
    // Spreadsheets keep stray cells far to the right of a list.
    if (column_ >= limits_.max_columns) return;
    const TableCell found = cell();
    if (found.text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    if (row_ > limits_.max_rows || ++cells_ > limits_.max_cells ||
        found.text.size() > static_cast<std::size_t>(limits_.max_cell_bytes) ||
        !packer_.cell(static_cast<std::uint32_t>(row_), static_cast<std::uint32_t>(column_), found.kind,
                      found.text))
      throw TooLarge();
  }

  const SharedParts& parts_;
  const TableLimits& limits_;
  SheetPacker& packer_;
  std::string type_, value_;
  std::size_t format_ = 0, cells_ = 0;
  int row_ = 0, column_ = -1, readings_ = 0;
  bool in_cell_ = false, in_value_ = false;
};

const PartLink* link_of_type(const std::vector<PartLink>& links, std::string_view type) {
  for (const PartLink& link : links)
    if (std::string_view(link.type).ends_with(type)) return &link;
  return nullptr;
}

WorkbookPacket::Trouble read_sheets(const WorkbookArchive& archive, const TableLimits& limits,
                                    SheetPacker& packer) {
  const std::vector<PartLink> top = links_of(archive, "");
  const PartLink* workbook = link_of_type(top, "/officeDocument");
  if (!workbook) return WorkbookPacket::damaged;
  const WorkbookList list = read_sheet_list(archive.part(workbook->target));
  const std::vector<PartLink> links = links_of(archive, workbook->target);
  if (list.sheets.empty()) return WorkbookPacket::damaged;
  if (list.sheets.size() > static_cast<std::size_t>(limits.max_sheets)) return WorkbookPacket::too_large;
  SharedParts parts;
  parts.from_1904 = list.from_1904;
  if (const PartLink* strings = link_of_type(links, "/sharedStrings"))
    parts.strings = read_shared_strings(archive.part(strings->target));
  if (const PartLink* styles = link_of_type(links, "/styles"))
    parts.date_formats = read_date_formats(archive.part(styles->target));
  for (const SheetLink& sheet : list.sheets) {
    const auto link =
        std::find_if(links.begin(), links.end(), [&](const PartLink& l) { return l.id == sheet.id; });
    const std::string xml = link == links.end() ? std::string() : archive.part(link->target);
    if (xml.empty()) return WorkbookPacket::damaged;
    if (!packer.sheet(std::string_view(sheet.name).substr(0, 200))) return WorkbookPacket::too_large;
    SheetReader reader(parts, limits, packer);
    walk_xml(xml, reader);
  }
  return WorkbookPacket::none;
}

}  // namespace

WorkbookPacket::Trouble read_xlsx(std::string_view bytes, const TableLimits& limits, SheetPacker& packer) {
  try {
    return read_sheets(WorkbookArchive(bytes), limits, packer);
  } catch (const TooLarge&) {
    return WorkbookPacket::too_large;
  }
}

}  // namespace hefu
