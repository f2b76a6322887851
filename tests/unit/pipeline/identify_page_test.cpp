#include "pipeline/identify_page.h"

#include <gtest/gtest.h>

#include "tests/support/plain_page.h"

namespace hefu {
namespace {

TEST(OwnerByFields, LikeValuesOfAPageWithoutAPersonsNameAreHisUnlessItsLabelsAreElsewhere) {
  const Page& page = support::plain_sheet();
  PageReading reading;
  reading.legible = true;
  for (const Field& field : page.fields) {
    FieldReading read;
    const bool names = field.path == "/application/applicant/name" ||
                       field.path == "/application/applicant/id-number" ||
                       field.path == "/application/@number";
    read.verdict = names || !field.entered ? Verdict::unreadable : Verdict::match;
    reading.fields.push_back(read);
  }
  EXPECT_EQ(owner_by_fields(page, reading), Owner::this_applicant);
  reading.misplaced = true;
  EXPECT_EQ(owner_by_fields(page, reading), Owner::unknown);
}

}  // namespace
}  // namespace hefu
