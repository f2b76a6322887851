#include "templates/deflate.h"
#include "templates/podofo_growing_file.h"

namespace hefu {
namespace {

constexpr int default_width = 1000;  // thousandths of an em: what most Chinese glyphs have

/// "ABCDEF+Name": six letters that belong to this choice of glyphs, made from the check sum at the end of its
/// packed program. Source: ISO 32000-1, 9.6.4.
std::string subset_name(const UsedFace& face, const Fonts& fonts) {
  std::uint32_t sum = 0;
  for (const char byte : face.file.packed.substr(face.file.packed.size() - 4))
    sum = sum << 8 | static_cast<std::uint8_t>(byte);
  std::string name;
  for (int i = 0; i < 6; ++i, sum /= 26) name += static_cast<char>('A' + sum % 26);
  return name + "+" + fonts.face(face.face).name;
}

/// [first [w w ...] first [w ...]] for the glyphs that are not one em wide.
std::string widths(const UsedFace& face) {
  std::vector<std::pair<int, int>> by_code;
  for (const UsedGlyph& glyph : face.glyphs)
    if (glyph.advance != default_width) by_code.emplace_back(glyph.code, glyph.advance);
  std::sort(by_code.begin(), by_code.end());
  std::string all = "[";
  for (std::size_t i = 0; i < by_code.size();) {
    fmt::format_to(std::back_inserter(all), "{}[{}", by_code[i].first, by_code[i].second);
    while (++i < by_code.size() && by_code[i].first == by_code[i - 1].first + 1)
      fmt::format_to(std::back_inserter(all), " {}", by_code[i].second);
    all += ']';
  }
  return all + "]";
}

PoDoFo::PdfReference add_font_file(GrowingFile& file, const FontFile& font) {
  return file.add_stream(
      (font.cff ? "/Subtype/CIDFontType0C" : fmt::format("/Length1 {}", font.bytes)) + "/Filter/FlateDecode",
      font.packed);
}

PoDoFo::PdfReference add_descriptor(GrowingFile& file, const UsedFace& face, const Fonts& fonts,
                                    const std::string& name) {
  constexpr int symbolic = 4, stem_v = 80;
  const FaceMetrics metrics = face_metrics(fonts, face.face);
  return add_plain(
      file.objects(),
      fmt::format(
          "<</Type/FontDescriptor/FontName/{}/Flags {}/FontBBox[{}]/ItalicAngle 0/Ascent {}/Descent {}"
          "/CapHeight {}/StemV {}/{} {}>>",
          name, symbolic, fmt::join(metrics.box, " "), metrics.ascent, metrics.descent, metrics.cap_height,
          stem_v, face.file.cff ? "FontFile3" : "FontFile2", to_text(add_font_file(file, face.file))));
}

PoDoFo::PdfReference add_cid_font(GrowingFile& file, const UsedFace& face, const Fonts& fonts,
                                  const std::string& name) {
  return add_plain(
      file.objects(),
      fmt::format("<</Type/Font/Subtype/{}/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                  "/Supplement 0>>/FontDescriptor {}{}/DW {}/W{}>>",
                  face.file.cff ? "CIDFontType0" : "CIDFontType2", name,
                  to_text(add_descriptor(file, face, fonts, name)),
                  face.file.cff ? "" : "/CIDToGIDMap/Identity", default_width, widths(face)));
}

PoDoFo::PdfReference add_to_unicode(GrowingFile& file, const UsedFace& face) {
  return file.add_stream("/Filter/FlateDecode", packed_to_unicode(face));
}

PoDoFo::PdfReference add_font(GrowingFile& file, const UsedFace& face, const Fonts& fonts,
                              const PoDoFo::PdfReference& to_unicode) {
  const std::string name = subset_name(face, fonts);
  return add_plain(
      file.objects(),
      fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H/DescendantFonts[{}]"
                  "/ToUnicode {}>>",
                  name, to_text(add_cid_font(file, face, fonts, name)), to_text(to_unicode)));
}

}  // namespace

std::string add_fonts(GrowingFile& file, const std::vector<UsedFace>& faces, const Fonts& fonts) {
  std::string names;
  std::optional<PoDoFo::PdfReference> common;
  for (const UsedFace& face : faces) {
    const bool shares = has_common_to_unicode(face);
    const PoDoFo::PdfReference to_unicode = shares && common ? *common : add_to_unicode(file, face);
    if (shares) common = to_unicode;
    names += fmt::format("/F{} {}", face.face, to_text(add_font(file, face, fonts, to_unicode)));
  }
  return names;
}

PoDoFo::PdfReference add_picture(GrowingFile& file, const Picture& picture) {
  const bool is_jpeg = picture.pixels.empty();
  const std::string dictionary = fmt::format(
      "/Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/{}/BitsPerComponent 8/Filter/{}",
      picture.width, picture.height, is_jpeg && picture.channels == 1 ? "DeviceGray" : "DeviceRGB",
      is_jpeg ? "DCTDecode" : "FlateDecode");
  return is_jpeg ? file.add_stream(dictionary, picture.bytes)
                 : file.add_stream(dictionary, deflate(picture.pixels, text_level));
}

}  // namespace hefu
