#pragma once
#include <string>

#include "schemas/element.h"

namespace hefu::support {

/// The element of a record at "publications/publication[2]/title": an index where an element repeats,
/// 1-based; null: not there.
const Element* record_element(const Element& record, const std::string& path);
Element* record_element(Element& record, const std::string& path);

/// A value of the record as a paper prints it. Formats: "" as it is; of dates "ym" 2018年12月, "ymd" with the
/// day, "cn" 二〇一八年十二月, "cnd" with the day, "dot" 2018.12, "slash" 2018/12, "dash" 2018-12, "y", "m",
/// "d"; "spaced" one blank between characters. `day`: for dates that have none. Fails: throws
/// Error(bad_input) on another format.
std::string printed_value(const std::string& value, const std::string& format, int day);

/// What a claim is of, by the record's element: name, id-number, title, date, number, school, degree, major,
/// paper, journal, issue, rank, award, grade, project, hours, unit, authority ...; the element's own name
/// where nothing better is known.
std::string claim_kind(const std::string& path);

}  // namespace hefu::support
