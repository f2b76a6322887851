#include "schemas/application_values.h"

#include <map>

#include "schemas/application.h"
#include "schemas/id_area.h"
#include "schemas/messages.h"
#include "schemas/normalise.h"
#include "schemas/text.h"
#include "schemas/title_series.h"
#include "schemas/xsd.h"

namespace hefu {
namespace {

/// One record's place in its file, for what is found there.
struct Reader {
  const Xsd& schema;
  const std::string& file;
  Diagnostics& diagnostics;

  Diagnostic& report(const Element& element, const std::string& path, Severity severity = Severity::error) {
    Diagnostic& d = diagnostics.emplace_back();
    d.severity = severity;
    d.file = file;
    d.line = element.line;
    d.path = path;
    return d;
  }
};

void normalise_date(Reader& reader, Element& element, const Xsd::Declaration& facts,
                    const std::string& path) {
  if (element.text.empty()) return;
  if (const std::optional<Date> date = parse_date(element.text)) {
    element.text = iso(*date);
    return;
  }
  Diagnostic& d = reader.report(element, path);
  d.message = fmt::format(fmt::runtime(tr("<{}> 不是有效的日期")), element.name);
  d.expected = tr(reader.schema.documentation(facts).c_str());
  d.got = fmt::format("“{}”", element.text);
  d.hint = tr("请检查年、月、日是否存在（例如 2 月没有 30 日），只写年或年月也可以");
}

void normalise_element(Reader& reader, Element& element, const Xsd::Declaration& facts,
                       const std::string& path) {
  const std::string type = Xsd::type_name(facts);
  if (type == "Date" || type == "RequiredDate") {
    normalise_date(reader, element, facts, path);
  } else if (type == "PersonName" || type == "OptionalPersonName") {
    element.text = normalise_name(element.text);
  } else {
    element.text = normalise_text(element.text);
  }
  if (type == "IdNumberOfKind")
    for (char& c : element.text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (type == "Year") element.text = element.text.substr(0, 4);
  std::map<std::string, int> seen;
  for (Element& child : element.children)
    normalise_element(reader, child, reader.schema.child(facts, child.name),
                      child_path(path, child.name, ++seen[child.name]));
}

bool is_resident_id(const Element& id) {
  const std::string kind = id.attribute("kind");
  return kind.empty() || kind == "居民身份证" || kind == "港澳台居民居住证";
}

void explain_fault(Diagnostic& d, IdFault fault) {
  d.hint = tr("请对照身份证逐位核对");
  switch (fault) {
    case IdFault::length:
      d.message = tr("身份证号码位数不对");
      d.expected = tr("18 位");
      break;
    case IdFault::characters:
      d.message = tr("身份证号码含有不允许的字符");
      d.expected = tr("前 17 位是数字，末位是数字或 X");
      break;
    case IdFault::birth_date:
      d.message = tr("身份证号码里的出生日期不是有效的日期");
      break;
    case IdFault::check_digit:
      d.message = tr("身份证号码的校验码不对，号码里至少有一位写错");
      d.expected = tr("符合 GB 11643 的校验码");
      break;
    case IdFault::fifteen_digits:
      d.severity = Severity::warning;
      d.message = tr("身份证号码是 15 位的旧号码");
      d.expected = tr("18 位");
      d.hint = tr("第一代居民身份证已于 2013 年停用，请按现在的身份证填写 18 位号码");
      break;
    case IdFault::none:
      break;
  }
}

/// Whether a date of less precision says nothing else than a full one.
bool agrees(const Date& given, const Date& full) {
  return given.year == full.year && (given.month == 0 || given.month == full.month) &&
         (given.day == 0 || given.day == full.day);
}

/// Made-up people, with a province's own code, are let pass: samples should show what they are made for.
void check_area(Reader& reader, const Element& id, const std::string& path, const std::string& number) {
  const IdArea area = id_area(number);
  if (!area.doubtful || area.province_only) return;
  Diagnostic& d = reader.report(id, path, Severity::warning);
  d.message = tr("身份证号码前 6 位不在已知的行政区划代码里");
  d.expected = tr("GB/T 2260 的行政区划代码");
  d.hint = tr("请对照身份证核对前 6 位；已撤销的代码在旧号码里仍然有效");
}

void check_id(Reader& reader, const Element& root) {
  const Element* id = root.at("applicant/id-number");
  if (!id || !is_resident_id(*id)) return;
  const std::string path = "/application/applicant/id-number";
  IdNumber parts;
  const IdFault fault = check_id_number(id->text, &parts);
  if (fault != IdFault::none) {
    Diagnostic& d = reader.report(*id, path);
    explain_fault(d, fault);
    d.got = masked(id->text);
    if (fault != IdFault::fifteen_digits) return;
  }
  check_area(reader, *id, path, parts.number);
  const Element* birth = root.at("applicant/birth-date");
  const std::optional<Date> born = birth ? parse_date(birth->text) : std::nullopt;
  if (born && !agrees(*born, parts.birth)) {
    Diagnostic& d = reader.report(*birth, "/application/applicant/birth-date");
    d.message = tr("出生日期与身份证号码里的不一致");
    d.hint = tr("请对照身份证核对出生日期和身份证号码");
  }
  const Element* sex = root.at("applicant/sex");
  const bool given = sex && (sex->text == "男" || sex->text == "女");
  if (given && (sex->text == "男") != parts.male) {
    Diagnostic& d = reader.report(*sex, "/application/applicant/sex");
    d.message = tr("性别与身份证号码里的不一致");
    d.expected = tr("18 位号码的第 17 位单数为男，双数为女");
    d.hint = tr("请对照身份证核对性别和身份证号码");
  }
}

void check_talent_class(Reader& reader, const Element& root) {
  const Element* talent_class = root.at("applied-for/talent-class");
  if (!talent_class || talent_class->text.empty()) return;
  const std::string category = root.text_at("applied-for/talent-category");
  if (category == "2") return;
  Diagnostic& d = reader.report(*talent_class, "/application/applied-for/talent-class");
  d.message = tr("只有人才类别 2（“英才兴蒙”工程人才）才填一至六类");
  d.expected = tr("人才类别为 2，或这一项空着");
  d.got = category.empty() ? tr("没有人才类别") : fmt::format(fmt::runtime(tr("人才类别 {}")), category);
  d.hint = tr("请核对人才类别；它是申报人员适用政策的序号");
}

/// `past`: a title of earlier years may have had another name then, so that it only ever gives a warning.
void check_title(Reader& reader, const Element& owner, std::string_view name, const std::string& path,
                 bool past) {
  const Element* title = owner.child(name);
  if (!title) return;
  const std::string level = owner.text_at("level");
  const TitleFit fit = fit_title(owner.text_at("series"), title->text, level);
  if (fit.kind == TitleFit::Kind::other_name && !past) {
    Diagnostic& d = reader.report(*title, fmt::format("{}/{}", path, name), Severity::warning);
    d.message = fmt::format(fmt::runtime(tr("“{}”不是现在的职称名称")), title->text);
    d.expected = fmt::format("{}", fmt::join(fit.expected, "、"));
    d.hint = tr("请核对职称名称、系列和层级");
    return;
  }
  if (fit.kind != TitleFit::Kind::other_level && fit.kind != TitleFit::Kind::unknown_title) return;
  const bool certain = fit.kind == TitleFit::Kind::other_level && fit.verified && !past;
  Diagnostic& d =
      reader.report(*title, fmt::format("{}/{}", path, name), certain ? Severity::error : Severity::warning);
  d.message = fit.kind == TitleFit::Kind::other_level
                  ? fmt::format(fmt::runtime(tr("职称“{}”不是{}的名称")), title->text, level)
                  : fmt::format(fmt::runtime(tr("职称系列里没有名为“{}”的{}职称")), title->text, level);
  d.expected = fmt::format("{}", fmt::join(fit.expected, "、"));
  d.hint = tr("请核对职称名称、系列和层级");
}

void check_titles(Reader& reader, const Element& root) {
  if (const Element* wanted = root.at("applied-for"))
    check_title(reader, *wanted, "title", "/application/applied-for", false);
  const Element* titles = root.at("titles");
  if (!titles) return;
  int previous = 0;
  for (const Element& title : titles->children) {
    const int index = title.name == "previous" ? ++previous : 1;
    check_title(reader, title, "name", child_path("/application/titles", title.name, index), true);
  }
}

/// Compares with the precision that both have.
bool ends_before_start(const Date& start, const Date& end) {
  if (start.year != end.year || start.month == 0 || end.month == 0) return end.year < start.year;
  if (start.month != end.month || start.day == 0 || end.day == 0) return end.month < start.month;
  return end.day < start.day;
}

void check_periods(Reader& reader, const Element& element, const std::string& path) {
  const std::optional<Date> start = parse_date(element.text_at("start")),
                            end = parse_date(element.text_at("end"));
  if (start && end && ends_before_start(*start, *end)) {
    Diagnostic& d = reader.report(*element.child("end"), path + "/end");
    d.message = tr("结束时间早于开始时间");
    d.expected = fmt::format(fmt::runtime(tr("不早于 {}")), iso(*start));
    d.got = iso(*end);
    d.hint = tr("请核对起止时间");
  }
  std::map<std::string, int> seen;
  for (const Element& child : element.children)
    check_periods(reader, child, child_path(path, child.name, ++seen[child.name]));
}

}  // namespace

std::string masked(const std::string& value) {
  return fmt::format(fmt::runtime(tr("{} 个字符（不显示）")), to_utf32(value).size());
}

void normalise_values(Element& root, const std::string& file, Diagnostics& diagnostics) {
  const Xsd& schema = xsd("schemas/application.xsd");
  Reader reader{schema, file, diagnostics};
  normalise_element(reader, root, schema.root(root.name), "/" + root.name);
}

void check_values(const Element& root, const std::string& file, Diagnostics& diagnostics) {
  Reader reader{xsd("schemas/application.xsd"), file, diagnostics};
  check_id(reader, root);
  check_talent_class(reader, root);
  check_titles(reader, root);
  check_periods(reader, root, "/" + root.name);
}

}  // namespace hefu
