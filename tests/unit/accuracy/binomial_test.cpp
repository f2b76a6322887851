#include "tests/accuracy/binomial.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hefu::accuracy {
namespace {

TEST(Binomial, BoundsAreThoseOfPublishedTables) {
  // Exact one-sided 95 % and 97.5 % limits, as tables of Clopper and Pearson give them.
  EXPECT_NEAR(upper_bound(0, 10), 0.2589, 1e-4);
  EXPECT_NEAR(upper_bound(1, 10), 0.3942, 1e-4);
  EXPECT_NEAR(upper_bound(0, 10, 0.975), 0.3085, 1e-4);
  EXPECT_NEAR(upper_bound(2, 20, 0.975), 0.3170, 1e-4);
  EXPECT_NEAR(upper_bound(10, 100, 0.975), 0.1762, 1e-4);
}

TEST(Binomial, NothingSeenInManyTrialsIsBoundedByThreeOverTheirNumber) {
  EXPECT_NEAR(upper_bound(0, 100'000), 1 - std::pow(0.05, 1e-5), 1e-12);
  EXPECT_NEAR(upper_bound(0, 1'000'000) * 1e6, 2.9957, 1e-3);
}

TEST(Binomial, CumulativeShareIsTheSumOfItsTerms) {
  const double rate = 0.07;
  double term = std::pow(1 - rate, 40), sum = 0;
  for (int k = 0; k <= 40; ++k) {
    sum += term;
    EXPECT_NEAR(binomial_up_to(k, 40, rate), sum, 1e-12) << k;
    term *= rate / (1 - rate) * (40 - k) / (k + 1);
  }
}

TEST(Binomial, NothingTriedRulesNothingOut) {
  EXPECT_EQ(upper_bound(0, 0), 1);
  EXPECT_EQ(upper_bound(3, 3), 1);
}

}  // namespace
}  // namespace hefu::accuracy
