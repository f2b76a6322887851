#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* number = "YB-2025-0021";

/// Checks one upload beside a good record; returns what the report says of it.
json upload_report(const Desk& desk, const std::string& name, const std::string& bytes) {
  desk.person("person", 21, {.number = number});
  desk.write(desk.path() / "in" / name, bytes);
  const Finished ran = desk.hefu(fmt::format("check -o out --record person/application.xml 'in/{}'", name));
  EXPECT_EQ(ran.exit_code, 0) << ran.messages;  // nothing contradicts the record; it needs review
  const json report = json::parse(read_file(desk.path() / "out" / number / "report.json"));
  EXPECT_EQ(report["verdict"], "needs_review");
  EXPECT_EQ(report["uploads"].size(), 1u);
  const json upload = report["uploads"][0];
  EXPECT_EQ(upload["file"], name);
  EXPECT_NE(upload["status"], "read");
  EXPECT_FALSE(upload["reason"].get<std::string>().empty());
  for (const std::string& file : files_in(desk.path() / "out")) EXPECT_FALSE(file.ends_with(".part")) << file;
  return upload;
}

std::string small_pdf(const std::string& page_size) {
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
         "1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 " +
         page_size + "]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n";
}

TEST(BadUpload, EmptyFile) {
  const Desk desk;
  EXPECT_THAT(upload_report(desk, "空.pdf", "")["reason"], HasSubstr("空"));
}

TEST(BadUpload, TextNamedPdf) {
  const Desk desk;
  EXPECT_EQ(upload_report(desk, "评审表.pdf", "这不是 PDF，只是一段文字。\n")["status"], "rejected");
}

TEST(BadUpload, EncryptedPdf) {
  const Desk desk;
  desk.write(desk.path() / "plain.pdf", small_pdf("595 842"));
  support::run_command(fmt::format("cd '{}' && qpdf --encrypt secret secret 256 -- plain.pdf locked.pdf 2>&1",
                                   desk.path().string()));
  EXPECT_THAT(upload_report(desk, "locked.pdf", read_file(desk.path() / "locked.pdf"))["reason"],
              HasSubstr("密"));
}

TEST(BadUpload, TruncatedJpeg) {
  const Desk desk;
  const std::string photo = support::draw_photo(22);
  upload_report(desk, "page.jpg", photo.substr(0, photo.size() / 2));
}

TEST(BadUpload, PageOf200000Points) {
  const Desk desk;
  upload_report(desk, "huge.pdf", small_pdf("200000 200000"));
}

TEST(BadUpload, ThatIsNotThereIsNamed) {
  const Desk desk;
  desk.person("person", 21, {.number = number});
  const Finished ran = desk.hefu("check -o out --record person/application.xml in/none.pdf");
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.messages, HasSubstr("in/none.pdf"));
  EXPECT_TRUE(files_in(desk.path() / "out").empty());
}

}  // namespace
}  // namespace hefu::e2e
