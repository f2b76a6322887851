#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/prepare_record.h"

/// How one record of many ends, and the run with it: every flow over records has the same way.
namespace hefu {

/// Why nothing came of a record (or of a report), and the exit code that it alone would give.
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
