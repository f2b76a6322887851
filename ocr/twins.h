#pragma once
#include <vector>

namespace hefu {

/// Where the top of a character's ink lies that has a twin whose top lies elsewhere (ocr/stroke_top.h).
enum class StrokeTop { anywhere, straight, left };

struct Twin {
  char32_t character = 0;
  // Of glyphs: how much nearer they must be to one than to the other, where a pair has its own; 0: as usual.
  float most_ratio = 0;
  StrokeTop top = StrokeTop::anywhere;  // of the character that this is the twin of
  bool elastic = false;                 // that holds of glyphs whose strokes may lie in other places
  bool told_alone = true;  // the network tells them apart where it sees one of them without a word
  bool may_decide = true;  // what it says of one of them alone may stand for glyphs that are less near
  bool is_usual =
      false;  // this one is what people write, the other is rare: where that is claimed a person looks
};

/// The characters that the engine's network does not tell from this one, whatever is printed (ocr/twins.txt,
/// read once). Fails: throws Error(missing).
const std::vector<Twin>& twins_of(char32_t character);

/// `twin` as one of a character's; null: it is none.
const Twin* twin_of(char32_t character, char32_t twin);

}  // namespace hefu
