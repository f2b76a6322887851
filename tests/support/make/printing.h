#pragma once
#include <map>
#include <string>

#include "pipeline/prepare_record.h"
#include "templates/page_code.h"
#include "tests/support/make/cases.h"

namespace hefu::support {

/// What stands on paper for one form of one case, beside what should.
struct PrintedForm {
  Sheet current;    // the record of today, signed
  Sheet handed_in;  // what was printed in truth: edited, or from an earlier record
};

/// One case on paper: KIND -> form.
using PrintedCase = std::map<std::string, PrintedForm>;

/// The record as generated, with the case's own values set.
Element record_of(const Case& sample);

/// Sets, signs and falsifies the case's forms. `folder` holds application.xml and the photo.
/// Fails: throws Error(bad_input) when the record or an edit does not fit, and says why.
PrintedCase print_case(const Case& sample, const std::filesystem::path& folder, Machine& machine,
                       const SigningKey& key);

}  // namespace hefu::support
