#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/decoder.h"

namespace hefu {

/// A box on a page, in shares of the page's width and height as it is shown; origin top left.
struct PageShare {
  float x = 0, y = 0, width = 1, height = 1;
  float right() const { return x + width; }
  float bottom() const { return y + height; }
};

/// A character of the text that a PDF brings along itself. Plain data: it crosses from child to parent.
struct PdfCharacter {
  std::uint32_t code_point = 0;
  std::uint32_t hidden = 0;  // 1: it is not drawn, as in the layer that a scanner's OCR adds
  PageShare box;
};

struct PdfPageText {
  PageShare picture;                     // where on the page lies what Sandbox::decode hands out of it
  std::vector<PdfCharacter> characters;  // in the file's order, without spaces
};

/// What a PDF says in letters of its own. It helps to find and never proves: nobody sees a hidden letter, and
/// a seen one need not be what its code says.
struct PdfText {
  FileStatus status = FileStatus::unreadable;
  std::vector<PdfPageText> pages;  // none unless read
};

class ByteRoom;

/// Writes the text of a document's pages into the room. Runs in a confined child. Poppler seam.
DecodeOutcome extract_pdf_text(std::string_view bytes, const DecodeLimits& limits, ByteRoom& room);
/// How a page of it is written down and read again. False: what a child wrote is not sound.
void pack_page_text(const PdfPageText& page, ByteRoom& room);
bool unpack_page_texts(std::string_view packed, int most_pages, std::vector<PdfPageText>& pages);

PdfText read_pdf_text_in_child(int control, std::string_view bytes, const DecodeLimits& limits);

}  // namespace hefu
