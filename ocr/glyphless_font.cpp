#include "ocr/glyphless_font.h"

#include <cstdint>
#include <utility>

namespace hefu {
namespace {

constexpr int units_per_em = 1000;

class Bytes {
 public:
  Bytes& u16(int value) { return put(static_cast<std::uint32_t>(value), 2); }
  Bytes& u32(std::uint32_t value) { return put(value, 4); }
  Bytes& zeros(std::size_t count) {
    bytes_.append(count, '\0');
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  Bytes& put(std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bytes_ += static_cast<char>(value >> 8 * i & 255);
    return *this;
  }
  std::string bytes_;
};

std::uint32_t checksum(const std::string& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i])) << 8 * (3 - i % 4);
  return sum;
}

std::string head() {
  return Bytes()
      .u32(0x00010000)
      .u32(0x00010000)
      .u32(0)  // checksum adjustment, set at the end
      .u32(0x5F0F3CF5)
      .u16(0)
      .u16(units_per_em)
      .zeros(16)  // no dates
      .u16(0)
      .u16(0)
      .u16(units_per_em)
      .u16(units_per_em)
      .u16(0)
      .u16(8)  // smallest readable size
      .u16(2)
      .u16(0)  // short places
      .u16(0)
      .take();
}

std::string hhea(int glyphs) {
  return Bytes()
      .u32(0x00010000)
      .u16(units_per_em)  // ascender
      .u16(0)             // descender
      .u16(0)
      .u16(units_per_em)  // widest
      .zeros(22)
      .u16(glyphs)
      .take();
}

std::string maxp(int glyphs) { return Bytes().u32(0x00010000).u16(glyphs).zeros(8).u16(1).zeros(16).take(); }

std::string hmtx(const std::vector<int>& advances) {
  Bytes table;
  table.u16(units_per_em).u16(0);
  for (const int advance : advances) table.u16(advance).u16(0);
  return table.take();
}

}  // namespace

std::string glyphless_font(const std::vector<int>& advances) {
  const int glyphs = static_cast<int>(advances.size()) + 1;
  const std::pair<const char*, std::string> tables[] = {
      {"glyf", Bytes().u32(0).take()},
      {"head", head()},
      {"hhea", hhea(glyphs)},
      {"hmtx", hmtx(advances)},
      {"loca", Bytes().zeros(2 * (static_cast<std::size_t>(glyphs) + 1)).take()},
      {"maxp", maxp(glyphs)}};
  constexpr int count = 6, power = 4,
                log2 = 2;  // of the tables: the greatest power of two below their number
  Bytes directory;
  directory.u32(0x00010000).u16(count).u16(16 * power).u16(log2).u16(16 * (count - power));
  std::string body;
  const std::size_t begin = 12 + 16 * count;
  std::size_t head_at = 0;
  std::string entries;
  for (const auto& [tag, table] : tables) {
    if (std::string(tag) == "head") head_at = begin + body.size();
    entries += tag + Bytes()
                         .u32(checksum(table))
                         .u32(static_cast<std::uint32_t>(begin + body.size()))
                         .u32(static_cast<std::uint32_t>(table.size()))
                         .take();
    body += table;
    body.append((4 - body.size() % 4) % 4, '\0');
  }
  std::string font = directory.take() + entries + body;
  font.replace(head_at + 8, 4, Bytes().u32(0xB1B0AFBA - checksum(font)).take());
  return font;
}

}  // namespace hefu
