#pragma once
#include <string>
#include <vector>

#include "tests/support/make/cases.h"

namespace hefu::support {

/// One made-up applicant of samples/batch/<notice>/<name>/: a record and a photo to print, with nothing
/// handed in.
struct BatchPerson {
  std::string notice, name, number;
  std::uint64_t seed = 0;
  PersonWish wish;
  std::string filled_on;      // ISO date; the year moves all dates of the record
  bool basic_only = false;    // only basic information is online, the forms are completed by hand
  std::vector<Value> values;  // put in, or in the place of what the seed gives
};

/// Three people under each of the five notices.
const std::vector<BatchPerson>& batch_people();

Element record_of(const BatchPerson& person);

}  // namespace hefu::support
