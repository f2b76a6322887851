#include "templates/pdf_fonts.h"

#include <bitset>

#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/deflate.h"
#include "templates/pdf_content.h"

namespace hefu {
namespace {

constexpr std::uint32_t highest_id = 0xFFFF;
constexpr std::uint16_t first_private = 0xE000, last_private = 0xF8FF;

// Which code points are their own CIDs, by rows of 256: Latin to Cyrillic, punctuation to box drawing,
// radicals to CJK unified ideographs, compatibility and full-width forms. The rows F9 and FA are left out:
// their characters share glyphs with unified ones.
struct CodeRange {
  unsigned first, last;
};
std::vector<CodeRange> own_rows() {
  std::vector<CodeRange> rows = {{0x0020, 0x00FF}};
  const auto add = [&](unsigned from, unsigned to) {
    for (unsigned row = from; row <= to; ++row) rows.push_back({row << 8, row << 8 | 0xFF});
  };
  add(0x01, 0x05), add(0x1E, 0x27), add(0x2E, 0x9F);
  rows.push_back({0xFE10, 0xFE6F});
  rows.push_back({0xFF01, 0xFFEF});
  return rows;
}

/// Sorts by a number of 16 bits: by its low byte, then by its high one. Six hundred glyphs are no work for
/// it; a sort by comparing guesses half of its branches wrong.
template <class Thing, class Key>
void sort_by(std::vector<Thing>& things, const Key& key) {
  std::vector<Thing> sorted(things.size());
  for (const int shift : {0, 8}) {
    std::array<std::uint32_t, 257> first{};  // of each byte, behind all that are lower
    const auto byte = [&](const Thing& thing) {
      return static_cast<std::size_t>(key(thing) >> shift & 0xFF);
    };
    for (const Thing& thing : things) ++first[byte(thing) + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    for (const Thing& thing : things) sorted[first[byte(thing)]++] = thing;
    std::swap(things, sorted);
  }
}

[[noreturn]] void no_glyph(const Sheet& sheet, const Glyph& glyph) {
  throw Error(ErrorKind::bad_input,
              fmt::format(fmt::runtime(tr("{}：{} 中有字体里没有的字 U+{:04X}")), sheet.application,
                          sheet.form, static_cast<unsigned>(glyph.code_point)));
}

/// Notes each glyph of a face once. Where a glyph stands for several characters, the lowest becomes its
/// meaning: the order does not depend on text.
void note(UsedFace& face, const Glyph& glyph) {
  const std::uint32_t place = face.places.find(glyph.id);
  if (place == GlyphPlaces::none) {
    face.places.set(glyph.id, static_cast<std::uint32_t>(face.glyphs.size()));
    face.glyphs.push_back({glyph.id, glyph.code_point});
  } else if (UsedGlyph& known = face.glyphs[place]; glyph.code_point < known.code_point) {
    known.code_point = glyph.code_point;
  }
}

bool is_glyph(const Glyph& glyph, std::size_t face_count) {
  return glyph.face < face_count && glyph.id != 0 && glyph.id < highest_id;
}

std::vector<UsedFace> noted_faces(const Sheet& sheet, std::size_t face_count) {
  std::vector<UsedFace> faces(face_count);
  for (const Page& page : sheet.pages)
    for (const TextRun& run : page.runs)
      for (const Glyph& glyph : run.glyphs) {
        if (!is_glyph(glyph, face_count)) no_glyph(sheet, glyph);
        note(faces[glyph.face], glyph);
      }
  for (std::size_t face = 0; face < faces.size(); ++face) {
    faces[face].face = static_cast<std::uint16_t>(face);
    auto& glyphs = faces[face].glyphs;
    sort_by(glyphs, [](const UsedGlyph& glyph) { return glyph.id; });
    for (std::size_t i = 0; i < glyphs.size(); ++i)
      faces[face].places.set(glyphs[i].id, static_cast<std::uint32_t>(i));
  }
  std::erase_if(faces, [](const UsedFace& face) { return face.glyphs.empty(); });
  return faces;
}

/// In a CFF face, a glyph's CID is its character's code point, so that the same ToUnicode serves every
/// document; what has none of its own (beyond the BMP, or taken by another glyph) gets a private-use one. In
/// a TrueType face, CIDs are the new glyph numbers.
void choose_codes(UsedFace& face, bool cff) {
  std::uint16_t next_private = first_private, next = 1;
  std::bitset<0x10000> taken;
  for (UsedGlyph& glyph : face.glyphs) {
    if (!cff) {
      glyph.code = next++;
    } else if (own_cid(glyph.code_point) && !taken[glyph.code_point]) {
      glyph.code = static_cast<std::uint16_t>(glyph.code_point);
      taken[glyph.code_point] = true;
    } else {
      glyph.code = next_private++;
    }
  }
}

/// The glyphs have their codes.
bool cut_quickly(UsedFace& face, const QuickFont& font) {
  std::vector<CutGlyph> cut;
  cut.reserve(face.glyphs.size());
  for (const UsedGlyph& glyph : face.glyphs) cut.push_back({glyph.id, glyph.code});
  sort_by(cut, [](const CutGlyph& glyph) { return glyph.cid; });
  std::optional<FontFile> file = font.embed(cut);
  if (!file) return false;
  face.file = std::move(*file);
  return true;
}

bool cut_quickly(UsedFace& face, const Fonts& fonts) {
  const QuickFont* const font = quick_font(fonts, face.face);
  if (font == nullptr) return false;
  choose_codes(face, font->cff());
  return cut_quickly(face, *font);
}

void cut_plainly(UsedFace& face, const Fonts& fonts) {
  std::vector<std::uint32_t> ids;
  for (const UsedGlyph& glyph : face.glyphs) ids.push_back(glyph.id);
  const FontSubset subset = subset_face(fonts, face.face, ids);
  for (std::size_t i = 0; i < ids.size(); ++i)
    face.glyphs[i].code = static_cast<std::uint16_t>(subset.new_ids[i]);
  face.file = {subset.cff, deflate(subset.bytes, font_level), subset.bytes.size()};
}

constexpr std::size_t most_at_once = 100;  // a limit of the CMap format

/// Entries in groups, each under its number and between its operators.
template <class Entry, class Write>
void add_groups(std::string& map, const std::vector<Entry>& all, const char* kind, const Write& write) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % most_at_once == 0)
      fmt::format_to(std::back_inserter(map), "{} begin{}\n", std::min(most_at_once, all.size() - i), kind);
    write(all[i]);
    if (i % most_at_once == most_at_once - 1 || i + 1 == all.size())
      fmt::format_to(std::back_inserter(map), "end{}\n", kind);
  }
}

std::string to_unicode(const std::vector<CodeRange>& own, const std::vector<UsedGlyph>& others) {
  std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
      "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
      "1 begincodespacerange<0000><FFFF>endcodespacerange\n";
  add_groups(map, own, "bfrange", [&](const CodeRange& range) {
    map += '<', add_utf16(map, range.first), map += "><", add_utf16(map, range.last);
    map += "><", add_utf16(map, range.first), map += ">\n";
  });
  add_groups(map, others, "bfchar", [&](const UsedGlyph& glyph) {
    map += '<', add_utf16(map, glyph.code), map += "><", add_utf16(map, glyph.code_point), map += ">\n";
  });
  return map + "endcmap CMapName currentdict/CMap defineresource pop end end\n";
}

bool is_own(const UsedGlyph& glyph) { return glyph.code == glyph.code_point && own_cid(glyph.code_point); }

}  // namespace

bool own_cid(char32_t code_point) {
  static const std::vector<bool> own = [] {
    std::vector<bool> table(0x10000, false);
    for (const CodeRange& row : own_rows())
      for (unsigned code = row.first; code <= row.last; ++code) table[code] = true;
    return table;
  }();
  return code_point < own.size() && own[code_point];
}

std::size_t GlyphPlaces::slot_of(std::uint32_t id) const {
  constexpr std::uint32_t spread = 2654435769u;  // Knuth's multiplicative hashing, 2^32 / golden ratio
  std::size_t slot = (id * spread >> 8) & (slots_.size() - 1);
  while (slots_[slot].id != id && slots_[slot].id != none) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

std::uint32_t GlyphPlaces::find(std::uint32_t id) const { return slots_[slot_of(id)].place; }

void GlyphPlaces::set(std::uint32_t id, std::uint32_t place) {
  Slot& slot = slots_[slot_of(id)];
  if (slot.id == none) ++used_;
  slot = {id, place};
  if (2 * used_ <= slots_.size()) return;
  std::vector<Slot> smaller(2 * slots_.size());
  std::swap(slots_, smaller);
  for (const Slot& kept : smaller)
    if (kept.id != none) slots_[slot_of(kept.id)] = kept;
}

const UsedGlyph& UsedFace::find(std::uint32_t id) const {
  const std::uint32_t place = places.find(id);
  if (place == GlyphPlaces::none) throw Error(ErrorKind::bad_input, tr("字形未列入字体子集"));
  return glyphs[place];
}

std::vector<UsedFace> used_faces(const Sheet& sheet, const Fonts& fonts, Cutting cutting) {
  std::vector<UsedFace> faces = noted_faces(sheet, fonts.face_count());
  for (UsedFace& face : faces) {
    if (cutting == Cutting::plain || !cut_quickly(face, fonts)) cut_plainly(face, fonts);
    for (UsedGlyph& glyph : face.glyphs) glyph.advance = fonts.advance(face.face, glyph.id);
  }
  return faces;
}

GrowingFaces::GrowingFaces(const Fonts& fonts)
    : fonts_(fonts), faces_(fonts.face_count()), taken_(faces_.size()), next_(faces_.size()) {
  for (std::size_t face = 0; face < faces_.size(); ++face) {
    faces_[face].face = static_cast<std::uint16_t>(face);
    const QuickFont* const font = quick_font(fonts, faces_[face].face);
    faces_[face].file.cff = font != nullptr && font->cff();
    taken_[face].resize(0x10000);
    next_[face] = faces_[face].file.cff ? first_private : 1;
  }
}

void GrowingFaces::give_code(UsedFace& face, UsedGlyph& glyph) {
  std::vector<bool>& taken = taken_[face.face];
  glyph.advance = fonts_.advance(face.face, glyph.id);
  if (face.file.cff && own_cid(glyph.code_point) && !taken[glyph.code_point]) {
    glyph.code = static_cast<std::uint16_t>(glyph.code_point);
    taken[glyph.code_point] = true;
    return;
  }
  if (next_[face.face] > (face.file.cff ? last_private : highest_id))
    throw Error(ErrorKind::bad_input, tr("一个打印文件中不同的字太多"), tr("请分几次打印"));
  glyph.code = static_cast<std::uint16_t>(next_[face.face]++);
}

void GrowingFaces::add(const Sheet& sheet) {
  for (const Page& page : sheet.pages)
    for (const TextRun& run : page.runs)
      for (const Glyph& glyph : run.glyphs) {
        if (!is_glyph(glyph, faces_.size())) no_glyph(sheet, glyph);
        UsedFace& face = faces_[glyph.face];
        if (face.places.find(glyph.id) != GlyphPlaces::none) continue;
        face.places.set(glyph.id, static_cast<std::uint32_t>(face.glyphs.size()));
        face.glyphs.push_back({glyph.id, glyph.code_point});
        give_code(face, face.glyphs.back());
      }
}

std::vector<UsedFace> GrowingFaces::cut() && {
  std::erase_if(faces_, [](const UsedFace& face) { return face.glyphs.empty(); });
  for (UsedFace& face : faces_) {
    const QuickFont* const font = quick_font(fonts_, face.face);
    if (font == nullptr || !cut_quickly(face, *font))
      throw Error(
          ErrorKind::bad_input,
          fmt::format(fmt::runtime(tr("字体 {} 无法用于合并打印")), fonts_.face(face.face).file.string()),
          fmt::format(fmt::runtime(tr("请重新安装软件包 {}")), fonts_.face(face.face).package));
  }
  return std::move(faces_);
}

bool has_common_to_unicode(const UsedFace& face) {
  return std::all_of(face.glyphs.begin(), face.glyphs.end(), is_own);
}

std::string packed_to_unicode(const UsedFace& face) {
  static const std::string common = deflate(to_unicode(own_rows(), {}), smallest_level);
  if (has_common_to_unicode(face)) return common;
  std::vector<UsedGlyph> others;
  for (const UsedGlyph& glyph : face.glyphs)
    if (!is_own(glyph)) others.push_back(glyph);
  std::sort(others.begin(), others.end(),
            [](const UsedGlyph& a, const UsedGlyph& b) { return a.code < b.code; });
  const bool some_own = others.size() < face.glyphs.size();
  return deflate(to_unicode(some_own ? own_rows() : std::vector<CodeRange>(), others), text_level);
}

}  // namespace hefu
