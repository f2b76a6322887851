#include "pipeline/print_check.h"

#include <algorithm>
#include <cmath>

namespace hefu {
namespace {

constexpr double mm_per_inch = 25.4;

// A scanner's glass and a printer's feed are each within half a per cent; a phone's picture, held as flat as
// can be, still differs by more between its edges.
constexpr double flat = 0.006;
// A file's dpi is the scanner's own word, or of a picture put on a page by hand; beyond these it is no
// paper's.
constexpr double least_scale = 0.6, largest_scale = 1.2;
// "Fit to page" of the usual printers gives 90 to 97 %; two per cent are scanner and printer together.
constexpr double actual_size = 0.98;
// A3 on A4, or two A4 pages on one: the square root of a half, within what fitting takes besides.
constexpr double half_size_low = 0.64, half_size_high = 0.73;
constexpr double a3_width_mm = 400;

double distance(PointPx a, PointPx b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// px a mm of a page that lies flat; nullopt where it does not.
std::optional<double> flat_scale(const Page& page, const PageMap& map) {
  const double w = page.width_mm, h = page.height_mm;
  const double sides[] = {distance(map(0, 0), map(w, 0)) / w,
                          distance(map(0, h), map(w, h)) / w,
                          distance(map(0, 0), map(0, h)) / h,
                          distance(map(w, 0), map(w, h)) / h,
                          distance(map(0, 0), map(w, h)) / std::hypot(w, h),
                          distance(map(w, 0), map(0, h)) / std::hypot(w, h)};
  const auto [least, most] = std::minmax_element(std::begin(sides), std::end(sides));
  if (*least <= 0 || *most / *least > 1 + 2 * flat) return std::nullopt;
  return (sides[4] + sides[5]) / 2;
}

/// px a mm of a picture that is exactly a sheet of A4 or A3, for files that say no dpi.
std::optional<double> scale_of_paper(const Image& picture, const Page& page) {
  const double across = std::max(picture.width, picture.height),
               down = std::min(picture.width, picture.height);
  const double long_mm = std::max(page.width_mm, page.height_mm),
               short_mm = std::min(page.width_mm, page.height_mm);
  if (std::fabs(across / down / (long_mm / short_mm) - 1) > flat) return std::nullopt;
  return across / long_mm;
}

}  // namespace

std::optional<double> print_scale(const Image& picture, const Page& page, const PageMap& map) {
  const std::optional<double> px_per_mm = flat_scale(page, map);
  if (!px_per_mm) return std::nullopt;
  // Below 100 dpi it is a screen's or a camera's number.
  const std::optional<double> of_paper =
      picture.dpi >= 100 ? std::optional(picture.dpi / mm_per_inch) : scale_of_paper(picture, page);
  if (!of_paper) return std::nullopt;
  const double scale = *px_per_mm / *of_paper;
  if (scale < least_scale || scale > largest_scale) return std::nullopt;
  return scale;
}

bool has_other_fonts(const Page& page, const PageReading& reading) {
  // Drawn pages whose fonts were replaced (Hei, Kai) keep 10 to 21 % of their values as matches; of scans
  // whose labels correlate as well as this, each kind of damage in tests/accuracy keeps over 60 %.
  constexpr double most_matches = 0.3, sharp_labels = 0.7;
  constexpr int fewest_values = 6;
  int values = 0, matches = 0;
  for (std::size_t i = 0; i < page.fields.size() && i < reading.fields.size(); ++i) {
    if (!page.fields[i].entered || page.fields[i].picture >= 0) continue;
    ++values;
    matches += reading.fields[i].verdict == Verdict::match;
  }
  return reading.legible && reading.sharpness > sharp_labels && values >= fewest_values &&
         matches < most_matches * values;
}

void tell_print(const PreparedRecord& record, const Page& page, std::optional<double> scale, bool other_fonts,
                std::size_t beside, ReadPage& read) {
  const Notice& notice = record.forms->notice;
  const auto tell = [&](const char* rule, const std::string& message, const std::string& remedy) {
    read.findings.push_back(
        finding_of(notice, rule, Severity::warning, Audience::applicant, message, remedy));
  };
  if (other_fonts)
    tell("print-other-fonts",
         "表格的线框相符，多数字却与应有的字形不符：打印时字体可能被替换，逐字核对无法进行",
         "请直接打印本系统生成的 PDF（字体已嵌入），不要先转成 Word 或另存，再重新签字、盖章");
  if (!scale || *scale >= actual_size) return;
  const int percent = static_cast<int>(std::lround(*scale * 100));
  if (*scale < half_size_low || *scale > half_size_high)
    tell("print-scaled", fmt::format("这一页是缩小到 {}% 打印的，内容已照常核对", percent),
         "打印时请选“实际大小”（100%），不要选“适合页面”");
  else if (beside > 1)
    tell("print-two-up", fmt::format("一张纸上缩印了 {} 页（{}%）", beside, percent),
         "请每张纸只印一页，选“实际大小”（100%）");
  else if (page.width_mm > a3_width_mm)
    tell("print-reduced", fmt::format("这份表格应当用 A3 纸，这一份缩印在 A4 纸上（{}%）", percent),
         "请用 A3 纸、按“实际大小”（100%）打印，再重新签字、盖章");
  else
    tell("print-scaled", fmt::format("这一页是缩小到 {}% 打印的，内容已照常核对", percent),
         "打印时请选“实际大小”（100%），不要选“适合页面”");
}

}  // namespace hefu
