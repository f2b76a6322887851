#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "schemas/notice.h"
#include "templates/fonts.h"
#include "templates/form.h"
#include "templates/layout.h"

namespace hefu {

/// A notice and the forms that are printed for it, in the order of its checklist.
struct NoticeForms {
  Notice notice;
  std::vector<Form> forms;
  std::vector<Form> on_request;  // printed only when asked for by their kind; no scan of them is expected
  Digest fingerprint{};          // of all this data, the rules left out
};

/// What every record of a run shares: read once, used from any thread.
class Machine {
 public:
  /// Fails: throws Error(missing).
  explicit Machine(std::shared_ptr<Sandbox> sandbox);
  Sandbox& sandbox() const { return *sandbox_; }
  const std::shared_ptr<const Fonts>& fonts() const { return fonts_; }
  /// The forms of a notice. Bad data: null, and diagnostics say why.
  std::shared_ptr<const NoticeForms> forms_of(const std::string& notice, Diagnostics& diagnostics);

 private:
  std::shared_ptr<Sandbox> sandbox_;
  std::shared_ptr<const Fonts> fonts_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const NoticeForms>> forms_;
};

/// One record, read, validated and set in its forms.
struct PreparedRecord {
  Application application;
  std::shared_ptr<const NoticeForms> forms;
  std::vector<Sheet> sheets;         // in the order of the notice's checklist; those asked for
  std::vector<const Form*> form_of;  // parallel to sheets
  Diagnostics diagnostics;
  bool ok = false;
};

/// What is known now of a record's late places (place -> text); asked once a record. An error among the
/// diagnostics leaves the record unset.
using LateValues =
    std::function<std::map<std::string, std::string>(const Application&, const NoticeForms&, Diagnostics&)>;

/// Reads a record with its photo and lays out its forms. `only`: KINDs, or empty for all. `by_name`: somebody
/// asked for these kinds, so they are set also for a record that they are not for (a form's `when`).
/// Bad data: ok == false and diagnostics. Fails: throws Error(io) when a file cannot be read.
PreparedRecord prepare_record(const std::filesystem::path& file, const std::vector<std::string>& only,
                              Machine& machine, bool by_name = true, const LateValues& late_values = {});

/// What can be known of a record before its turn comes. Empty where it cannot be read.
struct RecordHead {
  std::string number, notice, level;
};
std::vector<RecordHead> read_heads(const std::vector<std::string>& records, int workers);

/// Fails: throws Error(bad_input) when two of the records carry the same application number, and names both:
/// what is written for one would replace what was written for the other.
void refuse_shared_numbers(const std::vector<std::string>& records, const std::vector<RecordHead>& heads);
/// Reads only those in full whose first tags show the same number.
void refuse_shared_numbers(const std::vector<std::string>& records, int workers);

}  // namespace hefu
