#pragma once
#include <string>
#include <vector>

#include "ocr/page_reading.h"
#include "ocr/pdf_text.h"

namespace hefu {

/// A line as it was read, and what the letters that the PDF brings along have for it. Spaces are left out;
/// signs in one form (plain_sign). `read` is parallel to the line's characters.
struct LayerLine {
  const ReadLine* line = nullptr;
  std::u32string read, layer;
};

/// The lines of a page with the letters that stand on them; where the letters do not stand where the
/// picture's do, with what is most like them. Lines for which the layer has nothing are left out, and of the
/// latter those that it has word for word. `width`, `height`: px of the decoded picture. Borrows the paper.
std::vector<LayerLine> layer_lines(const PaperReading& paper, int width, int height, const PdfPageText& own);

}  // namespace hefu
