#pragma once
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "templates/cff_face.h"
#include "templates/flate_pieces.h"
#include "templates/glyf_face.h"

namespace hefu {

/// A font program as it goes into a PDF: a Flate stream of a bare CFF table or of a TrueType file.
struct FontFile {
  bool cff = false;
  std::string packed;
  std::size_t bytes = 0;  // unpacked
};

/// A glyph and the CID under which content streams show it.
struct CutGlyph {
  std::uint32_t id = 0;
  std::uint16_t cid = 0;
};

/// A face that is cut down at a hundredth of the usual price. A document's font program is nearly all
/// outlines, and an outline is the same in every document; yet a subsetter copies it anew, and Flate packs it
/// anew, for each. Here, both are done once a process:
///
///  1. At its first use, a glyph's outline is made to stand alone: a CFF charstring has its subroutines put
///  in
///     and its hints left out (charstring.h), a TrueType outline its instructions left out (glyf_face.h).
///  2. It is at once written in the code words of one Huffman code, which the face uses for all its glyphs in
///     all documents (flate_pieces.h). The code is made from a fixed sample of glyphs, so it is the same in
///     every process, whatever was printed before.
///  3. A document's font program is a frame (header, dictionaries, charset, the places of the glyphs: 3 KB)
///  and
///     the outlines behind it. Its Flate stream is a block of the frame, in a code for frames, then a block
///     that names the face's code, with the glyphs' bits shifted into place one after the other.
///
/// Why it is right: in a Flate block, a code word depends on nothing but the block's code, so words that were
/// written apart and put together are the words of the bytes put together (RFC 1951, 3.2.3); repetitions are
/// named by how far back they are, and only ever point into their own outline. The stream's check sum is put
/// together from the pieces' (Adler-32 is a pair of sums). Nothing in an outline depends on where it stands;
/// only a TrueType composite names other glyphs by number, and is encoded anew with the numbers of this
/// document. What is given up are repetitions between outlines. subset_face() (hb-subset) is the reference:
/// the tests want the same outlines, the same raster and the same text of both.
///
/// Safe to use from several threads: a glyph is put into its place by one atomic exchange, and never changes.
class QuickFont {
 public:
  /// Nothing where the face is of a kind that this cannot cut (a CFF face that is not CID-keyed). `sample`:
  /// glyphs that its codes are made from, like those that documents use.
  static std::unique_ptr<QuickFont> of_cff(std::string_view table, const std::vector<CutGlyph>& sample);
  static std::unique_ptr<QuickFont> of_glyf(const GlyfTables& tables, const std::vector<CutGlyph>& sample);
  virtual ~QuickFont() = default;

  virtual bool cff() const = 0;
  /// The font program of these glyphs, in ascending order of CID, without .notdef, which is added. In a
  /// TrueType face, CIDs are 1, 2, 3 ... Nothing when one of the outlines is not plain.
  virtual std::optional<FontFile> embed(const std::vector<CutGlyph>& glyphs) const = 0;
};

}  // namespace hefu
