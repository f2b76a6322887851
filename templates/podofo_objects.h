#pragma once
#include <podofo/podofo.h>

#include <string>
#include <string_view>

#include "schemas/error.h"
#include "templates/pdf_content.h"
#include "templates/pdf_metadata.h"

namespace hefu {

inline PoDoFo::PdfObject integer(long long value) {
  return PoDoFo::PdfVariant(static_cast<PoDoFo::pdf_int64>(value));
}

/// A text string: Chinese goes out as UTF-16.
inline PoDoFo::PdfString text_string(const std::string& utf8) {
  return {reinterpret_cast<const PoDoFo::pdf_utf8*>(utf8.data()), static_cast<PoDoFo::pdf_long>(utf8.size())};
}

/// What stands in the file as it is written here: a dictionary whose parts are known costs PoDoFo many small
/// objects to hold and to print. As a value of a key, what is no name, string, array or dictionary needs a
/// space before it.
inline PoDoFo::PdfVariant plain(const std::string& text) {
  return PoDoFo::PdfVariant(PoDoFo::PdfData(text.data(), text.size()));
}
PoDoFo::PdfReference add_plain(PoDoFo::PdfVecObjects& objects, const std::string& text);
/// "12 0 R"
std::string to_text(const PoDoFo::PdfReference& reference);

/// Gives an object its stream as it is; `filter` names what its bytes are packed with, empty: nothing.
void set_stream(PoDoFo::PdfObject& object, std::string_view packed, const char* filter);

/// The graphics state that pages begin with. SA: rules of one width look alike on every screen.
constexpr std::string_view graphics_state = "/ExtGState<</G0<</SA true>>>>";

/// Rows of bytes as differences to the row above, the way that PNG calls "up", for Predictor 12.
/// Source: ISO 32000-1, 7.4.4.4.
std::string row_differences(const std::string& bytes, std::size_t columns);

/// Where a document's own entries go. PoDoFo shows the catalog of one kind of document only.
struct DocumentParts {
  PoDoFo::PdfVecObjects& objects;
  PoDoFo::PdfDictionary& catalog;
  PoDoFo::PdfDictionary& info;
};

/// What makes colours mean the same everywhere: DeviceRGB is sRGB. Source: ISO 19005-2, 6.2.3.
void add_output_intent(const DocumentParts& document);
/// Info and XMP, which say the same.
void add_metadata(const DocumentParts& document, const PdfMetadata& metadata);
/// `preferences`: further entries of ViewerPreferences.
void describe_catalog(const DocumentParts& document, const PdfMetadata& metadata,
                      const std::string& preferences);
Error not_written(const std::string& what, const PoDoFo::PdfError& error);
/// PoDoFo's own messages on standard error are not for users.
void silence_podofo();

}  // namespace hefu
