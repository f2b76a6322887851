#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ocr/registration.h"
#include "ocr/verify.h"
#include "pipeline/apply_rules.h"
#include "pipeline/case.h"
#include "pipeline/cross_check.h"
#include "pipeline/evidence_facts.h"
#include "pipeline/prepare_record.h"
#include "pipeline/print_register.h"
#include "pipeline/record_claims.h"
#include "pipeline/registers.h"
#include "pipeline/report.h"
#include "pipeline/roster.h"
#include "templates/page_code.h"

namespace hefu {

class ClaimJudge;
class UploadText;

/// What all cases of a run share. Thread-safe.
struct CheckRun {
  Machine machine;
  TrustedKeys trusted;
  std::unique_ptr<PrintRegister> prints;  // null: no register at hand
  std::set<std::string> shared_codes;     // page codes seen under two applications of the run
  // Written before the cases are checked, then only read.
  Registers registers;  // the office's own lists
  CrossCheck cross;     // what the cases of the run say of each other
  Rosters rosters;
  std::string now;                       // moment of the run
  std::string explain;                   // id of the rule that is to be explained; empty: none
  std::filesystem::path own_fonts = {};  // the office's own faces for reading evidence; may not be there
};

/// What one worker keeps between cases: rendered templates and an OCR engine.
struct CheckWorker {
  Verifier verifier;
  std::unique_ptr<TextReader> reader;
  RuleBook rules = {};
  std::vector<RecordClaim> claims = {};          // of the case at hand; none: other papers are not read
  std::shared_ptr<ClaimJudge> claim_judge = {};  // made when the first such paper comes
  UploadText* own_text = nullptr;                // of the upload at hand; null: not looked at
};

/// Which page of which form a scan shows, and how its code was found.
struct PageIdentity {
  CodeStatus code = CodeStatus::absent;
  std::optional<PageCode> said;  // what the code says, where one was read
  std::string code_text;
  bool conflicting = false;            // two codes on one page say different things
  std::optional<PageCode> other_said;  // the second one, then
  int sheet = -1;                      // index in PreparedRecord::sheets; -1: none of our forms, or not known
  int form_page = 0;                   // 1-based; 0: unknown
  int of = 0;
  std::string kind;  // KIND, empty when unknown
  Owner owner = Owner::unknown;
  PrintAge print = PrintAge::unknown;
};

/// One page of an upload after it was read; its pixels are gone but for the pictures that the report shows.
struct ReadPage {
  std::size_t upload = 0;  // index in Case::uploads
  int page = 0;            // 1-based in the file
  int part = 0;            // which paper of a picture that shows several
  PageIdentity identity;
  bool registered = false;
  bool legible = false;
  PageFault fault = PageFault::none;
  std::vector<FieldReport>
      fields;  // every field that this page has place for; none for a page that is not this applicant's
  std::vector<Finding> findings;
  std::vector<BoxReport> boxes;
  std::optional<EvidencePage> evidence;  // of a page that is none of our forms
  std::map<std::string, Image> crops;
  Image picture;
  double picture_px_per_mm = 0, picture_scale = 1;
  double register_ms = 0, verify_ms = 0, ocr_ms = 0;
  double grey_ms = 0, code_ms = 0;  // parts of register_ms
  VerifyParts verify;               // parts of verify_ms

  bool is_form() const { return identity.sheet >= 0 || !identity.kind.empty(); }
  bool is_ours() const { return is_form() && fault != PageFault::foreign; }
};

/// One upload after it was read.
struct ReadUpload {
  std::string name;  // as reports show it
  std::string sha256;
  DecodedFile decoded;
  double decode_ms = 0;
};

/// A finding of a rule, with the clause that the notice pack names for its purpose.
Finding finding_of(const Notice& notice, const std::string& rule, Severity severity, Audience audience,
                   const std::string& message, const std::string& remedy, std::optional<Where> where = {});

}  // namespace hefu
