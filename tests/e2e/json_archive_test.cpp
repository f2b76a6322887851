#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

fs::path only_folder(const fs::path& out) { return *fs::directory_iterator(out); }

json qpdf_json(const fs::path& pdf) {
  return json::parse(
      support::run_command("qpdf --json=2 --json-key=qpdf '" + pdf.string() + "'").output)["qpdf"][1];
}

/// What an object number of qpdf's JSON stands for: "12 0 R" -> its value.
json resolved(const json& objects, const json& value) {
  if (!value.is_string() || !value.get<std::string>().ends_with(" R")) return value;
  const json& object = objects["obj:" + value.get<std::string>()];
  return object.contains("stream") ? object["stream"]["dict"] : object["value"];
}

std::string stream_of(const fs::path& pdf, const json& reference) {
  const std::string number = reference.get<std::string>().substr(0, reference.get<std::string>().find(' '));
  return support::run_command("qpdf --show-object=" + number + " --filtered-stream-data '" + pdf.string() +
                              "'")
      .output;
}

/// The parts of PDF/A-3u that a file of pictures has: ISO 19005-3. What veraPDF would say beyond is not
/// claimed.
void expect_pdfa3(const fs::path& pdf, const std::string& record) {
  EXPECT_EQ(support::run_command("qpdf --check '" + pdf.string() + "' >/dev/null").exit_code, 0);
  const json objects = qpdf_json(pdf);
  const json catalog = resolved(objects, objects["trailer"]["value"]["/Root"]);
  EXPECT_TRUE(objects["trailer"]["value"].contains("/ID"));
  const std::string xmp = stream_of(pdf, catalog["/Metadata"]);
  EXPECT_FALSE(resolved(objects, catalog["/Metadata"]).contains("/Filter")) << "6.6.2.1: XMP is not packed";
  EXPECT_THAT(xmp, HasSubstr("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"));

  const json intent = resolved(objects, resolved(objects, catalog["/OutputIntents"])[0]);
  EXPECT_EQ(intent["/S"], "/GTS_PDFA1");
  EXPECT_EQ(resolved(objects, intent["/DestOutputProfile"])["/N"], 3);

  const json associated = resolved(objects, resolved(objects, catalog["/AF"])[0]);
  EXPECT_EQ(associated["/AFRelationship"], "/Data");
  EXPECT_EQ(associated["/UF"], "u:application.xml");
  const json embedded = resolved(objects, associated["/EF"]["/F"]);
  EXPECT_EQ(embedded["/Subtype"], "/application/xml");
  EXPECT_TRUE(embedded["/Params"].contains("/ModDate"));
  EXPECT_EQ(stream_of(pdf, associated["/EF"]["/F"]), record) << "the record, to the byte";

  for (const auto& [name, object] : objects.items()) {
    const json dictionary =
        object.contains("stream") ? object["stream"]["dict"] : object.value("value", json());
    if (!dictionary.is_object()) continue;
    EXPECT_NE(dictionary.value("/Type", json()), "/Font") << "no text: no Unicode mapping is wanting";
    EXPECT_FALSE(dictionary.contains("/JS") || dictionary.contains("/AA") ||
                 dictionary.contains("/OpenAction"));
    EXPECT_FALSE(dictionary.contains("/SMask") || dictionary.value("/Filter", json()) == "/LZWDecode");
    if (dictionary.value("/Subtype", json()) == "/Image") {
      EXPECT_THAT((std::vector<std::string>{"/DeviceRGB", "/DeviceGray"}),
                  ::testing::Contains(dictionary["/ColorSpace"].get<std::string>()));
      EXPECT_FALSE(dictionary.value("/Interpolate", false));
    }
  }
}

json archive_of(const fs::path& out) { return json::parse(read_file(only_folder(out) / "archive.json")); }

fs::path case_with_scans(const Desk& desk) {
  desk.write(desk.path() / "case/application.xml",
             read_file(HEFU_SOURCE_DIR "/tests/data/person/application.xml"));
  desk.write(desk.path() / "case/photo.jpg", read_file(HEFU_SOURCE_DIR "/tests/data/photo.jpg"));
  return desk.scanned(desk.path() / "case", "evaluation-form");
}

TEST(Archive, CompleteFormBecomesPdfa3WithItsScansAndRecord) {
  const Desk desk;
  const fs::path folder = case_with_scans(desk);
  const Finished ran = desk.hefu("archive -o out case");
  EXPECT_EQ(ran.exit_code, 10) << "unsigned and unsealed: " << ran.messages;
  const json archive = archive_of(desk.path() / "out");
  EXPECT_EQ(archive["archived"], true) << ran.messages;
  EXPECT_EQ(archive["mismatches"], 0);
  EXPECT_EQ(archive["pages"].size(), archive["form_pages"]);
  int form_page = 0;
  for (const json& page : archive["pages"]) EXPECT_EQ(page["form_page"], ++form_page);
  EXPECT_GT(archive["marks"].size(), 10u);
  for (const json& mark : archive["marks"]) {
    EXPECT_EQ(mark["state"], "absent") << mark.dump();
    EXPECT_TRUE(fs::exists(only_folder(desk.path() / "out") / mark["crop"].get<std::string>()));
  }
  const fs::path pdf = only_folder(desk.path() / "out") / "archive.pdf";
  expect_pdfa3(pdf, read_file(folder / "application.xml"));
  const std::string bytes = read_file(pdf);
  for (const std::string& upload : files_in(folder / "uploads"))
    EXPECT_NE(bytes.find(read_file(folder / "uploads" / upload)), std::string::npos)
        << upload << " was encoded again";
  const std::string info =
      support::run_command("pdfinfo -meta '" + pdf.string() + "'; pdfinfo '" + pdf.string() + "'").output;
  EXPECT_THAT(info, HasSubstr("YB-2025-0001"));
  EXPECT_THAT(info, Not(HasSubstr("150000198503120020"))) << "no ID number in the metadata";
}

TEST(Archive, FormWithAMissingPageIsRefused) {
  const Desk desk;
  const fs::path folder = case_with_scans(desk);
  fs::remove(folder / "uploads" / files_in(folder / "uploads").at(2));
  const Finished ran = desk.hefu("archive -o out case");
  EXPECT_EQ(ran.exit_code, 10) << ran.messages;
  EXPECT_THAT(ran.messages, HasSubstr("缺第 3 页"));
  EXPECT_EQ(archive_of(desk.path() / "out")["archived"], false);
  EXPECT_FALSE(fs::exists(only_folder(desk.path() / "out") / "archive.pdf"));
}

}  // namespace
}  // namespace hefu::e2e
