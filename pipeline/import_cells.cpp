#include "pipeline/import_cells.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pipeline/registers.h"
#include "schemas/application_values.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

using Kind = ImportColumn::Kind;
using Precision = ImportColumn::Precision;

// More values than this are named by the standard that lists them.
constexpr std::size_t most_values_listed = 20;

const Xsd& record_schema() { return xsd("schemas/application.xsd"); }

bool is_spreadsheet_error(const std::string& text) {
  static const std::set<std::string> errors = {"#N/A",   "#REF!", "#VALUE!", "#DIV/0!",
                                               "#NAME?", "#NUM!", "#NULL!",  "#SPILL!"};
  return errors.count(text) > 0;
}

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// The applicant's own data are nobody else's business; the values of a list are no secret.
bool is_private(const ImportColumn& column) {
  if (record_schema().is_private(column.declaration)) return true;
  const bool of_applicant = !column.path.steps.empty() && column.path.steps.front().name == "applicant";
  return of_applicant && column.kind != Kind::code;
}

std::string shown(const std::string& text, const ImportColumn& column) {
  return is_private(column) ? masked(text) : "“" + text + "”";
}

ImportedCell lost(const std::string& hint) {
  return {"", tr("被存成了数字，末几位已丢失"), tr("文本格式的单元格"), hint};
}

/// Of a text, only what a spreadsheet writes for a long number: 12E456 may be the number of a certificate.
bool digits_are_lost(const TableCell& cell) {
  return lost_digits(cell) &&
         (cell.kind == TableCell::Kind::number || cell.text.find('+') != std::string::npos);
}

/// 1987.1 may have been 1987.10 before a spreadsheet took it for a number, also where it was exported since.
bool may_have_lost_a_zero(const std::string& text) {
  return text.size() == 6 && text.ends_with(".1") &&
         std::all_of(text.begin(), text.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
}

std::string formats_of(const ImportColumn& column) {
  if (column.formats.empty()) return tr(record_schema().documentation(column.declaration).c_str());
  std::vector<std::string> formats;
  for (const DateFormat& format : column.formats) formats.push_back(format.text());
  return fmt::format("{}", fmt::join(formats, tr(" 或 ")));
}

ImportedCell with_precision(Date date, Precision precision) {
  const bool needs_month = precision == Precision::month || precision == Precision::day;
  if (needs_month && date.month == 0)
    return {"", tr("日期没有月份"), precision == Precision::day ? tr("年月日") : tr("年月"),
            tr("请补上月份")};
  if (precision == Precision::day && date.day == 0)
    return {"", tr("日期没有日"), tr("年月日"), tr("请补上日")};
  if (precision == Precision::year) date.month = 0;
  if (precision == Precision::year || precision == Precision::month) date.day = 0;
  return {iso(date), "", "", ""};
}

ImportedCell import_date(const TableCell& cell, const std::string& text, const ImportColumn& column) {
  const std::string hint = tr("请按应有的写法改正；各栏的写法见映射文件中的 format");
  std::set<Date> dates;
  if (cell.kind == TableCell::Kind::date) {
    if (const auto date = parse_date(text)) dates.insert(*date);
  } else if (may_have_lost_a_zero(text)) {
    return {"",
            fmt::format(fmt::runtime(tr("日期{}有两种读法：1 月，或末尾的 0 已丢失的 10 月")),
                        shown(text, column)),
            formats_of(column), tr("请写成 1987-01 或 1987-10 的样子，并把该栏设为文本格式")};
  } else if (!column.formats.empty()) {
    for (const DateFormat& format : column.formats)
      if (const auto date = format.read(text)) dates.insert(*date);
  } else if (const auto date = date_in({cell.kind, text})) {
    dates.insert(*date);
  }
  if (dates.empty())
    return {"", fmt::format(fmt::runtime(tr("{}不是应有写法的日期")), shown(text, column)),
            formats_of(column), hint};
  if (dates.size() > 1)
    return {"", fmt::format(fmt::runtime(tr("日期{}有几种读法")), shown(text, column)), formats_of(column),
            tr("请写成 2025-07-15 的样子，或在映射文件中只留一种写法")};
  return with_precision(*dates.begin(), column.precision);
}

/// What the mapping and the program's code tables make of a word; the word itself where the schema allows it.
ImportedCell import_code(const std::string& text, const ImportColumn& column) {
  const std::vector<std::string> allowed = record_schema().allowed(column.declaration);
  std::string value = text;
  if (const auto word = column.translations.find(text); word != column.translations.end()) {
    value = word->second;
  } else if (column.codes && !full_name(*column.codes, text).empty()) {
    value = full_name(*column.codes, text);
  } else if (allowed.empty()) {
    value.clear();
  }
  if (!value.empty() &&
      (allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()))
    return {value, "", "", ""};
  std::string expected = tr(record_schema().documentation(column.declaration).c_str());
  if (!allowed.empty() && allowed.size() <= most_values_listed)
    expected = fmt::format("{}", fmt::join(allowed, "、"));
  return {"", fmt::format(fmt::runtime(tr("不认识{}")), shown(text, column)), expected,
          tr("请改成应有的写法，或在映射文件的 translations 中写明它是什么")};
}

ImportedCell import_text(const TableCell& cell, const std::string& text, const ImportColumn& column) {
  if (cell.kind == TableCell::Kind::date)
    return {"", tr("被存成了日期，原来的写法看不出来"), tr("文本格式的单元格"),
            tr("请把该栏设为文本格式后重新填写")};
  if (column.kind == Kind::identifier && cell.kind == TableCell::Kind::number)
    return {"", tr("被存成了数字，前面的 0 可能已丢失"), tr("文本格式的单元格"),
            tr("请把该栏设为文本格式后对照原件填写")};
  if (!column.translations.empty() || column.codes) return import_code(text, column);
  return {text, "", "", ""};
}

}  // namespace

ImportedCell import_cell(const TableCell& cell, const ImportColumn& column,
                         const std::set<std::string>& blanks) {
  const std::string text = normalise_text(cell.text);
  if (text.empty() || blanks.count(text) > 0 || column.blanks.count(text) > 0) {
    if (!column.required) return {};
    return {"", tr("空着"), tr("必填"), tr("请补上；没有这一项的人，请在映射文件中去掉 required")};
  }
  if (is_spreadsheet_error(text))
    return {"", fmt::format(fmt::runtime(tr("公式没有算出结果：{}")), text), tr("填好的值"),
            tr("请改正公式，或改填数值")};
  if (has_control_characters(text)) return {"", tr("含有看不见的控制字符"), "", tr("请删去后重新填写")};
  if (digits_are_lost(cell)) return lost(tr("请把该栏设为文本格式后对照原件重新填写"));
  switch (column.kind) {
    case Kind::id_number:
      return cell.kind == TableCell::Kind::date ? import_text(cell, text, column)
                                                : ImportedCell{text, "", "", ""};
    case Kind::date:
      return import_date(cell, text, column);
    case Kind::code:
      return import_code(text, column);
    case Kind::text:
    case Kind::identifier:
      break;
  }
  return import_text(cell, text, column);
}

ImportedCell import_key(const TableCell& cell, bool id_number) {
  const std::string text = normalise_text(cell.text);
  if (text.empty()) return {};
  if (digits_are_lost(cell)) return lost(tr("请把该栏设为文本格式后对照原件重新填写"));
  if (cell.kind == TableCell::Kind::date)
    return {"", tr("被存成了日期，原来的写法看不出来"), tr("文本格式的单元格"),
            tr("请把该栏设为文本格式后重新填写")};
  if (!id_number) return {text, "", "", ""};
  if (const std::string key = id_key(text); !key.empty()) return {key, "", "", ""};
  return {"", tr("不是有效的证件号码"), tr("18 位身份证号码，或字母开头的其他证件号码"),
          tr("请对照证件逐位核对")};
}

}  // namespace hefu
