#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "schemas/error.h"
#include "tests/accuracy/plan.h"
#include "tests/accuracy/shards.h"
#include "tests/support/shell.h"

namespace hefu::accuracy {
namespace {

Tally tally_of(std::uint64_t seed) {
  Tally tally;
  tally.kinds["clean"][Count::changes] = static_cast<std::int64_t>(seed);
  tally.ways["digit"][Count::named] = 2;
  tally.evidence.same[tally.evidence.bin_of(3.14)] = 7;
  return tally;
}

TEST(AccuracyRun, TallyIsTheSameAfterWritingAndReading) {
  std::stringstream text;
  write_tally(tally_of(41), text);
  Tally read;
  ASSERT_TRUE(read_tally(text, read));
  EXPECT_EQ(read.kinds["clean"][Count::changes], 41);
  EXPECT_EQ(read.ways["digit"][Count::named], 2);
  EXPECT_EQ(read.evidence.same[read.evidence.bin_of(3.14)], 7);
  std::stringstream half(text.str().substr(0, text.str().size() / 2));
  EXPECT_FALSE(read_tally(half, read));
}

TEST(AccuracyRun, PartsThatWereCountedBeforeAreNotCountedAgain) {
  const support::ScratchFolder folder;
  const auto run = [&](const std::string& fingerprint, std::vector<std::uint64_t> seeds) {
    return run_shards({seeds, folder.path(), fingerprint, 2},
                      [&] {
                        return [&](std::uint64_t seed) {
                          std::ofstream(folder.path() / ("counted-" + std::to_string(seed)));
                          return tally_of(seed);
                        };
                      })
        .all()[Count::changes];
  };
  EXPECT_EQ(run("a", {10, 20}), 30);
  std::filesystem::remove(folder.path() / "counted-10");
  EXPECT_EQ(run("a", {10, 20, 30}), 60);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "counted-10"));
  EXPECT_EQ(run("another program", {10}), 10);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "counted-10"));
}

TEST(AccuracyRun, PartThatFailsLeavesTheOthersAndIsToldOf) {
  const support::ScratchFolder folder;
  const auto run = [&](bool fail) {
    return run_shards({{1, 2, 3}, folder.path(), "a", 2}, [fail] {
      return [fail](std::uint64_t seed) -> Tally {
        if (fail && seed == 2) throw std::runtime_error("broken");
        return tally_of(seed);
      };
    });
  };
  testing::internal::CaptureStderr();
  EXPECT_THROW(run(true), Error);
  EXPECT_EQ(run(false).all()[Count::changes], 6);
  testing::internal::GetCapturedStderr();
}

TEST(AccuracyPlan, RolesShareNoSeedAndAPersonHasOne) {
  const Plan plan = read_plan(HEFU_SOURCE_DIR "/tests/accuracy/plan.txt");
  EXPECT_EQ(plan.role_of(1), "tuning");
  EXPECT_EQ(plan.role_of(4999), "validation");
  EXPECT_EQ(plan.role_of(21310), "judgement");
  EXPECT_EQ(plan.role_of(19999), "");
  const support::ScratchFolder folder;
  std::ofstream(folder.path() / "plan.txt") << "tuning 1 999 8\njudgement 900 2000 8\n";
  EXPECT_THROW(read_plan((folder.path() / "plan.txt").string()), Error);
}

}  // namespace
}  // namespace hefu::accuracy
