#include "templates/pdf_metadata.h"

namespace hefu {
namespace {

std::string xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else
      escaped += c;
  }
  return escaped;
}

/// Only a whole day counts: a PDF's date has no "some time in July".
bool is_day(std::string_view date) {
  if (date.size() != 10 || date[4] != '-' || date[7] != '-') return false;
  return std::all_of(date.begin(), date.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

}  // namespace

PdfMetadata metadata_of(const Sheet& sheet, const std::string& content_hash) {
  PdfMetadata metadata;
  metadata.title = sheet.title + " " + sheet.application;
  metadata.producer = "Hefu";
  metadata.keywords = sheet.form + " " + content_hash;
  metadata.language = sheet.language;
  if (is_day(sheet.date)) metadata.date = sheet.date;
  return metadata;
}

std::string info_date(const PdfMetadata& metadata) {
  if (metadata.date.empty()) return {};
  const std::string& d = metadata.date;
  return "D:" + d.substr(0, 4) + d.substr(5, 2) + d.substr(8, 2) + "000000+08'00'";
}

std::string xmp_packet(const PdfMetadata& metadata) {
  std::string dates;
  if (!metadata.date.empty())
    dates = fmt::format(
        "<xmp:CreateDate>{0}T00:00:00+08:00</xmp:CreateDate><xmp:ModifyDate>{0}T00:00:00+08:00</"
        "xmp:ModifyDate>",
        metadata.date);
  return fmt::format(
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
      "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"
      "<dc:format>application/pdf</dc:format>"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>"
      "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n"
      "<pdf:Producer>{}</pdf:Producer><pdf:Keywords>{}</pdf:Keywords>{}\n"
      "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
      xml(metadata.title), xml(metadata.language), xml(metadata.producer), xml(metadata.keywords), dates);
}

}  // namespace hefu
