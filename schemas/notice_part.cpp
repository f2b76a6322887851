#include <algorithm>
#include <map>
#include <optional>

#include "schemas/messages.h"
#include "schemas/rules.h"

namespace hefu {
namespace {

/// Evaluates one condition of a pack on a case that has no notice part yet.
bool applies(const std::string& when, XPathScope& scope, const Notice& notice, Diagnostics& diagnostics) {
  if (when.empty()) return true;
  // Packs have a handful of conditions, asked of every case.
  thread_local std::map<std::string, std::optional<XPath>> known;
  std::string fault;
  const auto [found, is_new] = known.try_emplace(when);
  if (is_new) found->second = XPath::compile(when, &fault);
  const std::optional<XPath>& condition = found->second;
  if (!condition) {
    Diagnostic& d = diagnostics.emplace_back();
    d.message = fmt::format(fmt::runtime(tr("通知 {} 的条件有误：{}")), notice.id, fault);
    d.got = when;
    d.hint = tr("表达式是 XPath 1.0，写法见 schemas/RULES.md");
    return false;
  }
  return scope.evaluate(*condition).boolean;
}

Element only_that_apply(const Element& list, XPathScope& scope, const Notice& notice,
                        Diagnostics& diagnostics) {
  Element kept = list;
  std::erase_if(kept.children, [&](const Element& child) {
    const std::string when = child.attribute("when");
    return !when.empty() && !applies(when, scope, notice, diagnostics);
  });
  return kept;
}

/// The last day of the windows that apply; empty: none does.
std::string deadline(const Element* windows) {
  std::string last;
  if (windows)
    for (const Element& window : windows->children) last = std::max(last, window.attribute("closes"));
  return last;
}

/// A cut-off that is set by another day gets that day as its date.
Element resolved(const Element& cut_offs, const std::string& filed, const std::string& last) {
  Element list = cut_offs;
  for (Element& cut_off : list.children)
    if (!cut_off.has("date") && cut_off.has("at")) {
      const std::string& day = cut_off.attribute("at") == "filed" ? filed : last;
      if (!day.empty()) cut_off.attributes.emplace_back("date", day);
    }
  return list;
}

}  // namespace

CaseDocument case_document(const Element& root, const Notice& notice, Diagnostics& diagnostics) {
  CaseDocument document(root);
  Element part;
  part.name = "notice";
  part.attributes.emplace_back("id", notice.id);
  {
    XPathScope scope(document);
    for (const char* name : {"windows", "materials"})
      if (const Element* list = notice.root.child(name))
        part.children.push_back(only_that_apply(*list, scope, notice, diagnostics));
  }
  if (const Element* cut_offs = notice.root.child("cut-offs"))
    part.children.push_back(resolved(*cut_offs, root.text_at("filed"), deadline(part.child("windows"))));
  for (const char* name : {"publicities", "routes", "talent-categories", "preferences", "roster"})
    if (const Element* list = notice.root.child(name)) part.children.push_back(*list);
  document.append(part);
  return document;
}

std::vector<std::string> windows_that_apply(const CaseDocument& document) {
  std::vector<std::string> ids;
  const std::optional<XPath> windows = XPath::compile("notice/windows/window/@id");
  XPathScope scope(document);
  for (const XPathNode node : scope.evaluate(*windows).nodes) ids.push_back(scope.text_of(node));
  return ids;
}

}  // namespace hefu
