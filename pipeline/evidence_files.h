#pragma once
#include <string>
#include <vector>

#include "schemas/application.h"
#include "schemas/notice.h"

namespace hefu {

/// A file that belongs into the evidence volume.
struct EvidenceFile {
  std::string name;   // under the case's uploads
  int item = 0;       // of the checklist
  std::string title;  // what it proves, where the record says so: an achievement's or a paper's name
};

/// A row of the record and one of the files that prove it.
struct EvidenceClaim {
  std::string path;  // XPath of the row: /application/awards/award[1]
  std::string file;
  int from = 0, to = 0;  // pages of the file, 1-based; 0: all of it
};

struct EvidenceList {
  std::vector<EvidenceFile> files;  // in the order of the checklist, then of the record; none twice
  std::vector<EvidenceClaim> claims;
};

/// What the record hands in as evidence: its <materials>, then what its rows name. Items that the notice does
/// not bind are left out.
EvidenceList list_evidence(const Application& application, const Notice& notice);

/// An upload's name as the record has it: from uploads/ on, where reports name files from the case's folder.
std::string name_in_record(const std::string& file);

}  // namespace hefu
