#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/templates/layout_dump.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

class LayoutGolden : public testing::TestWithParam<const char*> {};

TEST_P(LayoutGolden, SamplePersonIsSetAsBefore) {
  const std::string kind = GetParam();
  test::expect_golden(kind, test::lay_out_sample(kind, test::sample_person()).sheet);
}

INSTANTIATE_TEST_SUITE_P(Forms, LayoutGolden,
                         testing::Values("checklist", "evaluation-form", "submission-form"),
                         [](const auto& info) {
                           std::string name = info.param;
                           name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                           return name;
                         });

}  // namespace
}  // namespace hefu
