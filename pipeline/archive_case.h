#pragma once
#include <optional>
#include <string>
#include <vector>

#include "pipeline/check_case.h"
#include "pipeline/record_outcome.h"

namespace hefu {

/// What stands where the form asks for a seal or a signature.
enum class MarkState { present, absent, unclear };
struct AskedMark {
  BoxUse use = BoxUse::seal;
  std::string label, file;
  int page = 0, form_page = 0;  // of the file and of the form, 1-based
  RectMm box;                   // on the sheet
  std::string crop;             // "crops/....png", beside archive.json
  MarkState state = MarkState::unclear;
};

/// One page of the archived form.
struct ArchivedPage {
  std::string file;  // relative to the case
  int page = 0;      // of the file, 1-based
  int form_page = 0;
  bool own_stream = true;
};

/// The archived evaluation form of one application, or why there is none.
struct Archive {
  std::string number, notice;
  int form_pages = 0;  // that the form has
  std::vector<ArchivedPage> pages;
  std::vector<AskedMark> marks;
  std::vector<Finding> findings;
  int mismatches = 0;  // fields of the form that the paper shows otherwise
  bool refused = false;
  std::string refusal;
  std::filesystem::path file;
  std::size_t bytes = 0;
  std::map<std::string, Image> crops;
  /// Whether something was found that the office has to deal with.
  bool has_faults() const;
};

/// What is to be said of one place that check has judged. A seal is red: one that is grey may be a copy's,
/// and is for a person to see.
MarkState mark_state(const BoxReport& seen);

struct ArchivedCase {
  Archive archive;
  Diagnostics diagnostics;
  RecordFailure failure;
};

/// Checks the scanned evaluation form of a case, and where all of its pages are this applicant's writes
/// DIR/<application number>/archive.pdf (PDF/A-3u); archive.json and the crops in any case.
/// Fails: by the failure; throws Error where the machine is at fault.
ArchivedCase archive_case(const Case& given, const std::filesystem::path& output, CheckRun& run,
                          CheckWorkers workers);

/// XMP of PDF/A-3u: what finds the document again, and nothing private. `date`: ISO, with time and zone.
std::string archive_xmp(const Archive& archive, const std::string& title, const std::string& notice_name,
                        const std::string& date);
/// archive.json. UTF-8, pretty.
std::string to_json(const Archive& archive);

}  // namespace hefu
