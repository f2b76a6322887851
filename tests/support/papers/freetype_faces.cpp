#include <ft2build.h>

#include <cmath>
#include <filesystem>
#include <map>

#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "schemas/error.h"
#include "schemas/text.h"
#include "tests/support/papers/faces.h"

namespace hefu::support {

struct PaperFaces::Impl {
  FT_Library library = nullptr;
  std::vector<FontSetFace> uses;
  std::vector<FT_Face> faces;
  mutable std::map<std::pair<std::string, char32_t>, FoundGlyph> found;

  std::optional<FoundGlyph> look(std::size_t face, char32_t c) const {
    const FT_UInt id = FT_Get_Char_Index(faces[face], c);
    if (id == 0 || FT_Load_Glyph(faces[face], id, FT_LOAD_NO_SCALE) != 0) return std::nullopt;
    return FoundGlyph{
        static_cast<int>(face), id,
        static_cast<double>(faces[face]->glyph->metrics.horiAdvance) / faces[face]->units_per_EM};
  }
};

PaperFaces::PaperFaces(const FontSet& set) : impl_(std::make_unique<Impl>()) {
  if (FT_Init_FreeType(&impl_->library) != 0) throw Error(ErrorKind::missing, "FreeType does not start");
  for (const FontSetFace& use : set.faces) {
    FT_Face face = nullptr;
    if (FT_New_Face(impl_->library, use.file.c_str(), use.index, &face) != 0)
      throw Error(ErrorKind::missing, "no font " + use.file, "apt install " + use.package);
    impl_->uses.push_back(use);
    impl_->faces.push_back(face);
  }
}

PaperFaces::~PaperFaces() {
  for (FT_Face face : impl_->faces) FT_Done_Face(face);
  FT_Done_FreeType(impl_->library);
}

FoundGlyph PaperFaces::find(const std::string& typeface, char32_t c) const {
  const auto key = std::pair(typeface, c);
  if (const auto known = impl_->found.find(key); known != impl_->found.end()) return known->second;
  std::vector<std::size_t> order;
  for (const std::string& as : {c < 0x80 ? typeface + "-latin" : typeface, typeface})
    for (std::size_t i = 0; i < impl_->uses.size(); ++i)
      if (impl_->uses[i].as == as) order.push_back(i);
  for (std::size_t i = 0; i < impl_->uses.size(); ++i) order.push_back(i);
  for (const std::size_t face : order)
    if (const auto glyph = impl_->look(face, c)) return impl_->found[key] = *glyph;
  throw Error(ErrorKind::bad_input, "no face of the set has " + code_point_name(c));
}

GlyphBitmap PaperFaces::rasterise(const FoundGlyph& glyph, const GlyphLook& look) const {
  FT_Face face = impl_->faces[static_cast<std::size_t>(glyph.face)];
  FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(std::lround(look.px_per_em * 64)), 72, 72);
  // Bitmaps that some faces carry for screens are no print.
  if (FT_Load_Glyph(face, glyph.id, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
    throw Error(ErrorKind::bad_input, "a glyph that does not load");
  FT_Outline& outline = face->glyph->outline;
  if (look.embolden_px != 0)
    FT_Outline_Embolden(&outline, static_cast<FT_Pos>(std::lround(look.embolden_px * 64)));
  if (look.turn != 0) {
    const FT_Fixed c = std::lround(std::cos(look.turn) * 65536), s = std::lround(std::sin(look.turn) * 65536);
    const FT_Matrix matrix{c, s, -s, c};
    FT_Outline_Transform(&outline, &matrix);
  }
  FT_Outline_Translate(&outline, std::lround(look.dx * 64), std::lround(-look.dy * 64));
  FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL);
  const FT_GlyphSlot slot = face->glyph;
  GlyphBitmap bitmap{static_cast<int>(slot->bitmap.width),
                     static_cast<int>(slot->bitmap.rows),
                     slot->bitmap_left,
                     slot->bitmap_top,
                     {}};
  for (int y = 0; y < bitmap.height; ++y) {
    const unsigned char* row = slot->bitmap.buffer + static_cast<std::ptrdiff_t>(y) * slot->bitmap.pitch;
    bitmap.coverage.insert(bitmap.coverage.end(), row, row + bitmap.width);
  }
  return bitmap;
}

}  // namespace hefu::support
