#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/prepare_record.h"
#include "pipeline/print_register.h"
#include "pipeline/state.h"
#include "templates/page_code.h"

namespace hefu {

/// Issues prints: a Sheet gets its serial and its signed codes, and the register knows of it before paper
/// can. Used from any thread.
class PrintIssuer {
 public:
  /// Makes a signing key where there is none, and says so. Fails: throws Error(io | bad_input).
  PrintIssuer(const State& state, const Fonts& fonts, std::string now);
  /// Does nothing to a form for posting (`masked`).
  void issue(Sheet& sheet, const Form& form, const Application& application);
  /// What became known of an application after its forms were printed, for their late places: the page
  /// numbers of its evidence volume. Path of the late box -> text; empty where no volume was bound.
  std::map<std::string, std::string> late_values(const std::string& application) {
    return prints_->late_values(application);
  }
  /// Remembers the evidence pages of each row of the record (its XPath -> "12-15"), instead of those before.
  void keep_evidence_pages(const std::string& application, const std::map<std::string, std::string>& pages);

 private:
  SigningKey key_;
  std::unique_ptr<PrintRegister> prints_;
  const Fonts& fonts_;
  std::string fonts_hash_, now_;
};

/// Why a record was not printed, and the exit code that it alone would give.
struct RecordFailure {
  std::string reason;  // empty: none
  int exit_code = 0;
};

/// Does what a record needs; a record that cannot be used fails alone. `number`: the record's once it is
/// read; an io error after that is the machine's. Fails: throws Error where the machine, not the record, is
/// at fault.
RecordFailure with_record(const std::function<RecordFailure()>& work, const std::string& number);

/// A record that is not in order, or has none of the forms that are asked for.
RecordFailure failure_of(const PreparedRecord& record);
/// Tells of a record on the log.
void tell(const std::filesystem::path& file, const Diagnostics& diagnostics, const std::string& failure);

/// The run's exit code; lists what failed.
int conclude_records(const std::vector<std::string>& failed, std::size_t all, int single_exit_code);

}  // namespace hefu
