#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/support/papers/canvas.h"
#include "tests/support/papers/paper.h"
#include "tests/support/random.h"

/// How a layout becomes print; private to the making of papers.
namespace hefu::support {

/// Attribute of a printed row: which row of the record it is, 1-based, or "new".
inline constexpr const char* row_of_record = "row-of-record";

/// One character to be set, and the claim that it is part of.
struct Piece {
  char32_t c = 0;
  int claim = -1;  // index in PaperSetting::claims
};
using Pieces = std::vector<Piece>;

struct TextLook {
  std::string typeface = "song", align = "left";
  double size_pt = 12, leading = 1.5, spacing_em = 0, indent_em = 0, bold_em = 0;
  PaperInk ink;
  bool underlined = false, vertical = false;
};

/// A paper being set: what all elements of a layout share.
struct PaperSetting {
  const PaperFaces& faces;
  const Element& printed;  // the record that the paper prints
  const Element& recorded;
  Random random;
  std::string about;                         // where "./" starts
  std::map<std::string, std::string> drawn;  // {=name}: the same all over the paper
  int page = 0;
  std::vector<PaperClaim> claims;
  std::string text;

  /// Attributes over the surrounding look.
  TextLook look_of(const Element& element, TextLook around) const;
  /// {path|format}, {=name} and {?a|b} put in. A claim that is not there is nothing.
  Pieces expand(const std::string& text);
  /// How far below `y` the text ends, mm, when it is set in a column `w` wide.
  double height_of(const Pieces& pieces, double w, const TextLook& look) const;
  /// Sets the text into the box's column from its top; returns the height.
  double set(Canvas& canvas, const Pieces& pieces, const RectMm& box, const TextLook& look);
  /// One character under the other, in the middle of the box.
  void set_vertical(Canvas& canvas, const Pieces& pieces, const RectMm& box, const TextLook& look);

 private:
  std::string drawn_value(const std::string& name);
  std::string path_in_record(const std::string& path) const;
  void expand_one(const std::string& inside, Pieces& pieces);
  struct SetLine {
    std::size_t first, end;
    double width;
  };
  std::vector<SetLine> lines_of(const Pieces& pieces, double w, const TextLook& look) const;
  double advance(const Piece& piece, const TextLook& look) const;
  void mark(const Piece& piece, const RectMm& box, bool new_line);
};

/// A <grid> of ruled cells; returns its height.
double set_grid(PaperSetting& setting, Canvas& canvas, const Element& grid, const TextLook& look,
                double top_mm);

/// A round seal with words around its star; plainly made up.
void press_seal(Canvas& canvas, const PaperFaces& faces, const std::string& words, double x, double y,
                double radius_mm, Random& random);

}  // namespace hefu::support
