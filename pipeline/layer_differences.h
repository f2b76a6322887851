#pragma once
#include <string>
#include <vector>

#include "ocr/page_reading.h"
#include "ocr/pdf_text.h"
#include "pipeline/record_claims.h"

namespace hefu {

/// A place where the letters that a PDF brings along say another thing than its picture shows.
struct LayerDifference {
  std::string shown, layer;  // the number or word as it was read, and as it stands in the layer
  BoxPx box;                 // on the straightened page
};

/// Compares what was read of a page with the page's own letters, line by line: those that stand in its place,
/// and where the letters stand elsewhere, the line most like it. Told is what was read with a high score and
/// has in its place another number, a word of the record's claims that it is not, or instead of such a word
/// another of its list (pipeline/word-lists.txt). An engine's mistake (a look-alike, letters missing or too
/// many) is none, nor is another order or a layer that is missing.
/// `width`, `height`: px of the decoded picture. Fails: throws Error(missing) without its data files.
std::vector<LayerDifference> differing_from_layer(const PaperReading& paper, int width, int height,
                                                  const PdfPageText& own,
                                                  const std::vector<RecordClaim>& claims);

}  // namespace hefu
