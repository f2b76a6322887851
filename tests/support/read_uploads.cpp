#include "tests/support/read_uploads.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "pipeline/prepare_record.h"
#include "templates/page_code.h"
#include "tests/support/scan.h"
#include "tests/support/scanned_pages.h"

namespace hefu::support {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t person = 4001;  // beyond the seeds of tuning and of the accuracy run
constexpr std::size_t booklet_pages = 12;

void put(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

bool has_values(const Page& page) {
  return std::any_of(page.fields.begin(), page.fields.end(),
                     [](const Field& field) { return field.entered && !field.runs.empty(); });
}

JpegPage scan_page(const Sheet& sheet, const std::vector<Image>& paper, std::size_t p,
                   const std::string& damage) {
  const Page& page = sheet.pages[p];
  const Image scan =
      simulate_scan(paper.at(p), page.width_mm, page.height_mm, damage_kind(damage), person + p, page.codes);
  return {encode_jpeg(scan, 85), scan.width, scan.height, scan.channels, page.width_mm, page.height_mm};
}

/// Pages with values, `wanted` of them from the cover to the last list, each with every damage.
std::vector<JpegPage> put_pages(const Sheet& sheet, const std::vector<Image>& paper, std::size_t wanted,
                                const fs::path& folder) {
  fs::create_directories(folder);
  std::vector<std::size_t> filled;
  for (std::size_t p = 0; p < sheet.pages.size(); ++p)
    if (has_values(sheet.pages[p])) filled.push_back(p);
  wanted = std::min(filled.size(), wanted);
  std::vector<JpegPage> made;
  for (std::size_t i = 0; i < wanted; ++i)
    for (const std::string& damage : read_damages()) {
      const std::size_t p = filled[i * filled.size() / wanted];
      made.push_back(scan_page(sheet, paper, p, damage));
      const std::string name = fmt::format("{:02}-{}", p, damage);
      put(folder / (name + ".jpg"), made.back().bytes);
      put(folder / (name + ".pdf"), pdf_of_jpegs({made.back()}));
    }
  return made;
}

void put_phone_pictures(const Sheet& sheet, const std::vector<Image>& paper, const std::string& name,
                        std::size_t most, const fs::path& folder) {
  for (std::size_t p = 0; p < std::min(most, sheet.pages.size()); ++p)
    put(folder / fmt::format("{}-{:02}.jpg", name, p + 1), scan_page(sheet, paper, p, "phone").bytes);
}

}  // namespace

const std::vector<std::string>& read_damages() {
  static const std::vector<std::string> damages = {"clean", "rotated", "150dpi", "seal", "phone"};
  return damages;
}

void make_read_uploads(const fs::path& folder, const ReadMix& mix) {
  const fs::path uploads = folder / "case" / "uploads";
  fs::create_directories(uploads);
  Machine machine(Sandbox::start());
  PreparedRecord record =
      prepare_record(write_person(person, folder), {"evaluation-form", "submission-form"}, machine);
  if (!record.ok) throw std::runtime_error("the made-up record cannot be set");
  const SigningKey key = SigningKey::generate();
  put(folder / "key.pem", key.public_pem());
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() != ".pem")
      fs::copy_file(entry.path(), folder / "case" / entry.path().filename());
  for (Sheet& sheet : record.sheets) {
    set_serial(sheet, 1, *machine.fonts());
    sign_pages(sheet, key);
    const std::vector<Image> paper = paper_of(sheet);
    if (sheet.pages.at(0).width_mm > 400) {
      put_pages(sheet, paper, static_cast<std::size_t>(mix.a3_pages), folder / "a3");
      put_phone_pictures(sheet, paper, "sheet", sheet.pages.size(), uploads);
      continue;
    }
    std::vector<JpegPage> made =
        put_pages(sheet, paper, static_cast<std::size_t>(mix.a4_pages), folder / "a4");
    if (made.size() > 6) made.resize(6);
    put(folder / "six.pdf", pdf_of_jpegs(made));
    put_phone_pictures(sheet, paper, "booklet", booklet_pages, uploads);
  }
}

}  // namespace hefu::support
