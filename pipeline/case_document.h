#pragma once
#include <string>
#include <vector>

#include "pipeline/check_parts.h"

namespace hefu {

/// What was seen of one application beside its record. A part that nobody looked at stays empty: the rules
/// that need it are then 'not checked'.
struct SeenParts {
  std::string now;                                     // moment of the run, ISO with +08:00
  const std::vector<UploadReport>* uploads = nullptr;  // null: only the record is at hand
  const std::vector<PageReport>* pages = nullptr;
  const std::vector<BoxReport>* boxes = nullptr;
  std::optional<Element> photo, registers;
};

/// The <case> of schemas/case.xsd, without what it says of the notice: case_document of schemas/rules.h adds
/// that.
Element case_element(const Application& application, const SeenParts& seen);

}  // namespace hefu
