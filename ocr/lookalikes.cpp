#include "ocr/lookalikes.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Bounded, as each costs a comparison a glyph; symmetry may bring a common shape more than the file has.
constexpr std::size_t near_count = 12, near_ascii_count = 6, most_count = 40;

void add(std::vector<char32_t>& list, char32_t c) {
  if (std::find(list.begin(), list.end(), c) == list.end()) list.push_back(c);
}

}  // namespace

bool is_figure(char32_t c) { return c >= U'0' && c <= U'9'; }

bool prints_like_one(char32_t c) {
  return std::u32string_view(U"1]|[lI丨!").find(c) != std::u32string_view::npos;
}

bool has_letters(const std::u32string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool last_x = text[i] == U'X' && i > 0 && i + 1 == text.size() && is_figure(text[i - 1]);
    if (text[i] < 0x80 && std::isalpha(static_cast<int>(text[i])) != 0 && !last_x) return true;
  }
  return false;
}

Lookalikes::Lookalikes(std::shared_ptr<const Fonts> fonts, ShapeIndex& shapes, Figures figures)
    : fonts_(std::move(fonts)), shapes_(shapes), figures_(figures) {
  std::istringstream lines(read_file(data_file("ocr/lookalikes.txt")));
  std::string line;
  while (std::getline(lines, line)) {
    if (line.rfind("# ", 0) == 0) continue;
    const std::u32string group = to_utf32(line);
    for (const char32_t a : group)
      for (const char32_t b : group)
        if (a != b) add(pairs_[a], b);
  }
  for (const auto& [code_point, near] : nearest_shapes()) {
    auto& own = near_[code_point];
    for (const char32_t c : near.substr(0, code_point < 0x80 ? near_ascii_count : near.npos)) add(own, c);
  }
  for (const auto& [code_point, near] : nearest_shapes())
    for (const char32_t c : near.substr(0, code_point < 0x80 ? near_ascii_count : near.npos)) {
      auto& theirs = near_[c];
      if (theirs.size() < most_count) add(theirs, code_point);
    }
}

std::vector<char32_t> Lookalikes::code_points_of(char32_t code_point) const {
  std::vector<char32_t> out;
  const bool figure = is_figure(code_point);
  const bool only_figures = figure && figures_ == Figures::among_figures;
  if (const auto pairs = pairs_.find(code_point); pairs != pairs_.end() && !only_figures) out = pairs->second;
  if (figure)
    for (char32_t digit = U'0'; digit <= U'9'; ++digit)
      if (digit != code_point) add(out, digit);
  if (only_figures) return out;
  if (const auto near = near_.find(code_point); near != near_.end())
    for (const char32_t c : near->second)
      if (out.size() < most_count) add(out, c);
  return out;
}

const std::vector<LookalikeGlyph>& Lookalikes::of(const Glyph& glyph) const {
  const std::uint64_t key = static_cast<std::uint64_t>(glyph.face) << 32 | glyph.code_point;
  const auto known = glyphs_.find(key);
  if (known != glyphs_.end()) return known->second;
  std::vector<char32_t> code_points = code_points_of(glyph.code_point);
  if (code_points.size() < near_ascii_count) {
    // A rare character: its nearest shapes in its own face, and in song where most characters are.
    const auto advance = static_cast<float>(glyph.advance_mm / (glyph.size_pt * mm_per_pt));
    const Shape shape = ShapeIndex::shape_of(*fonts_, glyph.face, glyph.id, advance);
    constexpr std::uint16_t song = 0;
    for (const char32_t c : shapes_.nearest(shape, song, advance, near_count))
      if (c != glyph.code_point) add(code_points, c);
  }
  std::vector<LookalikeGlyph> glyphs;
  for (const char32_t c : code_points) {
    auto found = fonts_->find_in_face(glyph.face, c);
    for (std::uint16_t face = 0; !found && face < fonts_->face_count(); ++face)
      found = fonts_->find_in_face(face, c);
    if (found) glyphs.push_back({c, found->face, found->id, found->advance_em});
  }
  return glyphs_.emplace(key, std::move(glyphs)).first->second;
}

}  // namespace hefu
