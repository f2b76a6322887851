#include <fmt/format.h>

#include "schemas/code_names.h"
#include "schemas/id_area.h"
#include "schemas/normalise.h"
#include "schemas/rule_function_parts.h"
#include "schemas/title_series.h"

namespace hefu {
namespace {

using Kind = FunctionResult::Kind;

FunctionResult level(const FunctionArguments& a, OpenQuestions&) {
  return says(static_cast<double>(level_rank(a[0].text)));
}

FunctionResult education(const FunctionArguments& a, OpenQuestions&) {
  return says(static_cast<double>(education_grade(a[0].text).value_or(-1)));
}

FunctionResult as_technical_school(const FunctionArguments& a, OpenQuestions&) {
  return says(technical_school_as(a[0].text));
}

FunctionResult has_degree(const FunctionArguments& a, OpenQuestions&) {
  return says(!a[1].text.empty() && degree_grade(a[0].text) == a[1].text);
}

FunctionResult series(const FunctionArguments& a, OpenQuestions&) { return says(series_of(a[0].text).name); }

FunctionResult same_series(const FunctionArguments& a, OpenQuestions&) {
  if (a[0].text.empty() || a[1].text.empty()) return says(false);
  const SeriesName first = series_of(a[0].text), second = series_of(a[1].text);
  const bool within = second.specialty.empty() || second.specialty == first.specialty;
  return says(a[0].text == a[1].text || (first.number > 0 && first.number == second.number && within));
}

FunctionResult title_fit(const FunctionArguments& a, OpenQuestions&) {
  switch (fit_title(a[0].text, a[1].text, a[2].text).kind) {
    case TitleFit::Kind::fits:
      return says(std::string("fits"));
    case TitleFit::Kind::other_name:
      return says(std::string("other-name"));
    case TitleFit::Kind::other_level:
      return says(std::string("other-level"));
    case TitleFit::Kind::unknown_title:
      return says(std::string("unknown-title"));
    case TitleFit::Kind::not_checked:
      break;
  }
  return says(std::string("not-checked"));
}

FunctionResult title_level(const FunctionArguments& a, OpenQuestions&) {
  return says(level_of_title(a[0].text, a[1].text));
}

FunctionResult entry_requirement_of(const FunctionArguments& a, OpenQuestions&) {
  return says(entry_requirement(a[0].text, a[1].text).qualification);
}

/// Certificates: names of what the applicant holds.
FunctionResult meets_entry_requirement(const FunctionArguments& a, OpenQuestions&) {
  const EntryRequirement required = entry_requirement(a[0].text, a[1].text);
  bool met = required.qualification.empty();
  for (const FunctionNode& certificate : a[2].nodes) met = met || required.satisfied_by(certificate.text);
  return says(met);
}

FunctionResult level_is_within(const FunctionArguments& a, OpenQuestions&) {
  return says(level_within(a[0].text, a[1].text));
}

FunctionResult area_is_doubtful(const FunctionArguments& a, OpenQuestions&) {
  return says(id_area(a[0].text).doubtful);
}

FunctionResult area_name(const FunctionArguments& a, OpenQuestions&) {
  return says(id_area(a[0].text).name());
}

/// "3、5", "3,5" or "3 5".
FunctionResult has_code(const FunctionArguments& a, OpenQuestions&) {
  std::string digits;
  const std::string text = a[0].text + " ";
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else {
      if (!digits.empty() && digits == a[1].text) return says(true);
      digits.clear();
    }
  }
  return says(false);
}

FunctionResult id_fault(const FunctionArguments& a, OpenQuestions&) {
  switch (check_id_number(a[0].text)) {
    case IdFault::none:
      return says(std::string());
    case IdFault::length:
      return says(std::string("位数不对"));
    case IdFault::characters:
      return says(std::string("含有不允许的字符"));
    case IdFault::birth_date:
      return says(std::string("出生日期不存在"));
    case IdFault::check_digit:
      return says(std::string("校验码不对"));
    case IdFault::fifteen_digits:
      return says(std::string("15 digits"));
  }
  return says(std::string());
}

std::optional<IdNumber> id_parts(const FunctionArgument& argument) {
  IdNumber parts;
  const IdFault fault = check_id_number(argument.text, &parts);
  return fault == IdFault::none || fault == IdFault::fifteen_digits ? std::optional(parts) : std::nullopt;
}

FunctionResult id_birth(const FunctionArguments& a, OpenQuestions&) {
  const auto parts = id_parts(a[0]);
  return says(parts ? iso(parts->birth) : std::string());
}

FunctionResult id_sex(const FunctionArguments& a, OpenQuestions&) {
  const auto parts = id_parts(a[0]);
  return says(std::string(!parts ? "" : parts->male ? "男" : "女"));
}

FunctionResult id_province(const FunctionArguments& a, OpenQuestions&) {
  return says(id_parts(a[0]) ? id_area(a[0].text).province : std::string());
}

FunctionResult join(const FunctionArguments& a, OpenQuestions&) {
  std::vector<std::string> texts;
  for (const FunctionNode& node : a[0].nodes) texts.push_back(node.text);
  return says(fmt::format("{}", fmt::join(texts, a[1].text)));
}

FunctionResult ends_with(const FunctionArguments& a, OpenQuestions&) {
  return says(a[0].text.ends_with(a[1].text));
}

FunctionResult matches_year(const FunctionArguments& a, OpenQuestions&) {
  const auto first = parse_date(a[0].text), second = parse_date(a[1].text);
  return says(first && second && first->year == second->year);
}

}  // namespace

std::vector<RuleFunction> word_functions() {
  return {{"level", 1, Kind::number, level},
          {"education", 1, Kind::number, education},
          {"technical-school-as", 1, Kind::text, as_technical_school},
          {"has-degree", 2, Kind::boolean, has_degree},
          {"series", 1, Kind::text, series},
          {"same-series", 2, Kind::boolean, same_series},
          {"title-fit", 3, Kind::text, title_fit},
          {"title-level", 2, Kind::text, title_level},
          {"entry-requirement", 2, Kind::text, entry_requirement_of},
          {"meets-entry-requirement", 3, Kind::boolean, meets_entry_requirement},
          {"level-within", 2, Kind::boolean, level_is_within},
          {"id-area-doubtful", 1, Kind::boolean, area_is_doubtful},
          {"id-area", 1, Kind::text, area_name},
          {"has-code", 2, Kind::boolean, has_code},
          {"id-fault", 1, Kind::text, id_fault},
          {"id-birth", 1, Kind::text, id_birth},
          {"id-sex", 1, Kind::text, id_sex},
          {"id-province", 1, Kind::text, id_province},
          {"join", 2, Kind::text, join},
          {"ends-with", 2, Kind::boolean, ends_with},
          {"matches-year", 2, Kind::boolean, matches_year}};
}

}  // namespace hefu
