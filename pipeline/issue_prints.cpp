#include "pipeline/issue_prints.h"

#include "pipeline/log.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

SigningKey key_for_printing(const State& state) {
  if (state.has_key()) return state.load_key();
  SigningKey key = state.make_key();
  const KeyId id = key.id();
  log_info(fmt::format(fmt::runtime(tr("没有签名密钥，已新建：{}（标识 {}）")),
                       state.private_key_file().string(), hex(id.data(), id.size())));
  return key;
}

}  // namespace

PrintIssuer::PrintIssuer(const State& state, const Fonts& fonts, std::string now)
    : key_(key_for_printing(state)),
      key_id_(key_.id()),
      prints_(PrintRegister::open(state.register_file())),
      fonts_(fonts),
      fonts_hash_(fonts.fingerprint()),
      now_(std::move(now)) {}

void PrintIssuer::issue(Sheet& sheet, const Form& form, const Application& application) {
  if (form.root.attribute("masked") == "true") return;  // posted, never handed in: no print to be known again
  const int serial = prints_->issue(sheet, {application.bytes, form.hash, fonts_hash_, now_});
  set_serial(sheet, serial, fonts_);
  sign_pages(sheet, key_);
}

void PrintIssuer::keep_evidence_pages(const std::string& application,
                                      const std::map<std::string, std::string>& pages) {
  std::map<std::string, std::string> late;
  for (const auto& [row, numbers] : pages) late[row + "/evidence-page"] = numbers;
  prints_->keep_late_values(application, late);
}

}  // namespace hefu
