#include <nlohmann/json.hpp>

#include "pipeline/archive_case.h"

namespace hefu {
namespace {

using Json = nlohmann::ordered_json;

const char* to_word(MarkState state) {
  return state == MarkState::present ? "present" : state == MarkState::absent ? "absent" : "unclear";
}

std::string xml(std::string_view text) {
  std::string escaped;
  for (const char c : text)
    escaped += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  return escaped;
}

Json to_json(const AskedMark& mark) {
  const RectMm& b = mark.box;
  return {{"use", mark.use == BoxUse::seal ? "seal" : "signature"},
          {"label", mark.label},
          {"state", to_word(mark.state)},
          {"file", mark.file},
          {"page", mark.page},
          {"form_page", mark.form_page},
          {"box_mm", {b.x, b.y, b.w, b.h}},
          {"crop", mark.crop}};
}

}  // namespace

std::string archive_xmp(const Archive& archive, const std::string& title, const std::string& notice_name,
                        const std::string& date) {
  return fmt::format(
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
      "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"
      "<dc:format>application/pdf</dc:format>"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{0}</rdf:li></rdf:Alt></dc:title>"
      "<dc:identifier>{1}</dc:identifier><dc:source>{2}</dc:source>"
      "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n"
      "<pdf:Producer>Hefu</pdf:Producer><pdf:Keywords>{3}</pdf:Keywords>"
      "<xmp:CreateDate>{4}</xmp:CreateDate><xmp:ModifyDate>{4}</xmp:ModifyDate>\n"
      "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
      xml(title), xml(archive.number), xml(notice_name), xml(archive.notice), date);
}

std::string to_json(const Archive& archive) {
  Json pages = Json::array(), marks = Json::array(), findings = Json::array();
  for (const ArchivedPage& page : archive.pages)
    pages.push_back({{"file", page.file}, {"page", page.page}, {"form_page", page.form_page}});
  for (const AskedMark& mark : archive.marks) marks.push_back(to_json(mark));
  for (const Finding& finding : archive.findings) {
    Json one = {{"rule", finding.rule},
                {"severity", to_word(finding.severity)},
                {"message", finding.message},
                {"remedy", finding.remedy}};
    if (finding.where) one["where"] = {{"file", finding.where->file}, {"page", finding.where->page}};
    findings.push_back(std::move(one));
  }
  const Json all = {{"schema", "hefu-archive/1"},
                    {"application", {{"number", archive.number}, {"notice", archive.notice}}},
                    {"archived", !archive.refused},
                    {"refusal", archive.refused ? Json(archive.refusal) : Json(nullptr)},
                    {"conformance", archive.refused ? Json(nullptr) : Json("PDF/A-3u")},
                    {"form_pages", archive.form_pages},
                    {"pages", pages},
                    {"marks", marks},
                    {"mismatches", archive.mismatches},
                    {"findings", findings},
                    {"bytes", archive.bytes}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hefu
