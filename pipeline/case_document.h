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
  const std::vector<BoxFact>* boxes = nullptr;
  std::optional<Element> photo, registers;
};

/// The document that the rules of a notice see: <case>, as schemas/case.xsd says. Bad conditions of the pack
/// are told.
Element case_element(const Application& application, const Notice& notice, const SeenParts& facts,
                     Diagnostics& diagnostics);

}  // namespace hefu
