#include "schemas/libxml2_document.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

std::string to_string(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }

void trim(std::string& text) {
  constexpr const char* kSpace = " \t\r\n";
  text.erase(0, std::min(text.find_first_not_of(kSpace), text.size()));
  text.erase(text.find_last_not_of(kSpace) + 1);
}

/// Recursion is as deep as the parser lets elements nest.
Element to_element(const xmlNode& node) {
  Element element;
  element.name = to_string(node.name);
  element.line = static_cast<int>(xmlGetLineNo(&node));
  for (const xmlAttr* a = node.properties; a; a = a->next) {
    xmlChar* value = xmlNodeListGetString(node.doc, a->children, 1);
    element.attributes.emplace_back(to_string(a->name), to_string(value));
    xmlFree(value);
  }
  for (const xmlNode* child = node.children; child; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) element.children.push_back(to_element(*child));
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      element.text += to_string(child->content);
  }
  trim(element.text);
  return element;
}

}  // namespace

ParsedXml parse_xml(const std::string& bytes, const std::string& file, const std::string& schema) {
  ParsedXml parsed;
  const Document document = parse_document(bytes, file, parsed.diagnostics);
  if (!document) return parsed;
  if (!schema.empty()) validate_document(*document, file, schema, parsed.diagnostics);
  if (const xmlNode* root = xmlDocGetRootElement(document.get())) parsed.root = to_element(*root);
  parsed.ok = !has_errors(parsed.diagnostics);
  return parsed;
}

}  // namespace hefu
