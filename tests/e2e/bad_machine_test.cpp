#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <unistd.h>

#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

// Root passes over file modes, so what a mode forbids is tried as somebody else.
constexpr const char* as_nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups";

struct AsNobody : testing::Test {
  Desk desk;
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can become nobody";
    for (const auto& folder : {desk.path(), desk.state()}) {
      fs::create_directories(folder);
      fs::permissions(folder, fs::perms::all);
    }
    desk.install();
    desk.write(desk.path() / "messages.txt", "");
    fs::permissions(desk.path() / "messages.txt", fs::perms::all);
  }
  static void close(const fs::path& folder) { fs::permissions(folder, fs::perms::owner_all); }
};

TEST_F(AsNobody, OutputFolderWithoutPermissionIsNamed) {
  desk.person("case", 31);
  fs::create_directories(desk.path() / "out");
  fs::permissions(desk.path() / "out",
                  fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  const Finished ran = desk.hefu("render -o out case", as_nobody);
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.messages, HasSubstr("out/"));
  EXPECT_THAT(files_in(desk.path() / "out"), IsEmpty());
}

TEST_F(AsNobody, RecordWithoutPermissionIsNamed) {
  close(desk.person("case", 32));
  const Finished ran = desk.hefu("render -o out case", as_nobody);
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.messages, HasSubstr("case"));
  EXPECT_THAT(files_in(desk.path() / "out"), IsEmpty());
}

TEST_F(AsNobody, StateFolderWithoutPermissionIsNamed) {
  desk.person("case", 33);
  fs::permissions(desk.state(), fs::perms::owner_all);
  const Finished ran = desk.hefu("render -o out case", as_nobody);
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.messages, HasSubstr("state"));
}

/// A small file system of its own, gone at the end.
class SmallDisk {
 public:
  SmallDisk(const fs::path& place, int kilobytes) : place_(place) {
    fs::create_directories(place);
    mounted_ = ::mount("tmpfs", place.c_str(), "tmpfs", 0, fmt::format("size={}k", kilobytes).c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount(place_.c_str());
  }
  bool mounted() const { return mounted_; }

 private:
  fs::path place_;
  bool mounted_ = false;
};

TEST(FullDisk, LeavesOnlyWholeFilesAndGoesOnWhenThereIsRoom) {
  const Desk desk;
  desk.person("case", 34);
  ASSERT_EQ(desk.hefu("render -q -o roomy case").exit_code, 0);
  {
    const SmallDisk disk(desk.path() / "out", 160);  // room for the small checklist, not for the booklet
    if (!disk.mounted()) GTEST_SKIP() << "no file system can be mounted here";
    const Finished ran = desk.hefu("render -o out case");
    EXPECT_EQ(ran.exit_code, 28);
    EXPECT_THAT(ran.messages, HasSubstr("磁盘已满"));
    for (const std::string& file : files_in(desk.path() / "out"))
      EXPECT_EQ(fs::file_size(desk.path() / "out" / file), fs::file_size(desk.path() / "roomy" / file))
          << file;
  }
  EXPECT_EQ(desk.hefu("render -o out case").exit_code, 0);
  EXPECT_EQ(files_in(desk.path() / "out"), files_in(desk.path() / "roomy"));
}

TEST(FullDisk, BehindARedirectionIsTold) {
  const Desk desk;
  const Finished ran = desk.hefu("notice list >/dev/full");
  EXPECT_EQ(ran.exit_code, 28);
}

}  // namespace
}  // namespace hefu::e2e
