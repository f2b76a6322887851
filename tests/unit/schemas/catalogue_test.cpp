#include <algorithm>
#include <map>
#include <regex>

#include "schemas/data_files.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = HEFU_SOURCE_DIR;
constexpr const char* kLiterals = R"re(((?:"(?:[^"\\]|\\.)*"\s*)+))re";

/// Adjacent string literals as one, escapes left as they are written.
std::string joined(const std::string& literals) {
  static const std::regex one(R"re("((?:[^"\\]|\\.)*)")re");
  std::string text;
  for (std::sregex_iterator it(literals.begin(), literals.end(), one), end; it != end; ++it) text += (*it)[1];
  return text;
}

std::map<std::string, std::string> catalogue() {
  static const std::regex entry(std::string("msgid ") + kLiterals + "msgstr " + kLiterals);
  const std::string po = read_file(kRoot / "schemas/po/en.po");
  std::map<std::string, std::string> entries;
  for (std::sregex_iterator it(po.begin(), po.end(), entry), end; it != end; ++it)
    entries[joined((*it)[1])] = joined((*it)[2]);
  return entries;
}

/// Every literal given to tr, or to a file's own say, which formats what tr gives.
std::vector<std::string> messages_in(const std::string& source) {
  static const std::regex call(std::string(R"re(\b(?:tr|say)\(\s*)re") + kLiterals);
  std::vector<std::string> messages;
  for (std::sregex_iterator it(source.begin(), source.end(), call), end; it != end; ++it)
    messages.push_back(joined((*it)[1]));
  return messages;
}

std::vector<std::string> placeholders(const std::string& text) {
  static const std::regex placeholder(R"re(\{[0-9]*(:[^{}]*)?\})re");
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), placeholder), end; it != end; ++it)
    found.push_back("{" + (*it)[1].str() + "}");
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Catalogue, HasEnglishForEveryMessage) {
  const std::map<std::string, std::string> entries = catalogue();
  int messages = 0;
  for (const char* folder : {"schemas", "templates", "ocr", "pipeline"})
    for (const auto& file : fs::directory_iterator(kRoot / folder)) {
      if (file.path().extension() != ".cpp") continue;
      for (const std::string& message : messages_in(read_file(file.path()))) {
        ++messages;
        const auto found = entries.find(message);
        EXPECT_TRUE(found != entries.end() && !found->second.empty())
            << file.path().filename() << " says “" << message << "”: add its English to schemas/po/en.po";
      }
    }
  EXPECT_GT(messages, 100);
}

TEST(Catalogue, KeepsThePlaceholdersOfEveryMessage) {
  for (const auto& [chinese, english] : catalogue())
    if (!chinese.empty()) {
      EXPECT_EQ(placeholders(chinese), placeholders(english)) << chinese;
    }
}

}  // namespace
}  // namespace hefu
