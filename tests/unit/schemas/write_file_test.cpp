#include "schemas/write_file.h"

#include <sys/stat.h>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;

std::size_t count_files(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(FileBatch, GivesNoFileItsNameBeforeAllAreWritten) {
  const support::ScratchFolder folder;
  FileBatch batch;
  batch.add(folder.path() / "甲.pdf", "first");
  batch.add(folder.path() / "乙.pdf", "second");
  EXPECT_FALSE(fs::exists(folder.path() / "甲.pdf"));
  batch.publish();
  EXPECT_EQ(read_file(folder.path() / "甲.pdf"), "first");
  EXPECT_EQ(read_file(folder.path() / "乙.pdf"), "second");
  EXPECT_EQ(count_files(folder.path()), 2u);
}

TEST(FileBatch, LeavesNothingWhereItIsGivenUp) {
  const support::ScratchFolder folder;
  { FileBatch().add(folder.path() / "甲.pdf", "first"); }
  EXPECT_EQ(count_files(folder.path()), 0u);
}

TEST(FileBatch, ReplacesWhatLiesThere) {
  const support::ScratchFolder folder;
  const fs::path file = folder.write("甲.pdf", "older and longer");
  FileBatch batch;
  batch.add(file, "newer");
  EXPECT_EQ(read_file(file), "older and longer");
  batch.publish();
  EXPECT_EQ(read_file(file), "newer");
  EXPECT_EQ(count_files(folder.path()), 1u);
}

TEST(FileBatch, TellsTheTimeThatTheFileWillHave) {
  const support::ScratchFolder folder;
  FileBatch batch;
  const std::int64_t changed = batch.add(folder.path() / "甲.pdf", "first");
  batch.publish();
  struct stat state {};
  ASSERT_EQ(::stat((folder.path() / "甲.pdf").c_str(), &state), 0);
  EXPECT_EQ(changed, 1'000'000'000 * static_cast<std::int64_t>(state.st_mtim.tv_sec) + state.st_mtim.tv_nsec);
}

TEST(FileBatch, NamesAFileThatCannotBeWritten) {
  const support::ScratchFolder folder;
  FileBatch batch;
  EXPECT_THROW(batch.add(folder.path() / "none" / "甲.pdf", "first"), Error);
}

TEST(WriteFile, GivesAPrivateFileItsMode) {
  const support::ScratchFolder folder;
  write_file(folder.path() / "private.pem", "secret", 0600);
  struct stat state {};
  ASSERT_EQ(::stat((folder.path() / "private.pem").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600u);
}

}  // namespace
}  // namespace hefu
