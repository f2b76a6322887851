#include <gmock/gmock.h>

#include "schemas/rules.h"

namespace hefu {
namespace {

Element& add(Element& parent, const char* name, const char* text = "") {
  Element& child = parent.children.emplace_back();
  child.name = name;
  child.text = text;
  return child;
}

std::vector<std::string> windows_under(const char* notice, const char* affiliation, const char* level) {
  Element root;
  root.name = "case";
  Element& application = add(root, "application");
  add(add(application, "employment"), "unit-affiliation", affiliation);
  Element& applied = add(application, "applied-for");
  add(applied, "series", "工程技术人员");
  add(applied, "level", level);
  Diagnostics diagnostics;
  return windows_that_apply(case_document(root, find_notice(notice).notice, diagnostics));
}

TEST(Windows, AreThoseWhoseConditionsHold) {
  using testing::ElementsAre;
  EXPECT_THAT(windows_under("2024-tongliao", "盟市", "中级"), ElementsAre("ordinary-city"));
  EXPECT_THAT(windows_under("2024-tongliao", "旗县区", "中级"), ElementsAre("ordinary-banner"));
  EXPECT_THAT(windows_under("2024-tongliao", "", "中级"), ElementsAre());
  EXPECT_THAT(windows_under("2025-green-channel", "", ""), ElementsAre("first-half", "second-half"));
}

}  // namespace
}  // namespace hefu
