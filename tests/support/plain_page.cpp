#include "tests/support/plain_page.h"

#include <algorithm>

#include "schemas/error.h"
#include "schemas/text.h"

namespace hefu::support {
namespace {

constexpr double rule_mm = 0.75 * mm_per_pt, padding_mm = 2;

TextRun set_line(const std::string& text, Typeface typeface, RunKind kind, double x, double y, float size_pt,
                 const Fonts& fonts) {
  TextRun run{kind, {}};
  for (const char32_t c : to_utf32(text)) {
    const auto glyph = fonts.find(typeface, c);
    if (!glyph) throw Error(ErrorKind::usage, "no glyph for " + code_point_name(c));
    const double advance = glyph->advance_em * size_pt * mm_per_pt;
    run.glyphs.push_back({c, glyph->face, glyph->id, static_cast<float>(x), static_cast<float>(y), size_pt,
                          static_cast<float>(advance)});
    x += advance;
  }
  return run;
}

void add_grid(const PlainPage& ruling, Page& page) {
  double width = 0;
  for (const double column : ruling.columns_mm) width += column;
  const double height = ruling.rows * ruling.row_mm;
  page.frame = {ruling.left_mm, ruling.top_mm, width, height};
  const auto line = [&](double x0, double y0, double x1, double y1) {
    page.lines.push_back({static_cast<float>(x0), static_cast<float>(y0), static_cast<float>(x1),
                          static_cast<float>(y1), static_cast<float>(rule_mm)});
  };
  for (int row = 0; row <= ruling.rows; ++row) {
    const double y = ruling.top_mm + row * ruling.row_mm;
    line(ruling.left_mm, y, ruling.left_mm + width, y);
  }
  double x = ruling.left_mm;
  for (std::size_t column = 0; column <= ruling.columns_mm.size(); ++column) {
    line(x, ruling.top_mm, x, ruling.top_mm + height);
    if (column < ruling.columns_mm.size()) x += ruling.columns_mm[column];
  }
}

const std::vector<std::string>& labels() {
  static const std::vector<std::string> all = {
      "姓名",     "性别",     "民族",     "出生年月", "身份证号码", "参加工作时间", "工作单位",
      "现任职务", "毕业学校", "所学专业", "联系电话", "任职时间",   "申报系列",     "申报专业",
      "申报级别", "审批机关", "外语水平", "主要内容", "起止时间",   "证明人"};
  return all;
}

}  // namespace

Page plain_page(const PlainPage& ruling, const std::vector<std::string>& values, const Fonts& fonts) {
  Page page;
  page.width_mm = ruling.width_mm;
  page.height_mm = ruling.height_mm;
  page.heading = "基本情况";
  add_grid(ruling, page);
  page.codes = {{ruling.width_mm - 34, 3, 25, 25}, {8, ruling.height_mm - 28, 25, 25}};
  page.code = "HF1:PLAIN-PAGE-FOR-UNIT-TESTS-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789";
  page.runs.push_back(
      set_line("基本情况", Typeface::hei, RunKind::label, ruling.width_mm / 2 - 12, 22, 16, fonts));
  std::size_t value = 0;
  for (int row = 0; row < ruling.rows; ++row) {
    double x = ruling.left_mm;
    const double y = ruling.top_mm + row * ruling.row_mm;
    for (std::size_t column = 0; column + 1 < ruling.columns_mm.size(); column += 2) {
      const std::string& label = labels()[(row * 3 + column) % labels().size()];
      page.runs.push_back(
          set_line(label, Typeface::hei, RunKind::label, x + padding_mm, y + 7.3, 10.5f, fonts));
      x += ruling.columns_mm[column];
      if (value < values.size()) {
        Field field;
        field.path = "/application/value[" + std::to_string(value + 1) + "]";
        field.label = label;
        field.online = field.text = values[value];
        field.entered = !values[value].empty();
        field.box = {x + rule_mm, y + rule_mm, ruling.columns_mm[column + 1] - 2 * rule_mm,
                     ruling.row_mm - 2 * rule_mm};
        if (field.entered) {
          field.runs.push_back(static_cast<std::uint32_t>(page.runs.size()));
          page.runs.push_back(
              set_line(values[value], Typeface::song, RunKind::value, x + padding_mm, y + 7.3, 10.5f, fonts));
        }
        page.fields.push_back(field);
        ++value;
      }
      x += ruling.columns_mm[column + 1];
    }
  }
  return page;
}

std::vector<std::string> plain_values() {
  return {"样本己未",
          "女",
          "蒙古族",
          "1985-03-12",
          "150000198503120020",
          "2008-07",
          "样本水利水电勘测设计院",
          "设计二所副所长",
          "样本农业大学",
          "水利水电工程",
          "13800000001",
          "2019-01",
          "工程技术人才",
          "水利水电工程",
          "正高级",
          "样本省人社厅",
          "英语，较熟练",
          "水工结构设计",
          "2004-09至2008-07",
          "样本乙",
          "",
          "龘䶮㛃𬭎〇",
          "yangben1@example.cn",
          "90",
          "样本河防洪治理工程施工图设计",
          "参与，负责堤防结构计算",
          "样本·巴特尔",
          "3",
          "已结题",
          "2022年12月"};
}

const Page& plain_sheet() {
  static const Page page = plain_page({}, plain_values(), *shared_fonts());
  return page;
}

const std::shared_ptr<const Fonts>& shared_fonts() {
  static const std::shared_ptr<const Fonts> loaded = Fonts::load();
  return loaded;
}

}  // namespace hefu::support
