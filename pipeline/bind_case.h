#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pipeline/case.h"
#include "pipeline/issue_prints.h"
#include "pipeline/prepare_record.h"
#include "pipeline/record_outcome.h"

namespace hefu {

/// One page of the evidence volume.
struct BoundPage {
  std::string file;  // under uploads/
  int page = 0;      // of the file, 1-based
  int item = 0;      // of the checklist
  int volume_page = 0;
  int rotation = 0;  // degrees clockwise, beyond what the file itself says of upright
  double scale = 1;
  bool blank = false;
};

/// A file that is not in the volume, and why.
struct UnboundFile {
  std::string file;
  int item = 0;
  std::string reason;
};

/// The evidence volume of one application.
struct BoundVolume {
  std::string number, notice;
  bool back_sides = false;  // bound left and right in turn
  int checklist_pages = 0;  // in front, without a number
  std::vector<BoundPage> pages;
  std::vector<UnboundFile> failed;
  std::vector<std::string> not_listed;              // uploads that the record names nowhere
  std::map<std::string, std::string> page_numbers;  // XPath of a row of the record -> 佐证页码
  std::size_t upload_bytes = 0, bytes = 0;          // of the files that are in it; of the volume
  std::filesystem::path file;
  bool complete() const { return failed.empty(); }
};

/// What the cases of a run share.
struct BindRun {
  std::filesystem::path output;
  Machine& machine;
  PrintIssuer& issuer;
};

struct BoundCase {
  BoundVolume volume;
  Diagnostics diagnostics;
  RecordFailure failure;
};

/// Binds what the record hands in as evidence, and writes DIR/<application number>/evidence-volume.pdf and
/// .json. When nothing is missing from it, the register learns the page numbers for the submission form.
/// Fails: by the failure; throws Error where the machine is at fault.
BoundCase bind_case(const Case& given, BindRun& run);

/// evidence-volume.json. UTF-8, pretty.
std::string to_json(const BoundVolume& volume);

}  // namespace hefu
