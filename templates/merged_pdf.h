#pragma once
#include <memory>
#include <ostream>
#include <string>

#include "templates/fonts.h"
#include "templates/pdf_metadata.h"
#include "templates/sheet.h"

namespace hefu {

/// How a printer is to turn the paper over: about its long edge (a portrait booklet), or about its short edge
/// (a landscape sheet).
enum class Duplex : std::uint8_t { one_sided, long_edge, short_edge };
enum class Sides : std::uint8_t { one, both };

/// One file of many people's forms, for printing in one go. It is written as the Sheets come: a page goes out
/// at once, and only its place is kept, so that memory stays flat but for some 20 bytes a page. Faces, and
/// pictures that a Sheet shows again, are there once; a further copy of a Sheet is a page dictionary that
/// names the same contents. The file asks the printer for its turning of the paper, for the tray that has
/// each page's size, and for no scaling. Fails: throws Error; then the file is not whole.
/// Source: ISO 32000-1, 7.7.3 (page tree), 12.2 (viewer preferences: Duplex, PickTrayByPDFSize,
/// PrintScaling).
class MergedPdf {
 public:
  /// `out` gets the bytes. Pages that the paper's turning would show upside down (of a landscape sheet in a
  /// file that is turned about the long edge, and the reverse) are turned back by half a circle.
  MergedPdf(std::ostream& out, const Fonts& fonts, Duplex duplex, const PdfMetadata& metadata);
  ~MergedPdf();
  MergedPdf(const MergedPdf&) = delete;

  /// Begins a bookmark, under which those of the Sheets that follow stand.
  void begin_group(const std::string& bookmark);
  /// Adds all copies of a Sheet, each beginning on a new sheet of paper: in a file for both sides, an odd
  /// number of pages is followed by an empty one, and of a Sheet for one side every page.
  void add(const Sheet& sheet, int copies, Sides sides);
  /// Pages so far, empty ones included.
  std::size_t page_count() const;
  /// Writes what all pages share. Nothing may be added after it; without it there is no file.
  void finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hefu
