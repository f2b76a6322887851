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
  const ReadForm none = find_form("2025-green-channel", "roster");
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
  EXPECT_FALSE(as_form("<cell><value/></cell>").ok);                // a value without a path
  EXPECT_FALSE(as_form("<cell><value path='//name'/></cell>").ok);  // no XPath of its own
  EXPECT_FALSE(as_form("<area id='a'/>").ok);                       // who fills it?
  EXPECT_FALSE(as_form("<area filler='somebody' id='a'/>").ok);
  EXPECT_FALSE(as_form("<cell><slot id='s' filler='unit'/></cell>").ok);  // what for?
}

}  // namespace
}  // namespace hefu
