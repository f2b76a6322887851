#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"
#include "tests/support/mixed_uploads.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

fs::path only_folder(const fs::path& out) { return *fs::directory_iterator(out); }

json volume_of(const fs::path& out) {
  return json::parse(read_file(only_folder(out) / "evidence-volume.json"));
}

TEST(Bind, MixedPagesAreInOrderUprightNumberedAndBookmarked) {
  const Desk desk;
  const auto pages = support::make_mixed_case(desk.path() / "case", 13, 0.5);
  const Finished ran = desk.hefu("bind -o out case");
  ASSERT_EQ(ran.exit_code, 0) << ran.messages;
  const support::VolumeProof proof = support::prove_volume(only_folder(desk.path() / "out"), pages);
  EXPECT_TRUE(proof.holds()) << proof.text();
  EXPECT_EQ(proof.pages, static_cast<int>(pages.size()));
  EXPECT_EQ(proof.blank_there, 1);
  EXPECT_THAT(ran.messages, HasSubstr("空白页"));
}

TEST(Bind, ABadFileFailsAloneAndSaysHowToMendIt) {
  const Desk desk;
  support::make_mixed_case(desk.path() / "case", 6, 0.3);
  const fs::path uploads = desk.path() / "case/uploads";
  const std::string first = files_in(uploads).front();
  desk.write(uploads / first, "%PDF-1.4\nnothing that a reader could use");
  const Finished ran = desk.hefu("bind -o out case");
  EXPECT_EQ(ran.exit_code, 11) << ran.messages;
  EXPECT_THAT(ran.messages, HasSubstr(first));
  EXPECT_THAT(ran.messages, HasSubstr("请重新扫描"));
  const json volume = volume_of(desk.path() / "out");
  EXPECT_EQ(volume["complete"], false);
  ASSERT_EQ(volume["failed"].size(), 1u);
  EXPECT_EQ(volume["failed"][0]["file"], first);
  EXPECT_GE(volume["pages"].size(), 5u);
}

/// Page texts of a rendered form.
std::string text_of(const fs::path& pdf) {
  return support::run_command("pdftotext -layout '" + pdf.string() + "' -").output;
}

TEST(Bind, SubmissionFormShowsTheEvidencePagesOnceAVolumeIsBound) {
  const Desk desk;
  const fs::path folder = desk.path() / "case";
  std::string record = read_file(HEFU_SOURCE_DIR "/tests/data/person/application.xml");
  desk.write(folder / "application.xml", record);
  desk.write(folder / "photo.jpg", read_file(HEFU_SOURCE_DIR "/tests/data/photo.jpg"));
  const auto page = [](int mark) { return encode_png(support::marked_page(413, 585, mark, false)); };
  desk.write(folder / "uploads/evidence-07-1.pdf", page(1));
  desk.write(folder / "uploads/evidence-08-1.pdf",
             support::g4_tiff({support::marked_page(413, 585, 0, false)}, 50));
  desk.write(folder / "uploads/evidence-08-2.pdf", page(3));
  ASSERT_EQ(desk.hefu("render -q -o before case").exit_code, 0);
  const Finished ran = desk.hefu("bind -q -o out case");
  ASSERT_EQ(ran.exit_code, 0) << ran.messages;
  const json rows = volume_of(desk.path() / "out")["evidence_pages"];
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0],
            (json{{"path", "/application/achievements-after/achievement[1]"}, {"volume_pages", "2"}}));
  EXPECT_EQ(rows[2], (json{{"path", "/application/publications/publication[1]"}, {"volume_pages", "1"}}));

  ASSERT_EQ(desk.hefu("render -q -o after case").exit_code, 0);
  const fs::path before = only_folder(desk.path() / "before"), after = only_folder(desk.path() / "after");
  EXPECT_EQ(read_file(before / "evaluation-form.pdf"), read_file(after / "evaluation-form.pdf"));
  EXPECT_NE(text_of(before / "submission-form.pdf"), text_of(after / "submission-form.pdf"));

  // A check compares nothing of it: the print is the same print.
  fs::remove_all(folder / "uploads");
  const json report = [&] {
    const fs::path scans = desk.scanned(folder, "submission-form");
    const Finished checked = desk.hefu("check -q --format json --fail-on never -o reports case");
    return json::parse(checked.output);
  }();
  for (const json& seen : report["pages"])
    if (seen["kind"] == "submission-form" && !seen["file"].get<std::string>().empty()) {
      EXPECT_EQ(seen["code"], "genuine");
      EXPECT_EQ(seen["print"], "current");
    }
  for (const json& field : report["fields"])
    if (field["form"] == "submission-form") {
      EXPECT_NE(field["verdict"], "mismatch") << field.dump();
    }
}

TEST(Bind, RecordWithoutEvidenceIsBadInput) {
  const Desk desk;
  desk.person("case", 91);
  fs::create_directories(desk.path() / "case/uploads");
  std::string record = read_file(desk.path() / "case/application.xml");
  for (std::size_t at; (at = record.find("<evidence ")) != std::string::npos;)
    record.erase(at, record.find("/>", at) + 2 - at);
  desk.write(desk.path() / "case/application.xml", record);
  const Finished ran = desk.hefu("bind -o out case");
  EXPECT_EQ(ran.exit_code, 4) << ran.messages;
  EXPECT_FALSE(fs::exists(desk.path() / "out")) << "nothing half-made";
}

}  // namespace
}  // namespace hefu::e2e
