#include "pipeline/searchable_pdf.h"

#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// A word of which the page shows this share in letters of its own can be found without us.
constexpr double own_letters = 0.5;

PlacedWord placed(const StraightPaper& page, std::string text, const BoxPx& box, double width,
                  double height) {
  const PointPx from = on_scan(page, box.x, box.bottom()), to = on_scan(page, box.right(), box.bottom()),
                top = on_scan(page, box.x, box.y);
  return {std::move(text),          from.x / width,           from.y / height,
          (to.x - from.x) / width,  (to.y - from.y) / height, (top.x - from.x) / width,
          (top.y - from.y) / height};
}

bool holds(const LaidWord& word, double x_mm, double y_mm) {
  const double x = x_mm - word.x_mm, y = y_mm - word.y_mm;
  const double area = word.along_x_mm * word.up_y_mm - word.along_y_mm * word.up_x_mm;
  if (area == 0) return false;
  const double along = (x * word.up_y_mm - y * word.up_x_mm) / area,
               up = (word.along_x_mm * y - word.along_y_mm * x) / area;
  return along >= 0 && along <= 1 && up >= 0 && up <= 1;
}

bool is_shown(const LaidWord& word, const PartPage& page, const PdfPageText& own) {
  std::size_t inside = 0;
  for (const PdfCharacter& letter : own.characters)
    if (!letter.hidden && holds(word, (letter.box.x + letter.box.width / 2) * page.width_mm,
                                (letter.box.y + letter.box.height / 2) * page.height_mm))
      ++inside;
  return static_cast<double>(inside) >= own_letters * static_cast<double>(to_utf32(word.text).size());
}

}  // namespace

std::vector<PlacedWord> placed_words(const PaperReading& paper, int width, int height) {
  std::vector<PlacedWord> words;
  for (const ReadLine& line : paper.lines) {
    std::u32string word;
    BoxPx box;
    const auto end_word = [&] {
      if (!word.empty()) words.push_back(placed(paper.page, to_utf8(word), box, width, height));
      word.clear();
    };
    // The line's text has the spaces that its characters lack.
    std::size_t next = 0;
    for (const char32_t c : to_utf32(line.text)) {
      if (c == U' ') {
        end_word();
        continue;
      }
      if (next == line.characters.size()) break;
      // Where ink begins and ends is sharper than what an engine says of its characters.
      const BoxPx& at = line.characters[next].box;
      const double left = next == 0 ? line.box.x : at.x;
      const double right = ++next == line.characters.size() ? line.box.right() : at.right();
      if (word.empty()) box = {left, line.box.y, 0, line.box.height};
      box.width = std::max(box.width, right - box.x);
      word += c;
    }
    end_word();
  }
  return words;
}

std::vector<LaidWord> lay_words(const std::vector<PlacedWord>& words, const PartPage& page,
                                const PdfPageText& own) {
  const PageShare& at = own.picture;
  std::vector<LaidWord> laid;
  for (const PlacedWord& word : words) {
    const double w = at.width * page.width_mm, h = at.height * page.height_mm;
    LaidWord on_page{word.text,
                     at.x * page.width_mm + word.x * w,
                     at.y * page.height_mm + word.y * h,
                     word.along_x * w,
                     word.along_y * h,
                     word.up_x * w,
                     word.up_y * h};
    if (!is_shown(on_page, page, own)) laid.push_back(std::move(on_page));
  }
  return laid;
}

SearchablePdf make_searchable(const std::string& upload, const std::string& title,
                              const std::vector<std::vector<PlacedWord>>& pages, Sandbox& sandbox) {
  const auto maker = sandbox.new_volume();
  const VolumePart part = maker->add(upload, PartUse::search);
  if (part.status != FileStatus::read) return {"", part.reason};
  if (part.pages.size() != pages.size())
    return {"", tr("文件的页数前后不一，内容异常，请重新导出或扫描后上传")};
  PdfText own = sandbox.read_pdf_text(upload);
  own.pages.resize(pages.size());
  VolumePlan plan;
  plan.title = title;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const PartPage& page = part.pages[i];
    PlacedPage sheet{part.id, static_cast<int>(i), page.width_mm, page.height_mm};
    sheet.words = lay_words(pages[i], page, own.pages[i]);
    plan.pages.push_back(std::move(sheet));
  }
  SearchablePdf made;
  maker->join(plan, [&](std::string_view bytes) { made.bytes = bytes; });
  return made;
}

}  // namespace hefu
