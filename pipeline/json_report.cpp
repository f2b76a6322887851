#include <cmath>
#include <nlohmann/json.hpp>

#include "pipeline/report.h"
#include "pipeline/spoken_words.h"

namespace hefu {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }
Json word_or_null(const char* word) { return word ? Json(word) : Json(); }
Json number_or_null(int number) { return number > 0 ? Json(number) : Json(); }

/// JSON has no NaN and no infinity: what is not a number is not known.
Json rounded(double number, int decimals) {
  if (!std::isfinite(number)) return {};
  const double scale = std::pow(10.0, decimals);
  const double value = std::round(number * scale) / scale;
  return value == 0 ? Json(0.0) : Json(value);  // no "-0.0"
}

Json box_of(const RectMm& box, int decimals) {
  return Json::array({rounded(box.x, decimals), rounded(box.y, decimals), rounded(box.w, decimals),
                      rounded(box.h, decimals)});
}

/// A tenth of a millimetre is under a pixel of the scans at 200 dpi.
Json where_of(const std::optional<Where>& where) {
  if (!where) return {};
  Json json = {{"file", text_or_null(where->file)}, {"page", number_or_null(where->page)}};
  if (where->box_px && !where->box_mm)
    json["box_px"] = box_of(*where->box_px, 0);
  else
    json["box_mm"] = where->box_mm ? box_of(*where->box_mm, 1) : Json();
  json["crop"] = text_or_null(where->crop);
  return json;
}

Json upload_of(const UploadReport& upload) {
  Json json = {{"file", upload.file},
               {"sha256", text_or_null(upload.sha256)},
               {"status", to_word(upload.status)},
               {"reason", text_or_null(upload.reason)},
               {"pages", upload.pages},
               {"kind", text_or_null(upload.kind)},
               {"item", number_or_null(upload.item)}};
  if (!upload.paper.empty())
    json["paper"] = {{"kind", upload.paper},
                     {"name", upload.paper_name},
                     {"year", number_or_null(upload.paper_year)},
                     {"item", number_or_null(upload.paper_item)},
                     {"reasons", upload.paper_reasons}};
  return json;
}

Json page_of(const PageReport& page) {
  return {{"file", text_or_null(page.file)}, {"page", number_or_null(page.page)},
          {"kind", text_or_null(page.kind)}, {"form_page", number_or_null(page.form_page)},
          {"of", number_or_null(page.of)},   {"owner", to_word(page.owner)},
          {"print", to_word(page.print)},    {"code", to_word(page.code)},
          {"registered", page.registered},   {"fault", word_or_null(to_word(page.fault))}};
}

Json field_of(const FieldReport& field) {
  return {{"form", text_or_null(field.form)},
          {"path", field.path},
          {"label", field.label},
          {"online", text_or_null(field.online)},
          {"paper", text_or_null(field.paper)},
          {"verdict", to_word(field.verdict)},
          {"method", word_or_null(to_word(field.method))},
          {"confidence", field.confidence ? rounded(*field.confidence, 3) : Json()},
          {"where", where_of(field.where)}};
}

Json box_report_of(const BoxReport& box) {
  return {{"form", text_or_null(box.form)}, {"label", box.label},          {"filler", to_word(box.filler)},
          {"use", to_word(box.use)},        {"state", to_word(box.state)}, {"red", box.red},
          {"text", text_or_null(box.text)}, {"where", where_of(box.where)}};
}

Json claim_of(const ClaimReport& claim) {
  return {{"path", claim.path},
          {"kind", claim.kind},
          {"label", claim.label},
          {"online", claim.online},
          {"paper", text_or_null(claim.paper)},
          {"verdict", to_word(claim.verdict)},
          {"method", to_word(Method::evidence)},
          {"files", claim.files},
          {"where", where_of(claim.where)}};
}

Json finding_of(const Finding& finding) {
  Json clause;
  if (!finding.clause.number.empty() || !finding.clause.quote.empty())
    clause = {{"notice", text_or_null(finding.clause_notice)},
              {"number", text_or_null(finding.clause.number)},
              {"quote", text_or_null(finding.clause.quote)}};
  Json json = {{"rule", finding.rule},
               {"severity", to_word(finding.severity)},
               {"for", to_word(finding.audience)},
               {"message", finding.message},
               {"remedy", text_or_null(finding.remedy)},
               {"clause", clause},
               {"where", where_of(finding.where)}};
  if (!finding.outcome.empty()) {
    json["check"] = finding.check;
    json["outcome"] = finding.outcome;
    json["path"] = text_or_null(finding.path);
  }
  return json;
}

template <class Rows, class RowToJson>
Json array_of(const Rows& rows, RowToJson to_json) {
  Json array = Json::array();
  for (const auto& row : rows) array.push_back(to_json(row));
  return array;
}

/// File names and OCR text may be malformed UTF-8; a report is written all the same.
std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string report_json(const Report& report) {
  const Timing& time = report.timing_ms;
  Json json = {{"schema", "hefu-report/1"},
               {"application",
                {{"number", report.number},
                 {"notice", text_or_null(report.notice)},
                 {"name", text_or_null(report.name)}}},
               {"verdict", to_word(report.verdict)},
               {"uploads", array_of(report.uploads, upload_of)},
               {"pages", array_of(report.pages, page_of)},
               {"fields", array_of(report.fields, field_of)},
               {"boxes", array_of(report.boxes, box_report_of)},
               {"claims", array_of(report.claims, claim_of)},
               {"findings", array_of(report.findings, finding_of)},
               {"windows", Json()},
               {"timing_ms",
                {{"decode", rounded(time.decode, 1)},
                 {"register", rounded(time.register_pages, 1)},
                 {"verify", rounded(time.verify, 1)},
                 {"ocr", rounded(time.ocr, 1)},
                 {"total", rounded(time.total, 1)}}}};
  if (report.boxes.empty()) json.erase("boxes");
  if (report.claims.empty()) json.erase("claims");
  if (report.windows)
    json["windows"] = *report.windows;
  else
    json.erase("windows");
  return dump(json, 2);
}

std::string summary_line(const Report& report) {
  const ReportCounts counts = count(report);
  const Json json = {{"number", report.number},
                     {"notice", text_or_null(report.notice)},
                     {"verdict", to_word(report.verdict)},
                     {"match", counts.match},
                     {"mismatch", counts.mismatch},
                     {"unreadable", counts.unreadable},
                     {"missing", counts.missing},
                     {"not_online", counts.not_online},
                     {"page_faults", counts.page_faults},
                     {"findings", counts.findings()},
                     {"errors", counts.errors},
                     {"report", report.number + "/report.json"}};
  return dump(json, -1);
}

}  // namespace hefu
