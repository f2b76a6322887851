#include "tests/support/pdf_of_jpegs.h"

#include <fmt/format.h>

namespace hefu::support {
namespace {

// Collects numbered objects and remembers where each begins.
class PdfFile {
 public:
  void object(const std::string& body) {
    offsets_.push_back(bytes_.size());
    bytes_ += fmt::format("{} 0 obj\n{}\nendobj\n", offsets_.size(), body);
  }
  void stream(const std::string& dictionary, const std::string& data) {
    object(fmt::format("<< {} /Length {} >>\nstream\n", dictionary, data.size()) + data + "\nendstream");
  }
  std::string finish() {
    const std::size_t table = bytes_.size();
    bytes_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets_.size() + 1);
    for (const std::size_t offset : offsets_) bytes_ += fmt::format("{:010} 00000 n \n", offset);
    bytes_ += fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", offsets_.size() + 1,
                          table);
    return std::move(bytes_);
  }

 private:
  std::string bytes_ = "%PDF-1.4\n";
  std::vector<std::size_t> offsets_;
};

}  // namespace

std::string pdf_of_jpegs(const std::vector<JpegPage>& pages) {
  PdfFile file;
  std::string kids;
  // Objects 1 and 2, then three a page: page, contents, picture.
  for (std::size_t i = 0; i < pages.size(); ++i) kids += fmt::format("{} 0 R ", 3 + 3 * i);
  file.object("<< /Type /Catalog /Pages 2 0 R >>");
  file.object(fmt::format("<< /Type /Pages /Kids [ {}] /Count {} >>", kids, pages.size()));
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const JpegPage& page = pages[i];
    const double width_pt = page.width_mm / 25.4 * 72, height_pt = page.height_mm / 25.4 * 72;
    file.object(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {:.2f} {:.2f} ] /Contents {} 0 R "
                    "/Resources << /XObject << /Page {} 0 R >> >> >>",
                    width_pt, height_pt, 4 + 3 * i, 5 + 3 * i));
    file.stream("", fmt::format("q {:.2f} 0 0 {:.2f} 0 0 cm /Page Do Q", width_pt, height_pt));
    file.stream(
        fmt::format("/Type /XObject /Subtype /Image /Width {} /Height {} /BitsPerComponent 8 /ColorSpace {} "
                    "/Filter /DCTDecode",
                    page.width, page.height, page.channels == 1 ? "/DeviceGray" : "/DeviceRGB"),
        page.bytes);
  }
  return file.finish();
}

}  // namespace hefu::support
