#include "tests/support/scanned_pages.h"

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

}  // namespace hefu::support
