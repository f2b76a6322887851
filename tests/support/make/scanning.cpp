#include "tests/support/make/scanning.h"

#include <fmt/format.h>

#include "schemas/error.h"
#include "templates/pdf.h"
#include "tests/support/make/files.h"
#include "tests/support/scan.h"

namespace hefu::support {
namespace {

std::string suffix_of(const Upload& upload) { return upload.file.substr(upload.file.rfind('.') + 1); }

bool is_one_file(const Upload& upload) { return suffix_of(upload) == "pdf" || suffix_of(upload) == "tiff"; }

std::string file_name(const Upload& upload, std::size_t index, std::size_t count) {
  if (is_one_file(upload) || count == 1) return "uploads/" + upload.file;
  const std::size_t dot = upload.file.rfind('.');
  return fmt::format("uploads/{}-{:02}{}", upload.file.substr(0, dot), upload.first + index,
                     upload.file.substr(dot));
}

// The clean print as the office's printer leaves it, 300 dpi.
Image print_page(const Page& page, Machine& machine) {
  Sheet one;
  one.kind = "sample", one.form = "sample", one.title = "样例", one.application = "YB-0000",
  one.date = "2025-06-20";
  one.pages = {page};
  Image printed;
  const DecodedFile decoded = machine.sandbox().decode(write_pdf(one, *machine.fonts()),
                                                       [&](int, Image image) { printed = std::move(image); });
  if (decoded.status != FileStatus::read)
    throw Error(ErrorKind::bad_input, "cannot rasterise a page: " + decoded.reason);
  return printed;
}

// The parts of a box beside its printed words (年 月 日): people write between them, not over them.
std::vector<RectMm> free_parts(const Page& page, const RectMm& box) {
  constexpr double narrowest_mm = 5;
  std::vector<std::pair<double, double>> printed = {{box.x + box.w, box.x + box.w}};
  for (const TextRun& run : page.runs)
    for (const Glyph& glyph : run.glyphs)
      if (glyph.y_mm > box.y && glyph.y_mm - glyph.size_pt * mm_per_pt < box.y + box.h)
        printed.emplace_back(glyph.x_mm, glyph.x_mm + glyph.advance_mm);
  std::sort(printed.begin(), printed.end());
  std::vector<RectMm> parts;
  double from = box.x;
  for (const auto& [left, right] : printed) {
    if (std::min(left, box.x + box.w) - from >= narrowest_mm)
      parts.push_back({from + 0.5, box.y, std::min(left, box.x + box.w) - from - 1, box.h});
    from = std::max(from, right);
  }
  return parts;
}

// What is signed after the papers were handed in: the committee's part and the approval.
bool comes_later(const Box& box) {
  for (const char* part : {"panel-", "defence-", "committee-", "approval-"})
    if (box.id.rfind(part, 0) == 0) return true;
  return box.filler == Filler::office;
}

// What people put on the paper where the form asks for it.
void sign_and_seal(const Page& page, Damage& damage) {
  constexpr double line_mm = 12;  // higher boxes are for whole opinions, which these people left out
  for (const Box& box : page.boxes) {
    if (comes_later(box)) continue;
    if (box.use == BoxUse::seal) damage.seal_boxes.push_back(box.box);
    const bool short_text = box.use == BoxUse::text && box.box.h < line_mm && box.filler != Filler::committee;
    if (box.use != BoxUse::signature && box.use != BoxUse::date && !short_text) continue;
    for (const RectMm& part : free_parts(page, box.box)) damage.signatures.push_back(part);
  }
}

Image scan_page(const ScannedPage& scanned, const Upload& upload, std::uint64_t seed, Machine& machine) {
  const Page& page = *scanned.printed;
  Damage damage = damage_kind(scanned.damage);
  if (scanned.damage.find("dpi") == std::string::npos) damage.out_dpi = upload.dpi;
  damage.jpeg_quality = 0;  // the file's own encoding loses enough
  if (suffix_of(upload) == "tiff") damage.bilevel = true;
  if (damage.bilevel) damage.bilevel_threshold = 0.68;
  sign_and_seal(page, damage);
  return simulate_scan(grey_luma(print_page(page, machine)), page.width_mm, page.height_mm, damage, seed,
                       page.codes);
}

}  // namespace

std::vector<ScannedPage> pages_of(const Upload& upload, const PrintedCase& printed,
                                  const std::map<std::string, PrintedCase>& others) {
  const PrintedForm& form = printed.at(upload.kind);
  const int last = upload.last ? upload.last : static_cast<int>(form.handed_in.pages.size());
  std::vector<ScannedPage> pages;
  for (int number = upload.first; number <= last; ++number) {
    if (upload.left_out.count(number)) continue;
    const auto own = upload.damage_of.find(number);
    ScannedPage page{upload.kind, number, &form.handed_in.pages.at(number - 1),
                     &form.current.pages.at(number - 1),
                     own == upload.damage_of.end() ? upload.damage : own->second};
    pages.push_back(page);
    if (upload.twice.count(number)) page.again = true, pages.push_back(page);
    for (const ForeignPage& foreign : upload.foreign)
      if (foreign.after == number)
        pages.push_back({upload.kind, foreign.page,
                         &others.at(foreign.case_name).at(upload.kind).current.pages.at(foreign.page - 1),
                         nullptr, upload.damage});
  }
  for (std::size_t i = 0; i < pages.size(); ++i) {
    pages[i].file = file_name(upload, i, pages.size());
    pages[i].page = is_one_file(upload) ? static_cast<int>(i) + 1 : 1;
  }
  return pages;
}

std::map<std::string, std::string> scan(const Upload& upload, const std::vector<ScannedPage>& pages,
                                        std::uint64_t seed, Machine& machine) {
  const std::string suffix = suffix_of(upload);
  std::map<std::string, std::string> files;
  std::vector<Image> black_and_white;
  std::vector<JpegPage> jpegs;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    Image image = scan_page(pages[i], upload, seed * 1000 + i, machine);
    if (suffix == "tiff") {
      black_and_white.push_back(std::move(image));
    } else if (suffix == "png") {
      files[pages[i].file] = encode_png(image);
    } else if (suffix == "jpg") {
      files[pages[i].file] = encode_jpeg(image, upload.quality);
    } else {
      const double mm_per_px = 25.4 / image.dpi;
      jpegs.push_back({encode_jpeg(image, upload.quality), image.width, image.height, image.channels,
                       image.width * mm_per_px, image.height * mm_per_px});
    }
  }
  if (!black_and_white.empty()) files[pages[0].file] = tiff_of_pages(black_and_white);
  if (!jpegs.empty()) files[pages[0].file] = pdf_of_jpegs(jpegs);
  return files;
}

}  // namespace hefu::support
