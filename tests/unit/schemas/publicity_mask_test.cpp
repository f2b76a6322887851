#include "schemas/publicity_mask.h"

#include <gmock/gmock.h>

namespace hefu {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string all_text(const Element& element) {
  std::string text = element.text + "\n";
  for (const auto& [name, value] : element.attributes) text += value + "\n";
  for (const Element& child : element.children) text += all_text(child);
  return text;
}

Application person() {
  return read_application(std::string(HEFU_SOURCE_DIR) + "/tests/data/person/application.xml").application;
}

Notice with_mask(const std::string& id_last, const std::string& phone_last) {
  Notice notice;
  Element mask;
  mask.name = "publicity-mask";
  mask.attributes = {{"id-last", id_last}, {"phone-last", phone_last}};
  notice.root.children.push_back(mask);
  return notice;
}

TEST(PublicityMask, ShowsNoDigitUnlessTheNoticeSaysSo) {
  EXPECT_EQ(masked_number("150000198503120020", publicity_mask(Notice()).id_last), std::string(18, '*'));
  const PublicityMask mask = publicity_mask(with_mask("4", "2"));
  EXPECT_EQ(masked_number("150000198503120020", mask.id_last), std::string(14, '*') + "0020");
  EXPECT_EQ(masked_number("13800000001", mask.phone_last), std::string(9, '*') + "01");
}

TEST(PublicityMask, ShortNumbersAreHiddenAltogether) { EXPECT_EQ(masked_number("E1234567", 4), "********"); }

TEST(PublicityMask, NothingOfTheRecordKeepsANumber) {
  Application applicant = person();
  for (Element& part : applicant.root.children)
    if (part.name == "employment") part.children[0].text += "（联系13800000001，150000198503120020）";
  const Application posted = masked(applicant, {});
  const std::string text = all_text(posted.root) + posted.bytes + posted.applicant.id_number;
  for (const char* number : {"150000198503120020", "13800000001", "yangben1@example.cn"})
    EXPECT_THAT(text, Not(HasSubstr(number)));
  EXPECT_THAT(text, HasSubstr("（联系***********，******************）"));
  EXPECT_EQ(posted.root.text_at("applicant/name"), "样本甲");
}

}  // namespace
}  // namespace hefu
