#include <Error.h>
#include <GlobalParams.h>
#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include "ocr/decoder.h"
#include "ocr/poppler_page_picture.h"
#include "ocr/volume_parts.h"

namespace hefu {
namespace {

// The longest side that a PDF page may have by its own standard, 200 inch: ISO 32000-1, annex C. Beyond it
// poppler gives blank pages and says nothing.
constexpr double longest_side_pt = 14'400;

std::unique_ptr<PDFDoc> open(std::string_view bytes) {
  // The document owns the stream; the stream borrows the bytes.
  return std::make_unique<PDFDoc>(
      new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)));
}

DecodeOutcome render(PDFDoc& document, int page, const DecodeLimits& limits, PageSink& sink) {
  static SplashColor white = {255, 255, 255};
  SplashOutputDev device(splashModeRGB8, 1, false, white, true);
  device.setFontAntialias(true);
  device.setVectorAntialias(true);
  device.startDoc(&document);
  const double dpi = limits.render_dpi;
  document.displayPage(&device, page + 1, dpi, dpi, 0, false, true, false);
  SplashBitmap* bitmap = device.getBitmap();
  if (!bitmap || bitmap->getWidth() < 1 || bitmap->getHeight() < 1 || !bitmap->getDataPtr())
    return {Trouble::damaged, page};
  const std::size_t row_bytes = static_cast<std::size_t>(bitmap->getWidth()) * 3;
  std::uint8_t* canvas = sink.canvas(bitmap->getWidth(), bitmap->getHeight(), 3);
  for (int y = 0; y < bitmap->getHeight(); ++y)
    std::copy_n(bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize(), row_bytes,
                canvas + y * row_bytes);
  sink.publish(page, {dpi});
  return {};
}

DecodeOutcome decode_page(PDFDoc& document, int page, const DecodeLimits& limits, PageSink& sink) {
  Page* of = document.getPage(page + 1);
  if (!of) return {Trouble::damaged, page};
  const double width = of->getCropWidth(), height = of->getCropHeight();
  const double px_per_pt = limits.render_dpi / 72.0;
  if (!(std::max(width, height) <= longest_side_pt))
    return {Trouble::paper_too_large, page, 0, width, height};
  DecodeOutcome outcome;
  const PagePicture picture = find_page_picture(document, page);
  if (picture.found && take_page_picture(document, page, picture, limits, sink, outcome)) return outcome;
  if (exceeds(limits, width * px_per_pt, height * px_per_pt))
    return {Trouble::paper_too_large, page, 0, width, height};
  return render(document, page, limits, sink);
}

void ignore_message(ErrorCategory, Goffset, const char*) {}

/// One line of text in a font that is not embedded: what it takes to render it is what a child would load
/// first.
constexpr const char* warming_pdf =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R/Resources<</Font<</F 5 0 "
    "R>>>>>>endobj\n"
    "4 0 obj<</Length 31>>stream\nBT /F 8 Tf 4 4 Td (warm) Tj ET\nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R>>\n";

class NoSink : public PageSink {
 public:
  std::uint8_t* canvas(int width, int height, int channels) override {
    room_.resize(static_cast<std::size_t>(width) * height * channels);
    return room_.data();
  }
  void publish(int, const PageNote&) override {}

 private:
  std::vector<std::uint8_t> room_;
};

}  // namespace

void warm_pdf() {
  if (!globalParams) globalParams = std::make_unique<GlobalParams>();
  setErrorCallback(ignore_message);
  NoSink nowhere;
  decode_pdf(warming_pdf, {}, nowhere);
}

DecodeOutcome render_pdf_page(std::string_view bytes, int page, const DecodeLimits& limits, PageSink& sink) {
  const std::unique_ptr<PDFDoc> document = open(bytes);
  if (!document->isOk() || !document->getPage(page + 1)) return {Trouble::damaged, page};
  const double px_per_pt = limits.render_dpi / 72.0;
  const double width = document->getPageCropWidth(page + 1), height = document->getPageCropHeight(page + 1);
  if (exceeds(limits, width * px_per_pt, height * px_per_pt))
    return {Trouble::paper_too_large, page, 0, width, height};
  return render(*document, page, limits, sink);
}

DecodeOutcome decode_pdf(std::string_view bytes, const DecodeLimits& limits, PageSink& sink) {
  const std::unique_ptr<PDFDoc> document = open(bytes);
  DecodeOutcome outcome = count_pages(*document, limits);
  if (outcome.trouble != Trouble::none) return outcome;
  for (int page = limits.first_page; page < end_of_window(limits, outcome.pages); ++page) {
    DecodeOutcome of_page = decode_page(*document, page, limits, sink);
    of_page.pages = outcome.pages;
    if (outcome.trouble == Trouble::none && of_page.trouble != Trouble::none) outcome = of_page;
  }
  return outcome;
}

}  // namespace hefu
