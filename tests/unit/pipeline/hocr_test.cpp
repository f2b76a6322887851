#include "pipeline/hocr.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

TEST(Hocr, BoxesAreThoseOfTheUpload) {
  PaperReading paper;
  paper.page.to_scan = {2, 0, 10, 0, 2, 20, 0, 0, 1};  // the upload is twice as large and lies elsewhere
  ReadLine line;
  line.text = "甲<";
  line.box = {5, 6, 20, 10};
  line.confidence = 91.4;
  line.characters = {{U'甲', {5, 6, 10, 10}, 90}, {U'<', {15, 6, 10, 10}, 92.5}};
  paper.lines = {line};
  const std::string page = hocr_page(paper, "证书\".jpg", 2, 100, 200);
  EXPECT_NE(page.find("bbox 0 0 100 200; ppageno 2"), std::string::npos) << page;
  EXPECT_NE(page.find("ocr_line\" title=\"bbox 20 32 60 52; x_wconf 91\""), std::string::npos) << page;
  EXPECT_NE(page.find("bbox 20 32 40 52; x_confs 90.0\">甲<"), std::string::npos) << page;
  EXPECT_NE(page.find("&lt;</span>"), std::string::npos) << page;
  EXPECT_EQ(page.find("证书\".jpg"), std::string::npos) << page;
}

}  // namespace
}  // namespace hefu
