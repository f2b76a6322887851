#include "schemas/id_area.h"

namespace hefu {
namespace {

TEST(IdArea, NamesProvinceLeagueAndBanner) {
  const IdArea area = id_area("150521198503120000");
  EXPECT_EQ(area.name(), "内蒙古自治区通辽市科尔沁左翼中旗");
  EXPECT_EQ(area.league, "通辽市");
  EXPECT_FALSE(area.doubtful);
  EXPECT_FALSE(area.abolished);
}

TEST(IdArea, KnowsCodesThatAreNoLongerGiven) {
  const IdArea area = id_area("152322");
  EXPECT_EQ(area.name(), "内蒙古自治区哲里木盟科尔沁左翼中旗");
  EXPECT_TRUE(area.abolished);
  EXPECT_FALSE(area.doubtful);
}

TEST(IdArea, DoubtsMadeUpPeoplesPrefixAndUnknownBanners) {
  const IdArea made_up = id_area("150000198503120020");
  EXPECT_EQ(made_up.name(), "内蒙古自治区");
  EXPECT_TRUE(made_up.doubtful);
  EXPECT_TRUE(made_up.province_only);
  const IdArea banner = id_area("150599");
  EXPECT_EQ(banner.name(), "内蒙古自治区通辽市");
  EXPECT_TRUE(banner.doubtful);
  EXPECT_FALSE(banner.province_only);
}

TEST(IdArea, KnowsOtherProvincesByNameOnly) {
  const IdArea area = id_area("110105");
  EXPECT_EQ(area.name(), "北京市");
  EXPECT_FALSE(area.doubtful);
  EXPECT_EQ(id_area("82").province, "澳门特别行政区");
}

TEST(IdArea, DoubtsUnknownProvincesAndWhatIsNoNumber) {
  for (const char* text : {"990000", "16", "", "1505211", "15052119850312000", "1505x1", "护照E12345678"}) {
    EXPECT_TRUE(id_area(text).doubtful) << text;
    EXPECT_EQ(id_area(text).name(), "") << text;
  }
}

TEST(IdArea, ReadsOldNumbersAndFullWidthDigits) {
  EXPECT_EQ(id_area("152301850312000").banner, "通辽市");
  EXPECT_EQ(id_area("１５０５２１").banner, "科尔沁左翼中旗");
  EXPECT_EQ(id_area("1505").name(), "内蒙古自治区通辽市");
  EXPECT_FALSE(id_area("1505").doubtful);
}

}  // namespace
}  // namespace hefu
