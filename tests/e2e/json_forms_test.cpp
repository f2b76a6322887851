#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"
#include "tests/support/scan.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AnyOf;
using testing::Eq;

const fs::path source = HEFU_SOURCE_DIR;

json check(const Desk& desk, const fs::path& folder, const std::string& options) {
  const Finished ran =
      desk.hefu(fmt::format("check -q {} --format json -o reports '{}'", options, folder.string()));
  EXPECT_THAT(ran.exit_code, AnyOf(0, 10)) << ran.messages;
  return json::parse(ran.output);
}

const json* field_of(const json& report, const std::string& path, const std::string& kind) {
  for (const json& field : report["fields"])
    if (field["path"] == path && field["form"] == kind) return &field;
  return nullptr;
}

int older_pages(const json& report) {
  int count = 0;
  for (const json& page : report["pages"]) count += page["fault"] == "older";
  return count;
}

/// A folder with one form of an office's own: the submission form with a row moved, a column added and a
/// wording changed. Nothing but its data file is touched.
fs::path changed_form(const Desk& desk) {
  const fs::path file = desk.path() / "forms/submission-form.xml";
  desk.write(file, read_file(source / "templates/forms/submission-form-2025.xml"));
  // 行政职务 goes above 工作单位.
  const std::string unit = R"(        <row height="12.5">
          <label>工作单位</label>
          <cell colspan="7"><value path="employment/unit"/></cell>
        </row>
)";
  desk.edit(file, unit, "");
  desk.edit(file, R"(        <row height="12.5">
          <label>现从事专业</label>)",
            unit + R"(        <row height="12.5">
          <label>现从事专业</label>)");
  // Papers get a column for their summary.
  desk.edit(file, R"(columns="22 66 54 34 19")", R"(columns="22 50 40 30 34 19")");
  desk.edit(file, "<label>题目</label>", "<label>题目</label><label>内容提要</label>");
  desk.edit(file, R"(<cell><value path="title" label="论文题目"/></cell>)",
            R"(<cell><value path="title" label="论文题目"/></cell><cell><value path="summary"/></cell>)");
  desk.edit(file, "<label>工作单位</label>\n          <cell colspan",
            "<label>所在单位</label>\n          <cell colspan");
  return file.parent_path();
}

TEST(OwnForms, PrintAndCheckFollowTheDataFileAlone) {
  const Desk desk;
  const fs::path person = desk.path() / "case";
  desk.write(person / "application.xml", read_file(source / "tests/data/person/application.xml"));
  desk.write(person / "photo.jpg", read_file(source / "tests/data/photo.jpg"));
  const std::string own = fmt::format("--forms '{}'", changed_form(desk).string());
  desk.scanned(person, {}, own);
  const std::string summary = "/application/publications/publication[1]/summary";

  const json same = check(desk, person, own);
  EXPECT_EQ(same["verdict"], "consistent") << same["findings"].dump(1);
  const json* added = field_of(same, summary, "submission-form");
  ASSERT_TRUE(added) << "the added column is read";
  EXPECT_EQ((*added)["verdict"], "match");
  const json* moved = field_of(same, "/application/employment/unit", "submission-form");
  ASSERT_TRUE(moved);
  EXPECT_EQ((*moved)["verdict"], "match");
  EXPECT_EQ((*moved)["label"], "所在单位");

  // The same paper beside the form as it ships.
  const json shipped = check(desk, person, "");
  EXPECT_EQ(shipped["verdict"], "inconsistent");
  EXPECT_EQ(older_pages(shipped), 2) << "both sides of the sheet were printed from another form";
  for (const json& field : shipped["fields"])
    EXPECT_NE(field["verdict"], "mismatch") << "another wording is no other value: " << field.dump(1);

  // Another value in the added column.
  desk.edit(person / "application.xml", "<summary>", "<summary>另");
  const json other = check(desk, person, own);
  EXPECT_EQ(other["verdict"], "inconsistent") << other["findings"].dump(1);
  added = field_of(other, summary, "submission-form");
  ASSERT_TRUE(added);
  EXPECT_EQ((*added)["verdict"], "mismatch");
}

TEST(OwnForms, OneThatCannotBeReadStopsTheRun) {
  const Desk desk;
  desk.person("case", 61);
  const fs::path folder = changed_form(desk);
  desk.edit(folder / "submission-form.xml", "</form>", "<page/></form>");
  const Finished ran = desk.hefu(fmt::format("render -q --forms '{}' -o out case", folder.string()));
  EXPECT_NE(ran.exit_code, 0);
  EXPECT_THAT(ran.messages, testing::HasSubstr("submission-form.xml"));
  EXPECT_TRUE(files_in(desk.path() / "out").empty());
  EXPECT_EQ(desk.hefu("render -q --forms nowhere -o out case").exit_code, 5);
}

/// Every document of the person, printed, and each page scanned with a scanner's faults.
void scan(const Desk& desk, const fs::path& person) {
  const fs::path printed = desk.path() / "printed";
  const Finished rendered =
      desk.hefu(fmt::format("render -q -o '{}' '{}'", printed.string(), person.string()));
  ASSERT_EQ(rendered.exit_code, 0) << rendered.messages;
  std::uint64_t seed = 0;
  for (const std::string& pdf : files_in(printed)) {
    const std::string name = fs::path(pdf).stem().string();
    int number = 0;
    for (const Image& page : rasterise(printed / pdf, 200)) {
      const double mm_per_px = 25.4 / 200;
      const Image scanned = support::simulate_scan(page, page.width * mm_per_px, page.height * mm_per_px,
                                                   support::damage_kind("clean"), ++seed);
      desk.write(person / "uploads" / fmt::format("{}-{:02}.jpg", name, ++number), encode_jpeg(scanned, 85));
    }
  }
}

class EveryNotice : public testing::TestWithParam<const char*> {};

// Every document that a notice has, for somebody of samples/batch: printed, scanned, checked.
TEST_P(EveryNotice, EveryFieldOfEveryDocumentMatchesOrIsNotOnline) {
  const Desk desk;
  const fs::path sample = source / "samples/batch" / GetParam() / "01", person = desk.path() / "case";
  for (const char* file : {"application.xml", "photo.jpg"})
    desk.write(person / file, read_file(sample / file));
  scan(desk, person);
  const json report = check(desk, person, "");
  int matches = 0, not_online = 0;
  for (const json& field : report["fields"]) {
    EXPECT_THAT(field["verdict"], AnyOf(Eq("match"), Eq("not_online"))) << field.dump(1);
    matches += field["verdict"] == "match";
    not_online += field["verdict"] == "not_online";
  }
  EXPECT_GT(matches, 60);
  for (const json& page : report["pages"]) EXPECT_EQ(page["fault"], nullptr) << page.dump(1);
  // Only basic information is online under these.
  const std::string notice = GetParam();
  if (notice == "2024-tongliao" || notice == "2020-region") EXPECT_GT(not_online, 15);
}

// The recognition form is for those who are recognised without a review; nobody of the batch is.
TEST(Batch, PrintJobHoldsWhatRenderMakesAndNoMore) {
  const Desk desk;
  const std::string batch = (source / "samples/batch").string();
  ASSERT_EQ(desk.hefu(fmt::format("render -q -o one '{}'", batch)).exit_code, 0);
  ASSERT_EQ(desk.hefu(fmt::format("print -q -o out '{}'", batch)).exit_code, 0);
  std::map<std::string, int> rendered, printed;
  for (const std::string& file : files_in(desk.path() / "one")) ++rendered[fs::path(file).stem().string()];
  const json job = json::parse(read_file(desk.path() / "out/print-job.json"));
  EXPECT_EQ(job["people_printed"], 15);
  for (const json& form : job["forms"]) printed[form["kind"].get<std::string>()] += form["people"].get<int>();
  EXPECT_EQ(printed, rendered);
}

/// Pen strokes in two rows of 学习培训经历, the sixth page of the evaluation form.
json check_with_handwriting(const std::string& person_of, const std::string& drop) {
  const Desk desk;
  const fs::path person = desk.path() / "case";
  for (const char* file : {"application.xml", "photo.jpg"})
    desk.write(person / file, read_file(source / "samples/batch" / person_of / file));
  std::string record = read_file(person / "application.xml");
  if (const std::size_t from = record.find("<" + drop + ">"); !drop.empty() && from != record.npos) {
    const std::string end = "</" + drop + ">";
    record.erase(from, record.find(end) + end.size() - from);
    desk.write(person / "application.xml", record);
  }
  desk.hefu("render -q --only evaluation-form -o printed case");
  const Image page =
      rasterise(desk.path() / "printed" / files_in(desk.path() / "printed").front(), 200).at(5);
  support::Damage pen = support::damage_kind("clean");
  pen.signatures = {{60, 56, 30, 9}, {110, 78, 30, 9}};
  desk.write(person / "uploads/page.jpg", encode_jpeg(support::simulate_scan(page, 210, 297, pen, 7), 85));
  return check(desk, person, "");
}

int findings_of(const json& report, const std::string& rule) {
  int count = 0;
  for (const json& finding : report["findings"]) count += finding["rule"] == rule;
  return count;
}

TEST(HandFilled, PartThatIsNotOnlineIsTheApplicantsToWrite) {
  EXPECT_EQ(findings_of(check_with_handwriting("2024-tongliao/01", ""), "blank-filled"), 0);
  EXPECT_EQ(findings_of(check_with_handwriting("2020-green-channel/01", "trainings"), "blank-filled"), 2)
      << "everything is online there: what was added by hand is told";
}

// Nothing was handed in that could be wrong: one page of somebody else stands for it.
TEST(Batch, NobodyBreaksARuleOfTheNotice) {
  const Desk desk;
  fs::copy(source / "samples/batch", desk.path() / "batch", fs::copy_options::recursive);
  const std::string page = read_file(source / "samples/cases/clean-scan/uploads/checklist.jpg");
  for (const auto& notice : fs::directory_iterator(desk.path() / "batch"))
    for (const auto& person : fs::directory_iterator(notice.path()))
      desk.write(person.path() / "uploads/page.jpg", page);
  ASSERT_EQ(desk.hefu("check -q --fail-on never -o reports batch").exit_code, 0);
  int people = 0;
  for (const std::string& file : files_in(desk.path() / "reports")) {
    if (fs::path(file).filename() != "report.json") continue;
    ++people;
    for (const json& finding : json::parse(read_file(desk.path() / "reports" / file))["findings"])
      EXPECT_NE(finding.value("outcome", ""), "fails") << file << ": " << finding.dump(1);
  }
  EXPECT_EQ(people, 15);
}

INSTANTIATE_TEST_SUITE_P(Batch, EveryNotice,
                         testing::Values("2020-green-channel", "2025-green-channel", "2024-tongliao",
                                         "2021-baotou-private-sector", "2020-region"),
                         [](const auto& notice) {
                           std::string name = notice.param;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return "notice_" + name;
                         });

}  // namespace
}  // namespace hefu::e2e
