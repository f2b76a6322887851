#include <fmt/format.h>
#include <gmock/gmock.h>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Interface, WrongArgumentsAreToldInChineseWithCode2) {
  const Desk desk;
  for (const char* wrong : {"", "fly", "render", "render --only nothing case", "check --format pdf case",
                            "render --now yesterday case", "render -j 0 case"}) {
    desk.person("case", 41);
    const Finished ran = desk.hefu(wrong);
    EXPECT_EQ(ran.exit_code, 2) << wrong;
    EXPECT_FALSE(ran.messages.empty()) << wrong;
    EXPECT_THAT(ran.output, IsEmpty()) << wrong;
  }
}

TEST(Interface, HelpGoesToStandardOutputInEitherLanguage) {
  const Desk desk;
  EXPECT_THAT(desk.hefu("--help").output, HasSubstr("核对"));
  const Finished english = desk.hefu("--lang en --help");
  EXPECT_EQ(english.exit_code, 0);
  EXPECT_THAT(english.output, Not(HasSubstr("核对")));
}

TEST(Interface, NothingIsWrittenUnderAnInputFolder) {
  const Desk desk;
  const fs::path folder = desk.person("case", 42);
  const auto before = files_in(folder);
  EXPECT_EQ(desk.hefu("render -o case/out case").exit_code, 2);
  EXPECT_EQ(desk.hefu("check -o case/uploads/out case").exit_code, 2);
  EXPECT_EQ(files_in(folder), before);
}

TEST(Interface, KeysAreMadeOnceAndShown) {
  const Desk desk;
  EXPECT_EQ(desk.hefu("keys show").exit_code, 4);
  const Finished made = desk.hefu("keys new");
  EXPECT_EQ(made.exit_code, 0);
  EXPECT_THAT(made.output, HasSubstr("BEGIN PUBLIC KEY"));
  EXPECT_THAT(made.output, Not(HasSubstr("PRIVATE")));
  EXPECT_EQ(desk.hefu("keys show").output, made.output);
  const std::string before = read_file(desk.state() / "private.pem");
  EXPECT_EQ(desk.hefu("keys new").exit_code, 2);
  EXPECT_EQ(read_file(desk.state() / "private.pem"), before);
  EXPECT_EQ(fs::status(desk.state()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(desk.state() / "private.pem").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Interface, EnvironmentStandsAboveTheFileAndTheCommandLineAboveBoth) {
  const Desk desk;
  desk.person("case", 43);
  desk.write(desk.path() / "hefu.xml", "<hefu><only>checklist</only><output>from-file</output></hefu>");
  EXPECT_EQ(desk.hefu("render -q case").exit_code, 0);
  EXPECT_EQ(files_in(desk.path() / "from-file").size(), 1u);
  EXPECT_EQ(desk.hefu("render -q case", "HEFU_OUTPUT=from-environment").exit_code, 0);
  EXPECT_EQ(files_in(desk.path() / "from-environment").size(), 1u);
  EXPECT_EQ(desk.hefu("render -q -o from-line case", "HEFU_OUTPUT=from-environment-2").exit_code, 0);
  EXPECT_EQ(files_in(desk.path() / "from-line").size(), 1u);
  EXPECT_FALSE(fs::exists(desk.path() / "from-environment-2"));
}

TEST(Interface, SettingsInACaseAreNotBelieved) {
  const Desk desk;
  const fs::path folder = desk.person("case", 44);
  desk.write(folder / "hefu.xml", "<hefu><only>nothing</only></hefu>");
  const Finished ran = desk.hefu("render -q -o ../out .", "cd case &&");
  EXPECT_EQ(ran.exit_code, 0) << ran.messages;
}

TEST(Interface, UnknownSettingIsNamedWithItsLine) {
  const Desk desk;
  desk.write(desk.path() / "my.xml", "<hefu>\n<speed>fast</speed>\n</hefu>");
  const Finished ran = desk.hefu("notice list --config my.xml");
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.messages, HasSubstr("my.xml:2"));
}

TEST(Interface, NoticesAreListedShownAndValidated) {
  const Desk desk;
  EXPECT_THAT(desk.hefu("notice list").output, HasSubstr("2025-green-channel"));
  EXPECT_THAT(desk.hefu("notice show 2025-green-channel").output, HasSubstr("评审表"));
  EXPECT_EQ(desk.hefu("notice show 1999-none").exit_code, 4);
  const std::string pack = data_file("schemas/notices/2025-green-channel.xml").string();
  EXPECT_EQ(desk.hefu("notice validate " + pack).exit_code, 0);
  desk.write(desk.path() / "bad.xml", "<notice/>");
  EXPECT_EQ(desk.hefu("notice validate bad.xml").exit_code, 4);
}

TEST(Interface, DoctorFindsThisMachineFit) {
  const Desk desk;
  const Finished ran = desk.hefu("doctor");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, Not(HasSubstr("缺")));
}

}  // namespace
}  // namespace hefu::e2e
