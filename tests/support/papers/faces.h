#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "templates/fonts.h"

namespace hefu::support {

/// A face of a font set: what it is used as ("song", "hei", "kai"; with "-latin" for its digits and letters).
struct FontSetFace {
  std::string as, file, package;
  int index = 0;  // in a collection
};

/// Fonts that belong together, and the roles of people whose papers they may set.
struct FontSet {
  std::string name;
  std::vector<std::string> roles;
  std::vector<FontSetFace> faces;
};

struct FoundGlyph {
  int face = 0;
  unsigned id = 0;
  double advance_em = 1;
};

/// How a glyph is to be drawn. Angles: radians, clockwise.
struct GlyphLook {
  double px_per_em = 40, dx = 0, dy = 0;  // dx, dy: the origin's fraction of a pixel, y downwards
  double embolden_px = 0, turn = 0;
};

/// The faces of a font set, opened. Not for several threads.
/// Fails: throws Error(missing) with the package when a file is not there.
class PaperFaces {
 public:
  explicit PaperFaces(const FontSet& set);
  ~PaperFaces();
  PaperFaces(const PaperFaces&) = delete;

  /// The glyph as this typeface has it, else as any other face of the set has it.
  /// Fails: throws Error(bad_input) where no face has the character.
  FoundGlyph find(const std::string& typeface, char32_t c) const;
  GlyphBitmap rasterise(const FoundGlyph& glyph, const GlyphLook& look) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hefu::support
