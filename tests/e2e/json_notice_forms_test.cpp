#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

struct NoticeForm {
  const char *notice, *kind;
};

void PrintTo(const NoticeForm& form, std::ostream* out) { *out << form.notice << " " << form.kind; }

/// The sample person's record under another notice.
fs::path person_under(const Desk& desk, const std::string& notice) {
  const fs::path record = desk.path() / "case/application.xml";
  desk.write(record, read_file(HEFU_SOURCE_DIR "/tests/data/person/application.xml"));
  desk.write(desk.path() / "case/photo.jpg", read_file(HEFU_SOURCE_DIR "/tests/data/photo.jpg"));
  if (notice != "2025-green-channel") desk.edit(record, "2025-green-channel", notice);
  return desk.path() / "case";
}

json report_on(const Desk& desk, const std::string& kind) {
  const Finished ran = desk.hefu("check -q --format json --fail-on never -o reports case");
  EXPECT_EQ(ran.exit_code, 0) << ran.messages;
  json report = json::parse(ran.output);
  json pages = json::array();
  for (const json& page : report["pages"])
    if (page["kind"] == kind && page["file"] != "") pages.push_back(page);
  report["pages"] = pages;
  return report;
}

/// Every page is this person's and current, every value of the form as it is online.
void expect_consistent(const json& report, const std::string& kind) {
  EXPECT_FALSE(report["pages"].empty());
  for (const json& page : report["pages"]) {
    EXPECT_EQ(page["code"], "genuine");
    EXPECT_EQ(page["owner"], "this");
    EXPECT_EQ(page["print"], "current");
    EXPECT_EQ(page["fault"], nullptr);
  }
  int matching = 0;
  for (const json& field : report["fields"]) {
    if (field["form"] != kind) continue;
    EXPECT_TRUE(field["verdict"] == "match" || field["verdict"] == "not_online") << field.dump(1);
    matching += field["verdict"] == "match";
  }
  EXPECT_GE(matching, 3);
  for (const json& finding : report["findings"])
    EXPECT_THAT((std::vector<std::string>{"foreign-ink", "blank-filled", "extra-ink", "label-altered"}),
                testing::Not(testing::Contains(finding["rule"].get<std::string>())))
        << finding.dump(1);
}

class NoticeForms : public testing::TestWithParam<NoticeForm> {};

TEST_P(NoticeForms, AreConsistentAsPrinted) {
  const auto [notice, kind] = GetParam();
  const Desk desk;
  const fs::path folder = person_under(desk, notice);
  if (std::string(kind) == "recognition-form")
    desk.edit(folder / "application.xml", "<route>绿色通道", "<route>考核认定");
  desk.scanned(folder, kind);
  expect_consistent(report_on(desk, kind), kind);
}

INSTANTIATE_TEST_SUITE_P(All, NoticeForms,
                         testing::Values(NoticeForm{"2020-green-channel", "checklist"},
                                         NoticeForm{"2020-region", "checklist"},
                                         NoticeForm{"2021-baotou-private-sector", "checklist"},
                                         NoticeForm{"2024-tongliao", "checklist"},
                                         NoticeForm{"2020-region", "pledge"},
                                         NoticeForm{"2024-tongliao", "envelope"},
                                         NoticeForm{"2020-green-channel", "registration-form"},
                                         NoticeForm{"2024-tongliao", "recognition-form"},
                                         NoticeForm{"2020-region", "recognition-form"}),
                         [](const auto& info) {
                           std::string name = std::string(info.param.kind) + "_" + info.param.notice;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(RecognitionForm, IsPrintedOnlyForThoseWhoApplyForIt) {
  const Desk desk;
  const fs::path folder = person_under(desk, "2024-tongliao");
  EXPECT_THAT(desk.hefu("render -q -o a case").output, testing::Not(HasSubstr("recognition-form.pdf")));
  EXPECT_THAT(desk.hefu("render -q --only recognition-form -o b case").output,
              HasSubstr("recognition-form.pdf"));
  desk.edit(folder / "application.xml", "<route>绿色通道", "<route>考核认定");
  EXPECT_THAT(desk.hefu("render -q -o c case").output, HasSubstr("recognition-form.pdf"));
}

TEST(Envelope, IsNotMissedInACheck) {
  const Desk desk;
  person_under(desk, "2024-tongliao");
  desk.write(desk.path() / "case/uploads/照片.jpg", read_file(HEFU_SOURCE_DIR "/tests/data/photo.jpg"));
  const Finished ran = desk.hefu("check -q --format json --fail-on never -o reports case");
  EXPECT_THAT(ran.output, HasSubstr("没有收到《职称送评材料目录单》"));
  EXPECT_THAT(ran.output, testing::Not(HasSubstr("通辽市评审材料袋")));
}

class AcceptedChecklist : public testing::TestWithParam<const char*> {};

/// The checklist that the office prints with its quantities is the same print as the applicant's.
TEST_P(AcceptedChecklist, IsConsistentAsPrinted) {
  const Desk desk;
  const fs::path folder = person_under(desk, GetParam());
  for (const char* file : {"卡.jpg", "evidence-07-1.pdf", "evidence-08-1.pdf", "evidence-08-2.pdf"})
    desk.write(folder / "uploads" / file, read_file(HEFU_SOURCE_DIR "/tests/data/photo.jpg"));
  desk.edit(folder / "application.xml", "</application>",
            "<materials><material item=\"1\"><quantity>2份</quantity></material>"
            "<material item=\"3\"><file>卡.jpg</file></material></materials></application>");
  ASSERT_EQ(desk.hefu("render -q --only checklist -o blank case").exit_code, 0);
  const Finished ran = desk.hefu("render -q --only checklist --accepted -o printed case");
  ASSERT_EQ(ran.exit_code, 0) << ran.messages;
  const fs::path pdf = desk.path() / "printed" / files_in(desk.path() / "printed").front();
  const std::string text = support::run_command("pdftotext -layout '" + pdf.string() + "' -").output;
  EXPECT_THAT(text, HasSubstr("2份"));
  EXPECT_THAT(text, HasSubstr("1份（1页）"));
  EXPECT_THAT(text, HasSubstr("2份（2页）"));
  EXPECT_THAT(text, HasSubstr("无"));
  fs::remove_all(folder / "uploads");
  fs::create_directories(folder / "uploads");
  support::run_command("pdftoppm -r 200 -jpeg '" + pdf.string() + "' '" +
                       (folder / "uploads/checklist").string() + "'");
  expect_consistent(report_on(desk, "checklist"), "checklist");
}

INSTANTIATE_TEST_SUITE_P(All, AcceptedChecklist,
                         testing::Values("2020-green-channel", "2024-tongliao", "2025-green-channel"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(AcceptedChecklist, CountsTheFormsThatWereScanned) {
  const Desk desk;
  const fs::path folder = desk.scanned(person_under(desk, "2025-green-channel"));
  for (const char* file : {"evidence-07-1.pdf", "evidence-08-1.pdf", "evidence-08-2.pdf"})
    desk.write(folder / "uploads" / file, read_file(HEFU_SOURCE_DIR "/tests/data/photo.jpg"));
  int pages = 0;
  for (const std::string& file : files_in(folder / "uploads")) pages += file.starts_with("evaluation-form");
  ASSERT_GT(pages, 10);
  const auto accepted = [&](const std::string& into) {
    const Finished ran = desk.hefu("render -q --only checklist --accepted -o " + into + " case");
    EXPECT_EQ(ran.exit_code, 0) << ran.messages;
    const fs::path pdf = desk.path() / into / files_in(desk.path() / into).front();
    return support::run_command("pdftotext -layout '" + pdf.string() + "' -").output;
  };
  const std::string whole = fmt::format("1份（{}页）", pages);
  EXPECT_THAT(accepted("all"), HasSubstr(whole));
  fs::remove(folder / "uploads" / "evaluation-form-03.jpg");  // a form that lacks a page is none
  EXPECT_THAT(accepted("some"), testing::Not(HasSubstr(whole)));
}

TEST(AcceptedChecklist, NamesTheFileThatIsNotThere) {
  const Desk desk;
  const fs::path folder = person_under(desk, "2025-green-channel");
  desk.edit(folder / "application.xml", "</application>",
            "<materials><material item=\"5\"><file>考核表.pdf</file></material></materials></application>");
  const Finished ran = desk.hefu("render -q --only checklist --accepted -o printed case");
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.messages, HasSubstr("第 5 项"));
  EXPECT_THAT(ran.messages, HasSubstr("考核表.pdf"));
  EXPECT_TRUE(files_in(desk.path() / "printed").empty());
}

}  // namespace
}  // namespace hefu::e2e
