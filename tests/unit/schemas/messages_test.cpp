#include "schemas/messages.h"

#include "schemas/application.h"

namespace hefu {
namespace {

struct Messages : testing::Test {
  ~Messages() override { choose_language("zh"); }
};

TEST_F(Messages, AreEnglishWhenAskedFor) {
  choose_language("en");
  EXPECT_STREQ(tr("文件是空的"), "the file is empty");
  EXPECT_STREQ(tr("no such message"), "no such message");
  choose_language("zh");
  EXPECT_STREQ(tr("文件是空的"), "文件是空的");
}

TEST_F(Messages, FollowTheEnvironmentUnlessALanguageIsChosen) {
  const char* old = std::getenv("LC_ALL");
  const std::string before = old ? old : "";
  setenv("LC_ALL", "en_GB.UTF-8", 1);
  choose_language("");
  EXPECT_STREQ(tr("文件是空的"), "the file is empty");
  setenv("LC_ALL", "C.UTF-8", 1);
  choose_language("");
  EXPECT_STREQ(tr("文件是空的"), "文件是空的");
  old ? setenv("LC_ALL", before.c_str(), 1) : unsetenv("LC_ALL");
}

TEST_F(Messages, TranslateWhatTheSchemaSaysInWords) {
  choose_language("en");
  const ReadApplication read = parse_application(
      "<application xmlns='urn:hefu:application:1' schema='hefu-application/1' number='1' notice='n'/>",
      "x.xml");
  ASSERT_FALSE(read.ok);
  EXPECT_EQ(read.diagnostics[0].expected, "4 to 32 letters, digits or hyphens");
}

}  // namespace
}  // namespace hefu
