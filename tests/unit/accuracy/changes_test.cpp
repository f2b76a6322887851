#include "tests/accuracy/changes.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "schemas/text.h"

namespace hefu::accuracy {
namespace {

TEST(Changes, OneCharacterIsChangedMissingExtraOrSwapped) {
  support::Random random(5);
  const std::string text = "未来农牧业研究所2018";
  const std::u32string from = to_utf32(text);
  std::map<Way, int> ways;
  std::set<std::size_t> places;
  for (int i = 0; i < 600; ++i) {
    const ChangedText changed = change_one_character(text, random);
    const std::u32string to = to_utf32(changed.text);
    ASSERT_NE(to, from);
    ++ways[changed.way];
    const auto length = static_cast<int>(to.size()) - static_cast<int>(from.size());
    EXPECT_EQ(length, changed.way == Way::missing ? -1 : changed.way == Way::extra ? 1 : 0);
    if (length != 0) continue;
    std::size_t different = 0;
    for (std::size_t k = 0; k < from.size(); ++k)
      if (from[k] != to[k]) {
        ++different;
        places.insert(k);
      }
    EXPECT_EQ(different, changed.way == Way::swapped ? 2u : 1u);
  }
  EXPECT_EQ(ways.size(), way_names.size());
  EXPECT_GT(ways[Way::look_alike], 100);
  EXPECT_TRUE(places.count(0) && places.count(from.size() - 1) && places.size() > 6);
}

TEST(Changes, ValueWithoutAnotherFormStaysAsItIs) {
  support::Random random(5);
  EXPECT_EQ(change_one_character("", random).text, "");
}

}  // namespace
}  // namespace hefu::accuracy
