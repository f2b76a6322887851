#include <qpdf/QPDFPageDocumentHelper.hh>

#include "ocr/orientation.h"
#include "ocr/qpdf_parts.h"

namespace hefu {
namespace {

// A resolution that a scanner would write. Cameras and screens write 72 or 96 whatever they took; what would
// be larger than A3 is no sheet of paper either.
constexpr double least_dpi = 100, most_dpi = 1300;
constexpr double longest_mm = 420 * 1.05;
// Of a picture that does not know its size: only the shape counts.
constexpr double plain_dpi = 200;

QPDFObjectHandle image_object(QPDF& part, const PictureStream& picture) {
  QPDFObjectHandle image = QPDFObjectHandle::newStream(&part);
  image.replaceDict(
      QPDFObjectHandle::parse(fmt::format("<</Type/XObject/Subtype/Image/Width {}/Height {}{}>>",
                                          picture.width, picture.height, picture.dictionary)));
  QPDFObjectHandle filter = image.getDict().getKey("/Filter");
  QPDFObjectHandle parms = image.getDict().getKey("/DecodeParms");
  image.replaceStreamData(std::string(picture.bytes()), filter, parms);
  return part.makeIndirectObject(image);
}

/// A page of the picture's shape, in its own size where it knows that.
QPDFObjectHandle page_of(QPDF& part, const PicturePage& picture, PartPage& size) {
  const PictureStream& first = picture.strips.front();
  double width = first.width, height = 0;
  for (const PictureStream& strip : picture.strips) height += strip.height;
  const double all_rows = height;
  if (swaps_sides(first.orientation)) std::swap(width, height);
  const double mm_per_px = 25.4 / (first.dpi > 0 ? first.dpi : plain_dpi);
  size.sized =
      first.dpi >= least_dpi && first.dpi <= most_dpi && std::max(width, height) * mm_per_px <= longest_mm;
  const double px_to_mm = size.sized ? mm_per_px : 25.4 / plain_dpi;
  size.width_mm = width * px_to_mm;
  size.height_mm = height * px_to_mm;

  const double w = size.width_mm * pt_per_mm, h = size.height_mm * pt_per_mm;
  std::string content = "q " + upright_matrix(first.orientation, w, h) + "\n";
  QPDFObjectHandle images = QPDFObjectHandle::newDictionary();
  double top = 1;
  for (std::size_t i = 0; i < picture.strips.size(); ++i) {
    const double share = picture.strips[i].height / all_rows;
    top -= share;
    images.replaceKey(fmt::format("/I{}", i), image_object(part, picture.strips[i]));
    content += fmt::format("q 1 0 0 {:.8f} 0 {:.8f} cm /I{} Do Q\n", share, std::max(0.0, top), i);
  }
  QPDFObjectHandle page = QPDFObjectHandle::parse(
      fmt::format("<</Type/Page/MediaBox[0 0 {} {}]/Rotate 0/UserUnit 1/Resources<<>>>>", real(w), real(h)));
  page.getKey("/Resources").replaceKey("/XObject", images);
  page.replaceKey("/Contents", QPDFObjectHandle::newStream(&part, content + "Q"));
  return part.makeIndirectObject(page);
}

}  // namespace

std::string upright_matrix(int orientation, double w, double h) {
  struct Matrix {
    double a, b, c, d, e, f;
  };
  // Source: EXIF 2.32, 4.6.4.A, tag 274; a picture's first row lies at the top of the unit square.
  const Matrix of[8] = {{w, 0, 0, h, 0, 0},   {-w, 0, 0, h, w, 0}, {-w, 0, 0, -h, w, h}, {w, 0, 0, -h, 0, h},
                        {0, -h, -w, 0, w, h}, {0, -h, w, 0, 0, h}, {0, h, w, 0, 0, 0},   {0, h, -w, 0, w, 0}};
  const Matrix& m = of[std::clamp(orientation, 1, 8) - 1];
  return fmt::format("{} {} {} {} {} {} cm", real(m.a), real(m.b), real(m.c), real(m.d), real(m.e),
                     real(m.f));
}

void add_picture(QPDF& part, const PicturePage& picture, PartPage& size) {
  part.addPage(page_of(part, picture, size), false);
}

DecodeOutcome make_picture_part(const std::vector<PicturePage>& pictures, std::vector<PartPage>& pages,
                                ByteRoom& room) {
  QPDF part;
  part.emptyPDF();
  for (const PicturePage& picture : pictures) {
    PartPage size;
    add_picture(part, picture, size);
    pages.push_back(size);
  }
  write_document(part, room, false);
  return {Trouble::none, -1, static_cast<int>(pictures.size())};
}

}  // namespace hefu
