#pragma once
#include <string>

namespace hefu {

/// What stands for an ID number on paper that others may see: no digit of it. A second mask that leaves other
/// digits would, put beside the first, give the number away.
inline constexpr const char* masked_id_number = "******************";

/// A text in which every ID number is masked: 18 characters, or 15 digits of the first generation, whose
/// middle is a date of birth. One digit too many or too few, as a faulty reading has it, hides nothing from
/// people, so it is masked too.
std::string mask_id_numbers(const std::string& text);

/// Which digits of two numbers differ, "第 7、8 位", so that a person finds them without the number being
/// shown; "位数" where one is longer.
std::string differing_digits(const std::string& online, const std::string& paper);

}  // namespace hefu
