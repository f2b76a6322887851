#pragma once
#include <podofo/podofo.h>

#include <string>
#include <string_view>

#include "templates/pdf_content.h"

namespace hefu {

inline PoDoFo::PdfObject integer(long long value) {
  return PoDoFo::PdfVariant(static_cast<PoDoFo::pdf_int64>(value));
}

/// A text string: Chinese goes out as UTF-16.
inline PoDoFo::PdfString text_string(const std::string& utf8) {
  return {reinterpret_cast<const PoDoFo::pdf_utf8*>(utf8.data()), static_cast<PoDoFo::pdf_long>(utf8.size())};
}

/// What stands in the file as it is written here: a dictionary whose parts are known costs PoDoFo many small
/// objects to hold and to print.
inline PoDoFo::PdfVariant plain(const std::string& text) {
  return PoDoFo::PdfVariant(PoDoFo::PdfData(text.data(), text.size()));
}
PoDoFo::PdfReference add_plain(PoDoFo::PdfVecObjects& objects, const std::string& text);
/// "12 0 R"
std::string to_text(const PoDoFo::PdfReference& reference);

/// Gives an object its stream as it is; `filter` names what its bytes are packed with, empty: nothing.
void set_stream(PoDoFo::PdfObject& object, std::string_view packed, const char* filter);

/// A Type0 font of one cut face, and its ToUnicode. Source: ISO 32000-1, 9.7.
PoDoFo::PdfReference add_to_unicode(PoDoFo::PdfVecObjects& objects, const UsedFace& face);
PoDoFo::PdfReference add_font(PoDoFo::PdfVecObjects& objects, const UsedFace& face, const Fonts& fonts,
                              const PoDoFo::PdfReference& to_unicode);

/// An image: the JPEG as it was given, or pixels. Source: ISO 32000-1, 8.9.5.
PoDoFo::PdfReference add_picture(PoDoFo::PdfVecObjects& objects, const Picture& picture);

}  // namespace hefu
