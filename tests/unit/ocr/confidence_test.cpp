#include "ocr/confidence.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

TEST(Confidence, MoreEvidenceNeverMakesAFieldLessSure) {
  const Confidence confidence;
  double before = 0;
  for (float evidence = -60; evidence < 100; evidence += 0.25f) {
    const double now = confidence.of(evidence);
    EXPECT_GE(now, before) << evidence;
    before = now;
  }
}

TEST(Confidence, NothingIsQuiteCertain) {
  const Confidence confidence;
  EXPECT_GE(confidence.of(-1000), 0.0001);
  EXPECT_LE(confidence.of(1000), 0.9999);
  EXPECT_GT(confidence.of(1000), 0.99);
  EXPECT_LT(confidence.of(-1000), 0.5);
}

}  // namespace
}  // namespace hefu
