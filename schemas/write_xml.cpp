#include "schemas/write_xml.h"

namespace hefu {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";  // "]]>" must not stand in text
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

void write(const Element& element, const std::string& indent, std::string& out) {
  out += indent + "<" + element.name;
  for (const auto& [name, value] : element.attributes) out += " " + name + "=\"" + escaped(value) + "\"";
  if (element.text.empty() && element.children.empty()) {
    out += "/>\n";
    return;
  }
  out += ">" + escaped(element.text);
  if (!element.children.empty()) {
    out += "\n";
    for (const Element& child : element.children) write(child, indent + "  ", out);
    out += indent;
  }
  out += "</" + element.name + ">\n";
}

}  // namespace

std::string to_xml(const Element& root) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  write(root, "", out);
  return out;
}

}  // namespace hefu
