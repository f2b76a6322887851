#include "pipeline/paths.h"

#include "schemas/error.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

TEST(Paths, OrderNamesAsPeopleNumberThem) {
  EXPECT_TRUE(natural_less("第2页.jpg", "第10页.jpg"));
  EXPECT_FALSE(natural_less("第10页.jpg", "第2页.jpg"));
  EXPECT_TRUE(natural_less("a1b2", "a1b10"));
  EXPECT_TRUE(natural_less("01", "1")) << "equal numbers still have one order";
  EXPECT_FALSE(natural_less("7", "7"));
}

TEST(Paths, FindEveryRecordOnceAndSorted) {
  const support::ScratchFolder folder;
  std::filesystem::create_directories(folder.path() / "乙");
  std::filesystem::create_directories(folder.path() / "甲/深");
  folder.write("乙/application.xml", "<a/>");
  folder.write("甲/深/application.xml", "<a/>");
  folder.write("甲/other.xml", "<a/>");
  const auto records = find_records({folder.path(), folder.path() / "乙/application.xml"});
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0], folder.path() / "乙/application.xml");
}

TEST(Paths, NameAnInputThatIsNotThere) {
  try {
    find_records({"/nowhere/样本"});
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_NE(std::string(error.what()).find("/nowhere/样本"), std::string::npos);
  }
}

TEST(Paths, RefuseOutputInsideAnInputFolderOnly) {
  const support::ScratchFolder folder;
  std::filesystem::create_directories(folder.path() / "case");
  const auto record = folder.write("case/application.xml", "<a/>");
  EXPECT_THROW(refuse_output_in_input(folder.path() / "case/uploads/../out", {folder.path() / "case"}),
               Error);
  EXPECT_THROW(refuse_output_in_input(folder.path() / "case", {folder.path() / "case/"}), Error);
  EXPECT_NO_THROW(refuse_output_in_input(folder.path() / "case-out", {folder.path() / "case"}));
  EXPECT_NO_THROW(refuse_output_in_input(folder.path() / "case/out", {record}));
}

}  // namespace
}  // namespace hefu
