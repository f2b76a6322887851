#include "schemas/messages.h"

#include <libintl.h>

#include <clocale>
#include <cstdlib>

#include "schemas/data_files.h"

namespace hefu {
namespace {
bool translate = false;

bool environment_is_english() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string(value).starts_with("en");
  }
  return false;
}
}  // namespace

void choose_language(const std::string& language) {
  translate = language.empty() ? environment_is_english() : language == "en";
  // gettext ignores LANGUAGE in the C locale; C.UTF-8 is on every Debian, a zh_CN or en_US locale is not.
  std::setlocale(LC_ALL, "C.UTF-8");
  if (!translate) return;
  setenv("LANGUAGE", "en", 1);
  bindtextdomain("hefu", locale_folder().c_str());
  bind_textdomain_codeset("hefu", "UTF-8");
  textdomain("hefu");
}

const char* tr(const char* message) { return translate ? dgettext("hefu", message) : message; }

}  // namespace hefu
