#include "pipeline/printable.h"

#include <gtest/gtest.h>

#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

TEST(Printable, CharactersThatNoFontHasAreReplacedAndTold) {
  Element root;
  root.text = "样本\n扫描\U0010FFFD.pdf";
  root.children.emplace_back().text = "䶮㛃𬭎龘〇 Ω é";
  Diagnostics told;
  make_printable(root, test::fonts(), told);
  EXPECT_EQ(root.text, "样本 扫描〓.pdf");
  EXPECT_EQ(root.children[0].text, "䶮㛃𬭎龘〇 Ω é") << "rare characters have their own font";
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].severity, Severity::warning);
  EXPECT_NE(told[0].message.find("10FFFD"), std::string::npos) << told[0].message;
}

}  // namespace
}  // namespace hefu
