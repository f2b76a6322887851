#pragma once
#include <string>

#include "ocr/page_reading.h"

namespace hefu {

/// One page's `ocr_page` element: cells as `ocr_carea`, lines as `ocr_line`, each character as
/// `ocrx_cinfo`. Boxes in px of the decoded picture, as whoever opens the upload sees it. `page`: 0-based.
/// Source: hOCR 1.2 (Breuel; kba).
std::string hocr_page(const PaperReading& paper, const std::string& file, int page, int width, int height);

/// The pages as one document.
std::string hocr_document(const std::string& title, const std::string& pages);

}  // namespace hefu
