#include <signal.h>

#include <fstream>

#include "ocr/sandbox.h"

namespace hefu {
namespace {

Image blank_line() { return {200, 48, 1, 300, std::vector<std::uint8_t>(200 * 48, 255)}; }

/// Two dark bars: the figure 11, or 二 when turned.
Image bars() {
  Image image = blank_line();
  for (int y = 8; y < 40; ++y)
    for (int x = 0; x < 5; ++x) image.pixels[y * 200 + 90 + x] = image.pixels[y * 200 + 110 + x] = 0;
  return image;
}

TEST(TextReader, ReadsDigits) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  const ReadText text = reader->read_line(bars());
  EXPECT_TRUE(text.ok);
  EXPECT_NE(text.text.find_first_of("1lI|"), std::string::npos) << text.text;
  EXPECT_GE(text.confidence, 0);
  EXPECT_LE(text.confidence, 100);
}

TEST(TextReader, NextCallHasANewEngineAfterACrash) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  const int first = reader->process_id();
  ASSERT_GT(first, 0);
  ::kill(first, SIGSEGV);
  EXPECT_FALSE(reader->read_line(bars()).ok);
  EXPECT_TRUE(reader->read_line(bars()).ok);
  EXPECT_NE(reader->process_id(), first);
}

TEST(TextReader, RefusesWhatIsNoGreyPicture) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  EXPECT_FALSE(reader->read_line({}).ok);
  EXPECT_FALSE(reader->read_line({100, 100, 3, 0, std::vector<std::uint8_t>(30000)}).ok);
  EXPECT_FALSE(reader->read_line({100, 100, 1, 0, std::vector<std::uint8_t>(50)}).ok);
  EXPECT_TRUE(reader->read_block(blank_line()).ok);
}

TEST(TextReader, EngineRunsOnOneThread) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  ASSERT_TRUE(reader->read_line(bars()).ok);
  std::ifstream status("/proc/" + std::to_string(reader->process_id()) + "/status");
  std::string line;
  while (std::getline(status, line) && !line.starts_with("Threads:")) {
  }
  EXPECT_EQ(line, "Threads:\t1");
}

}  // namespace
}  // namespace hefu
