#include "tests/support/make/evidence.h"

#include <algorithm>

#include "schemas/error.h"
#include "tests/support/make/files.h"
#include "tests/support/papers/record_values.h"
#include "tests/support/scan.h"

namespace hefu::support {
namespace {

// Small enough for a repository; a phone's picture is twice as fine, and its own damage says so.
constexpr double scan_dpi = 150;
constexpr int jpeg_quality = 36;

}  // namespace

ScannedPaper print_evidence(const EvidenceUpload& upload, const Element& record, std::uint64_t seed) {
  Element printed = record;
  for (const Value& value : upload.printed) {
    Element* const element = record_element(printed, value.path);
    if (element == nullptr) throw Error(ErrorKind::usage, upload.file + ": the record has no " + value.path);
    element->text = value.text;
  }
  const std::vector<std::string> common = paper_kinds();
  const bool is_common = std::find(common.begin(), common.end(), upload.kind) != common.end();
  const PaperWish wish{.seed = seed,
                       .role = is_common ? "tuning" : "samples",
                       .kind = upload.kind,
                       .layout = upload.layout,
                       .fonts = "noto",
                       .index = upload.index};
  ScannedPaper scanned{upload, make_paper(wish, printed)};
  for (PaperClaim& claim : scanned.paper.claims)
    for (const Value& value : upload.printed)
      if (claim.path == "/application/" + value.path) {
        claim.recorded = record_element(record, value.path)->text;
        claim.expected = claim.recorded;
      }
  return scanned;
}

std::map<std::string, std::string> scan_evidence(const ScannedPaper& scanned, std::uint64_t seed) {
  const std::string& file = scanned.upload.file;
  const bool pdf = file.ends_with(".pdf");
  std::map<std::string, std::string> files;
  std::vector<JpegPage> pages;
  for (const PaperPage& page : scanned.paper.pages) {
    Damage damage = damage_kind(scanned.upload.damage);
    if (!scanned.upload.damage.starts_with("phone")) damage.out_dpi = scan_dpi;
    damage.jpeg_quality = 0;  // the file's own encoding loses enough
    const Image image =
        simulate_scan(page.picture, page.width_mm, page.height_mm, damage, seed + pages.size());
    const double mm_per_px = 25.4 / image.dpi;
    pages.push_back({encode_jpeg(image, jpeg_quality), image.width, image.height, image.channels,
                     image.width * mm_per_px, image.height * mm_per_px});
  }
  if (!pdf && pages.size() != 1) throw Error(ErrorKind::usage, file + ": a picture has one page");
  files["uploads/" + file] = pdf ? pdf_of_jpegs(pages) : pages.front().bytes;
  return files;
}

}  // namespace hefu::support
