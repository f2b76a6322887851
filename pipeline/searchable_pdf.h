#pragma once
#include <string>
#include <vector>

#include "ocr/page_reading.h"
#include "ocr/pdf_text.h"
#include "ocr/volume.h"

namespace hefu {

/// A word as it was read, on the decoded picture: shares of its width and height, origin top left. The way
/// along its line and the way up are those of the ink, whichever way the paper lies.
struct PlacedWord {
  std::string text;
  double x = 0, y = 0, along_x = 0, along_y = 0, up_x = 0, up_y = 0;
};

/// The words of a page: what stands between spaces; of a line from top to bottom, each character.
std::vector<PlacedWord> placed_words(const PaperReading& paper, int width, int height);

/// The words on a page of the part; those that the page shows in letters of its own are left out. Units: mm.
std::vector<LaidWord> lay_words(const std::vector<PlacedWord>& words, const PartPage& page,
                                const PdfPageText& own);

/// An upload as a PDF in which its words can be found: its own pages and pictures, not encoded anew, under
/// words that nobody sees. `pages`: those of Sandbox::decode.
/// Fails: `problem` says why there is none; throws Error as VolumeMaker does.
struct SearchablePdf {
  std::string bytes, problem;
};
SearchablePdf make_searchable(const std::string& upload, const std::string& title,
                              const std::vector<std::vector<PlacedWord>>& pages, Sandbox& sandbox);

}  // namespace hefu
