#include "tests/support/scanned_pages.h"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "templates/pdf.h"
#include "tests/support/people.h"

namespace hefu::support {

std::filesystem::path write_person(std::uint64_t person, const std::filesystem::path& folder) {
  const std::string record = to_xml(make_person(person));
  const ReadApplication read = parse_application(record, "application.xml");
  if (!read.ok) throw std::runtime_error("the made-up record is not valid");
  std::ofstream(folder / read.application.applicant.photo_file, std::ios::binary) << draw_photo(person);
  std::ofstream(folder / "application.xml", std::ios::binary) << record;
  return folder / "application.xml";
}

std::vector<Image> paper_of(const Sheet& sheet) {
  DecodeLimits limits;
  limits.render_dpi = 300;
  std::vector<Image> pages;
  const std::string pdf = write_pdf(sheet, *Fonts::load());
  const DecodedFile file =
      Sandbox::start(limits)->decode(pdf, [&](int, Image page) { pages.push_back(std::move(page)); });
  if (file.status != FileStatus::read) throw std::runtime_error(file.reason);
  return pages;
}

std::string pdf_of_jpegs(const std::vector<JpegPage>& pages) {
  std::string kids, objects;
  int number = 3;
  for (const JpegPage& page : pages) {
    const double width = page.width_mm / mm_per_pt, height = page.height_mm / mm_per_pt;
    const std::string draw = fmt::format("q {:.2f} 0 0 {:.2f} 0 0 cm /Im Do Q", width, height);
    kids += fmt::format("{} 0 R ", number);
    objects += fmt::format(
        "{} 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 {:.2f} {:.2f}]/Contents {} 0 R"
        "/Resources<</XObject<</Im {} 0 R>>>>>>\nendobj\n",
        number, width, height, number + 1, number + 2);
    objects += fmt::format("{} 0 obj\n<</Length {}>>\nstream\n{}\nendstream\nendobj\n", number + 1,
                           draw.size(), draw);
    objects += fmt::format(
        "{} 0 obj\n<</Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8/Filter/DCTDecode"
        "/ColorSpace/{}/Length {}>>\nstream\n",
        number + 2, page.width, page.height, page.channels == 1 ? "DeviceGray" : "DeviceRGB",
        page.jpeg.size());
    objects += page.jpeg + "\nendstream\nendobj\n";
    number += 3;
  }
  return fmt::format(
             "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
             "2 0 obj\n<</Type/Pages/Kids[{}]/Count {}>>\nendobj\n",
             kids, pages.size()) +
         objects + "trailer\n<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace hefu::support
