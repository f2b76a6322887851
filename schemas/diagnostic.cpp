#include "schemas/diagnostic.h"

#include "schemas/messages.h"

namespace hefu {

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string to_text(const Diagnostic& d) {
  std::string text = d.file;
  if (d.line > 0) text += fmt::format(":{}", d.line);
  if (!d.path.empty()) text += fmt::format("{}{}", text.empty() ? "" : " ", d.path);
  text += fmt::format("{}{}", text.empty() ? "" : ": ", d.message);
  if (!d.expected.empty()) text += fmt::format(fmt::runtime(tr("；应为 {}")), d.expected);
  if (!d.got.empty()) text += fmt::format(fmt::runtime(tr("，实为 {}")), d.got);
  if (!d.hint.empty()) text += fmt::format(fmt::runtime(tr("\n    办法：{}")), d.hint);
  return text;
}

}  // namespace hefu
