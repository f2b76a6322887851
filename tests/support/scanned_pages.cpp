#include "tests/support/scanned_pages.h"

#include <fmt/format.h>

#include <stdexcept>

#include "pipeline/prepare_record.h"
#include "templates/page_code.h"
#include "templates/pdf.h"
#include "tests/support/people.h"
#include "tests/support/shell.h"

namespace hefu::support {

PrintedForms print_forms(std::uint64_t person, const std::vector<std::string>& kinds) {
  const ScratchFolder folder;
  const std::string record = to_xml(make_person(person));
  const ReadApplication read = parse_application(record, "application.xml");
  if (!read.ok) throw std::runtime_error("the made-up record is not valid");
  folder.write(read.application.applicant.photo_file, draw_photo(person));
  Machine machine(Sandbox::start());
  const PreparedRecord prepared = prepare_record(folder.write("application.xml", record), kinds, machine);
  if (!prepared.ok) throw std::runtime_error("the made-up record cannot be set");
  const SigningKey key = SigningKey::generate();
  PrintedForms out{key.public_pem(), prepared.sheets};
  for (Sheet& sheet : out.sheets) {
    set_serial(sheet, 1, *machine.fonts());
    sign_pages(sheet, key);
  }
  return out;
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
