#include "templates/glyf_face.h"

#include <algorithm>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

[[noreturn]] void damaged() {
  throw Error(ErrorKind::missing, tr("字体文件已损坏（glyf）"), tr("请重新安装字体软件包"));
}

std::uint32_t number(std::string_view table, std::size_t at, std::size_t size) {
  if (at + size > table.size()) damaged();
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<std::uint8_t>(table[at + i]);
  return value;
}

void put(std::string& out, std::size_t value, std::size_t size) {
  for (std::size_t i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i));
}

void overwrite(std::string& bytes, std::size_t at, std::size_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<char>(value >> (8 * (size - 1 - i)));
}

bool is_composite(std::string_view outline) {
  return !outline.empty() && (number(outline, 0, 1) & 0x80) != 0;
}

constexpr std::size_t outline_head = 10;  // contours and box

// Flags of a composite's parts.
constexpr std::uint32_t words_follow = 0x0001, has_scale = 0x0008, more_parts = 0x0020,
                        has_two_scales = 0x0040, has_matrix = 0x0080, has_instructions = 0x0100;

/// Where each part of a composite begins, and behind them the end.
std::vector<std::size_t> parts(std::string_view outline) {
  std::vector<std::size_t> places;
  for (std::size_t at = outline_head;;) {
    places.push_back(at);
    const std::uint32_t flags = number(outline, at, 2);
    at += 4 + (flags & words_follow ? 4 : 2);
    at += flags & has_scale ? 2 : flags & has_two_scales ? 4 : flags & has_matrix ? 8 : 0;
    if (flags & more_parts) continue;
    places.push_back(at);
    return places;
  }
}

/// Bytes of a simple outline's points: flags with repetitions, then x and y of one, two or no bytes each.
std::size_t points_size(std::string_view outline, std::size_t at, std::size_t points) {
  const std::size_t begin = at;
  std::size_t coordinates = 0;
  for (std::size_t i = 0; i < points;) {
    const std::uint32_t flags = number(outline, at++, 1);
    const std::size_t repeats = flags & 8 ? 1 + number(outline, at++, 1) : 1;
    const std::size_t x = flags & 2 ? 1 : flags & 16 ? 0 : 2, y = flags & 4 ? 1 : flags & 32 ? 0 : 2;
    coordinates += repeats * (x + y);
    i += repeats;
  }
  return at - begin + coordinates;
}

}  // namespace

std::uint32_t word_sum(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i])) << (24 - 8 * (i % 4));
  return sum;
}

GlyfFace::GlyfFace(const GlyfTables& tables) : tables_(tables) {
  count_ = number(tables.maxp, 4, 2);
  metrics_ = number(tables.hhea, 34, 2);
  long_offsets_ = number(tables.head, 50, 2) != 0;
  if (metrics_ == 0 || tables.head.size() < 54 || tables.hhea.size() < 36) damaged();
}

std::string GlyfFace::outline(std::uint32_t glyph) const {
  const auto offset = [&](std::size_t i) -> std::size_t {
    return long_offsets_ ? number(tables_.loca, 4 * i, 4) : 2 * std::size_t{number(tables_.loca, 2 * i, 2)};
  };
  const std::size_t begin = offset(glyph), end = offset(glyph + 1);
  if (begin > end || end > tables_.glyf.size()) damaged();
  const std::string_view whole = tables_.glyf.substr(begin, end - begin);
  if (whole.empty()) return {};
  std::string bare;
  if (is_composite(whole)) {
    const std::vector<std::size_t> places = parts(whole);
    bare = whole.substr(0, places.back());
    for (std::size_t i = 0; i + 1 < places.size(); ++i)
      overwrite(bare, places[i], number(bare, places[i], 2) & ~has_instructions, 2);
  } else {
    const std::size_t contours = number(whole, 0, 2), lengths_at = outline_head + 2 * contours;
    if (contours == 0) return {};
    const std::size_t points = number(whole, lengths_at - 2, 2) + 1;
    const std::size_t points_at = lengths_at + 2 + number(whole, lengths_at, 2);
    const std::size_t size = points_size(whole, points_at, points);
    if (points_at + size > whole.size()) damaged();
    bare = whole.substr(0, lengths_at);
    put(bare, 0, 2);  // no instructions
    bare += whole.substr(points_at, size);
  }
  bare.resize((bare.size() + 3) / 4 * 4);
  return bare;
}

std::vector<std::uint32_t> GlyfFace::components(std::string_view outline) {
  std::vector<std::uint32_t> found;
  if (!is_composite(outline)) return found;
  const std::vector<std::size_t> places = parts(outline);
  for (std::size_t i = 0; i + 1 < places.size(); ++i) found.push_back(number(outline, places[i] + 2, 2));
  return found;
}

std::string GlyfFace::with_components(std::string outline, const std::vector<std::uint32_t>& numbers) {
  const std::vector<std::size_t> places = parts(outline);
  for (std::size_t i = 0; i + 1 < places.size(); ++i) overwrite(outline, places[i] + 2, numbers.at(i), 2);
  return outline;
}

std::string GlyfFace::frame(const std::vector<GlyfGlyph>& glyphs) const {
  std::string head(tables_.head.substr(0, 54)), hhea(tables_.hhea.substr(0, 36)), maxp(tables_.maxp), hmtx,
      loca;
  std::size_t offset = 0;
  std::uint32_t glyf_sum = 0;
  for (const GlyfGlyph& glyph : glyphs) {
    const std::size_t metric = std::min<std::size_t>(glyph.source, metrics_ - 1);
    const std::size_t bearing_at =
        glyph.source < metrics_ ? 4 * metric + 2 : 4 * metrics_ + 2 * (glyph.source - metrics_);
    put(hmtx, number(tables_.hmtx, 4 * metric, 2), 2);
    put(hmtx, number(tables_.hmtx, bearing_at, 2), 2);
    put(loca, offset, 4);
    offset += glyph.bytes;
    glyf_sum += glyph.checksum;
  }
  put(loca, offset, 4);
  overwrite(head, 8, 0, 4);   // the file's check sum, counted below with this as zero
  overwrite(head, 50, 1, 2);  // long offsets
  overwrite(hhea, 34, glyphs.size(), 2);
  overwrite(maxp, 4, glyphs.size(), 2);

  struct Part {
    std::string_view tag, bytes;
    std::size_t size;
    std::uint32_t sum;
  };
  // In the order of their names, as the directory wants them; glyf stands last in the file.
  const Part all[] = {{"glyf", {}, offset, glyf_sum},
                      {"head", head, head.size(), word_sum(head)},
                      {"hhea", hhea, hhea.size(), word_sum(hhea)},
                      {"hmtx", hmtx, hmtx.size(), word_sum(hmtx)},
                      {"loca", loca, loca.size(), word_sum(loca)},
                      {"maxp", maxp, maxp.size(), word_sum(maxp)}};
  constexpr std::size_t tables = std::size(all), greatest_power = 4, log_of_it = 2;
  std::string file;
  put(file, 0x00010000, 4), put(file, tables, 2);
  put(file, 16 * greatest_power, 2), put(file, log_of_it, 2), put(file, 16 * (tables - greatest_power), 2);
  const auto padded = [](std::size_t size) { return (size + 3) / 4 * 4; };
  std::size_t others = 0;
  for (const Part& part : all) others += padded(part.bytes.size());
  std::size_t at = file.size() + 16 * tables;
  const std::size_t glyf_at = at + others;
  std::uint32_t file_sum = 0;
  for (const Part& part : all) {
    file += part.tag;
    put(file, part.sum, 4);
    put(file, part.bytes.data() == nullptr ? glyf_at : at, 4);
    put(file, part.size, 4);
    at += padded(part.bytes.size());
    file_sum += part.sum;
  }
  file_sum += word_sum(file);
  std::size_t head_at = 0;
  for (const Part& part : all) {
    if (part.tag == "head") head_at = file.size();
    file += part.bytes;
    file.resize(padded(file.size()));
  }
  overwrite(file, head_at + 8, 0xB1B0AFBA - file_sum, 4);
  return file;
}

}  // namespace hefu
