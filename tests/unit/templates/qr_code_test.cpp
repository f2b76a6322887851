#include "templates/qr_code.h"

#include <gtest/gtest.h>

#include "schemas/error.h"
#include "tests/support/random.h"

namespace hefu {
namespace {

std::string random_text(support::Random& random, std::size_t length) {
  static const std::string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  std::string text;
  for (std::size_t i = 0; i < length; ++i)
    text += alphabet[static_cast<std::size_t>(random.below(static_cast<int>(alphabet.size())))];
  return text;
}

TEST(QuickQrMatrix, IsLibqrencodesToTheModuleAtEveryLength) {
  support::Random random(7);
  for (std::size_t length = 1; length <= 262; ++length)
    for (int i = 0; i < 4; ++i) {
      const std::string text = random_text(random, length);
      const QrMatrix expected = reference_qr_matrix(text);
      const std::optional<QrMatrix> quick = quick_qr_matrix(text);
      ASSERT_TRUE(quick) << text;
      ASSERT_EQ(quick->size, expected.size) << text;
      ASSERT_EQ(quick->dark, expected.dark) << text;
    }
}

TEST(QuickQrMatrix, IsLibqrencodesWhereRunsAreLong) {
  for (const char c : {'0', 'A', ':', ' '})
    for (std::size_t length = 1; length <= 262; length += 3) {
      const std::string text(length, c);
      ASSERT_EQ(quick_qr_matrix(text).value().dark, reference_qr_matrix(text).dark) << length << c;
    }
}

TEST(QuickQrMatrix, LeavesTheRestToLibqrencode) {
  EXPECT_FALSE(quick_qr_matrix(""));
  EXPECT_FALSE(quick_qr_matrix("abc"));
  const std::string longer(263, 'A');
  EXPECT_FALSE(quick_qr_matrix(longer));
  EXPECT_EQ(qr_matrix(longer).size, reference_qr_matrix(longer).size);
  EXPECT_THROW(qr_matrix("abc"), Error);
}

}  // namespace
}  // namespace hefu
