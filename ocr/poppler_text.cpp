#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>

#include <cmath>

#include "ocr/pdf_text.h"
#include "ocr/poppler_page_picture.h"
#include "ocr/volume_parts.h"

namespace hefu {
namespace {

// Of a font's size: how far letters reach above their baseline and below.
constexpr double above = 0.88, below = 0.12;

/// Writes down every letter that a page shows or hides.
class LetterCollector : public OutputDev {
 public:
  LetterCollector(double width, double height) : width_(width), height_(height) {}
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return false; }
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                CharCode, int, const Unicode* codes, int count) override {
    constexpr int invisible = 3;
    double left, top, along_x, along_y;
    state->transform(x - origin_x, y - origin_y, &left, &top);
    state->transformDelta(dx, dy, &along_x, &along_y);
    const double length = std::hypot(along_x, along_y), size = state->getTransformedFontSize();
    // Up is across the way of writing; y grows downward.
    const double up_x = length > 0 ? along_y / length : 0, up_y = length > 0 ? -along_x / length : -1;
    for (int i = 0; i < count; ++i) {
      const double from = static_cast<double>(i) / count, to = (i + 1.0) / count;
      double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
      for (const double at : {from, to})
        for (const double rise : {above, -below}) {
          const double px = left + along_x * at + up_x * size * rise;
          const double py = top + along_y * at + up_y * size * rise;
          x0 = std::min(x0, px), x1 = std::max(x1, px), y0 = std::min(y0, py), y1 = std::max(y1, py);
        }
      if (codes[i] > ' ')
        text.characters.push_back(
            {codes[i],
             state->getRender() == invisible,
             {static_cast<float>(x0 / width_), static_cast<float>(y0 / height_),
              static_cast<float>((x1 - x0) / width_), static_cast<float>((y1 - y0) / height_)}});
    }
  }
  PdfPageText text;

 private:
  double width_, height_;
};

PdfPageText text_of(PDFDoc& document, int page) {
  Page* of = document.getPage(page + 1);
  if (!of) return {};
  double width = of->getCropWidth(), height = of->getCropHeight();
  if (of->getRotate() % 180 != 0) std::swap(width, height);
  if (!(width >= 1 && height >= 1)) return {};
  LetterCollector letters(width, height);
  document.displayPage(&letters, page + 1, 72, 72, 0, false, true, false);
  if (const PagePicture picture = find_page_picture(document, page); picture.found)
    letters.text.picture = {static_cast<float>(picture.x), static_cast<float>(picture.y),
                            static_cast<float>(picture.width), static_cast<float>(picture.height)};
  return letters.text;
}

}  // namespace

DecodeOutcome extract_pdf_text(std::string_view bytes, const DecodeLimits& limits, ByteRoom& room) {
  PDFDoc document(new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)));
  const DecodeOutcome outcome = count_pages(document, limits);
  for (int page = 0; outcome.trouble == Trouble::none && page < outcome.pages; ++page)
    pack_page_text(text_of(document, page), room);
  return outcome;
}

}  // namespace hefu
