#pragma once
#include <string>
#include <vector>

#include "schemas/element.h"
#include "tests/support/papers/faces.h"

namespace hefu::support {

/// How a kind of paper may be laid out: a <paper> of layouts/*.xml (README.md beside them says what is in
/// one).
struct PaperLayout {
  std::string kind, name;
  std::vector<std::string> roles;
  Element element;
};

/// All layouts and font sets, read once. Fails: throws Error(bad_input | io).
const std::vector<PaperLayout>& paper_layouts();
const std::vector<FontSet>& font_sets();

bool has_role(const std::vector<std::string>& roles, const std::string& role);
/// What stands between blanks.
std::vector<std::string> words_of(const std::string& text);
std::vector<double> numbers_of(const std::string& text);

}  // namespace hefu::support
