#include "schemas/xml.h"

#include <chrono>
#include <string>
#include <thread>

#include "schemas/data_files.h"

namespace hefu {
namespace {

constexpr const char* kSchema = "schemas/application.xsd";

/// Refused, with one diagnostic that says `word`, within a second: the time is what the bombs are after.
void expect_refused(const std::string& bytes, const std::string& word) {
  const auto start = std::chrono::steady_clock::now();
  const ParsedXml parsed = parse_xml(bytes, "x.xml", kSchema);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_FALSE(parsed.ok);
  EXPECT_LT(seconds, 1.0);
  ASSERT_EQ(parsed.diagnostics.size(), 1u) << to_text(parsed.diagnostics.back());
  EXPECT_NE(parsed.diagnostics[0].message.find(word), std::string::npos) << parsed.diagnostics[0].message;
  EXPECT_FALSE(parsed.diagnostics[0].hint.empty());
}

std::string repeat(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(HostileXml, RefusesAnyDtd) {
  expect_refused("<!DOCTYPE application><application/>", "DTD");
  expect_refused("<?xml version='1.0'?>\n<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "DTD");
  expect_refused("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>", "DTD");
  EXPECT_EQ(parse_xml("<?xml version='1.0'?>\n\n<!DOCTYPE a><a/>", "x", "").diagnostics.at(0).line, 3);
}

TEST(HostileXml, RefusesEntitiesOfEveryKind) {
  expect_refused("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "DTD");
  expect_refused("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>", "DTD");
  std::string laughs = "<!DOCTYPE a [<!ENTITY e0 'ha'>";
  for (int i = 1; i < 12; ++i)
    laughs += "<!ENTITY e" + std::to_string(i) + " '" + repeat("&e" + std::to_string(i - 1) + ";", 10) + "'>";
  expect_refused(laughs + "]><a>&e11;</a>", "DTD");
  expect_refused(
      "<!DOCTYPE a [<!ENTITY e '" + std::string(100'000, 'x') + "'>]><a>" + repeat("&e;", 20'000) + "</a>",
      "DTD");
  expect_refused("<a>&unknown;</a>", "实体");
}

TEST(HostileXml, RefusesDeepNesting) {
  expect_refused(repeat("<a>", 100'000) + repeat("</a>", 100'000), "64 层");
  EXPECT_TRUE(parse_xml(repeat("<a>", 64) + repeat("</a>", 64), "x", "").ok);
  EXPECT_FALSE(parse_xml(repeat("<a>", 65) + repeat("</a>", 65), "x", "").ok);
}

TEST(HostileXml, RefusesWhatIsQuadraticToRead) {
  std::string attributes = "<a";
  for (int i = 0; i < 500'000; ++i) attributes += " a" + std::to_string(i) + " = ''";
  expect_refused(attributes + "/>", "属性过多");
  std::string namespaces;
  for (int i = 0; i < 60; ++i) namespaces += "<a xmlns:n" + std::to_string(i) + "='urn:x'>";
  expect_refused(namespaces + repeat("</a>", 60), "命名空间");
  expect_refused("<a>" + repeat("<b/>", 1'000'000) + "</a>", "300000");
}

TEST(HostileXml, RefusesSchemasOfTheFilesOwnChoosing) {
  expect_refused(
      "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
      "xsi:schemaLocation='urn:x file:///etc/passwd'/>",
      "xsi:");
}

TEST(HostileXml, RefusesOtherEncodingsEmptyLargeAndTruncatedFiles) {
  expect_refused("", "空");
  expect_refused("<a>\xC4\xE3\xBA\xC3</a>", "UTF-8");
  expect_refused(std::string("<\0a\0/\0>\0", 8), "UTF-8");
  expect_refused("<a>" + std::string(17 << 20, ' ') + "</a>", "过大");
  expect_refused("<a><b>", "不完整");
  expect_refused("%PDF-1.7 not XML", "不是 XML");
  expect_refused("<a><b></a>", "不配对");
}

TEST(ParseXml, GivesElementsWithLinesAndTrimmedText) {
  const ParsedXml parsed = parse_xml(
      "\xEF\xBB\xBF<?xml version='1.0' encoding='GBK'?>\n<a x='1'>\n"
      "  <b> 好 <![CDATA[<&>]]> </b><!-- c -->\n</a>",
      "x.xml", "");
  ASSERT_TRUE(parsed.ok);
  EXPECT_EQ(parsed.root.attribute("x"), "1");
  ASSERT_EQ(parsed.root.children.size(), 1u);
  EXPECT_EQ(parsed.root.children[0].text, "好 <&>");
  EXPECT_EQ(parsed.root.children[0].line, 3);
}

TEST(ParseXml, CanValidateInManyThreads) {
  const std::string bytes = read_file(std::string(HEFU_SOURCE_DIR) + "/tests/data/person/application.xml");
  std::vector<int> good(4, 0);
  std::vector<std::thread> threads;
  for (int& count : good)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) count += parse_xml(bytes, "x", kSchema).ok;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, std::vector<int>(4, 20));
}

}  // namespace
}  // namespace hefu
