#pragma once
#include <string>

namespace hefu {

/// The message in the user's language. The messages in the source are Chinese; schemas/po/en.po has the
/// English. Format strings are translated whole: fmt::format(fmt::runtime(tr("第 {} 页")), n).
const char* tr(const char* message);

/// Chooses the language: "zh" or "en"; empty: English where the environment's locale says so, else Chinese.
/// Works where no zh_CN locale is installed. Call it once, before any thread starts.
void choose_language(const std::string& language);

}  // namespace hefu
