#include "pipeline/prepare_record.h"

#include "pipeline/parallel.h"
#include "pipeline/photo_metadata.h"
#include "pipeline/record_photo.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/publicity_mask.h"
#include "schemas/write_xml.h"
#include "schemas/xml.h"
#include "templates/form_use.h"
#include "templates/page_code.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

void append(Diagnostics& to, const Diagnostics& from) { to.insert(to.end(), from.begin(), from.end()); }

}  // namespace

Machine::Machine(std::shared_ptr<Sandbox> sandbox) : sandbox_(std::move(sandbox)), fonts_(Fonts::load()) {}

std::shared_ptr<const NoticeForms> Machine::forms_of(const std::string& id, Diagnostics& diagnostics) {
  const std::lock_guard lock(mutex_);
  if (const auto known = forms_.find(id); known != forms_.end()) return known->second;
  ReadNotice notice = find_notice(id);
  append(diagnostics, notice.diagnostics);
  if (!notice.ok) return nullptr;
  auto forms = std::make_shared<NoticeForms>();
  forms->notice = std::move(notice.notice);
  for (const std::string& kind : kinds_of(id)) {
    ReadForm form = find_form(id, kind);
    append(diagnostics, form.diagnostics);
    if (!form.ok) return nullptr;
    forms->forms.push_back(std::move(form.form));
  }
  for (const std::string& kind : kinds_on_request(id))
    // Without the form that it is made from, the notice has no such copy.
    if (ReadForm form = find_form(id, kind); form.ok) forms->on_request.push_back(std::move(form.form));
  std::string all = to_xml(forms->notice.root);
  for (const std::vector<Form>* list : {&forms->forms, &forms->on_request})
    for (const Form& form : *list) all += form.hash;
  forms->fingerprint = sha256(all);
  return forms_[id] = forms;
}

PreparedRecord prepare_record(const fs::path& file, const std::vector<std::string>& only, Machine& machine,
                              bool by_name, const LateValues& late_values) {
  PreparedRecord prepared;
  ReadApplication read = read_application(file);
  prepared.application = std::move(read.application);
  prepared.diagnostics = std::move(read.diagnostics);
  if (!read.ok) return prepared;

  prepared.forms = machine.forms_of(prepared.application.notice, prepared.diagnostics);
  if (!prepared.forms) return prepared;
  const std::optional<Photo> photo =
      read_photo(prepared.application, machine.sandbox(), prepared.diagnostics);
  // A photo that cannot be used was told above; each form would only tell it again.
  if (!photo && !prepared.application.applicant.photo_file.empty()) return prepared;

  std::map<std::string, std::string> late;
  if (late_values) {
    late = late_values(prepared.application, *prepared.forms, prepared.diagnostics);
    if (has_errors(prepared.diagnostics)) return prepared;
  }

  bool all_set = true;
  const auto set = [&](const Form& form, const Application& application,
                       const std::optional<Photo>& picture) {
    LaidOut laid = lay_out(form, application, prepared.forms->notice, *machine.fonts(),
                           picture ? &*picture : nullptr, late);
    append(prepared.diagnostics, laid.diagnostics);
    all_set = all_set && laid.ok;
    prepared.sheets.push_back(std::move(laid.sheet));
    prepared.form_of.push_back(&form);
  };
  for (const Form& form : prepared.forms->forms) {
    const bool among = std::find(only.begin(), only.end(), form.kind) != only.end();
    if (!only.empty() && !among) continue;
    if (!(among && by_name) && !is_for(form, prepared.application.root)) continue;
    set(form, prepared.application, photo);
  }
  for (const Form& form : prepared.forms->on_request) {
    if (std::find(only.begin(), only.end(), form.kind) == only.end()) continue;
    if (form.root.attribute("masked") != "true") {
      set(form, prepared.application, photo);
      continue;
    }
    std::optional<Photo> posted = photo;
    if (posted && posted->jpeg) posted->bytes = without_metadata(posted->bytes);
    set(form, masked(prepared.application, publicity_mask(prepared.forms->notice)), posted);
  }
  prepared.ok = all_set;
  return prepared;
}

std::vector<RecordHead> read_heads(const std::vector<std::string>& records, int workers) {
  std::vector<RecordHead> heads(records.size());
  const auto read_head = [&](std::size_t i, int) {
    try {
      const ReadApplication read = read_application(records[i]);
      if (read.ok)
        heads[i] = {read.application.number, read.application.notice, read.application.applied_for.level};
    } catch (const Error&) {
      // Told when the record's turn comes.
    }
  };
  for_each_ordered(records.size(), workers, read_head, [](std::size_t) {});
  return heads;
}

void refuse_shared_numbers(const std::vector<std::string>& records, const std::vector<RecordHead>& heads) {
  std::map<std::string, std::string> first;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (heads[i].number.empty()) continue;
    const auto [known, is_new] = first.emplace(heads[i].number, records[i]);
    if (!is_new)
      throw Error(ErrorKind::bad_input,
                  fmt::format(fmt::runtime(tr("{} 与 {} 的申报编号相同：{}")), known->second, records[i],
                              heads[i].number),
                  tr("一次运行中每个申报编号只能有一份记录，请去掉其中一份"));
  }
}

void refuse_shared_numbers(const std::vector<std::string>& records, int workers) {
  if (records.size() < 2) return;
  struct Numbered {
    std::size_t number, record;  // the number's hash
  };
  std::vector<Numbered> numbered(records.size());
  const auto read_tag = [&](std::size_t i, int) {
    numbered[i] = {0, i};
    try {
      if (const std::optional<Element> root = parse_root_tag(read_file(records[i])))
        numbered[i].number = std::hash<std::string>()(root->attribute("number"));
    } catch (const Error&) {
      // Told when the record's turn comes.
    }
  };
  for_each_ordered(records.size(), workers, read_tag, [](std::size_t) {});
  std::sort(numbered.begin(), numbered.end(), [](const Numbered& a, const Numbered& b) {
    return std::tie(a.number, a.record) < std::tie(b.number, b.record);
  });
  std::vector<std::string> alike;
  for (std::size_t i = 0; i < numbered.size(); ++i) {
    const bool with_last = i > 0 && numbered[i].number == numbered[i - 1].number;
    const bool with_next = i + 1 < numbered.size() && numbered[i].number == numbered[i + 1].number;
    if (numbered[i].number != 0 && (with_last || with_next)) alike.push_back(records[numbered[i].record]);
  }
  refuse_shared_numbers(alike, read_heads(alike, workers));
}

}  // namespace hefu
