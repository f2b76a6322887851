#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// Names of coded values, in their full form (application.xsd), in the short form of rosters (汉, 蒙古, 本科,
/// 硕士) and in the other spellings that people write. Text is normalised first; what the table lacks gives
/// nothing. Source: GB/T 3304, GB/T 4658, GB/T 6864; schemas/codes/names.xml.
enum class CodeList { ethnicity, education, completion, degree };

/// The full form, 本科 -> 大学本科; empty: unknown.
std::string full_name(CodeList list, std::string_view text);
/// The short form, 大学本科 -> 本科; empty: unknown.
std::string short_name(CodeList list, std::string_view text);
/// The standard's code, 蒙古族 -> 02; empty: unknown, or the standard has none.
std::string name_code(CodeList list, std::string_view text);
/// All full forms, in the table's order.
std::vector<std::string> full_names(CodeList list);

/// 5 doctor, 4 master and postgraduate class, 3 university, 2 college, 1 upper secondary, 0 below; none:
/// unknown or 其他. A technician school's class counts as what it is, see technical_school_as.
std::optional<int> education_grade(std::string_view text);
/// What a technician school's class counts as when a title is applied for: 预备技师班 -> 大学本科, 高级工班
/// -> 大学专科, 中级工班 -> 中等专科; anything else in its full form, or as it is. Source: T24 四(一)2, B21
/// 七, R20 一(十)1.
std::string technical_school_as(std::string_view text);

/// 学士, 硕士 or 博士 of a degree's name: 工学硕士, 工程硕士专业学位, 硕士学位; empty: none of them. An
/// honorary doctor's and a Soviet candidate's (副博士) are none; a second bachelor's is a bachelor's.
std::string degree_grade(std::string_view degree);

}  // namespace hefu
