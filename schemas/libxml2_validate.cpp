#include <libxml/xmlschemas.h>

#include <map>
#include <mutex>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/libxml2_document.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

struct FreeSchema {
  void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
};
using Schema = std::unique_ptr<xmlSchema, FreeSchema>;

void keep_first_message(void* text, xmlErrorPtr error) {
  auto& kept = *static_cast<std::string*>(text);
  if (kept.empty() && error && error->message) kept = error->message;
}

Schema read_schema(const std::string& name) {
  const std::string bytes = read_file(data_file(name));
  std::string fault;
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(bytes.data(), static_cast<int>(bytes.size()));
  if (!parser) throw std::bad_alloc();
  xmlSchemaSetParserStructuredErrors(parser, keep_first_message, &fault);
  Schema schema(xmlSchemaParse(parser));
  xmlSchemaFreeParserCtxt(parser);
  if (!schema)
    throw Error(ErrorKind::missing,
                fmt::format(fmt::runtime(tr("程序自带的数据规范 {} 损坏：{}")), name, fault),
                tr("请重新取得完整的程序目录，并确认有权限读取"));
  return schema;
}

/// A parsed schema is only read in validating, so threads share it.
xmlSchema& shared_schema(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, Schema> known;
  const std::lock_guard lock(mutex);
  Schema& schema = known[name];
  if (!schema) schema = read_schema(name);
  return *schema;
}

struct Findings {
  const std::string& file;
  const Xsd& facts;
  Diagnostics& diagnostics;
  const void* last_node = nullptr;
  bool last_was_facet = false;
};

void collect_finding(void* findings, xmlErrorPtr error) {
  auto& found = *static_cast<Findings*>(findings);
  if (!error || found.diagnostics.size() >= kMostDiagnostics) return;
  const bool facet =
      error->code >= XML_SCHEMAV_CVC_FACET_VALID && error->code <= XML_SCHEMAV_CVC_ENUMERATION_VALID;
  // After a facet's fault libxml2 says once more that the value is not of its type.
  const bool repeated = !facet && found.last_was_facet && error->node == found.last_node &&
                        (error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 ||
                         error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2 ||
                         error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3);
  found.last_node = error->node;
  found.last_was_facet = facet;
  if (!repeated) found.diagnostics.push_back(validity_diagnostic(*error, found.file, found.facts));
}

}  // namespace

void validate_document(xmlDoc& document, const std::string& file, const std::string& schema,
                       Diagnostics& diagnostics) {
  xmlSchema& shared = shared_schema(schema);
  Findings findings{file, xsd(schema), diagnostics};
  xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(&shared);
  if (!validator) throw std::bad_alloc();
  xmlSchemaSetValidStructuredErrors(validator, collect_finding, &findings);
  const int result = xmlSchemaValidateDoc(validator, &document);
  xmlSchemaFreeValidCtxt(validator);
  if (result < 0)
    throw Error(ErrorKind::missing, fmt::format(fmt::runtime(tr("{}：数据规范校验中断")), file));
  if (result > 0 && !has_errors(diagnostics)) {
    Diagnostic d;
    d.file = file;
    d.message = tr("文件不符合数据规范");
    d.expected = schema;
    diagnostics.push_back(std::move(d));
  }
}

}  // namespace hefu
