#include "pipeline/printable.h"

#include <fmt/format.h>

#include <set>

#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

void replace(Element& element, const Fonts& fonts, std::set<char32_t>& lacking) {
  std::u32string text = to_utf32(element.text);
  bool changed = false;
  for (char32_t& c : text) {
    const bool control = c < U' ' || (c >= 0x7F && c < 0xA0);
    if (!control && fonts.find(Typeface::song, c)) continue;
    if (!control) lacking.insert(c);
    c = control ? U' ' : U'〓';
    changed = true;
  }
  if (changed) element.text = to_utf8(text);
  for (Element& child : element.children) replace(child, fonts, lacking);
}

}  // namespace

void make_printable(Element& element, const Fonts& fonts, Diagnostics& diagnostics) {
  std::set<char32_t> lacking;
  replace(element, fonts, lacking);
  for (const char32_t c : lacking) {
    Diagnostic& diagnostic = diagnostics.emplace_back();
    diagnostic.severity = Severity::warning;
    diagnostic.message =
        fmt::format(fmt::runtime(tr("字 {} 没有字体可以打印，以〓代替")), code_point_name(c));
  }
}

}  // namespace hefu
