#include "pipeline/accepted_quantities.h"

#include <gmock/gmock.h>

namespace hefu {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Element element(const std::string& name, const std::string& text = {}) {
  Element made;
  made.name = name;
  made.text = text;
  return made;
}

Element evidence(const std::string& file, int item) {
  Element made = element("evidence");
  made.attributes = {{"file", file}, {"item", std::to_string(item)}};
  return made;
}

/// A record that hands in something for some of the items 1, 3, 7 and 8.
struct AcceptedQuantities : testing::Test {
  Application application;
  Notice notice;
  Diagnostics diagnostics;
  std::map<std::string, DecodedFile> files;
  std::map<std::string, ScannedForm> scanned;

  void SetUp() override {
    application.root = element("application");
    application.root.children = {element("publications"), element("materials")};
    for (const int item : {1, 3, 7, 8})
      notice.materials.push_back({item, "样本材料", item == 1 ? "evaluation-form" : "", "A4"});
  }
  void submit(int item, const std::string& quantity, const std::vector<std::string>& names) {
    Element material = element("material");
    material.attributes = {{"item", std::to_string(item)}};
    if (!quantity.empty()) material.children.push_back(element("quantity", quantity));
    for (const std::string& name : names) material.children.push_back(element("file", name));
    application.root.children[1].children.push_back(material);
  }
  void claim(const std::string& file, int item) {
    Element publication = element("publication");
    publication.children = {evidence(file, item)};
    application.root.children[0].children.push_back(publication);
  }
  std::map<std::string, std::string> accepted() {
    return accepted_quantities(
        application, notice, [&](const std::string& file) { return files.at(file); }, scanned, diagnostics);
  }
};

TEST_F(AcceptedQuantities, AreNoneWhereNothingWasHandedIn) {
  submit(3, "无", {});
  EXPECT_THAT(accepted(),
              ElementsAre(Pair("material[1]/quantity", "无"), Pair("material[3]/quantity", "无"),
                          Pair("material[7]/quantity", "无"), Pair("material[8]/quantity", "无")));
  EXPECT_TRUE(diagnostics.empty());
}

TEST_F(AcceptedQuantities, CountDocumentsAndPagesOfMaterialsAndEvidence) {
  files = {{"卡.pdf", {FileStatus::read, "", 2}},
           {"论文1.pdf", {FileStatus::read, "", 9}},
           {"论文2.jpg", {FileStatus::read, "", 1}}};
  submit(3, "", {"卡.pdf"});
  submit(7, "", {"论文1.pdf"});
  claim("论文1.pdf", 7);  // one document, named twice
  claim("论文2.jpg", 7);
  const auto quantity = accepted();
  EXPECT_EQ(quantity.at("material[3]/quantity"), "1份（2页）");
  EXPECT_EQ(quantity.at("material[7]/quantity"), "2份（10页）");
  EXPECT_EQ(quantity.at("material[8]/quantity"), "无");
}

TEST_F(AcceptedQuantities, OfAFormAreItsCopies) {
  files = {{"评审表.pdf", {FileStatus::read, "", 12}}, {"卡.pdf", {FileStatus::read, "", 2}}};
  submit(1, "2份", {"评审表.pdf"});
  submit(3, "3份", {"卡.pdf"});  // evidence is counted, whatever was announced
  submit(8, "1份", {});          // on paper only
  const auto quantity = accepted();
  EXPECT_EQ(quantity.at("material[1]/quantity"), "2份");
  EXPECT_EQ(quantity.at("material[3]/quantity"), "1份（2页）");
  EXPECT_EQ(quantity.at("material[8]/quantity"), "1份");
}

TEST_F(AcceptedQuantities, OfAFormAreItsScansWhereNothingIsSaid) {
  scanned["evaluation-form"] = {1, 17};
  EXPECT_EQ(accepted().at("material[1]/quantity"), "1份（17页）");
  submit(1, "2份", {});
  EXPECT_EQ(accepted().at("material[1]/quantity"), "2份");
}

TEST_F(AcceptedQuantities, RefuseAFileThatCannotBeOpened) {
  files = {{"坏.pdf", {FileStatus::unreadable, "文件已损坏", 0}}};
  submit(7, "", {"坏.pdf"});
  accepted();
  ASSERT_TRUE(has_errors(diagnostics));
  EXPECT_THAT(to_text(diagnostics[0]), HasSubstr("第 7 项"));
  EXPECT_THAT(to_text(diagnostics[0]), HasSubstr("坏.pdf"));
}

TEST_F(AcceptedQuantities, CountAFileThatIsTooLongToRead) {
  files = {{"厚.pdf", {FileStatus::rejected, "页数超过上限", 300}}};
  submit(8, "", {"厚.pdf"});
  EXPECT_EQ(accepted().at("material[8]/quantity"), "1份（300页）");
  EXPECT_FALSE(has_errors(diagnostics));
  EXPECT_EQ(diagnostics.size(), 1u);
}

}  // namespace
}  // namespace hefu
