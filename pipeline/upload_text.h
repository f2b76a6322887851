#pragma once
#include <optional>
#include <string>

#include "ocr/pdf_text.h"

namespace hefu {

/// The letters that the upload at hand brings along, read when the first page asks for them. Borrows both.
class UploadText {
 public:
  UploadText(Sandbox& sandbox, const std::string& bytes) : sandbox_(sandbox), bytes_(bytes) {}
  /// Of a page, 1-based; null where it has none.
  const PdfPageText* page(int number) {
    if (!text_) text_ = sandbox_.read_pdf_text(bytes_);
    const auto index = static_cast<std::size_t>(number) - 1;
    return index < text_->pages.size() && !text_->pages[index].characters.empty() ? &text_->pages[index]
                                                                                  : nullptr;
  }

 private:
  Sandbox& sandbox_;
  const std::string& bytes_;
  std::optional<PdfText> text_;
};

}  // namespace hefu
