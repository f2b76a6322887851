#pragma once
#include <string>
#include <string_view>

namespace hefu {

/// The area that the first digits of an ID number name, as far as the table goes: all provinces, and Inner
/// Mongolia's leagues, cities, banners, counties and districts, those abolished since 1999 too.
/// A number keeps the code of the day it was given: an area that the table lacks is never a fault, only worth
/// a warning (`doubtful`). Source: GB/T 2260; schemas/codes/areas.xml.
struct IdArea {
  std::string province, league, banner;  // empty: not told by the digits, or not in the table
  bool abolished = false;                // the code is no longer given to anybody; the number stays valid
  /// No such province, or one of Inner Mongolia's numbers whose league or banner is in no table.
  bool doubtful = false;
  /// A province with nothing below it, 150000: nobody's real number, but that of samples and made-up people.
  /// It is doubtful where the table goes further than provinces.
  bool province_only = false;
  /// 内蒙古自治区通辽市科尔沁左翼中旗, as much of it as is known.
  std::string name() const { return province + league + banner; }
};

/// Of an ID number of 15 or 18 digits, or of an area code of 2, 4 or 6; anything else is doubtful and has no
/// names.
IdArea id_area(std::string_view number_or_code);

}  // namespace hefu
