#include "ocr/qpdf_text_layer.h"

#include "ocr/glyphless_font.h"
#include "ocr/qpdf_parts.h"
#include "schemas/text.h"

namespace hefu {
namespace {

constexpr char32_t first_wide = 0x1100;  // from here on letters fill a square
constexpr int wide = 1000, narrow = 500;
constexpr std::size_t most_codes = 65'534;

int advance_of(char32_t c) { return c >= first_wide ? wide : narrow; }

/// As UTF-16 in hexadecimal digits.
std::string utf16_hex(char32_t c) {
  if (c < 0x10000) return fmt::format("{:04X}", static_cast<std::uint32_t>(c));
  const std::uint32_t rest = static_cast<std::uint32_t>(c) - 0x10000;
  return fmt::format("{:04X}{:04X}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

/// Source: ISO 32000-1, 9.10.3; Adobe Technical Note 5411.
std::string to_unicode(const std::map<char32_t, int>& codes) {
  constexpr std::size_t most_in_block = 100;
  std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
      "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
      "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
  std::size_t left = codes.size(), in_block = 0;
  for (const auto& [character, code] : codes) {
    if (in_block == 0) {
      in_block = std::min(left, most_in_block);
      map += fmt::format("{} beginbfchar\n", in_block);
    }
    map += fmt::format("<{:04X}> <{}>\n", code, utf16_hex(character));
    --left;
    if (--in_block == 0) map += "endbfchar\n";
  }
  return map + "endcmap CMapName currentdict /CMap defineresource pop end end";
}

}  // namespace

TextLayer::TextLayer(const VolumePlan& plan) {
  for (const PlacedPage& page : plan.pages)
    for (const LaidWord& word : page.words)
      for (const char32_t c : to_utf32(word.text))
        if (codes_.size() < most_codes) codes_.emplace(c, 0);
  int code = 0;
  for (auto& [character, its] : codes_) its = ++code;
}

std::string TextLayer::hex(const std::u32string& text) const {
  std::string digits;
  for (const char32_t c : text)
    if (const auto known = codes_.find(c); known != codes_.end())
      digits += fmt::format("{:04X}", known->second);
  return digits;
}

std::string TextLayer::content(const PlacedPage& page) const {
  if (page.words.empty()) return {};
  std::string content = " BT 3 Tr /L 1 Tf\n";
  for (const LaidWord& word : page.words) {
    const std::u32string text = to_utf32(word.text);
    double ems = 0;
    for (const char32_t c : text) ems += advance_of(c) / 1000.0;
    if (!(ems > 0)) continue;
    // The em square onto the word's box; a page of a PDF counts upward.
    content += fmt::format("{} {} {} {} {} {} Tm <{}> Tj\n", real(word.along_x_mm * pt_per_mm / ems),
                           real(-word.along_y_mm * pt_per_mm / ems), real(word.up_x_mm * pt_per_mm),
                           real(-word.up_y_mm * pt_per_mm), real(word.x_mm * pt_per_mm),
                           real((page.height_mm - word.y_mm) * pt_per_mm), hex(text));
  }
  return content + "ET";
}

QPDFObjectHandle TextLayer::add_font(QPDF& document) const {
  std::vector<int> advances;
  std::string widths;
  for (const auto& [character, code] : codes_) {
    advances.push_back(advance_of(character));
    widths += fmt::format("{} ", advances.back());
  }
  const std::string program = glyphless_font(advances);
  QPDFObjectHandle descriptor = document.makeIndirectObject(QPDFObjectHandle::parse(
      "<</Type/FontDescriptor/FontName/HefuTextLayer/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
      "/Ascent 1000/Descent 0/CapHeight 1000/StemV 80>>"));
  QPDFObjectHandle file = QPDFObjectHandle::newStream(&document, program);
  file.getDict().replaceKey("/Length1", QPDFObjectHandle::newInteger(static_cast<long long>(program.size())));
  descriptor.replaceKey("/FontFile2", document.makeIndirectObject(file));
  QPDFObjectHandle letters = document.makeIndirectObject(QPDFObjectHandle::parse(
      "<</Type/Font/Subtype/CIDFontType2/BaseFont/HefuTextLayer/CIDToGIDMap/Identity/DW 1000"
      "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[1[" +
      widths + "]]>>"));
  letters.replaceKey("/FontDescriptor", descriptor);
  QPDFObjectHandle font =
      QPDFObjectHandle::parse("<</Type/Font/Subtype/Type0/BaseFont/HefuTextLayer/Encoding/Identity-H>>");
  font.replaceKey("/DescendantFonts", QPDFObjectHandle::newArray({letters}));
  font.replaceKey("/ToUnicode", QPDFObjectHandle::newStream(&document, to_unicode(codes_)));
  return document.makeIndirectObject(font);
}

}  // namespace hefu
