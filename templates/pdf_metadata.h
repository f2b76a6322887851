#pragma once
#include <string>

#include "templates/sheet.h"

namespace hefu {

/// What a PDF says of itself; the Info dictionary and XMP both say it, and must agree (ISO 19005-2, 6.6.3).
struct PdfMetadata {
  std::string title, producer, keywords, language;
  std::string date;  // ISO day of filling, or empty
};

/// `content_hash` tells apart two files of the same title; the file's /ID comes from here.
PdfMetadata metadata_of(const Sheet& sheet, const std::string& content_hash);
/// "D:20250715000000+08'00'". Empty without a date.
std::string info_date(const PdfMetadata& metadata);
/// The XMP packet. Source: ISO 16684-1; PDF/A-2u names itself there.
std::string xmp_packet(const PdfMetadata& metadata);

}  // namespace hefu
