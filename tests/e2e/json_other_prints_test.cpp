#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"
#include "tests/support/print_variant.h"
#include "tests/support/scan.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr double a4_short_mm = 210, a4_long_mm = 297, a3_long_mm = 420;
constexpr int print_dpi = 300;

/// Forms of one person that left the printer otherwise than they should have.
class OtherPrints : public testing::Test {
 protected:
  static std::vector<Image> pages_of(const std::string& kind) {
    return rasterise(desk().path() / "printed" / number() / (kind + ".pdf"), print_dpi);
  }

  /// Lays a scan of a paper into the case and checks it alone.
  static json check(const Image& paper, double width_mm, double height_mm, const char* damage) {
    const fs::path uploads = desk().path() / "case/uploads";
    fs::remove_all(uploads);
    const Image scan = support::simulate_scan(paper, width_mm, height_mm, support::damage_kind(damage), 5);
    desk().write(uploads / "paper.jpg", encode_jpeg(scan, 85));
    const Finished ran = desk().hefu("check -q --format json -o reports case");
    EXPECT_THAT(ran.exit_code, testing::AnyOf(0, 10)) << ran.messages;
    return json::parse(ran.output);
  }

  /// How often a finding with a remedy is told.
  static int told(const json& report, const std::string& rule) {
    int count = 0;
    for (const json& finding : report["findings"])
      count += finding["rule"] == rule && !finding["remedy"].get<std::string>().empty();
    return count;
  }

  static int count(const json& report, const std::string& verdict) {
    int count = 0;
    for (const json& field : report["fields"]) count += field["verdict"] == verdict;
    return count;
  }

 private:
  static Desk& desk() {
    static Desk made;
    return made;
  }
  static std::string number() {
    static const std::string made = [] {
      desk().person("case", 71);
      const Finished ran = desk().hefu("render -q -o printed case");
      EXPECT_EQ(ran.exit_code, 0) << ran.messages;
      return fs::directory_iterator(desk().path() / "printed")->path().filename().string();
    }();
    return made;
  }
};

TEST_F(OtherPrints, AnA3SheetOnA4IsReadAndRefused) {
  const Image paper = support::print_scaled(pages_of("submission-form").at(0), a3_long_mm, a4_long_mm,
                                            a4_short_mm, a4_short_mm / a4_long_mm);
  for (const char* damage : {"clean", "300dpi", "phone"}) {
    const json report = check(paper, a4_long_mm, a4_short_mm, damage);
    EXPECT_GE(count(report, "match"), 65) << damage;
    EXPECT_EQ(count(report, "mismatch"), 0) << damage;
    EXPECT_FALSE(told(report, "picture-faulty") > 0) << damage;
    // A phone's picture has no scale.
    EXPECT_EQ(told(report, "print-reduced"), damage == std::string("phone") ? 0 : 1) << damage;
  }
}

TEST_F(OtherPrints, TwoPagesOnOnePaperAreReadInTheirOrderAndRefused) {
  const std::vector<Image> form = pages_of("evaluation-form");
  for (const char* damage : {"clean", "300dpi"}) {
    const json report = check(support::print_two_up(form.at(4), form.at(5)), a4_long_mm, a4_short_mm, damage);
    EXPECT_GE(count(report, "match"), 40) << damage;
    EXPECT_EQ(count(report, "mismatch"), 0) << damage;
    EXPECT_EQ(told(report, "print-two-up"), 1) << damage;
    EXPECT_EQ(told(report, "page-out-of-order"), 0) << damage;
  }
}

TEST_F(OtherPrints, APrintWithoutColourIsReadLikeAnyOther) {
  const json report = check(grey_luma(pages_of("evaluation-form").at(4)), a4_short_mm, a4_long_mm, "clean");
  EXPECT_GE(count(report, "match"), 15);
  EXPECT_EQ(count(report, "mismatch") + count(report, "unreadable"), 0);
}

}  // namespace
}  // namespace hefu::e2e
