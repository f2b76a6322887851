#include <libxml/xmlerror.h>

#include <string_view>

#include "schemas/libxml2_document.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

template <typename... Args>
std::string say(const char* message, const Args&... args) {
  return fmt::format(fmt::runtime(tr(message)), args...);
}

std::string to_string(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }

int index_among_siblings(const xmlNode& node) {
  int index = 1;
  for (const xmlNode* before = node.prev; before; before = before->prev)
    index += before->type == XML_ELEMENT_NODE && xmlStrEqual(before->name, node.name);
  return index;
}

/// Where a finding stands: the element, its XPath, and what the schema says of it.
struct Place {
  const xmlNode* element = nullptr;
  std::string path;
  std::string attribute;  // empty: the element itself
  Xsd::Declaration element_facts;
  Xsd::Declaration facts;  // of the attribute, if it is one
};

Place find_element(const xmlNode* node, const Xsd& schema) {
  Place place;
  place.element = node;
  const bool is_root = !node->parent || node->parent->type != XML_ELEMENT_NODE;
  const std::string name = to_string(node->name);
  if (is_root) {
    place.facts = schema.root(name);
    place.path = "/" + name;
  } else {
    const Place parent = find_element(node->parent, schema);
    place.facts = schema.child(parent.facts, name);
    place.path = parent.path + "/" + name;
    if (Xsd::repeats(place.facts)) place.path += fmt::format("[{}]", index_among_siblings(*node));
  }
  place.element_facts = place.facts;
  return place;
}

/// The attribute that a message speaks of, "Element '{urn}a', attribute 'b': ..."; libxml2 gives the element
/// as node.
std::string attribute_in(std::string_view message) {
  constexpr std::string_view kMark = "', attribute '";
  const std::size_t at = message.find(kMark);
  if (at == std::string_view::npos || at > message.find(": ")) return {};
  const std::size_t start = at + kMark.size();
  return std::string(message.substr(start, message.find('\'', start) - start));
}

Place find_place(const xmlError& error, const Xsd& schema) {
  const auto* node = static_cast<const xmlNode*>(error.node);
  if (!node) return {};
  Place place = find_element(node->type == XML_ATTRIBUTE_NODE ? node->parent : node, schema);
  place.attribute = attribute_in(error.message ? error.message : "");
  if (place.attribute.empty()) return place;
  place.facts = schema.attribute(place.element_facts, place.attribute);
  place.path += "/@" + place.attribute;
  return place;
}

std::string value_of(const Place& place) {
  if (!place.element) return {};
  xmlChar* content = place.attribute.empty()
                         ? xmlNodeGetContent(place.element)
                         : xmlGetNoNsProp(place.element, BAD_CAST place.attribute.c_str());
  const std::string value = to_string(content);
  xmlFree(content);
  return value;
}

/// A value as messages may show it: private ones only by their length, long ones only by their start.
std::string show(const std::string& value, const Xsd& schema, const Place& place) {
  const std::u32string text = to_utf32(value);
  if (text.empty()) return tr("空");
  if (schema.is_private(place.facts)) return say("{} 个字符（不显示）", text.size());
  constexpr std::size_t kShown = 30;
  return "“" + (text.size() <= kShown ? value : to_utf8(text.substr(0, kShown)) + "…") + "”";
}

/// What the schema says in words is in the catalogue like any message.
std::string tr_words(const std::string& words) { return words.empty() ? words : tr(words.c_str()); }

std::string join(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, "、")); }

/// The names that stand in a message of libxml2's behind `marker`, "Expected is ( {urn}a, {urn}b )." for
/// instance.
std::vector<std::string> names_behind(std::string_view message, std::string_view marker) {
  std::vector<std::string> names;
  std::size_t at = message.find(marker);
  if (at == std::string_view::npos) return names;
  for (at = message.find('(', at); at < message.size() && message[at] != ')';) {
    std::size_t end = message.find_first_of(",)", at + 1);
    if (end == std::string_view::npos) end = message.size();
    std::string_view name = message.substr(at + 1, end - at - 1);
    if (const std::size_t brace = name.rfind('}'); brace != std::string_view::npos)
      name.remove_prefix(brace + 1);
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    if (!name.empty()) names.push_back(fmt::format("<{}>", name));
    at = end;
  }
  return names;
}

std::string quoted_behind(std::string_view message, std::string_view marker) {
  const std::size_t at = message.find(marker);
  if (at == std::string_view::npos) return {};
  const std::size_t start = at + marker.size();
  return std::string(message.substr(start, message.find('\'', start) - start));
}

std::string what(const Place& place) {
  return place.attribute.empty() ? say("<{}> 的值", place.element ? to_string(place.element->name) : "")
                                 : say("属性 {} 的值", place.attribute);
}

void explain_value(Diagnostic& d, const xmlError& error, const Xsd& schema, const Place& place) {
  d.got = show(value_of(place), schema, place);
  const std::vector<std::string> allowed = schema.allowed(place.facts);
  const std::string words = tr_words(schema.documentation(place.facts));
  d.message = say("{}不符合要求", what(place));
  d.expected = words.empty() ? join(allowed) : words;
  switch (error.code) {
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
      d.message = say("{}不在规定的取值之内", what(place));
      d.expected = join(allowed);
      d.hint = tr("请从所列取值中选一个，文字须完全相同");
      break;
    case XML_SCHEMAV_CVC_PATTERN_VALID:
      d.message = say("{}格式不对", what(place));
      break;
    case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
      d.message = say("{}太长", what(place));
      d.expected = say("不超过 {} 个字符", schema.facet(place.facts, "maxLength"));
      d.got = say("{} 个字符", to_utf32(value_of(place)).size());
      d.hint = tr("请缩短文字");
      break;
    case XML_SCHEMAV_CVC_MINLENGTH_VALID:
      d.message = say("{}没有填写", what(place));
      d.hint = tr("这一项是必填项");
      break;
    case XML_SCHEMAV_CVC_MININCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID:
      d.message = say("{}超出范围", what(place));
      d.expected = say("{} 至 {}", schema.facet(place.facts, "minInclusive"),
                       schema.facet(place.facts, "maxInclusive"));
      break;
    default:
      break;
  }
}

void explain_structure(Diagnostic& d, const xmlError& error, const Place& place) {
  const std::string_view message = error.message;
  const std::string name = place.element ? to_string(place.element->name) : "";
  const std::vector<std::string> expected = names_behind(message, "Expected is");
  d.expected = join(expected);
  if (const int most = Xsd::most(place.facts); most > 1 && index_among_siblings(*place.element) > most) {
    d.message = say("<{}> 太多", name);
    d.expected = say("最多 {} 个", most);
    d.hint = tr("请删去多余的，或合并填写");
  } else if (message.find("Missing child element") != std::string_view::npos) {
    d.message = say("<{}> 里缺少必填的项", name);
    d.hint = tr("请补上所列的元素");
  } else {
    d.message = say("<{}> 不应出现在这里", name);
    d.hint = expected.empty() ? tr("请删去这个元素，或检查它是否写重了")
                              : tr("请检查元素名的拼写、次序和是否重复");
  }
}

/// A root that is none of the schema's: another kind of file, or another version of the format.
void explain_root(Diagnostic& d, const Place& place, const Xsd& schema) {
  const std::vector<std::string> roots = schema.roots();
  const xmlNs* given = place.element ? place.element->ns : nullptr;
  d.message = say("根元素 <{}> 不是这种文件的根元素", place.element ? to_string(place.element->name) : "");
  d.expected =
      fmt::format("<{} xmlns=\"{}\">", roots.empty() ? "" : roots.front(), schema.target_namespace());
  d.got = fmt::format("xmlns=\"{}\"", given ? to_string(given->href) : "");
  d.hint = tr("请检查是否选错了文件，或文件是否由更新版本的系统导出");
}

}  // namespace

Diagnostic parse_diagnostic(const xmlError& error, const std::string& file) {
  Diagnostic d;
  d.file = file;
  d.line = error.line;
  d.hint = tr("请重新导出这个文件；手工改过的，请检查这一行前后的尖括号、引号和 & 符号");
  switch (error.code) {
    case XML_ERR_DOCUMENT_EMPTY:
    case XML_ERR_DOCUMENT_START:
      d.message = tr("文件不是 XML");
      break;
    case XML_ERR_TAG_NAME_MISMATCH:
      d.message = tr("开始标签与结束标签不配对");
      break;
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_GT_REQUIRED:
      d.message = tr("文件不完整，或标签没有写完");
      break;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      d.message = tr("使用了未定义的实体（&名称;）");
      d.hint = tr("& 请写成 &amp;，其他字符请直接写出");
      break;
    case XML_ERR_ATTRIBUTE_REDEFINED:
      d.message = tr("同一个属性写了两次");
      break;
    case XML_ERR_INVALID_CHAR:
      d.message = tr("含有 XML 不允许的控制字符");
      break;
    default:
      d.message = say("XML 语法错误（libxml2 错误号 {}）", error.code);
  }
  return d;
}

Diagnostic validity_diagnostic(const xmlError& error, const std::string& file, const Xsd& schema) {
  const Place place = find_place(error, schema);
  Diagnostic d;
  d.file = file;
  d.line = place.element ? static_cast<int>(xmlGetLineNo(place.element)) : error.line;
  d.path = place.path;
  switch (error.code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_4:
      explain_structure(d, error, place);
      break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
      d.message = say("缺少属性 {}", quoted_behind(error.message, "The attribute '"));
      d.expected = tr_words(schema.documentation(
          schema.attribute(place.element_facts, quoted_behind(error.message, "The attribute '"))));
      d.hint = tr("请补上这个属性");
      break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
    case XML_SCHEMAV_CVC_TYPE_3_1_1:
      d.message = say("属性 {} 不应出现在这里", place.attribute);
      d.hint = tr("请删去这个属性");
      break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
      d.message = say("<{}> 的内容不对：文字与子元素不应混在一起",
                      place.element ? to_string(place.element->name) : "");
      d.hint = tr("请检查这个元素里是否多了文字或子元素");
      break;
    case XML_SCHEMAV_CVC_ELT_1:
      explain_root(d, place, schema);
      break;
    default:
      explain_value(d, error, schema, place);
  }
  return d;
}

}  // namespace hefu
