#include "pipeline/hocr.h"

#include <fmt/format.h>

#include <cmath>

#include "pipeline/html_parts.h"
#include "schemas/text.h"

namespace hefu {
namespace {

std::string bbox(const StraightPaper& page, const BoxPx& box) {
  const BoxPx at = on_scan(page, box);
  return fmt::format("bbox {} {} {} {}", std::max(0L, std::lround(at.x)), std::max(0L, std::lround(at.y)),
                     std::lround(at.right()), std::lround(at.bottom()));
}

std::string hocr_line(const PaperReading& paper, const ReadLine& line) {
  std::string out = fmt::format("<span class=\"ocr_line\" title=\"{}; x_wconf {}\">",
                                bbox(paper.page, line.box), std::lround(line.confidence));
  // The line's text has the spaces that its characters lack.
  const std::u32string text = to_utf32(line.text);
  std::size_t next = 0;
  for (const char32_t c : text) {
    if (c == U' ') {
      out += ' ';
      continue;
    }
    const ReadCharacter& character = line.characters[next++];
    out += fmt::format("<span class=\"ocrx_cinfo\" title=\"{}; x_confs {:.1f}\">{}</span>",
                       bbox(paper.page, character.box), character.confidence,
                       html::escape(to_utf8(std::u32string(1, c))));
  }
  return out + "</span>\n";
}

}  // namespace

std::string hocr_page(const PaperReading& paper, const std::string& file, int page, int width, int height) {
  std::string out =
      fmt::format("<div class=\"ocr_page\" title=\"image &quot;{}&quot;; bbox 0 0 {} {}; ppageno {}\">\n",
                  html::escape(file), width, height, page);
  int open_cell = -1;
  const auto close_cell = [&] {
    if (open_cell >= 0) out += "</div>\n";
    open_cell = -1;
  };
  for (const ReadLine& line : paper.lines) {
    if (line.cell != open_cell) {
      close_cell();
      open_cell = line.cell;
      if (open_cell >= 0)
        out += fmt::format("<div class=\"ocr_carea\" title=\"{}\">\n",
                           bbox(paper.page, paper.cells[static_cast<std::size_t>(open_cell)].box));
    }
    out += hocr_line(paper, line);
  }
  close_cell();
  return out + "</div>\n";
}

std::string hocr_document(const std::string& title, const std::string& pages) {
  return fmt::format(
      "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-Hans\">\n<head>\n"
      "<meta charset=\"utf-8\"/>\n<title>{}</title>\n<meta name=\"ocr-system\" content=\"hefu\"/>\n"
      "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_line ocrx_cinfo\"/>\n"
      "</head>\n<body>\n{}</body>\n</html>\n",
      html::escape(title), pages);
}

}  // namespace hefu
