#include "templates/podofo_objects.h"

#include "templates/deflate.h"

namespace hefu {
namespace {

using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfVecObjects;

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

PoDoFo::PdfReference add_font_file(PdfVecObjects& objects, const FontFile& font) {
  PdfObject* const file = objects.CreateObject();
  if (font.cff)
    file->GetDictionary().AddKey("Subtype", PdfName("CIDFontType0C"));
  else
    file->GetDictionary().AddKey("Length1", integer(static_cast<long long>(font.bytes)));
  set_stream(*file, font.packed, "FlateDecode");
  return file->Reference();
}

PoDoFo::PdfReference add_descriptor(PdfVecObjects& objects, const UsedFace& face, const Fonts& fonts,
                                    const std::string& name) {
  constexpr int symbolic = 4, stem_v = 80;
  const FaceMetrics metrics = face_metrics(fonts, face.face);
  return add_plain(
      objects,
      fmt::format(
          "<</Type/FontDescriptor/FontName/{}/Flags {}/FontBBox[{}]/ItalicAngle 0/Ascent {}/Descent {}"
          "/CapHeight {}/StemV {}/{} {}>>",
          name, symbolic, fmt::join(metrics.box, " "), metrics.ascent, metrics.descent, metrics.cap_height,
          stem_v, face.file.cff ? "FontFile3" : "FontFile2", to_text(add_font_file(objects, face.file))));
}

PoDoFo::PdfReference add_cid_font(PdfVecObjects& objects, const UsedFace& face, const Fonts& fonts,
                                  const std::string& name) {
  return add_plain(
      objects,
      fmt::format("<</Type/Font/Subtype/{}/BaseFont/{}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                  "/Supplement 0>>/FontDescriptor {}{}/DW {}/W{}>>",
                  face.file.cff ? "CIDFontType0" : "CIDFontType2", name,
                  to_text(add_descriptor(objects, face, fonts, name)),
                  face.file.cff ? "" : "/CIDToGIDMap/Identity", default_width, widths(face)));
}

PoDoFo::PdfReference add_to_unicode(PdfVecObjects& objects, const UsedFace& face) {
  PdfObject* const meaning = objects.CreateObject();
  set_stream(*meaning, packed_to_unicode(face), "FlateDecode");
  return meaning->Reference();
}

PoDoFo::PdfReference add_font(PdfVecObjects& objects, const UsedFace& face, const Fonts& fonts,
                              const PoDoFo::PdfReference& to_unicode) {
  const std::string name = subset_name(face, fonts);
  return add_plain(
      objects, fmt::format("<</Type/Font/Subtype/Type0/BaseFont/{}/Encoding/Identity-H/DescendantFonts[{}]"
                           "/ToUnicode {}>>",
                           name, to_text(add_cid_font(objects, face, fonts, name)), to_text(to_unicode)));
}

}  // namespace

void set_stream(PdfObject& object, std::string_view packed, const char* filter) {
  if (filter != nullptr && *filter != '\0') object.GetDictionary().AddKey("Filter", PdfName(filter));
  // At once: SetRawData would copy in small steps into a buffer that grows.
  PoDoFo::PdfStream& stream = *object.GetStream();
  stream.BeginAppend(PoDoFo::TVecFilters(), true, false);
  stream.Append(packed.data(), packed.size());
  stream.EndAppend();
}

std::string to_text(const PoDoFo::PdfReference& reference) {
  return fmt::format("{} {} R", reference.ObjectNumber(), reference.GenerationNumber());
}

PoDoFo::PdfReference add_plain(PdfVecObjects& objects, const std::string& text) {
  return objects.CreateObject(plain(text))->Reference();
}

std::string add_fonts(PdfVecObjects& objects, const std::vector<UsedFace>& faces, const Fonts& fonts) {
  std::string names;
  std::optional<PoDoFo::PdfReference> common;
  for (const UsedFace& face : faces) {
    const bool shares = has_common_to_unicode(face);
    const PoDoFo::PdfReference to_unicode = shares && common ? *common : add_to_unicode(objects, face);
    if (shares) common = to_unicode;
    names += fmt::format("/F{} {}", face.face, to_text(add_font(objects, face, fonts, to_unicode)));
  }
  return names;
}

PoDoFo::PdfReference add_picture(PdfVecObjects& objects, const Picture& picture) {
  PdfObject* const image = objects.CreateObject("XObject");
  PdfDictionary& d = image->GetDictionary();
  const bool is_jpeg = picture.pixels.empty();
  d.AddKey("Subtype", PdfName("Image"));
  d.AddKey("Width", integer(picture.width));
  d.AddKey("Height", integer(picture.height));
  d.AddKey("ColorSpace", PdfName(is_jpeg && picture.channels == 1 ? "DeviceGray" : "DeviceRGB"));
  d.AddKey("BitsPerComponent", integer(8));
  if (is_jpeg)
    set_stream(*image, picture.bytes, "DCTDecode");
  else
    set_stream(*image, deflate(picture.pixels, text_level), "FlateDecode");
  return image->Reference();
}

}  // namespace hefu
