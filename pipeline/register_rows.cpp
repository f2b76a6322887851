#include "pipeline/register_rows.h"

#include <utility>

#include "pipeline/registers.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

using Type = RegisterColumn::Type;

// More would bury the rest; what is wrong in one row is mostly wrong in all.
constexpr std::size_t most_diagnostics = 20;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char32_t c : to_utf32(text)) {
    if (c == U'、' || c == U'，' || c == U',' || c == U'；' || c == U';' || c == U'/')
      parts.emplace_back();
    else
      parts.back() += to_utf8(std::u32string(1, c));
  }
  std::erase_if(parts, [](const std::string& part) { return normalise_text(part).empty(); });
  return parts;
}

class RowReader {
 public:
  RowReader(const Table& table, const RecognisedRegister& recognised, Diagnostics& diagnostics)
      : table_(table), recognised_(recognised), diagnostics_(diagnostics) {}

  std::vector<std::vector<std::string>> read() {
    for (std::size_t i = recognised_.heading_row + 1; i < table_.rows.size(); ++i) read_row(table_.rows[i]);
    if (untold_ > 0)
      diagnostics_.push_back({Severity::warning, table_.file, 0, "",
                              fmt::format(fmt::runtime(tr("另有 {} 处同样的问题")), untold_), "", "", ""});
    return std::move(rows_);
  }

 private:
  void tell(const TableRow& row, std::size_t column, const std::string& message, const std::string& expected,
            const std::string& hint) {
    if (++told_ > most_diagnostics) {
      ++untold_;
      return;
    }
    diagnostics_.push_back(
        {Severity::warning, place_of(table_, row.number, column), 0, "", message, expected, "", hint});
  }

  /// The values of one cell; none when it is empty or bad.
  std::vector<std::string> values_of(const TableRow& row, std::size_t at, const RegisterColumn& column) {
    const TableCell& cell = row.at(at);
    const std::string text = normalise_text(cell.text);
    if (text.empty()) return {};
    switch (column.type) {
      case Type::id_number:
        return id_number(row, at, cell, text);
      case Type::name:
        return {normalise_name(text)};
      case Type::date:
      case Type::year:
        return date(row, at, cell, column.type);
      case Type::count:
        if (text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos) return {text};
        tell(row, at, tr("不是整数"), tr("0 或正整数"), "");
        return {};
      case Type::words:
        return words(row, at, text, column);
      case Type::text:
      case Type::unit:
        return {column.prefix + text};
    }
    return {};
  }

  std::vector<std::string> id_number(const TableRow& row, std::size_t at, const TableCell& cell,
                                     const std::string& text) {
    if (lost_digits(cell)) {
      tell(row, at, tr("身份证号被存成了数字，末几位已丢失"), tr("18 位文本"),
           tr("请把该列设为文本格式后重新填写身份证号"));
      return {};
    }
    if (!id_key(text).empty()) return {id_key(text)};
    tell(row, at, tr("身份证号码不正确"), tr("符合 GB 11643 的校验码"), tr("请对照身份证逐位核对"));
    return {};
  }

  std::vector<std::string> date(const TableRow& row, std::size_t at, const TableCell& cell, Type type) {
    const std::optional<Date> read = date_in(cell);
    if (!read) {
      tell(row, at, tr("不是有效的日期"), type == Type::year ? tr("四位年份，如 2024") : "2024-07-15",
           tr("请把该列设为文本或日期格式后重新填写"));
      return {};
    }
    return {type == Type::year ? fmt::format("{:04}", read->year) : iso(*read)};
  }

  std::vector<std::string> words(const TableRow& row, std::size_t at, const std::string& text,
                                 const RegisterColumn& column) {
    std::vector<std::string> values;
    for (const std::string& part : column.many ? split(text) : std::vector<std::string>{text}) {
      const auto known = column.words.find(heading_key(part));
      if (known == column.words.end()) {
        tell(row, at, tr("取值不认识"), column.allowed,
             tr("请改为上面的一种；其他写法可加在 schemas/registers.xml"));
        return {};
      }
      left_out_ = left_out_ || known->second.empty();
      values.insert(values.end(), known->second.begin(), known->second.end());
    }
    return values;
  }

  void read_row(const TableRow& row) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(recognised_.kind->columns.size()));
    bool any = false, complete = true;
    for (std::size_t i = 0; i < recognised_.kind->columns.size(); ++i) {
      const RegisterColumn& column = recognised_.kind->columns[i];
      if (recognised_.place[i] < 0) continue;
      const auto at = static_cast<std::size_t>(recognised_.place[i]);
      const bool empty = normalise_text(row.at(at).text).empty();
      const std::vector<std::string> values = values_of(row, at, column);
      any |= !empty;
      if (values.empty()) {
        if (column.required && any) complete = false;
        if (column.required && empty) missing_ = at;
        continue;
      }
      const std::vector<std::vector<std::string>> before = std::move(rows);
      rows.clear();
      for (const std::string& value : values)
        for (std::vector<std::string> one : before) {
          one[i] = value;
          rows.push_back(std::move(one));
        }
    }
    if (!any || std::exchange(left_out_, false)) return;
    const std::optional<std::size_t> missing = std::exchange(missing_, std::nullopt);
    if (missing) tell(row, *missing, tr("这一格不能为空，这一行没有采用"), "", tr("请补全后重新提供名册"));
    if (!complete || missing || !says_whose(row, rows.front())) return;
    std::move(rows.begin(), rows.end(), std::back_inserter(rows_));
  }

  bool says_whose(const TableRow& row, const std::vector<std::string>& values) {
    if (recognised_.kind->by != RegisterKind::By::person) return true;
    const int id = recognised_.kind->column("id-number"), name = recognised_.kind->column("name");
    if (!values[static_cast<std::size_t>(id)].empty() || !values[static_cast<std::size_t>(name)].empty())
      return true;
    tell(row, 0, tr("没有身份证号和姓名，这一行没有采用"), "", tr("请补全后重新提供名册"));
    return false;
  }

  const Table& table_;
  const RecognisedRegister& recognised_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<std::string>> rows_;
  std::optional<std::size_t> missing_;
  bool left_out_ = false;
  std::size_t told_ = 0, untold_ = 0;
};

}  // namespace

RecognisedRegister recognise_register(const Table& table) {
  RecognisedRegister best;
  int most = 0;
  for (const RegisterKind& kind : register_kinds()) {
    const Headings headings = find_headings(table, kind.known_headings());
    RecognisedRegister found{&kind, headings.row, {}};
    bool complete = true, whose = kind.by != RegisterKind::By::person;
    int count = 0;
    for (const RegisterColumn& column : kind.columns) {
      int place = -1;
      for (const std::string& heading : column.headings)
        if (place < 0 && headings.has(heading)) place = static_cast<int>(headings.columns.at(heading));
      if (column.required && place < 0) complete = false;
      if (place >= 0 && (column.type == Type::id_number || column.type == Type::name)) whose = true;
      count += place >= 0;
      found.place.push_back(place);
    }
    if (!complete || !whose || count <= most) continue;
    most = count;
    best = std::move(found);
  }
  return best;
}

std::vector<std::vector<std::string>> read_register_rows(const Table& table,
                                                         const RecognisedRegister& recognised,
                                                         Diagnostics& diagnostics) {
  return RowReader(table, recognised, diagnostics).read();
}

}  // namespace hefu
