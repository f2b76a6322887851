#include <cstdlib>

#include "schemas/messages.h"
#include "schemas/text.h"
#include "templates/layout_parts.h"

namespace hefu {

void Setting::report(const std::string& path, const std::string& message, const std::string& hint) {
  if (!told.insert(path + message).second) return;
  Diagnostic diagnostic;
  diagnostic.file = application.file.string();
  diagnostic.path = path;
  diagnostic.message = message;
  diagnostic.hint = hint;
  diagnostics.push_back(std::move(diagnostic));
}

double number(const Element& element, const char* attribute, double otherwise) {
  for (const auto& [key, value] : element.attributes)
    if (key == attribute) return std::strtod(value.c_str(), nullptr);
  return otherwise;
}

Filler read_filler(const std::string& name) {
  static const std::map<std::string, Filler> fillers = {
      {"record", Filler::record}, {"applicant", Filler::applicant}, {"unit", Filler::unit},
      {"bureau", Filler::bureau}, {"committee", Filler::committee}, {"office", Filler::office}};
  const auto found = fillers.find(name);
  return found == fillers.end() ? Filler::record : found->second;
}

BoxUse read_use(const std::string& name) {
  static const std::map<std::string, BoxUse> uses = {
      {"text", BoxUse::text}, {"signature", BoxUse::signature}, {"seal", BoxUse::seal},
      {"date", BoxUse::date}, {"blank", BoxUse::blank},         {"late", BoxUse::late}};
  const auto found = uses.find(name);
  return found == uses.end() ? BoxUse::text : found->second;
}

CellStyle read_style(const Element& element, const CellStyle& inherited) {
  CellStyle style = inherited;
  for (const auto& [key, value] : element.attributes) {
    if (key == "typeface")
      style.text.typeface = static_cast<std::uint8_t>(value == "hei"   ? Typeface::hei
                                                      : value == "kai" ? Typeface::kai
                                                                       : Typeface::song);
    else if (key == "size")
      style.text.size_pt = std::strtof(value.c_str(), nullptr);
    else if (key == "min-size")
      style.min_size_pt = std::strtof(value.c_str(), nullptr);
    else if (key == "leading")
      style.text.leading = std::strtof(value.c_str(), nullptr);
    else if (key == "padding")
      style.padding_x_mm = style.padding_y_mm = std::strtod(value.c_str(), nullptr);
    else if (key == "padding-x")
      style.padding_x_mm = std::strtod(value.c_str(), nullptr);
    else if (key == "align")
      style.text.align = value == "centre" ? Align::centre : value == "right" ? Align::right : Align::left;
    else if (key == "vertical")
      style.text.vertical = value == "true";
  }
  style.min_size_pt = std::min(style.min_size_pt, style.text.size_pt);
  return style;
}

namespace {

bool is_given(const Scope& scope, const std::string& path) {
  const Scope found = resolve(scope, path);
  return found.element && !found.element->text.empty();
}

/// Reads the pieces of one cell.
class CellReader {
 public:
  CellReader(Setting& setting, const CellStyle& style, std::string label)
      : setting_(setting), style_(style), label_(std::move(label)) {}

  void read(const Element& element, const Scope& scope, CellLine& line) {
    const std::string& name = element.name;
    if (name == "t")
      text(element, scope, line);
    else if (name == "value")
      value(element, scope, line);
    else if (name == "each")
      each(element, scope, line);
    else if (name == "material")
      static_text(scope.material ? (element.attribute("part") == "item" ? std::to_string(scope.material->item)
                                                                        : scope.material->name)
                                 : std::string(),
                  line);
    else if (name == "late" || name == "slot")
      slot(element, scope, line);
    else if (name == "date")
      date(element, scope, line);
    else if (name == "row-number")
      static_text(std::to_string(scope.index), line);
    else if (name == "gap")
      gap(number(element, "width", 3), line);
    else
      furniture(name, line);
  }

  void static_text(const std::string& text, CellLine& line, RunKind run = RunKind::label) {
    if (text.empty()) return;
    Segment segment;
    segment.run = run;
    segment.glued = !line.segments.empty();
    segment.shaped = shaped(text, setting_.form.id, tr("表格自带文字"));
    line.segments.push_back(std::move(segment));
  }

 private:
  Shaped shaped(const std::string& text, const std::string& path, const std::string& label) {
    Shaped result = shape(setting_.fonts, static_cast<Typeface>(style_.text.typeface), to_utf32(text));
    for (const char32_t missing : result.missing)
      setting_.report(path,
                      fmt::format(fmt::runtime(tr("{}：“{}”（{}）中的字 {} 没有字体可以打印")),
                                  setting_.application.applicant.name, label, path, code_point_name(missing)),
                      tr("请核对该字的编码；确为生僻字时请安装含有该字的字体"));
    return result;
  }

  void text(const Element& element, const Scope& scope, CellLine& line) {
    const std::string condition = element.attribute("if");
    if (!condition.empty() && !is_given(scope, condition)) return;
    static_text(element.text, line);
  }

  void value(const Element& element, const Scope& scope, CellLine& line) {
    const std::string path = element.attribute("path");
    const Scope found = resolve(scope, path);
    const std::size_t at = path.find('@');
    std::string given;
    if (found.element)
      given = at == std::string::npos ? found.element->text : found.element->attribute(path.substr(at + 1));
    if (!stands_here(element, given)) return;
    Segment segment;
    segment.kind = Segment::Kind::value;
    segment.run = RunKind::value;
    segment.path = found.path;
    segment.label = element.has("label") ? element.attribute("label") : label_;
    segment.online = format_date(given, element.attribute("format"));
    if (given.empty() && found.element && element.has("empty")) segment.online = element.attribute("empty");
    segment.entered = !segment.online.empty();
    segment.width_mm = number(element, "blank-width", 8);
    segment.shaped = shaped(segment.online, segment.path, segment.label);
    line.segments.push_back(std::move(segment));
  }

  // A column of alternatives shows the value only where it is the column's own.
  static bool stands_here(const Element& element, const std::string& given) {
    auto listed = [&](const char* attribute) {
      return (" " + element.attribute(attribute) + " ").find(" " + given + " ") != std::string::npos;
    };
    if (element.has("when")) return !given.empty() && listed("when");
    if (element.has("unless")) return given.empty() || !listed("unless");
    return true;
  }

  void each(const Element& element, const Scope& scope, CellLine& line) {
    const std::string path = element.attribute("path");
    const std::size_t slash = path.rfind('/');
    const Scope parent = slash == std::string::npos ? scope : resolve(scope, path.substr(0, slash));
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    const std::size_t count = parent.element ? parent.element->all(name).size() : 0;
    for (std::size_t i = 1; i <= std::max<std::size_t>(count, 1); ++i) {
      if (i > 1) static_text(element.attribute("joiner"), line);
      Scope item = resolve(parent, fmt::format("{}[{}]", name, i));
      item.material = scope.material;
      for (const Element& child : element.children) read(child, item, line);
    }
  }

  void slot(const Element& element, const Scope& scope, CellLine& line) {
    const bool late = element.name == "late";
    Segment segment;
    segment.kind = late ? Segment::Kind::late : Segment::Kind::slot;
    segment.run = RunKind::late;
    segment.path = scope.id.empty() ? element.attribute("id") : scope.id + "/" + element.attribute("id");
    segment.label = element.has("label") ? element.attribute("label") : label_;
    segment.use = late ? BoxUse::late : read_use(element.attribute("use"));
    segment.filler = read_filler(element.attribute("filler"));
    segment.width_mm = number(element, "width", 25);
    if (const auto known = setting_.late.find(segment.path); late && known != setting_.late.end())
      segment.shaped = shaped(known->second, segment.path, segment.label);
    line.segments.push_back(std::move(segment));
  }

  // 年 月 日 with room to write between.
  void date(const Element& element, const Scope& scope, CellLine& line) {
    const double room = number(element, "room", 9);
    Segment box;
    box.kind = Segment::Kind::slot;
    box.path = scope.id.empty() ? element.attribute("id") : scope.id + "/" + element.attribute("id");
    box.label = element.has("label") ? element.attribute("label") : label_;
    box.use = BoxUse::date;
    box.filler = read_filler(element.attribute("filler"));
    box.width_mm = room * 1.4;
    line.segments.push_back(box);
    static_text("年", line);
    gap(room, line);
    static_text("月", line);
    gap(room, line);
    static_text("日", line);
  }

  void gap(double width_mm, CellLine& line) {
    Segment segment;
    segment.kind = Segment::Kind::gap;
    segment.width_mm = width_mm;
    segment.glued = true;
    line.segments.push_back(std::move(segment));
  }

  void furniture(const std::string& name, CellLine& line) {
    if (name == "title")
      static_text(setting_.notice.title_of(setting_.form.kind), line);
    else if (name == "evidence-heading")
      static_text(setting_.notice.root.text_at("materials/evidence-heading"), line);
    else if (name == "heading")
      static_text(setting_.heading, line);
    else if (name == "sub-heading")
      static_text(setting_.sub_heading, line);
    else if (name == "page-number")
      static_text(std::to_string(setting_.page), line);
    else if (name == "page-count")
      static_text(std::to_string(setting_.pages), line);
    else if (name == "serial")
      static_text("版次", line, RunKind::mark);
  }

  Setting& setting_;
  const CellStyle& style_;
  std::string label_;
};

}  // namespace

CellText read_cell_text(Setting& setting, const Element& element, const Scope& scope,
                        const CellStyle& inherited, const std::string& label) {
  CellText text;
  text.style = read_style(element, inherited);
  text.top = element.attribute("stand") == "top";
  CellReader reader(setting, text.style, label);
  CellLine only;
  only.align = text.style.text.align;
  only.typeface = text.style.text.typeface;
  reader.static_text(element.text, only);
  for (const Element& child : element.children) {
    if (child.name == "line") {
      if (child.has("if") && !is_given(scope, child.attribute("if"))) continue;
      const CellStyle style = read_style(child, text.style);
      CellReader line_reader(setting, style, label);
      CellLine line;
      line.align = style.text.align;
      line.typeface = style.text.typeface;
      line.indent_em = number(child, "indent", 0);
      line_reader.static_text(child.text, line);
      for (const Element& piece : child.children) line_reader.read(piece, scope, line);
      if (!line.segments.empty()) text.lines.push_back(std::move(line));
    } else if (child.name == "notes") {
      const Element* materials = setting.notice.root.child("materials");
      for (const Element* note : materials ? materials->all("note") : std::vector<const Element*>()) {
        text.lines.push_back({text.style.text.align, 0, text.style.text.typeface, {}});
        reader.static_text(note->text, text.lines.back());
      }
    } else if (child.name != "foot" && child.name != "seal") {
      reader.read(child, scope, only);
    }
  }
  if (!only.segments.empty()) text.lines.insert(text.lines.begin(), std::move(only));
  return text;
}

}  // namespace hefu
