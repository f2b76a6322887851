#include "pipeline/page_set.h"

#include <fmt/format.h>

#include "pipeline/decide.h"

namespace hefu {
namespace {

/// A record with a form of four pages, one field each, and pages of uploads made by hand.
struct Pages : testing::Test {
  PreparedRecord record;
  Case given;
  std::vector<ReadUpload> uploads;
  std::vector<ReadPage> pages;

  void SetUp() override {
    record.forms = std::make_shared<NoticeForms>();
    Sheet sheet;
    sheet.kind = "evaluation-form";
    sheet.title = "评审表";
    for (int i = 1; i <= 4; ++i) {
      Page page;
      Field field;
      field.path = fmt::format("/application/field-{}", i);
      field.label = fmt::format("第{}项", i);
      field.online = field.text = "值";
      field.entered = true;
      page.fields.push_back(field);
      sheet.pages.push_back(page);
    }
    record.sheets.push_back(sheet);
  }

  void upload(const std::vector<int>& form_pages) {
    ReadUpload upload;
    upload.name = fmt::format("uploads/{}.pdf", uploads.size());
    upload.decoded.status = FileStatus::read;
    upload.decoded.pages = static_cast<int>(form_pages.size());
    for (std::size_t i = 0; i < form_pages.size(); ++i) {
      ReadPage page;
      page.upload = uploads.size();
      page.page = static_cast<int>(i) + 1;
      if (form_pages[i] > 0) {
        page.identity.kind = "evaluation-form";
        page.identity.sheet = 0;
        page.identity.form_page = form_pages[i];
        page.identity.owner = Owner::this_applicant;
        page.identity.print = PrintAge::current;
        page.identity.code = CodeStatus::genuine;
      }
      pages.push_back(page);
    }
    uploads.push_back(upload);
  }
  PageSet examine() { return examine_page_set(record, given, uploads, pages); }
  std::vector<PageFault> faults() const {
    std::vector<PageFault> all;
    for (const ReadPage& page : pages) all.push_back(page.fault);
    return all;
  }
};

constexpr PageFault none = PageFault::none;

bool tells(const PageSet& set, const std::string& rule) {
  return std::any_of(set.findings.begin(), set.findings.end(),
                     [&](const Finding& f) { return f.rule == rule; });
}

TEST_F(Pages, CompleteSetHasNoFault) {
  upload({1, 2, 3, 4});
  const PageSet set = examine();
  EXPECT_EQ(faults(), (std::vector<PageFault>(4, none)));
  EXPECT_TRUE(set.missing_pages.empty());
  EXPECT_TRUE(set.findings.empty());
}

TEST_F(Pages, MissingPageIsNamedWithItsFields) {
  upload({1, 2, 4});
  const PageSet set = examine();
  ASSERT_EQ(set.missing_pages.size(), 1u);
  EXPECT_EQ(set.missing_pages[0].form_page, 3);
  EXPECT_EQ(set.missing_pages[0].fault, PageFault::missing);
  ASSERT_EQ(set.missing_fields.size(), 1u);
  EXPECT_EQ(set.missing_fields[0].path, "/application/field-3");
  EXPECT_EQ(set.missing_fields[0].verdict, Verdict::missing);
  EXPECT_TRUE(tells(set, "page-missing"));
}

TEST_F(Pages, AnotherPersonsPageLeavesItsFieldsMissing) {
  upload({1, 2, 3, 4});
  pages[1].identity.owner = Owner::other;
  const PageSet set = examine();
  EXPECT_EQ(pages[1].fault, PageFault::foreign);
  EXPECT_TRUE(set.missing_pages.empty()) << "one fault is told once";
  ASSERT_EQ(set.missing_fields.size(), 1u);
  ASSERT_TRUE(set.missing_fields[0].where.has_value());
  EXPECT_EQ(set.missing_fields[0].where->page, 2);
}

TEST_F(Pages, AnotherPersonsPageBesideTheRightOneTakesNothingAway) {
  upload({1, 2, 3, 4, 2});
  pages[4].identity.owner = Owner::other;
  const PageSet set = examine();
  EXPECT_EQ(faults(), (std::vector<PageFault>{none, none, none, none, PageFault::foreign}));
  EXPECT_TRUE(set.missing_fields.empty());
}

TEST_F(Pages, SamePageTwiceInOneFileIsDoubled) {
  upload({1, 2, 2, 3, 4});
  examine();
  EXPECT_EQ(faults(), (std::vector<PageFault>{none, none, PageFault::doubled, none, none}));
}

TEST_F(Pages, WholeCopyInAnotherFileIsLawful) {
  upload({1, 2, 3, 4});
  upload({1, 2, 3, 4});
  const PageSet set = examine();
  EXPECT_EQ(faults(), (std::vector<PageFault>(8, none)));
  EXPECT_TRUE(tells(set, "copies"));
}

TEST_F(Pages, PartOfACopyIsDoubled) {
  upload({1, 2, 3, 4});
  upload({3});
  examine();
  EXPECT_EQ(pages[4].fault, PageFault::doubled);
}

TEST_F(Pages, OnePhotoAPageMakesOneSet) {
  for (const int page : {1, 2, 3, 4, 4}) upload({page});
  const PageSet set = examine();
  EXPECT_EQ(faults(), (std::vector<PageFault>{none, none, none, none, PageFault::doubled}));
  EXPECT_TRUE(set.missing_pages.empty());
}

TEST_F(Pages, OfTwoPicturesOfAPageTheBetterOneIsUsedAndTold) {
  for (const int page : {1, 2, 2, 3, 4}) upload({page});
  for (ReadPage& page : pages) page.registered = page.legible = true;
  FieldReport blurred, clear, altered;
  blurred.verdict = Verdict::unreadable;
  clear.verdict = Verdict::match;
  altered.verdict = Verdict::mismatch;
  pages[1].fields = {blurred, blurred, altered};
  pages[2].fields = {clear, clear, clear};
  const PageSet set = examine();
  EXPECT_EQ(pages[1].fault, PageFault::doubled);
  EXPECT_EQ(pages[2].fault, none);
  ASSERT_EQ(pages[1].fields.size(), 1u) << "what the worse picture contradicts is never dropped";
  EXPECT_EQ(pages[1].fields[0].verdict, Verdict::mismatch);
  EXPECT_EQ(pages[2].fields.size(), 3u);
  for (const Finding& finding : set.findings) {
    if (finding.rule != "page-doubled") continue;
    EXPECT_NE(finding.message.find("uploads/2.pdf"), std::string::npos) << finding.message;
  }
  EXPECT_TRUE(tells(set, "page-doubled"));
}

TEST_F(Pages, MovedPageIsOutOfOrder) {
  upload({1, 4, 2, 3});
  examine();
  EXPECT_EQ(faults(), (std::vector<PageFault>{none, PageFault::out_of_order, none, none}));
}

TEST_F(Pages, OlderPrintIsNamed) {
  upload({1, 2, 3, 4});
  pages[2].identity.print = PrintAge::older;
  const PageSet set = examine();
  EXPECT_EQ(pages[2].fault, PageFault::older);
  EXPECT_TRUE(tells(set, "page-older"));
}

TEST_F(Pages, UnknownPageBetweenItsNeighboursIsThatPageUnread) {
  upload({1, 2, 0, 4});
  const PageSet set = examine();
  EXPECT_EQ(pages[2].identity.form_page, 3);
  EXPECT_EQ(pages[2].fault, none);
  ASSERT_EQ(pages[2].fields.size(), 1u);
  EXPECT_EQ(pages[2].fields[0].verdict, Verdict::unreadable);
  EXPECT_TRUE(set.missing_pages.empty());
}

TEST_F(Pages, EvidenceAfterAFormIsNotTakenForItsLastPage) {
  upload({1, 2, 3, 0, 0});
  const PageSet set = examine();
  EXPECT_TRUE(pages[3].identity.kind.empty());
  ASSERT_EQ(set.missing_pages.size(), 1u);
  EXPECT_EQ(set.missing_pages[0].form_page, 4);
}

TEST_F(Pages, FormThatDidNotComeBackIsAnErrorOnlyInAWholeCase) {
  EXPECT_EQ(examine().findings.at(0).severity, Severity::error);
  given.whole = false;
  EXPECT_EQ(examine().findings.at(0).severity, Severity::info);
}

}  // namespace
}  // namespace hefu
