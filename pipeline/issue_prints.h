#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/print_register.h"
#include "pipeline/state.h"
#include "schemas/application.h"
#include "templates/fonts.h"
#include "templates/form.h"
#include "templates/layout.h"
#include "templates/page_code.h"

namespace hefu {

/// Issues prints: a Sheet gets its serial and its signed codes, and the register knows of it before paper
/// can. Used from any thread.
class PrintIssuer {
 public:
  /// Makes a signing key where there is none, and says so. Fails: throws Error(io | bad_input).
  PrintIssuer(const State& state, const Fonts& fonts, std::string now);
  /// Does nothing to a form for posting (`masked`). The register may have it on the disk only after settle().
  void issue(Sheet& sheet, const Form& form, const Application& application);
  /// Waits until the register is on the disk: before the first of these prints can reach paper.
  void settle(const std::vector<FinishedRender>& finished = {}) { prints_->settle(finished); }
  PrintRegister& prints() { return *prints_; }
  const KeyId& key_id() const { return key_id_; }
  /// What became known of an application after its forms were printed, for their late places: the page
  /// numbers of its evidence volume. Path of the late box -> text; empty where no volume was bound.
  std::map<std::string, std::string> late_values(const std::string& application) {
    return prints_->late_values(application);
  }
  /// Remembers the evidence pages of each row of the record (its XPath -> "12-15"), instead of those before.
  void keep_evidence_pages(const std::string& application, const std::map<std::string, std::string>& pages);

 private:
  SigningKey key_;
  KeyId key_id_;
  std::unique_ptr<PrintRegister> prints_;
  const Fonts& fonts_;
  std::string fonts_hash_, now_;
};

}  // namespace hefu
