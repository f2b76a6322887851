#include "ocr/xlsx_parts.h"

#include <charconv>
#include <chrono>

#include "schemas/normalise.h"
#include "schemas/text.h"

namespace hefu {
namespace {

/// A listener of which only openings matter.
template <typename OnOpen>
class Openings : public XmlListener {
 public:
  explicit Openings(OnOpen on_open) : on_open_(on_open) {}
  void open(std::string_view name, const XmlAttributes& attributes) override { on_open_(name, attributes); }
  void close(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  OnOpen on_open_;
};

template <typename OnOpen>
void each_opening(const std::string& xml, OnOpen on_open) {
  if (xml.empty()) return;
  Openings<OnOpen> openings(on_open);
  walk_xml(xml, openings);
}

/// ECMA-376 part 1, 18.8.30: the built-in formats that show a date; 27 to 36 and 50 to 58 are those of
/// Chinese.
bool is_builtin_date(int id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/// Whether a format's code shows a year or a day; quoted text and [conditions] left aside.
bool shows_date(std::string_view code) {
  bool quoted = false, bracketed = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '[') bracketed = true;
    if (c == ']') bracketed = false;
    if (c == '\\') ++i;
    if (!bracketed && (c == 'y' || c == 'Y' || c == 'd' || c == 'D')) return true;
  }
  return false;
}

int integer(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class SharedStrings : public XmlListener {
 public:
  void open(std::string_view name, const XmlAttributes&) override {
    if (name == "si") texts.emplace_back();
    if (name == "rPh") ++readings_;
    in_text_ = name == "t" && readings_ == 0;
  }
  void close(std::string_view name) override {
    if (name == "rPh") --readings_;
    in_text_ = false;
  }
  void text(std::string_view more) override {
    if (in_text_ && !texts.empty()) texts.back() += more;
  }
  std::vector<std::string> texts;

 private:
  int readings_ = 0;
  bool in_text_ = false;
};

}  // namespace

std::vector<PartLink> links_of(const WorkbookArchive& archive, const std::string& part) {
  const std::size_t slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  std::vector<PartLink> links;
  each_opening(archive.part(folder + "_rels/" + part.substr(folder.size()) + ".rels"),
               [&](std::string_view name, const XmlAttributes& attributes) {
                 if (name != "Relationship" || attributes["TargetMode"] == "External") return;
                 const std::string target(attributes["Target"]);
                 links.push_back({std::string(attributes["Id"]), std::string(attributes["Type"]),
                                  target.starts_with('/') ? target.substr(1) : folder + target});
               });
  return links;
}

WorkbookList read_sheet_list(const std::string& xml) {
  WorkbookList list;
  each_opening(xml, [&](std::string_view name, const XmlAttributes& attributes) {
    if (name == "workbookPr")
      list.from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    if (name == "sheet" && !attributes["state"].ends_with("idden"))  // hidden, veryHidden
      list.sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"])});
  });
  return list;
}

std::string without_escapes(const std::string& text) {
  constexpr std::size_t length = 7;  // _x000D_
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    unsigned code = 0;
    const char* digits = text.data() + at + 2;
    const bool escape = text.size() - at >= length && text[at] == '_' && text[at + 1] == 'x' &&
                        text[at + length - 1] == '_' &&
                        std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4;
    if (escape && code != 0 && (code < 0xD800 || code > 0xDFFF)) {
      plain += to_utf8(std::u32string(1, static_cast<char32_t>(code)));
      at += length;
    } else {
      plain += text[at++];
    }
  }
  return plain;
}

std::vector<std::string> read_shared_strings(const std::string& xml) {
  SharedStrings strings;
  if (!xml.empty()) walk_xml(xml, strings);
  for (std::string& text : strings.texts)
    if (text.find("_x") != std::string::npos) text = without_escapes(text);
  return std::move(strings.texts);
}

std::vector<bool> read_date_formats(const std::string& xml) {
  std::vector<bool> formats;
  std::set<int> own;
  bool in_cell_formats = false;
  each_opening(xml, [&](std::string_view name, const XmlAttributes& attributes) {
    if (name == "numFmt" && shows_date(attributes["formatCode"])) own.insert(integer(attributes["numFmtId"]));
    if (name == "cellStyleXfs" || name == "cellStyles" || name == "dxfs") in_cell_formats = false;
    if (name == "cellXfs") in_cell_formats = true;
    if (name != "xf" || !in_cell_formats) return;
    const int id = integer(attributes["numFmtId"]);
    formats.push_back(is_builtin_date(id) || own.count(id) > 0);
  });
  return formats;
}

std::string day_of(double serial, bool from_1904) {
  // 2958465 is 9999-12-31, the last day that a spreadsheet knows.
  if (!(serial >= 1 && serial <= 2'958'465)) return {};
  using namespace std::chrono;
  const sys_days origin = from_1904 ? sys_days(year(1904) / 1 / 1) : sys_days(year(1899) / 12 / 30);
  const year_month_day day = origin + days(static_cast<int>(std::floor(serial)));
  return iso(Date{static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                  static_cast<int>(static_cast<unsigned>(day.day()))});
}

std::string number_text(const std::string& raw) {
  // What has more digits than a spreadsheet keeps stays as it stands, so that it can be told.
  if (raw.find_first_not_of("0123456789") == std::string::npos) return raw;
  double value = 0;
  const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (error != std::errc() || end != raw.data() + raw.size()) return raw;
  if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{:.15g}", value);
}

}  // namespace hefu
