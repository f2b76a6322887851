#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <cstring>
#include <mutex>

#include "schemas/libxml2_document.h"
#include "schemas/messages.h"
#include "schemas/text.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

// Bounds for any XML file of ours. The largest record that the schema allows (500 entries in each of its
// lists, all filled) has some 60,000 elements at depth 6 and stays under 16 MB unless every value is at its
// limit.
constexpr std::size_t kMostBytes = 16u << 20;
constexpr int kMostDepth = 64;
constexpr int kMostElements = 300'000;
// libxml2 compares every attribute of a tag with every other and searches namespaces one by one: quadratic.
constexpr int kMostAttributes = 256;
constexpr int kMostNamespaces = 32;

constexpr const char* kInstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

struct Refusal {
  const char* message = nullptr;
  const char* hint = nullptr;
};

/// What the parser's callbacks know; hangs on the context's _private.
struct ParseState {
  const std::string& file;
  Diagnostics& diagnostics;
  int elements = 0;
};

ParseState& state_of(void* context) {
  return *static_cast<ParseState*>(static_cast<xmlParserCtxtPtr>(context)->_private);
}

void refuse(void* context, const Refusal& refusal) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  ParseState& state = state_of(context);
  Diagnostic d;
  d.file = state.file;
  d.line = xmlSAX2GetLineNumber(parser);
  d.message = refusal.message;
  d.hint = refusal.hint;
  state.diagnostics.push_back(std::move(d));
  xmlStopParser(parser);
}

/// Called for "<!DOCTYPE name", before anything of its content is read: entities never come to be.
void refuse_dtd(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  refuse(context,
         {tr("文件带有 DTD（<!DOCTYPE …>），为安全起见不予读取"), tr("请删去 <!DOCTYPE …> 一节后重试")});
}

void start_element(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                   int namespace_count, const xmlChar** namespaces, int attribute_count, int defaulted,
                   const xmlChar** attributes) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  if (parser->nodeNr >= kMostDepth)
    return refuse(context, {tr("元素嵌套超过 64 层，不予读取"), tr("请检查文件是否由本系统的格式导出")});
  if (++state_of(context).elements > kMostElements)
    return refuse(context, {tr("元素超过 300000 个，不予读取"), tr("请检查文件是否由本系统的格式导出")});
  if (parser->nsNr / 2 > kMostNamespaces)
    return refuse(context, {tr("命名空间过多，不予读取"), tr("请检查文件是否由本系统的格式导出")});
  for (int i = 0; i < attribute_count; ++i) {
    const auto* attribute_uri = reinterpret_cast<const char*>(attributes[5 * i + 2]);
    // A schemaLocation would make the validator load a schema of the file's choosing.
    if (attribute_uri && std::strcmp(attribute_uri, kInstanceNamespace) == 0)
      return refuse(context, {tr("文件带有 xsi: 属性（如 xsi:schemaLocation），为安全起见不予读取"),
                              tr("请删去 xsi: 属性；本程序只用自带的数据规范")});
  }
  xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted,
                        attributes);
}

void collect_error(void* context, xmlErrorPtr error) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  if (!parser || !parser->_private || !error || error->level < XML_ERR_ERROR) return;
  ParseState& state = state_of(context);
  if (parser->disableSAX == 0 || state.diagnostics.empty())
    state.diagnostics.push_back(parse_diagnostic(*error, state.file));
}

xmlParserInputPtr load_nothing(const char*, const char*, xmlParserCtxtPtr) { return nullptr; }

void prepare_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
  });
}

std::string text_of(const xmlChar* begin, const xmlChar* end) {
  return {reinterpret_cast<const char*>(begin), reinterpret_cast<const char*>(end)};
}

/// For parse_root_tag: its Element hangs on the context's _private. The first element is the last.
void keep_root_tag(void* context, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**,
                   int attribute_count, int, const xmlChar** attributes) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  auto& root = *static_cast<Element*>(parser->_private);
  root.name = reinterpret_cast<const char*>(name);
  for (int i = 0; i < attribute_count; ++i, attributes += 5)  // name, prefix, namespace, value's two ends
    root.attributes.emplace_back(reinterpret_cast<const char*>(attributes[0]),
                                 text_of(attributes[3], attributes[4]));
  xmlStopParser(parser);
}

void stop_at_dtd(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  xmlStopParser(static_cast<xmlParserCtxtPtr>(context));
}

void ignore_error(void*, xmlErrorPtr) {}

/// An upper bound of the attributes of any one tag: quotes behind an equals sign between two '<', which no
/// tag can hold inside.
bool has_crowded_tag(const std::string& bytes) {
  int count = 0;
  char last = 0;
  for (char c : bytes) {
    if (c == '<') count = 0;
    if ((c == '"' || c == '\'') && last == '=' && ++count > kMostAttributes) return true;
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') last = c;
  }
  return false;
}

std::optional<Diagnostic> refuse_bytes(const std::string& bytes, const std::string& file) {
  Diagnostic d;
  d.file = file;
  d.hint = tr("请检查文件是否由本系统的格式导出");
  if (bytes.empty()) {
    d.message = tr("文件是空的");
    d.hint = tr("请重新导出或重新下载这个文件");
    return d;
  }
  if (bytes.size() > kMostBytes) {
    d.message = tr("文件过大，不予读取");
    d.expected = tr("不超过 16 MB");
    d.got = fmt::format("{:.1f} MB", static_cast<double>(bytes.size()) / (1 << 20));
    return d;
  }
  const std::size_t malformed = first_malformed_byte(bytes);
  if (malformed != std::string::npos || bytes.find('\0') != std::string::npos) {
    const std::size_t at = std::min(malformed, bytes.find('\0'));
    d.line = 1 + static_cast<int>(std::count(bytes.begin(), bytes.begin() + at, '\n'));
    d.message = tr("文件不是 UTF-8 编码");
    d.expected = "UTF-8";
    d.hint = tr("请用文本编辑器另存为 UTF-8 编码");
    return d;
  }
  if (has_crowded_tag(bytes)) {
    d.message = tr("一个标签里的属性过多，不予读取");
    return d;
  }
  return std::nullopt;
}

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

}  // namespace

Document parse_document(const std::string& bytes, const std::string& file, Diagnostics& diagnostics) {
  prepare_library();
  if (std::optional<Diagnostic> refusal = refuse_bytes(bytes, file)) {
    diagnostics.push_back(std::move(*refusal));
    return nullptr;
  }
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  if (!parser) throw std::bad_alloc();
  ParseState state{file, diagnostics};
  parser->_private = &state;
  parser->sax->internalSubset = refuse_dtd;
  parser->sax->startElementNs = start_element;
  parser->sax->serror = collect_error;
  // The bytes are UTF-8, whatever the declaration says.
  Document document(xmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr,
                                      "UTF-8", XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES));
  if (!document && diagnostics.empty()) {
    Diagnostic d;
    d.file = file;
    d.message = tr("文件不是完整的 XML");
    d.hint = tr("请重新导出或重新下载这个文件");
    diagnostics.push_back(std::move(d));
  }
  return has_errors(diagnostics) ? nullptr : std::move(document);
}

std::optional<Element> parse_root_tag(std::string_view bytes) {
  prepare_library();
  constexpr std::size_t enough = 64 << 10;
  bytes = bytes.substr(0, enough);
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  if (!parser) throw std::bad_alloc();
  Element root;
  parser->_private = &root;
  parser->sax->internalSubset = stop_at_dtd;
  parser->sax->startElementNs = keep_root_tag;
  parser->sax->serror = ignore_error;
  const Document nothing(xmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()),
                                           nullptr, "UTF-8", XML_PARSE_NONET));
  return root.name.empty() ? std::nullopt : std::optional(std::move(root));
}

}  // namespace hefu
