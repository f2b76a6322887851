#include "pipeline/clock.h"

#include "schemas/error.h"

namespace hefu {
namespace {

TEST(Clock, TakesAGivenMoment) {
  EXPECT_EQ(moment("2025-06-20"), "2025-06-20T00:00:00+08:00");
  EXPECT_EQ(moment("2025-06-20 09:30"), "2025-06-20T09:30:00+08:00");
  EXPECT_EQ(moment("2025-06-20T09:30:15+08:00"), "2025-06-20T09:30:15+08:00");
}

TEST(Clock, RefusesWhatIsNoMoment) {
  for (const char* wrong :
       {"yesterday", "2025-13-01", "2025-06-20T25:00", "2025-06-20x09:30", "2025-06-20T09:30:15Z"})
    EXPECT_THROW(moment(wrong), Error) << wrong;
}

}  // namespace
}  // namespace hefu
