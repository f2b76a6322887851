#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Renders one bad record: a message that names it, exit code 4, and no file at all.
void expect_refused(const Desk& desk, const std::string& told) {
  const Finished ran = desk.hefu("render -o out case");
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.messages, HasSubstr("application.xml"));
  EXPECT_THAT(ran.messages, HasSubstr(told));
  EXPECT_THAT(files_in(desk.path() / "out"), IsEmpty());
}

TEST(BadRecord, WithADtdIsRefused) {
  const Desk desk;
  desk.edit(desk.person("case", 11) / "application.xml", "<application",
            "<!DOCTYPE application [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<application");
  expect_refused(desk, "DTD");
}

TEST(BadRecord, ThatBreaksTheSchemaIsRefusedWithItsLine) {
  const Desk desk;
  desk.edit(desk.person("case", 12) / "application.xml", "<sex>", "<sex>不详");
  expect_refused(desk, "application.xml:");
}

TEST(BadRecord, WithoutItsPhotoNamesThePhoto) {
  const Desk desk;
  std::filesystem::remove(desk.person("case", 13) / "photo.jpg");
  expect_refused(desk, "photo.jpg");
}

TEST(BadRecord, WithATruncatedPhotoNamesThePhoto) {
  const Desk desk;
  const auto photo = desk.person("case", 14) / "photo.jpg";
  std::filesystem::resize_file(photo, std::filesystem::file_size(photo) / 2);
  expect_refused(desk, "photo.jpg");
}

TEST(BadRecord, ThatIsEmptyIsRefused) {
  const Desk desk;
  desk.write(desk.person("case", 15) / "application.xml", "");
  expect_refused(desk, "application.xml");
}

TEST(BadRecord, AmongGoodOnesIsListedAndTheOthersAreDone) {
  const Desk desk;
  desk.person("all/good", 16);
  desk.edit(desk.person("all/bad", 17) / "application.xml", "<sex>", "<sex>不详");
  const Finished ran = desk.hefu("render -o out all");
  EXPECT_EQ(ran.exit_code, 11);
  EXPECT_THAT(ran.messages, HasSubstr("all/bad/application.xml"));
  EXPECT_EQ(files_in(desk.path() / "out").size(), 3u);
}

TEST(BadRecord, TwoOfOneNumberAreBothNamedAndNeitherIsWritten) {
  const Desk desk;
  desk.person("all/one", 18, {.number = "YB-2025-0018"});
  desk.person("all/two", 19, {.number = "YB-2025-0018"});
  const Finished ran = desk.hefu("render -o out all");
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.messages, HasSubstr("all/one/application.xml"));
  EXPECT_THAT(ran.messages, HasSubstr("all/two/application.xml"));
  EXPECT_THAT(files_in(desk.path() / "out"), IsEmpty());
}

TEST(BadRecord, ThatCannotBeFoundIsNamed) {
  const Desk desk;
  const Finished ran = desk.hefu("render -o out nowhere");
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.messages, HasSubstr("nowhere"));
}

}  // namespace
}  // namespace hefu::e2e
