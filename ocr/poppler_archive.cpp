#include <PDFDoc.h>

#include "ocr/poppler_page_picture.h"
#include "ocr/volume_parts.h"

namespace hefu {

DecodeOutcome find_whole_page_pictures(std::string_view bytes, const DecodeLimits& limits,
                                       std::vector<WholePagePicture>& pictures) {
  PDFDoc document(new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)));
  const DecodeOutcome outcome = count_pages(document, limits);
  for (int page = 0; outcome.trouble == Trouble::none && page < outcome.pages; ++page) {
    const PagePicture found = find_page_picture(document, page);
    pictures.push_back({found.found && found.dpi > 0, found.orientation, found.dpi});
  }
  return outcome;
}

}  // namespace hefu
