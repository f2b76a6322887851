#include "pipeline/cross_check.h"

#include <gmock/gmock.h>

#include "ocr/image.h"
#include "tests/support/people.h"
#include "tests/support/portrait.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

CaseFacts one(const std::string& number, const std::string& id, const std::string& phone = "") {
  CaseFacts facts;
  facts.number = number;
  facts.notice = "2025-green-channel";
  facts.id = digest64(id);
  facts.name = digest64("样本" + id);
  facts.phone = digest64(phone);
  return facts;
}

const Notice& notice() {
  static const Notice read = find_notice("2025-green-channel").notice;
  return read;
}

std::vector<Finding> findings(const std::vector<CaseFacts>& facts, const std::string& number) {
  return CrossCheck({facts.begin(), facts.end()}).findings_for(number, notice());
}

ClaimedWork paper(const std::string& rank, bool alone = false) {
  return {digest64("publication|寒区混凝土|样本学报"),
          "/application/publications/publication[1]/title",
          "寒区混凝土",
          rank,
          alone,
          {"论文.pdf"}};
}

TEST(CrossCheck, CasesThatShareNothingAreQuiet) {
  EXPECT_THAT(findings({one("YB-1", "a", "13800000001"), one("YB-2", "b", "13800000002")}, "YB-1"),
              IsEmpty());
}

TEST(CrossCheck, OneIdNumberInTwoApplicationsIsAnErrorByTheNotice) {
  const auto found = findings({one("YB-1", "a"), one("YB-2", "a"), one("YB-3", "c")}, "YB-1");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].rule, "id-number-twice");
  EXPECT_EQ(found[0].severity, Severity::error);
  EXPECT_EQ(found[0].audience, Audience::reviewer);
  EXPECT_THAT(found[0].message, HasSubstr("YB-2"));
  EXPECT_EQ(found[0].clause.number, "五、（二）");
}

TEST(CrossCheck, SeveralPeopleOnOnePhoneAreToldAndManyAreAWarning) {
  std::vector<CaseFacts> facts;
  for (const char* id : {"a", "b", "c"}) facts.push_back(one(std::string("YB-") + id, id, "13800000001"));
  auto found = findings(facts, "YB-a");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, Severity::info);
  facts.push_back(one("YB-d", "d", "13800000001"));
  found = findings(facts, "YB-d");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, Severity::warning);
}

TEST(CrossCheck, CoAuthorsMayClaimOnePaperButNotOneRank) {
  CaseFacts first = one("YB-1", "a"), second = one("YB-2", "b");
  first.works = {paper("1")};
  second.works = {paper("2")};
  EXPECT_EQ(findings({first, second}, "YB-1").at(0).severity, Severity::info);
  second.works = {paper("1")};
  const auto found = findings({first, second}, "YB-2");
  EXPECT_EQ(found.at(0).severity, Severity::warning);
  EXPECT_EQ(found.at(0).path, "/application/publications/publication[1]/title");
  second.works = {paper("1", true)};
  first.works = {paper("2")};
  EXPECT_EQ(findings({first, second}, "YB-1").at(0).severity, Severity::warning);
}

TEST(CrossCheck, OneFileUnderTwoNamesIsAWarningExceptAmongCoAuthorsAndForPublicity) {
  CaseFacts first = one("YB-1", "a"), second = one("YB-2", "b");
  first.files = {{"uploads/论文.pdf", 100, 7, digest64("x")}};
  second.files = {{"uploads/别名.pdf", 100, 7, digest64("x")}};
  auto found = findings({first, second}, "YB-1");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, Severity::warning);
  EXPECT_EQ(found[0].where->file, "uploads/论文.pdf");
  EXPECT_THAT(found[0].message, Not(HasSubstr("别名")));

  first.works = {paper("1")};
  second.works = {paper("2")};
  found = findings({first, second}, "YB-1");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].severity, Severity::info);

  first.works.clear(), second.works.clear();
  first.files[0].item = second.files[0].item = 6;  // 公示书面报告
  EXPECT_EQ(findings({first, second}, "YB-1").at(0).severity, Severity::info);
}

TEST(CrossCheck, OnePhotoUnderTwoNamesIsKnownThoughItWasSavedAgain) {
  const support::ScratchFolder folder;
  const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  const auto with_photo = [&](CaseFacts facts, const std::string& bytes) {
    Application application;
    application.file = folder.path() / "application.xml";
    application.applicant.photo_file = facts.number + ".jpg";
    folder.write(facts.number + ".jpg", bytes);
    note_photo(application, *sandbox, facts);
    return facts;
  };
  const Image pixels = support::draw_portrait(1);
  const std::string photo = encode_png(pixels);
  const CaseFacts a = with_photo(one("YB-1", "a"), photo), b = with_photo(one("YB-2", "b"), photo),
                  c = with_photo(one("YB-3", "c"),
                                 encode_png(support::recompressed(support::rescaled(pixels, 295, 413), 60))),
                  d = with_photo(one("YB-4", "d"), encode_png(support::draw_portrait(2)));
  const auto found = findings({a, b, c, d}, "YB-1");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_THAT(found[0].message, HasSubstr("同一个文件：YB-2"));
  EXPECT_THAT(found[1].message, HasSubstr("同一张：YB-3"));
  EXPECT_THAT(findings({a, b, c, d}, "YB-4"), IsEmpty());
}

TEST(CaseFacts, OnlyFilesOfOneSizeAreReadAndComparedByContent) {
  const support::ScratchFolder folder;
  std::vector<Case> cases(2);
  std::vector<std::optional<CaseFacts>> facts;
  for (int i = 0; i < 2; ++i) {
    const std::string mark = std::to_string(i);
    cases[i].uploads = {folder.write("same" + mark, "abc"), folder.write("size" + mark, "xy" + mark),
                        folder.write("lone" + mark, std::string(10 + i, 'z'))};
    facts.push_back(read_case_facts(cases[i], Application()));
  }
  note_contents(cases, facts);
  EXPECT_EQ(facts[0]->files[0].content, facts[1]->files[0].content);
  EXPECT_NE(facts[0]->files[0].content, 0u);
  EXPECT_NE(facts[0]->files[1].content, facts[1]->files[1].content);
  EXPECT_EQ(facts[0]->files[2].content, 0u);
}

TEST(CaseFacts, AFileThatIsGoneIsComparedWithNobody) {
  const support::ScratchFolder folder;
  std::vector<Case> cases(2);
  std::vector<std::optional<CaseFacts>> facts;
  for (int i = 0; i < 2; ++i) {
    cases[i].uploads = {folder.write("same" + std::to_string(i), "abc")};
    facts.push_back(read_case_facts(cases[i], Application()));
  }
  std::filesystem::remove(cases[1].uploads[0]);
  note_contents(cases, facts);
  EXPECT_NE(facts[0]->files[0].content, 0u);
  EXPECT_EQ(facts[1]->files[0].content, 0u);
}

TEST(CaseFacts, WorksAreKnownWhateverTheirPunctuation) {
  EXPECT_EQ(comparable_text("《寒区混凝土》：A study (Ⅰ)"), comparable_text("寒区混凝土:a STUDY(Ⅰ)"));
  EXPECT_NE(comparable_text("混凝土一"), comparable_text("混凝土二"));
}

TEST(CaseFacts, AreSmall) {
  const Element record = support::make_person(7);
  const ReadApplication read = parse_application(support::to_xml(record), "application.xml");
  ASSERT_TRUE(read.ok);
  const CaseFacts facts = read_case_facts({}, read.application);
  std::size_t bytes = sizeof facts;
  for (const ClaimedWork& work : facts.works)
    bytes += sizeof work + work.path.size() + work.shown.size() + work.evidence.size() * 64;
  EXPECT_GT(facts.works.size(), 0u);
  EXPECT_LT(bytes, 8'000u);
}

}  // namespace
}  // namespace hefu
