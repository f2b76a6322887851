#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ocr/hypotheses.h"
#include "ocr/image.h"
#include "ocr/line_judge.h"

namespace hefu {

struct BankStrip;

/// A text set in one face of the bank where a line of a paper shows it.
struct BankFit {
  bool found = false;
  std::uint16_t face = 0;
  std::uint16_t latin = 0;  // the face of its figures and letters, mostly the same
  Rendering rendering;
  float ncc = 0;                     // mean over its glyphs
  float uneven_em = 0;               // the most by which a glyph lies off an even line, in em
  float em_px = 0;                   // of the picture
  float between_em2 = 0;             // the most ink between the boxes of two glyphs, in em x em
  double left_px = 0, right_px = 0;  // of the picture: where the first glyph begins and the last one ends
  std::vector<Glyph> glyphs;         // on the map's paper
  std::vector<float> off_row_em;     // by which each lies above or below their common line
  PageMap map;                       // mm -> px of `strip`
  Image strip;                       // the part of the picture that was looked at
};

/// What one page has shown so far of its type; makes its next lines quick.
struct PageType {
  std::vector<std::uint16_t> faces;  // that fitted, the last one first
  Rendering rendering;
  PageQuality quality;
};

/// Finds face, size and places of a text's glyphs on a line, one by one. One a thread.
class BankLine {
 public:
  BankLine(Judges& judges, std::shared_ptr<const Fonts> fonts);
  ~BankLine();

  /// `centre_px`: about where each character of the text stands, within 0.3 em, as the engine's steps tell.
  /// `line`: the line's box in the picture. Fails: found == false where no face has all the characters.
  BankFit fit(const Image& grey, const RectMm& line, const std::u32string& text,
              const std::vector<double>& centre_px, PageType& page);
  /// The text in the fit's face with its glyphs judged against their look-alikes: those of a figure are
  /// figures, where the text has no letters.
  LineReading judge(const BankFit& fit, PageType& page);
  /// One glyph of the fit against another character, each where it fits best: (1 - ncc^2) / (1 - other^2),
  /// under 1 where the ink is rather what was expected. In the fit's face, or the geometric mean over all
  /// faces that have both; 0 where none has.
  float ratio_against(const BankFit& fit, std::size_t index, char32_t other, const PageType& page,
                      bool in_all_faces);
  /// The same over all faces, with glyphs whose strokes may lie in other places (ocr/elastic_match.h).
  float elastic_ratio(const BankFit& fit, std::size_t index, char32_t other);
  /// How far a character's top lies to the left (ocr/stroke_top.h).
  std::optional<float> top_of(const BankFit& fit, std::size_t index);

 private:
  struct Place;
  struct Search;
  struct Faces {
    std::uint16_t chinese = 0, latin = 0;
  };
  struct EvenLine {
    float offset = 0, slope = 1;  // y = offset + slope x; working px
  };
  static float middle_of(const Place& place);
  static EvenLine even_line(const std::vector<float>& x, const std::vector<float>& y, float least_slope,
                            float most_slope);
  static std::vector<float> even_middles(const std::vector<Place>& places);
  void choose_latin(const BankStrip& strip, Rendering rendering, BankFit& fit);
  void set_all(const BankStrip& strip, BankFit& fit);
  static float ink_between(const BankStrip& strip, float row, const std::vector<Place>& places);
  void look_near(const BankStrip& strip, Rendering rendering, float middle, float row, Place& place);
  float try_size(const BankStrip& strip, Faces faces, Rendering rendering, std::vector<Place>& places);
  Rendering best_rendering(const BankStrip& strip, const BankFit& fit, const std::vector<Place>& places);

  Judges& judges_;
  Lookalikes figures_;
  GlyphJudge glyphs_without_letters_;
};

}  // namespace hefu
