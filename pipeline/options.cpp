#include "pipeline/options.h"

#include <cstdlib>

namespace hefu {

const std::vector<std::string>& known_kinds() {
  static const std::vector<std::string> kinds = {"checklist",        "evaluation-form", "submission-form",
                                                 "pledge",           "envelope",        "registration-form",
                                                 "recognition-form", "roster",          "publicity-list",
                                                 "publicity-form",   "return-notice",   "evidence-volume"};
  return kinds;
}

std::filesystem::path default_state_folder() {
  const char* state_home = std::getenv("XDG_STATE_HOME");
  // The XDG base directory specification: a relative path is to be ignored.
  if (state_home && *state_home == '/') return std::filesystem::path(state_home) / "hefu";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home && *home ? home : "/") / ".local/state/hefu";
}

}  // namespace hefu
