#include "pipeline/report.h"

namespace hefu {

const char* to_word(CaseVerdict verdict) {
  switch (verdict) {
    case CaseVerdict::consistent:
      return "consistent";
    case CaseVerdict::inconsistent:
      return "inconsistent";
    case CaseVerdict::needs_review:
      break;
  }
  return "needs_review";
}

const char* to_word(Owner owner) {
  switch (owner) {
    case Owner::this_applicant:
      return "this";
    case Owner::other:
      return "other";
    case Owner::unknown:
      break;
  }
  return "unknown";
}

const char* to_word(PrintAge print) {
  switch (print) {
    case PrintAge::current:
      return "current";
    case PrintAge::older:
      return "older";
    case PrintAge::unknown:
      break;
  }
  return "unknown";
}

const char* to_word(CodeStatus status) {
  switch (status) {
    case CodeStatus::genuine:
      return "genuine";
    case CodeStatus::forged:
      return "forged";
    case CodeStatus::unknown_key:
      return "unknown_key";
    case CodeStatus::absent:
      break;
  }
  return "absent";
}

const char* to_word(PageFault fault) {
  switch (fault) {
    case PageFault::missing:
      return "missing";
    case PageFault::doubled:
      return "doubled";
    case PageFault::foreign:
      return "foreign";
    case PageFault::older:
      return "older";
    case PageFault::out_of_order:
      return "out_of_order";
    case PageFault::none:
      break;
  }
  return nullptr;
}

const char* to_word(Filler filler) {
  switch (filler) {
    case Filler::record:
      return "record";
    case Filler::applicant:
      return "applicant";
    case Filler::unit:
      return "unit";
    case Filler::bureau:
      return "bureau";
    case Filler::committee:
      return "committee";
    case Filler::office:
      break;
  }
  return "office";
}

const char* to_word(BoxUse use) {
  switch (use) {
    case BoxUse::signature:
      return "signature";
    case BoxUse::seal:
      return "seal";
    case BoxUse::date:
      return "date";
    case BoxUse::blank:
      return "blank";
    case BoxUse::late:
      return "late";
    case BoxUse::text:
      break;
  }
  return "text";
}

const char* to_word(BoxState state) {
  return state == BoxState::present ? "present" : state == BoxState::absent ? "absent" : "unclear";
}

const char* to_word(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::supported:
      return "supported";
    case ClaimVerdict::contradicted:
      return "contradicted";
    case ClaimVerdict::unreadable:
      return "unreadable";
    case ClaimVerdict::not_found:
      break;
  }
  return "not_found";
}

const char* to_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::match:
      return "match";
    case Verdict::mismatch:
      return "mismatch";
    case Verdict::missing:
      return "missing";
    case Verdict::not_online:
      return "not_online";
    case Verdict::unreadable:
      break;
  }
  return "unreadable";
}

const char* to_word(Method method) {
  switch (method) {
    case Method::expected_print:
      return "expected_print";
    case Method::ocr:
      return "ocr";
    case Method::evidence:
      return "evidence";
    case Method::none:
      break;
  }
  return nullptr;
}

const char* to_word(FileStatus status) {
  switch (status) {
    case FileStatus::read:
      return "read";
    case FileStatus::rejected:
      return "rejected";
    case FileStatus::unreadable:
      break;
  }
  return "unreadable";
}

const char* to_word(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      break;
  }
  return "error";
}

const char* to_word(Audience audience) { return audience == Audience::applicant ? "applicant" : "reviewer"; }

}  // namespace hefu
