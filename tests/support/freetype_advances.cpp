#include <ft2build.h>

#include <stdexcept>

#include FT_FREETYPE_H
#include FT_CID_H

#include "tests/support/pdf_a.h"

namespace hefu::support {

std::map<unsigned, double> advances_by_cid(const std::string& program) {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  if (FT_Init_FreeType(&library) != 0) throw std::runtime_error("FreeType");
  const auto* bytes = reinterpret_cast<const FT_Byte*>(program.data());
  if (FT_New_Memory_Face(library, bytes, static_cast<FT_Long>(program.size()), 0, &face) != 0) {
    FT_Done_FreeType(library);
    throw std::runtime_error("no font program");
  }
  // Of a bare CID-keyed CFF table, FreeType takes CIDs for glyph indexes; in a TrueType file they are the
  // same.
  FT_Bool by_cid = 0;
  FT_Get_CID_Is_Internally_CID_Keyed(face, &by_cid);
  const FT_Long end = by_cid ? 0x10000 : face->num_glyphs;
  std::map<unsigned, double> advances;
  for (FT_Long cid = 0; cid < end; ++cid)
    if (FT_Load_Glyph(face, static_cast<FT_UInt>(cid), FT_LOAD_NO_SCALE) == 0)
      advances[static_cast<unsigned>(cid)] =
          1000.0 * static_cast<double>(face->glyph->metrics.horiAdvance) / face->units_per_EM;
  FT_Done_Face(face);
  FT_Done_FreeType(library);
  return advances;
}

}  // namespace hefu::support
