#include "templates/podofo_objects.h"

#include "templates/deflate.h"
#include "templates/page_code.h"

namespace hefu {
namespace {

using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfString;
using PoDoFo::PdfVecObjects;

constexpr int default_width = 1000;  // thousandths of an em: what most Chinese glyphs have

/// "ABCDEF+Name": six letters that belong to this choice of glyphs. Source: ISO 32000-1, 9.6.4.
std::string subset_name(const UsedFace& face, const Fonts& fonts) {
  std::string ids;
  for (const UsedGlyph& glyph : face.glyphs)
    ids += static_cast<char>(glyph.id >> 8), ids += static_cast<char>(glyph.id & 0xFF);
  const auto digest = sha256(ids);
  std::string name;
  for (int i = 0; i < 6; ++i) name += static_cast<char>('A' + digest[static_cast<std::size_t>(i)] % 26);
  return name + "+" + fonts.face(face.face).name;
}

/// [first [w w ...] first [w ...]] for the glyphs that are not one em wide.
PdfArray widths(const UsedFace& face) {
  std::vector<std::pair<int, int>> by_code;
  for (const UsedGlyph& glyph : face.glyphs)
    if (glyph.advance != default_width) by_code.emplace_back(glyph.code, glyph.advance);
  std::sort(by_code.begin(), by_code.end());
  PdfArray all;
  for (std::size_t i = 0; i < by_code.size();) {
    PdfArray group;
    const std::size_t first = i;
    do group.push_back(integer(by_code[i].second));
    while (++i < by_code.size() && by_code[i].first == by_code[i - 1].first + 1);
    all.push_back(integer(by_code[first].first));
    all.push_back(group);
  }
  return all;
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
                                    const PdfName& name) {
  constexpr int symbolic = 4, stem_v = 80;
  const FaceMetrics metrics = face_metrics(fonts, face.face);
  PdfObject* const descriptor = objects.CreateObject("FontDescriptor");
  PdfDictionary& d = descriptor->GetDictionary();
  PdfArray box;
  for (const int side : metrics.box) box.push_back(integer(side));
  d.AddKey("FontName", name);
  d.AddKey("Flags", integer(symbolic));
  d.AddKey("FontBBox", box);
  d.AddKey("ItalicAngle", integer(0));
  d.AddKey("Ascent", integer(metrics.ascent));
  d.AddKey("Descent", integer(metrics.descent));
  d.AddKey("CapHeight", integer(metrics.cap_height));
  d.AddKey("StemV", integer(stem_v));
  d.AddKey(face.file.cff ? "FontFile3" : "FontFile2", add_font_file(objects, face.file));
  return descriptor->Reference();
}

PoDoFo::PdfReference add_cid_font(PdfVecObjects& objects, const UsedFace& face, const Fonts& fonts,
                                  const PdfName& name) {
  PdfDictionary system;
  system.AddKey("Registry", PdfString("Adobe"));
  system.AddKey("Ordering", PdfString("Identity"));
  system.AddKey("Supplement", integer(0));
  PdfObject* const font = objects.CreateObject("Font");
  PdfDictionary& d = font->GetDictionary();
  d.AddKey("Subtype", PdfName(face.file.cff ? "CIDFontType0" : "CIDFontType2"));
  d.AddKey("BaseFont", name);
  d.AddKey("CIDSystemInfo", system);
  d.AddKey("FontDescriptor", add_descriptor(objects, face, fonts, name));
  if (!face.file.cff) d.AddKey("CIDToGIDMap", PdfName("Identity"));
  d.AddKey("DW", integer(default_width));
  if (const PdfArray w = widths(face); !w.empty()) d.AddKey("W", w);
  return font->Reference();
}

}  // namespace

void set_stream(PdfObject& object, std::string_view packed, const char* filter) {
  if (filter != nullptr && *filter != '\0') object.GetDictionary().AddKey("Filter", PdfName(filter));
  PoDoFo::PdfMemoryInputStream in(packed.data(), static_cast<PoDoFo::pdf_long>(packed.size()));
  object.GetStream()->SetRawData(&in, static_cast<PoDoFo::pdf_long>(packed.size()));
}

PoDoFo::PdfReference add_font(PdfVecObjects& objects, const UsedFace& face, const Fonts& fonts) {
  const PdfName name(subset_name(face, fonts));
  PdfObject* const meaning = objects.CreateObject();
  set_stream(*meaning, packed_to_unicode(face), "FlateDecode");
  PdfArray descendants;
  descendants.push_back(add_cid_font(objects, face, fonts, name));
  PdfObject* const font = objects.CreateObject("Font");
  PdfDictionary& d = font->GetDictionary();
  d.AddKey("Subtype", PdfName("Type0"));
  d.AddKey("BaseFont", name);
  d.AddKey("Encoding", PdfName("Identity-H"));
  d.AddKey("DescendantFonts", descendants);
  d.AddKey("ToUnicode", meaning->Reference());
  return font->Reference();
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
