#include "templates/form.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "schemas/data_files.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

using testing::ElementsAre;

TEST(Forms, GreenChannelHasItsThreeInTheOrderOfTheChecklist) {
  EXPECT_THAT(kinds_of("2025-green-channel"), ElementsAre("checklist", "evaluation-form", "submission-form"));
  EXPECT_TRUE(kinds_of("no-such-notice").empty());
}

TEST(Forms, AreFoundByNoticeAndKind) {
  const ReadForm read = find_form("2025-green-channel", "submission-form");
  ASSERT_TRUE(read.ok);
  EXPECT_EQ(read.form.id, "submission-form-2025");
  EXPECT_EQ(read.form.code, 3);
  EXPECT_EQ(read.form.hash.size(), 64u);
  const ReadForm none = find_form("2025-green-channel", "evidence-volume");
  EXPECT_FALSE(none.ok);
  EXPECT_FALSE(none.diagnostics.empty());
}

TEST(Forms, AreValidAndShareNoCode) {
  std::set<int> codes;
  std::set<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(data_file("templates/forms"))) {
    const ReadForm read = read_form(entry.path());
    EXPECT_TRUE(read.ok) << entry.path() << (read.diagnostics.empty() ? "" : to_text(read.diagnostics[0]));
    EXPECT_TRUE(codes.insert(read.form.code).second) << entry.path();
    EXPECT_TRUE(ids.insert(read.form.id).second) << entry.path();
  }
  EXPECT_GE(ids.size(), 3u);
}

std::string words_of(const Element& element) {
  std::string words = element.text;
  for (const Element& child : element.children) words += words_of(child);
  return words;
}

std::string words_under(const std::string& notice, const std::string& kind) {
  const ReadForm read = find_form(notice, kind);
  EXPECT_TRUE(read.ok) << notice;
  return words_of(read.form.root);
}

TEST(Forms, PartsStandOnlyUnderTheNoticesThatTheyAreFor) {
  const std::string sentence = "已对申报材料逐一审核，真实准确，公示无异议，同意推荐。";  // G20 二、5
  const std::string days = "不少于5个工作日";                                             // G25 四、3
  for (const std::string kind : {"evaluation-form", "submission-form"}) {
    EXPECT_THAT(words_under("2020-green-channel", kind), testing::HasSubstr(sentence));
    for (const char* other :
         {"2025-green-channel", "2024-tongliao", "2021-baotou-private-sector", "2020-region"})
      EXPECT_THAT(words_under(other, kind), testing::Not(testing::HasSubstr(sentence))) << other;
  }
  EXPECT_THAT(words_under("2025-green-channel", "evaluation-form"), testing::HasSubstr(days));
  EXPECT_THAT(words_under("2020-region", "evaluation-form"), testing::Not(testing::HasSubstr(days)));
  // 附件1 三、1 of Tongliao's notice; nobody else forbids a copy.
  EXPECT_THAT(words_under("2024-tongliao", "evaluation-form"),
              testing::HasSubstr("不得复印或用订书机简单装订"));
  EXPECT_THAT(words_under("2020-region", "evaluation-form"), testing::Not(testing::HasSubstr("订书机")));
}

TEST(Forms, APackThatIsBuiltOnCountsForThoseThatBuildOnIt) {
  // checklist-2020 is no notice but a pack that three build on.
  for (const char* notice : {"2020-green-channel", "2021-baotou-private-sector", "2020-region"})
    EXPECT_THAT(words_under(notice, "submission-form"), testing::HasSubstr("申报资格")) << notice;
  EXPECT_THAT(words_under("2024-tongliao", "submission-form"), testing::HasSubstr("申报职称"));
}

TEST(Forms, HashIsThatOfTheWholeFile) {
  EXPECT_EQ(find_form("2020-region", "evaluation-form").form.hash,
            find_form("2025-green-channel", "evaluation-form").form.hash);
}

ParsedXml as_form(const std::string& body) {
  return parse_xml(
      "<form xmlns='urn:hefu:form:1' id='f' kind='checklist' code='9' notices='n'>"
      "<style id='s' paper='A4'><frame x='10' y='40' w='190' h='220'/><code x='170' y='6'/></style>"
      "<page style='s'><grid id='g' columns='1 1'><row>" +
          body + "</row></grid></page></form>",
      "form.xml", "schemas/form.xsd");
}

TEST(Forms, SchemaKnowsTheLanguage) {
  EXPECT_TRUE(as_form("<label>姓名</label><cell><value path='applicant/name'/></cell>").ok);
  EXPECT_TRUE(as_form("<area filler='unit' id='a'><foot><date id='d' filler='unit'/></foot></area>").ok);
  EXPECT_TRUE(as_form("<label for='a b'>姓名</label><cell not-for='c'><t for='2020-region'>x</t></cell>").ok);
  EXPECT_FALSE(as_form("<label for=''>姓名</label>").ok);  // for no notice at all
  EXPECT_TRUE(
      as_form("<picture path='crop' dpi='200' max-height='30'><line if='a' typeface='hei'>b</line></picture>")
          .ok);
  EXPECT_FALSE(as_form("<picture path='crop' dpi='200'/>").ok);     // how high may it be?
  EXPECT_FALSE(as_form("<cell><value/></cell>").ok);                // a value without a path
  EXPECT_FALSE(as_form("<cell><value path='//name'/></cell>").ok);  // no XPath of its own
  EXPECT_FALSE(as_form("<area id='a'/>").ok);                       // who fills it?
  EXPECT_FALSE(as_form("<area filler='somebody' id='a'/>").ok);
  EXPECT_FALSE(as_form("<cell><slot id='s' filler='unit'/></cell>").ok);  // what for?
}

}  // namespace
}  // namespace hefu
