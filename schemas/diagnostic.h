#pragma once
#include <string>
#include <vector>

namespace hefu {

enum class Severity { info, warning, error };

/// One thing that is wrong with given data, told so that its author can mend it.
/// Diagnostics pile up and are all shown; they travel beside the result.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string file;     // as the user named it
  int line = 0;         // 1-based; 0 where there is none
  std::string path;     // XPath of the element, where there is one
  std::string message;  // what is wrong
  std::string expected;
  std::string got;   // never private data in full
  std::string hint;  // how to mend it
};

using Diagnostics = std::vector<Diagnostic>;

bool has_errors(const Diagnostics& diagnostics);

/// `file:line: what is wrong; expected X, got Y` and, on a second line, the hint.
std::string to_text(const Diagnostic& diagnostic);

}  // namespace hefu
