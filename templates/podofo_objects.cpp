#include "templates/podofo_objects.h"

namespace hefu {
void set_stream(PoDoFo::PdfObject& object, std::string_view packed, const char* filter) {
  if (filter != nullptr && *filter != '\0') object.GetDictionary().AddKey("Filter", PoDoFo::PdfName(filter));
  // At once: SetRawData would copy in small steps into a buffer that grows.
  PoDoFo::PdfStream& stream = *object.GetStream();
  stream.BeginAppend(PoDoFo::TVecFilters(), true, false);
  stream.Append(packed.data(), packed.size());
  stream.EndAppend();
}

std::string to_text(const PoDoFo::PdfReference& reference) {
  return fmt::format("{} {} R", reference.ObjectNumber(), reference.GenerationNumber());
}

PoDoFo::PdfReference add_plain(PoDoFo::PdfVecObjects& objects, const std::string& text) {
  return objects.CreateObject(plain(text))->Reference();
}

}  // namespace hefu
