#include <ErrorCodes.h>
#include <PDFDoc.h>

#include "ocr/poppler_page_picture.h"
#include "ocr/volume_parts.h"

namespace hefu {

DecodeOutcome find_whole_page_pictures(std::string_view bytes, const DecodeLimits& limits,
                                       std::vector<WholePagePicture>& pictures) {
  PDFDoc document(new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)));
  if (!document.isOk())
    return {document.getErrorCode() == errEncrypted ? Trouble::encrypted : Trouble::damaged};
  DecodeOutcome outcome;
  outcome.pages = document.getNumPages();
  if (outcome.pages < 1) outcome.trouble = Trouble::no_pages;
  if (outcome.pages > limits.max_pages) outcome.trouble = Trouble::too_many_pages;
  for (int page = 0; outcome.trouble == Trouble::none && page < outcome.pages; ++page) {
    const PagePicture found = find_page_picture(document, page);
    pictures.push_back({found.found && found.dpi > 0, found.orientation, found.dpi});
  }
  return outcome;
}

}  // namespace hefu
