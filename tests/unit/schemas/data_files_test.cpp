#include "schemas/data_files.h"

#include "schemas/error.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

TEST(DataFiles, AreReadWhole) {
  const support::ScratchFolder folder;
  for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 300'000u}) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 7 % 251);
    EXPECT_TRUE(read_file(folder.write("some", bytes)) == bytes) << size;
  }
}

TEST(DataFiles, AreReadWholeThoughTheirSizeIsNotKnown) {
  // Its size is said to be 0.
  EXPECT_NE(read_file("/proc/self/status").find("VmRSS"), std::string::npos);
}

TEST(DataFiles, ThatCannotBeReadAreAnError) {
  const support::ScratchFolder folder;
  EXPECT_THROW(read_file(folder.path()), Error);
  EXPECT_THROW(read_file(folder.path() / "none"), Error);
}

}  // namespace
}  // namespace hefu
