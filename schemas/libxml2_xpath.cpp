#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <algorithm>
#include <new>

#include "schemas/application.h"
#include "schemas/libxml2_document.h"
#include "schemas/xpath.h"

namespace hefu {
namespace {

constexpr const char* kFunctionNamespace = "urn:hefu:rules:1";
// A rule of ours takes some hundred steps. A pack that was written to keep the program busy is stopped here.
constexpr unsigned long kMostSteps = 2'000'000;

const xmlChar* in_xml(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

std::string from_xml(xmlChar* text) {
  if (!text) return {};
  std::string copy(reinterpret_cast<const char*>(text));
  xmlFree(text);
  return copy;
}

std::string text_in(const xmlNode* node) {
  return node ? from_xml(xmlNodeGetContent(const_cast<xmlNode*>(node))) : std::string();
}

const xmlNode* child_named(const xmlNode* node, const char* name) {
  for (const xmlNode* child = node->children; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, reinterpret_cast<const xmlChar*>(name)))
      return child;
  return nullptr;
}

void build(xmlDoc& document, xmlNode* parent, const Element& element) {
  xmlNode* node = xmlNewDocNode(&document, nullptr, in_xml(element.name), nullptr);
  if (!node) throw std::bad_alloc();
  parent ? static_cast<void>(xmlAddChild(parent, node))
         : static_cast<void>(xmlDocSetRootElement(&document, node));
  for (const auto& [name, value] : element.attributes) xmlNewProp(node, in_xml(name), in_xml(value));
  if (!element.text.empty()) xmlAddChild(node, xmlNewDocText(&document, in_xml(element.text)));
  for (const Element& child : element.children) build(document, node, child);
}

void keep_first_fault(void* kept, xmlErrorPtr error) {
  auto& fault = *static_cast<std::string*>(kept);
  if (!fault.empty() || !error) return;
  fault = error->message ? error->message : "XPath";
  while (!fault.empty() && fault.back() == '\n') fault.pop_back();
}

FunctionArgument to_argument(xmlXPathObject& object) {
  FunctionArgument argument;
  argument.text = from_xml(xmlXPathCastToString(&object));
  argument.number = xmlXPathCastStringToNumber(in_xml(argument.text));
  if (object.type != XPATH_NODESET || !object.nodesetval) return argument;
  for (int i = 0; i < object.nodesetval->nodeNr; ++i) {
    const xmlNode* node = object.nodesetval->nodeTab[i];
    argument.nodes.push_back(
        {text_in(node), text_in(child_named(node, "start")), text_in(child_named(node, "end"))});
  }
  return argument;
}

xmlXPathObject* to_object(const FunctionResult& result) {
  switch (result.kind) {
    case FunctionResult::Kind::boolean:
      return xmlXPathNewBoolean(result.boolean);
    case FunctionResult::Kind::number:
      return xmlXPathNewFloat(result.number);
    case FunctionResult::Kind::text:
      break;
  }
  return xmlXPathNewString(in_xml(result.text));
}

/// All functions of ours come through here: libxml2 says which one by name.
void call_function(xmlXPathParserContextPtr parser, int count) {
  const RuleFunction* function = find_rule_function(reinterpret_cast<const char*>(parser->context->function));
  if (!function || count != function->arguments) {
    xmlXPathErr(parser, function ? XPATH_INVALID_ARITY : XPATH_UNKNOWN_FUNC_ERROR);
    return;
  }
  FunctionArguments arguments(static_cast<std::size_t>(count));
  for (auto argument = arguments.rbegin(); argument != arguments.rend(); ++argument) {
    xmlXPathObject* object = valuePop(parser);
    if (!object) return;
    *argument = to_argument(*object);
    xmlXPathFreeObject(object);
  }
  auto& questions = *static_cast<OpenQuestions*>(parser->context->userData);
  valuePush(parser, to_object(function->call(arguments, questions)));
}

xmlXPathFunction look_up(void*, const xmlChar* name, const xmlChar* uri) {
  if (!uri || !xmlStrEqual(uri, reinterpret_cast<const xmlChar*>(kFunctionNamespace))) return nullptr;
  return find_rule_function(reinterpret_cast<const char*>(name)) ? call_function : nullptr;
}

}  // namespace

struct CaseDocument::Impl {
  Document document;
};

CaseDocument::CaseDocument(const Element& root) : impl_(std::make_unique<Impl>()) {
  impl_->document.reset(xmlNewDoc(reinterpret_cast<const xmlChar*>("1.0")));
  if (!impl_->document) throw std::bad_alloc();
  build(*impl_->document, nullptr, root);
  xmlXPathOrderDocElems(impl_->document.get());
}
CaseDocument::~CaseDocument() = default;

void CaseDocument::append(const Element& element) {
  xmlDoc& document = *impl_->document;
  build(document, xmlDocGetRootElement(&document), element);
  xmlXPathOrderDocElems(&document);
}
CaseDocument::CaseDocument(CaseDocument&&) noexcept = default;

struct XPath::Impl {
  xmlXPathCompExprPtr expression = nullptr;
  ~Impl() { xmlXPathFreeCompExpr(expression); }
};

XPath::XPath(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XPath::~XPath() = default;
XPath::XPath(XPath&&) noexcept = default;
XPath& XPath::operator=(XPath&&) noexcept = default;

std::optional<XPath> XPath::compile(const std::string& text, std::string* fault) {
  std::string heard;
  xmlXPathContextPtr context = xmlXPathNewContext(nullptr);
  if (!context) throw std::bad_alloc();
  context->error = keep_first_fault;
  context->userData = &heard;
  auto impl = std::make_unique<Impl>();
  impl->expression = xmlXPathCtxtCompile(context, in_xml(text));
  xmlXPathFreeContext(context);
  if (fault) *fault = heard;
  if (!impl->expression) return std::nullopt;
  return XPath(std::move(impl));
}

struct XPathScope::Impl {
  const CaseDocument::Impl& document;
  xmlXPathContextPtr context = nullptr;
  OpenQuestions questions;
  std::string fault;
  ~Impl() { xmlXPathFreeContext(context); }
};

XPathScope::XPathScope(const CaseDocument& document) : impl_(new Impl{*document.impl_, nullptr, {}, {}}) {
  impl_->context = xmlXPathNewContext(impl_->document.document.get());
  if (!impl_->context) throw std::bad_alloc();
  impl_->context->node = xmlDocGetRootElement(impl_->document.document.get());
  impl_->context->opLimit = kMostSteps;
  xmlXPathRegisterNs(impl_->context, reinterpret_cast<const xmlChar*>("h"),
                     reinterpret_cast<const xmlChar*>(kFunctionNamespace));
  xmlXPathRegisterFuncLookup(impl_->context, look_up, nullptr);
}
XPathScope::~XPathScope() = default;

void XPathScope::start_at(XPathNode node) {
  impl_->context->node = node.node ? static_cast<xmlNode*>(const_cast<void*>(node.node))
                                   : xmlDocGetRootElement(impl_->document.document.get());
}

void XPathScope::set_variable(const std::string& name, const XPathValue& value) {
  xmlXPathObject* object = nullptr;
  switch (value.kind) {
    case XPathValue::Kind::boolean:
      object = xmlXPathNewBoolean(value.boolean);
      break;
    case XPathValue::Kind::number:
      object = xmlXPathNewFloat(xmlXPathCastStringToNumber(in_xml(value.text)));
      break;
    case XPathValue::Kind::text:
      object = xmlXPathNewString(in_xml(value.text));
      break;
    case XPathValue::Kind::nodes:
      object = xmlXPathNewNodeSet(nullptr);
      for (const XPathNode& node : value.nodes)
        xmlXPathNodeSetAddUnique(object->nodesetval, static_cast<xmlNode*>(const_cast<void*>(node.node)));
      break;
  }
  xmlXPathRegisterVariable(impl_->context, in_xml(name), object);
}

void XPathScope::forget_variables() { xmlXPathRegisteredVariablesCleanup(impl_->context); }

XPathValue XPathScope::evaluate(const XPath& expression) {
  XPathValue value;
  impl_->context->opCount = 0;
  impl_->context->userData = &impl_->questions;
  impl_->context->error = nullptr;
  xmlSetStructuredErrorFunc(&impl_->fault, keep_first_fault);
  xmlXPathObject* object = xmlXPathCompiledEval(expression.impl_->expression, impl_->context);
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  if (!object) {
    if (impl_->fault.empty()) impl_->fault = "XPath";
    return value;
  }
  value.boolean = xmlXPathCastToBoolean(object) != 0;
  value.text = from_xml(xmlXPathCastToString(object));
  switch (object->type) {
    case XPATH_BOOLEAN:
      value.kind = XPathValue::Kind::boolean;
      break;
    case XPATH_NUMBER:
      value.kind = XPathValue::Kind::number;
      break;
    case XPATH_NODESET:
      value.kind = XPathValue::Kind::nodes;
      for (int i = 0; object->nodesetval && i < object->nodesetval->nodeNr; ++i)
        value.nodes.push_back({object->nodesetval->nodeTab[i]});
      break;
    default:
      break;
  }
  xmlXPathFreeObject(object);
  return value;
}

std::string XPathScope::take_fault() { return std::exchange(impl_->fault, {}); }

OpenQuestions& XPathScope::questions() { return impl_->questions; }

std::string XPathScope::text_of(XPathNode node) const {
  return text_in(static_cast<const xmlNode*>(node.node));
}

bool XPathScope::is_given(XPathNode given) const {
  const auto* node = static_cast<const xmlNode*>(given.node);
  if (node->type != XML_ELEMENT_NODE) return !text_in(node).empty();
  const xmlNode* part = node;
  while (part->parent && part->parent->type == XML_ELEMENT_NODE && part->parent->parent &&
         part->parent->parent->type == XML_ELEMENT_NODE)
    part = part->parent;
  const bool of_record = xmlStrEqual(part->name, reinterpret_cast<const xmlChar*>("application"));
  return !of_record || xmlFirstElementChild(const_cast<xmlNode*>(node)) || !text_in(node).empty();
}

std::string XPathScope::record_path(XPathNode given) const {
  const auto* node = static_cast<const xmlNode*>(given.node);
  if (!node) return {};
  const std::string name(reinterpret_cast<const char*>(node->name));
  if (node->type == XML_ATTRIBUTE_NODE) {
    const std::string owner = record_path({node->parent});
    return owner.empty() ? owner : owner + "/@" + name;
  }
  if (node->type != XML_ELEMENT_NODE) return {};
  const bool below_case =
      node->parent && node->parent->type == XML_ELEMENT_NODE && !node->parent->parent->parent;
  if (below_case) return name == "application" ? "/application" : "";
  if (!node->parent || node->parent->type != XML_ELEMENT_NODE) return {};
  const std::string parent = record_path({node->parent});
  if (parent.empty()) return {};
  int index = 1;
  for (const xmlNode* before = node->prev; before; before = before->prev)
    index += before->type == XML_ELEMENT_NODE && xmlStrEqual(before->name, node->name);
  return child_path(parent, name, index);
}

}  // namespace hefu
