#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "ocr/orientation.h"
#include "ocr/qpdf_parts.h"

namespace hefu {
namespace {

constexpr int rendered_quality = 92;  // of a page that is no scan; its writing stays sharp at that

/// Whether PDF/A lets the picture stand as it is, with sRGB as the output intent. Source: ISO 19005-3 (by ISO
/// 19005-2), 6.1.7 (filters), 6.2.4 (colour), 6.2.8 (images).
bool may_stand(QPDFObjectHandle image) {
  QPDFObjectHandle dictionary = image.getDict();
  if (dictionary.hasKey("/SMask") || dictionary.hasKey("/Mask")) return false;
  if (dictionary.getKey("/ImageMask").isBool() && dictionary.getKey("/ImageMask").getBoolValue())
    return false;
  QPDFObjectHandle filter = dictionary.getKey("/Filter");
  if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
  bool usual = false;
  for (const char* name : {"/DCTDecode", "/FlateDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
    usual = usual || filter.isNameAndEquals(name);
  QPDFObjectHandle space = dictionary.getKey("/ColorSpace");
  if (space.isNameAndEquals("/DeviceGray") || space.isNameAndEquals("/DeviceRGB")) return usual;
  if (!space.isArray() || space.getArrayNItems() < 2) return false;
  if (space.getArrayItem(0).isNameAndEquals("/Indexed")) {
    QPDFObjectHandle base = space.getArrayItem(1);
    return usual && (base.isNameAndEquals("/DeviceGray") || base.isNameAndEquals("/DeviceRGB"));
  }
  return usual && (space.getArrayItem(0).isNameAndEquals("/CalGray") ||
                   space.getArrayItem(0).isNameAndEquals("/CalRGB"));
}

/// The only picture that a page's resources name, or null.
QPDFObjectHandle only_picture(QPDFPageObjectHelper& page) {
  QPDFObjectHandle resources = page.getAttribute("/Resources", false);
  QPDFObjectHandle objects = resources.isDictionary() ? resources.getKey("/XObject") : resources;
  if (!objects.isDictionary() || objects.getKeys().size() != 1) return QPDFObjectHandle::newNull();
  QPDFObjectHandle picture = objects.getKey(*objects.getKeys().begin());
  const bool image = picture.isStream() && picture.getDict().getKey("/Subtype").isNameAndEquals("/Image");
  return image && may_stand(picture) ? picture : QPDFObjectHandle::newNull();
}

/// A page that shows the picture over all of it.
void add_picture_page(QPDF& part, QPDFObjectHandle image, const WholePagePicture& how, PartPage& size) {
  double width = image.getDict().getKey("/Width").getIntValueAsInt();
  double height = image.getDict().getKey("/Height").getIntValueAsInt();
  if (swaps_sides(how.orientation)) std::swap(width, height);
  size = {width / how.dpi * 25.4, height / how.dpi * 25.4, true};
  const double w = size.width_mm * pt_per_mm, h = size.height_mm * pt_per_mm;
  QPDFObjectHandle page = QPDFObjectHandle::parse(fmt::format(
      "<</Type/Page/MediaBox[0 0 {} {}]/Rotate 0/UserUnit 1/Resources<</XObject<<>>>> >>", real(w), real(h)));
  page.getKey("/Resources").getKey("/XObject").replaceKey("/I", image);
  page.replaceKey("/Contents", QPDFObjectHandle::newStream(
                                   &part, "q " + upright_matrix(how.orientation, w, h) + " /I Do Q"));
  part.addPage(part.makeIndirectObject(page), false);
}

QPDFObjectHandle copied(QPDF& part, QPDFObjectHandle image) {
  remove_what_acts(image);
  image.getDict().removeKey("/Interpolate");
  return part.copyForeignObject(image);
}

/// A page as pixels, packed small: what is no scan has no picture of its own to keep.
PictureStream rendered(const Image& pixels) {
  PictureStream packed = packed_pixels(pixels);
  if (packed.dictionary.find("CCITTFax") != std::string::npos) return packed;
  PictureStream jpeg;
  const std::string bytes = encode_jpeg(pixels, rendered_quality);
  if (bytes.size() >= packed.made.size() || !describe_jpeg(bytes, jpeg)) return packed;
  jpeg.made = bytes;
  jpeg.stored = {};
  jpeg.dpi = pixels.dpi;
  return jpeg;
}

}  // namespace

DecodeOutcome make_archive_pdf_part(std::string_view bytes, const DecodeLimits& limits,
                                    std::vector<PartPage>& pages, ByteRoom& room) {
  std::vector<WholePagePicture> pictures;
  DecodeOutcome outcome = find_whole_page_pictures(bytes, limits, pictures);
  if (outcome.trouble != Trouble::none) return outcome;
  QPDF source, part;
  try {
    open_quietly(source, bytes);
  } catch (const QPDFExc&) {
    return {Trouble::damaged};
  }
  std::vector<QPDFPageObjectHelper> sheets = QPDFPageDocumentHelper(source).getAllPages();
  if (sheets.size() != pictures.size()) return {Trouble::damaged};
  part.emptyPDF();
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    PartPage size;
    QPDFObjectHandle picture = pictures[i].found ? only_picture(sheets[i]) : QPDFObjectHandle::newNull();
    if (picture.isStream()) {
      add_picture_page(part, copied(part, picture), pictures[i], size);
    } else {
      OneImage sink;
      const DecodeOutcome of_page = render_pdf_page(bytes, static_cast<int>(i), limits, sink);
      if (of_page.trouble != Trouble::none) return of_page;
      add_picture(part, {{rendered(sink.image)}}, size);
    }
    pages.push_back(size);
  }
  write_document(part, room, false);
  return outcome;
}

}  // namespace hefu
