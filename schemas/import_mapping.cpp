#include "schemas/import_mapping.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "schemas/data_files.h"
#include "schemas/headings.h"
#include "schemas/messages.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

constexpr const char* record_schema = "schemas/application.xsd";

std::vector<std::string> headings_of(const Element& element) {
  std::vector<std::string> headings;
  for (const Element* heading : element.all("heading")) headings.push_back(heading->text);
  return headings;
}

std::set<std::string> words_of(const Element& element, const char* name) {
  std::set<std::string> words;
  for (const Element* word : element.all(name)) words.insert(normalise_text(word->text));
  return words;
}

bool is_true(const std::string& value) { return value == "true" || value == "1"; }

class MappingReader {
 public:
  MappingReader(const Element& root, const std::string& file, ReadImportMapping& read)
      : root_(root), file_(file), read_(read), schema_(xsd(record_schema)) {}

  void read() {
    ImportMapping& mapping = read_.mapping;
    mapping.notice = root_.attribute("notice");
    mapping.blanks = words_of(root_, "blank");
    read_number(*root_.child("number"));
    read_translations();
    record_ = schema_.root("application");
    read_part(*root_.child("people"), record_, mapping.people);
    for (const Element* list : root_.all("list")) read_list(*list);
    if (const Element* photos = root_.child("photos")) read_photos(*photos);
    check_sheets();
    require("", record_);
  }

 private:
  Diagnostic& report(const Element& element, std::string message, std::string hint) {
    return read_.diagnostics.emplace_back(
        Diagnostic{Severity::error, file_, element.line, "", std::move(message), "", "", std::move(hint)});
  }

  void read_number(const Element& number) {
    ImportMapping& mapping = read_.mapping;
    mapping.number_headings = headings_of(number);
    mapping.number_prefix = number.attribute("prefix");
    if (number.has("digits")) mapping.number_digits = std::stoi(number.attribute("digits"));
    if (number.has("first")) mapping.first_number = std::stoi(number.attribute("first"));
    if (mapping.number_headings.empty() == mapping.number_prefix.empty())
      report(number, tr("申报编号要么取自一栏（heading），要么是前缀加顺序号（prefix）"),
             tr("请在 number 中只写其中一种"));
  }

  void read_translations() {
    for (const Element* table : root_.all("translations")) {
      auto& words = translations_[table->attribute("name")];
      for (const Element* word : table->all("word"))
        if (!words.emplace(normalise_text(word->attribute("from")), word->attribute("to")).second)
          report(*word, fmt::format(fmt::runtime(tr("“{}”有两种译法")), word->attribute("from")),
                 tr("请只保留一种"));
    }
  }

  /// The declaration of an element's path attribute; reports what no record has, or what is taken already.
  Xsd::Declaration place(const Element& element, const Xsd::Declaration& start, RecordPath& path) {
    path = parse_record_path(element.attribute("path"));
    const Xsd::Declaration declaration = declaration_of(path, start);
    const bool holds_text = declaration && schema_.children(declaration).empty();
    if (!holds_text)
      report(element, fmt::format(fmt::runtime(tr("填报信息里没有可填写的 {}")), element.attribute("path")),
             tr("位置的写法见 schemas/application.xsd"));
    if (element.attribute("path").starts_with("applicant/photo"))
      report(element, tr("照片不由表格给出"), tr("请用 --photos 给出照片文件夹"));
    return holds_text ? declaration : Xsd::Declaration{};
  }

  void take(const Element& element, std::set<std::string>& taken) {
    if (!taken.insert(element.attribute("path")).second)
      report(element, fmt::format(fmt::runtime(tr("{} 有两处来源")), element.attribute("path")),
             tr("请只保留一处"));
  }

  void read_part(const Element& element, const Xsd::Declaration& start, ImportPart& part) {
    for (const Element* sheet : element.all("sheet")) part.sheets.push_back(normalise_text(sheet->text));
    for (const Element* key : element.all("key")) {
      const bool of_people = key->has("name");
      part.keys.push_back({key->attribute(of_people ? "name" : "of"), key->attribute("type") == "id-number",
                           headings_of(*key)});
    }
    std::set<std::string> taken;
    for (const Element* column : element.all("column")) {
      part.columns.push_back(read_column(*column, start));
      take(*column, taken);
    }
    for (const Element* value : element.all("value")) {
      part.constants.push_back(read_constant(*value, start));
      take(*value, taken);
    }
    if (const Element* ignored = element.child("ignored")) part.ignored = headings_of(*ignored);
    std::set<std::string> known;
    for (const Element* column : element.all("column"))
      for (const Element* heading : column->all("heading"))
        if (!known.insert(heading_key(heading->text)).second)
          report(*heading, fmt::format(fmt::runtime(tr("栏名“{}”用了两次")), heading->text),
                 tr("一个栏名只能对应一栏；空格、括号里的字和标点不计"));
  }

  ImportColumn::Kind kind_of(const Element& element, const ImportColumn& column) {
    using Kind = ImportColumn::Kind;
    static const std::map<std::string, Kind> kinds = {{"text", Kind::text},
                                                      {"identifier", Kind::identifier},
                                                      {"id-number", Kind::id_number},
                                                      {"date", Kind::date},
                                                      {"code", Kind::code}};
    const std::string type = Xsd::type_name(column.declaration);
    const bool coded = column.declaration && !schema_.allowed(column.declaration).empty();
    const bool dated = type == "Date" || type == "RequiredDate";
    if (!element.has("type")) {
      if (type == "IdNumberOfKind") return Kind::id_number;
      return dated ? Kind::date : coded ? Kind::code : Kind::text;
    }
    const Kind kind = kinds.at(element.attribute("type"));
    if (column.declaration && (dated != (kind == Kind::date) || coded != (kind == Kind::code)))
      report(element,
             fmt::format(fmt::runtime(tr("{} 不能按 {} 读")), element.attribute("path"),
                         element.attribute("type")),
             tr("可以不写 type，由填报信息的格式决定"));
    return kind;
  }

  void read_formats(const Element& element, ImportColumn& column) {
    for (const Element* format : element.all("format")) {
      if (auto parsed = DateFormat::parse(format->text)) {
        column.formats.push_back(std::move(*parsed));
      } else {
        report(*format, fmt::format(fmt::runtime(tr("“{}”不是日期的写法")), format->text),
               tr("YYYY 是四位年份，MM、DD 是两位的月、日，M、D 是一位或两位，其余照抄，如 YYYY/M/D"));
      }
    }
    const bool dated = column.kind == ImportColumn::Kind::date;
    if (!dated && (!column.formats.empty() || element.has("precision")))
      report(element, fmt::format(fmt::runtime(tr("{} 不是日期")), element.attribute("path")),
             tr("请去掉 format 和 precision"));
  }

  void read_codes(const Element& element, ImportColumn& column) {
    static const std::map<std::string, CodeList> lists = {{"ethnicity", CodeList::ethnicity},
                                                          {"education", CodeList::education},
                                                          {"completion", CodeList::completion},
                                                          {"degree", CodeList::degree}};
    if (element.has("codes")) column.codes = lists.at(element.attribute("codes"));
    if (!element.has("translations")) return;
    const auto words = translations_.find(element.attribute("translations"));
    if (words == translations_.end()) {
      report(element, fmt::format(fmt::runtime(tr("没有名为 {} 的译法")), element.attribute("translations")),
             tr("请补上 translations，或更正名称"));
      return;
    }
    column.translations = words->second;
    const std::vector<std::string> allowed =
        column.declaration ? schema_.allowed(column.declaration) : std::vector<std::string>();
    for (const auto& [from, to] : column.translations)
      if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), to) == allowed.end())
        report(element, fmt::format(fmt::runtime(tr("{} 的取值里没有“{}”")), element.attribute("path"), to),
               fmt::format(fmt::runtime(tr("可用的取值：{}")), fmt::join(allowed, "、")));
  }

  ImportColumn read_column(const Element& element, const Xsd::Declaration& start) {
    using Precision = ImportColumn::Precision;
    static const std::map<std::string, Precision> precisions = {{"", Precision::as_given},
                                                                {"year", Precision::year},
                                                                {"month", Precision::month},
                                                                {"day", Precision::day}};
    ImportColumn column;
    column.headings = headings_of(element);
    column.declaration = place(element, start, column.path);
    column.kind = kind_of(element, column);
    column.precision = precisions.at(element.attribute("precision"));
    column.blanks = words_of(element, "blank");
    column.required = is_true(element.attribute("required"));
    read_formats(element, column);
    read_codes(element, column);
    return column;
  }

  ImportConstant read_constant(const Element& element, const Xsd::Declaration& start) {
    ImportConstant constant;
    const Xsd::Declaration declaration = place(element, start, constant.path);
    constant.text = normalise_text(element.text);
    constant.from_id_number = element.has("from");
    const std::string path = element.attribute("path");
    const bool told_by_id = path == "applicant/birth-date" || path == "applicant/sex";
    if (constant.from_id_number && !told_by_id)
      report(element, fmt::format(fmt::runtime(tr("身份证号码里没有 {}")), path),
             tr("只有出生日期和性别可由身份证号码得出"));
    if (constant.from_id_number || !declaration) return constant;
    const std::vector<std::string> allowed = schema_.allowed(declaration);
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), constant.text) == allowed.end())
      report(element, fmt::format(fmt::runtime(tr("{} 的取值里没有“{}”")), path, constant.text),
             fmt::format(fmt::runtime(tr("可用的取值：{}")), fmt::join(allowed, "、")));
    return constant;
  }

  void read_list(const Element& element) {
    ImportPart part;
    part.list = parse_record_path(element.attribute("path"));
    const Xsd::Declaration entry = declaration_of(part.list, record_);
    const bool indexed = element.attribute("path").find('[') != std::string::npos;
    if (!entry || !Xsd::repeats(entry) || indexed) {
      report(element,
             fmt::format(fmt::runtime(tr("填报信息里没有名为 {} 的列表")), element.attribute("path")),
             tr("例如 publications/publication、awards/award"));
      return;
    }
    read_part(element, entry, part);
    const auto same_key = [&](const ImportKey& key) { return key.name == part.keys.front().name; };
    const auto& keys = read_.mapping.people.keys;
    const auto key = std::find_if(keys.begin(), keys.end(), same_key);
    if (key == keys.end()) {
      report(*element.child("key"),
             fmt::format(fmt::runtime(tr("人员表里没有名为 {} 的认人栏")), part.keys.front().name),
             tr("请在 people 中加上这个 key，或更正名称"));
    } else {
      part.keys.front().id_number = key->id_number;
    }
    for (const Element* same : element.all("same")) {
      ImportSame read;
      read.declaration = place(*same, record_, read.path);
      read.headings = headings_of(*same);
      part.same.push_back(std::move(read));
    }
    read_.mapping.lists.push_back(std::move(part));
  }

  void read_photos(const Element& photos) {
    using Name = ImportMapping::PhotoName;
    ImportMapping& mapping = read_.mapping;
    mapping.photos_required = !photos.has("required") || is_true(photos.attribute("required"));
    if (!photos.has("by")) return;
    mapping.photo_names.clear();
    const std::string names = photos.attribute("by") + " ";
    for (std::size_t from = 0, to = 0; (to = names.find(' ', from)) != std::string::npos; from = to + 1) {
      const std::string name = names.substr(from, to - from);
      if (name.empty()) continue;
      mapping.photo_names.push_back(name == "id-number" ? Name::id_number
                                    : name == "name"    ? Name::name
                                                        : Name::application_number);
    }
  }

  void check_sheets() {
    std::set<std::string> known;
    const auto check = [&](const Element& part) {
      for (const Element* sheet : part.all("sheet"))
        if (!known.insert(normalise_text(sheet->text)).second)
          report(*sheet, fmt::format(fmt::runtime(tr("工作表“{}”用了两次")), sheet->text),
                 tr("一张工作表只能对应一处"));
    };
    check(*root_.child("people"));
    for (const Element* list : root_.all("list")) check(*list);
  }

  /// What no record may lack has a source: else every person would fail alike.
  void require(const std::string& parent, const Xsd::Declaration& owner) {
    for (const Xsd::Declaration& child : schema_.children(owner)) {
      if (child.element->attribute("minOccurs") == "0") continue;
      const std::string path = (parent.empty() ? "" : parent + "/") + child.element->attribute("name");
      if (!schema_.children(child).empty()) {
        require(path, child);
        continue;
      }
      const Element& people = *root_.child("people");
      const auto gives = [&](const Element& source) { return source.attribute("path") == path; };
      for (ImportColumn& column : read_.mapping.people.columns)
        if (xpath_of("", column.path) == "/" + path) column.required = true;
      if (std::none_of(people.children.begin(), people.children.end(), gives))
        report(people, fmt::format(fmt::runtime(tr("没有说明必填的 {} 从哪里来")), path),
               tr("请在 people 中加上对应的 column 或 value"));
    }
  }

  const Element& root_;
  const std::string& file_;
  ReadImportMapping& read_;
  const Xsd& schema_;
  Xsd::Declaration record_;
  std::map<std::string, std::map<std::string, std::string>> translations_;
};

}  // namespace

ReadImportMapping parse_import_mapping(const std::string& bytes, const std::string& file) {
  ReadImportMapping read;
  ParsedXml parsed = parse_xml(bytes, file, "schemas/import-mapping.xsd");
  read.diagnostics = std::move(parsed.diagnostics);
  if (!parsed.ok) return read;
  MappingReader(parsed.root, file, read).read();
  read.ok = !has_errors(read.diagnostics);
  return read;
}

ReadImportMapping read_import_mapping(const std::filesystem::path& file) {
  return parse_import_mapping(read_file(file), file.string());
}

}  // namespace hefu
