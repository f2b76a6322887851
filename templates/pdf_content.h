#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu {

/// One glyph as a document uses it.
struct UsedGlyph {
  std::uint32_t id = 0;     // in the face
  char32_t code_point = 0;  // what it says when its text is copied out
  std::uint16_t code = 0;   // its two bytes in content streams: the CID
  int advance = 0;          // thousandths of an em
};

/// One face as a document uses it, cut down.
struct UsedFace {
  std::uint16_t face = 0;
  std::vector<UsedGlyph> glyphs;  // by id
  FontSubset subset;

  /// Fails: throws Error(bad_input) on a glyph that was not counted.
  const UsedGlyph& find(std::uint32_t id) const;
};

/// The faces that a Sheet needs, each cut down to its glyphs, by face.
/// Fails: throws Error(bad_input) on a glyph that a face lacks: a page never shows .notdef in silence.
std::vector<UsedFace> used_faces(const Sheet& sheet, const Fonts& fonts);

/// Draws one page: ruling lines, pictures, runs in their order, page codes. Resources are named F<face> and
/// I<picture_names[i]>. Units: pt, origin bottom left. Source: ISO 32000-1, 8 and 9.4.
std::string page_content(const Page& page, const std::vector<UsedFace>& faces,
                         const std::vector<std::size_t>& picture_names);

/// The CMap that says what each code reads as. Source: ISO 32000-1, 9.10.3.
std::string to_unicode(const UsedFace& face);

}  // namespace hefu
