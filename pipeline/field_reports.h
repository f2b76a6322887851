#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// One page that was verified, with its pixels still at hand.
struct VerifiedPage {
  const std::string& file;      // as reports show it
  const Page* now;              // of the record's own sheet; null where it has no such page any more
  const Page* then;             // of the older print that the page was verified against, or null
  const RegisteredPage* print;  // that print, or null
  const Image& image;
  const PageMap& map;
  const PreparedRecord& record;
};

/// The box with what a reviewer wants to see around it.
RectMm padded(const RectMm& box, const Page& page);

/// Keeps a picture for the report; returns its name there.
std::string keep_crop(Image picture, ReadPage& read);

/// Turns a page's reading into field reports, findings and crops; adds them to `read`. A page that was not
/// registered or is not legible gives every field as unreadable.
void report_page(const VerifiedPage& page, const PageReading& reading, ReadPage& read);

/// The fields of a page that is not there: all `missing`. `where`: the page that stands in its place, if any.
std::vector<FieldReport> missing_fields(const Application& application, const Sheet& sheet, const Page& page,
                                        const std::optional<Where>& where);

}  // namespace hefu
