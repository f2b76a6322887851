#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "ocr/volume.h"
#include "tests/e2e/program.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/set_sheet.h"

namespace hefu::e2e {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr double page_width = 148, left = 25, first_y = 40, step = 18;  // mm
constexpr float size_pt = 16;

/// A made-up proof as a PDF of one picture, with `layer` for its words, where those stand.
std::string proof(const std::vector<std::string>& print, const std::vector<std::string>& layer) {
  const std::shared_ptr<const Fonts> fonts = Fonts::load();
  Page page;
  page.width_mm = page_width;
  page.height_mm = 210;
  std::vector<LaidWord> words;
  for (std::size_t i = 0; i < print.size(); ++i) {
    const double y = first_y + step * static_cast<double>(i);
    page.runs.push_back(support::set_line(*fonts, print[i], left, static_cast<float>(y),
                                          {Typeface::song, size_pt, RunKind::label, 0}));
    const double end = page.runs.back().glyphs.back().x_mm + size_pt * mm_per_pt;
    words.push_back({layer[i], left, y + 0.7, end - left, 0, 0, -size_pt * mm_per_pt});
  }
  Image picture = support::draw_page(page, *fonts, 200);
  picture.dpi = 200;
  const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  const auto maker = sandbox->new_volume();
  const VolumePart part = maker->add(encode_jpeg(picture, 90), PartUse::bind);
  VolumePlan plan;
  plan.pages.push_back({part.id, 0, part.pages.at(0).width_mm, part.pages.at(0).height_mm});
  plan.pages[0].words = words;
  std::string pdf;
  maker->join(plan, [&](std::string_view bytes) { pdf = bytes; });
  return pdf;
}

const std::vector<std::string> print = {"发表论文情况证明", "样本种业有限公司", "任现职以来发表论文三篇",
                                        "考核结果合格", "以上情况属实特此证明"};

std::vector<json> findings_about(const std::vector<std::string>& layer) {
  const Desk desk;
  desk.person("case", 93);
  desk.write(desk.path() / "case/uploads/proof.pdf", proof(print, layer));
  const Finished ran = desk.hefu("check -q --format json --fail-on never -o out case");
  EXPECT_EQ(ran.exit_code, 0) << ran.messages;
  const json report = json::parse(ran.output);
  std::vector<json> found;
  for (const json& finding : report["findings"])
    if (finding["rule"] == "text-layer-disagrees") found.push_back(finding);
  return found;
}

TEST(TextLayer, ThatSaysAnotherThingThanThePictureIsTold) {
  std::vector<std::string> layer = print;
  layer[2] = "任现职以来发表论文九篇";
  layer[3] = "考核结果优秀";
  const std::vector<json> found = findings_about(layer);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0]["severity"], "warning");
  EXPECT_EQ(found[0]["for"], "reviewer");
  EXPECT_THAT(found[0]["message"].get<std::string>(),
              AllOf(HasSubstr("“三”，文字层里是“九”"), HasSubstr("“合格”，文字层里是“优秀”")));
  EXPECT_EQ(found[0]["where"]["file"], "uploads/proof.pdf");
  EXPECT_EQ(found[0]["where"]["page"], 1);
  EXPECT_THAT(found[0]["where"]["crop"].get<std::string>(), HasSubstr("crops/"));
}

TEST(TextLayer, ThatSaysTheSameIsNoFinding) { EXPECT_TRUE(findings_about(print).empty()); }

}  // namespace
}  // namespace hefu::e2e
