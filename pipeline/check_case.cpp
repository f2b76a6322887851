#include "pipeline/check_case.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "pipeline/box_reports.h"
#include "pipeline/case_document.h"
#include "pipeline/decide.h"
#include "pipeline/evidence_report.h"
#include "pipeline/interrupt.h"
#include "pipeline/page_set.h"
#include "pipeline/parallel.h"
#include "pipeline/read_page.h"
#include "pipeline/record_photo.h"
#include "pipeline/upload_text.h"
#include "schemas/data_files.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string name_in_report(const Case& given, const fs::path& upload) {
  return given.folder.empty() ? upload.filename().string() : fs::relative(upload, given.folder).string();
}

double reading_ms(const ReadPage& page) { return page.register_ms + page.verify_ms + page.ocr_ms; }

/// Lets the worker see the upload's own text while its pages are read.
class TextAtHand {
 public:
  TextAtHand(CheckWorker& worker, UploadText& text) : worker_(worker) { worker_.own_text = &text; }
  ~TextAtHand() { worker_.own_text = nullptr; }
  TextAtHand(const TextAtHand&) = delete;

 private:
  CheckWorker& worker_;
};

/// Decodes one upload in the sandbox and reads each page as it comes: no more than one page's pixels are
/// held.
ReadUpload read_upload(const Case& given, std::size_t index, const PreparedRecord& record, CheckRun& run,
                       CheckWorker& worker, std::vector<ReadPage>& pages) {
  const auto start = Clock::now();
  const std::string bytes = read_file(given.uploads[index]);
  const auto digest = sha256(bytes);
  ReadUpload upload{name_in_report(given, given.uploads[index]), hex(digest.data(), digest.size()), {}};
  UploadText own_text(run.machine.sandbox(), bytes);
  const TextAtHand at_hand(worker, own_text);
  upload.decoded = run.machine.sandbox().decode(
      bytes,
      [&](int page, Image image) {
        stop_if_interrupted();
        for (ReadPage& read : read_pages(std::move(image), upload.name, index, page + 1, record, run, worker))
          pages.push_back(std::move(read));
      },
      {.half_colour = true});
  stop_if_interrupted();
  upload.decode_ms = ms_since(start);
  for (const ReadPage& page : pages) upload.decode_ms -= reading_ms(page);
  return upload;
}

/// Reads all uploads, as many at a time as there are workers; what comes of them is in the uploads' order.
void read_uploads(const Case& given, const PreparedRecord& record, CheckRun& run, CheckWorkers workers,
                  const std::function<void()>& on_upload, std::vector<ReadUpload>& uploads,
                  std::vector<ReadPage>& pages) {
  struct Slot {
    ReadUpload upload;
    std::vector<ReadPage> pages;
  };
  std::vector<Slot> slots(given.uploads.size());
  for_each_ordered(
      slots.size(), static_cast<int>(workers.size()),
      [&](std::size_t i, int worker) {
        slots[i].upload =
            read_upload(given, i, record, run, *workers[static_cast<std::size_t>(worker)], slots[i].pages);
      },
      [&](std::size_t i) {
        uploads.push_back(std::move(slots[i].upload));
        std::move(slots[i].pages.begin(), slots[i].pages.end(), std::back_inserter(pages));
        slots[i].pages.clear();
        if (on_upload) on_upload();
      });
}

/// Reads a case's own pages of a stack, and puts them in the order of its forms: how the stack lay says
/// nothing.
ReadUpload read_share(const StackShare& share, std::size_t index, const PreparedRecord& record, CheckRun& run,
                      CheckWorker& worker, std::vector<ReadPage>& pages) {
  ReadUpload upload{share.stack->name, share.stack->sha256, {}};
  upload.decoded.status = FileStatus::read;
  upload.decoded.pages = static_cast<int>(share.pages.size());
  const auto start = Clock::now();
  const auto first = static_cast<std::ptrdiff_t>(pages.size());
  for (std::size_t i = 0; i < share.pages.size();) {
    std::size_t end = i + 1;
    while (end < share.pages.size() && share.pages[end] == share.pages[end - 1] + 1) ++end;
    const DecodedFile decoded =
        run.machine.sandbox().decode(share.stack->bytes,
                                     [&](int page, Image image) {
                                       stop_if_interrupted();
                                       for (ReadPage& read : read_pages(std::move(image), upload.name, index,
                                                                        page + 1, record, run, worker))
                                         pages.push_back(std::move(read));
                                     },
                                     {share.pages[i], static_cast<int>(end - i), most_stack_pages, true});
    if (decoded.status != FileStatus::read) {
      upload.decoded.status = decoded.status;
      upload.decoded.reason = decoded.reason;
    }
    i = end;
  }
  upload.decode_ms = ms_since(start);
  for (auto page = pages.begin() + first; page != pages.end(); ++page) upload.decode_ms -= reading_ms(*page);
  std::stable_sort(pages.begin() + first, pages.end(), [](const ReadPage& a, const ReadPage& b) {
    const auto place = [](const ReadPage& page) {
      return std::pair(page.identity.sheet < 0 ? std::numeric_limits<int>::max() : page.identity.sheet,
                       page.identity.form_page);
    };
    return place(a) < place(b);
  });
  return upload;
}

Finding about_share(const Notice& notice, const StackShare& share) {
  std::vector<int> numbers;
  for (const int page : share.pages) numbers.push_back(page + 1);
  return finding_of(notice, "stack-sorted", Severity::info, Audience::reviewer,
                    fmt::format("整批扫描件 {} 中有本人的 {} 页（第 {} 页），核对时已按页码排好",
                                share.stack->name, numbers.size(), fmt::join(numbers, "、")),
                    "");
}

/// The form that most of an upload's pages belong to.
std::string kind_of(std::size_t upload, const std::vector<ReadPage>& pages) {
  std::map<std::string, int> count;
  for (const ReadPage& page : pages)
    if (page.upload == upload && page.is_form()) ++count[page.identity.kind];
  const auto most = std::max_element(count.begin(), count.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == count.end() ? std::string() : most->first;
}

int item_of(const std::string& kind, const Notice& notice) {
  for (const Material& material : notice.materials)
    if (!kind.empty() && material.kind == kind) return material.item;
  return 0;
}

PageReport to_report(ReadPage& page, const std::vector<ReadUpload>& uploads) {
  PageReport report;
  report.file = uploads[page.upload].name;
  report.page = page.page;
  report.part = page.part;
  report.kind = page.identity.kind;
  report.form_page = page.identity.form_page;
  report.of = page.identity.of;
  report.owner = page.identity.owner;
  report.print = page.identity.print;
  report.code = page.identity.code;
  report.registered = page.registered;
  report.fault = page.fault;
  report.picture = std::move(page.picture);
  report.picture_px_per_mm = page.picture_px_per_mm;
  report.picture_scale = page.picture_scale;
  return report;
}

void collect_pages(std::vector<ReadPage>& pages, const std::vector<ReadUpload>& uploads, Report& report) {
  for (ReadPage& page : pages) {
    report.timing_ms.register_pages += page.register_ms;
    report.timing_ms.verify += page.verify_ms;
    report.timing_ms.ocr += page.ocr_ms;
    for (FieldReport& field : page.fields)
      if (field.where) field.where->part = page.part;
    if (page.is_ours()) {
      report.fields.insert(report.fields.end(), page.fields.begin(), page.fields.end());
      report.boxes.insert(report.boxes.end(), page.boxes.begin(), page.boxes.end());
      report.crops.merge(page.crops);
    }
    report.pages.push_back(to_report(page, uploads));
  }
}

Report report_of(const PreparedRecord& record) {
  Report report;
  report.number = record.application.number;
  report.name = record.application.applicant.name;
  report.notice = record.forms->notice.id;
  report.notice_name = record.forms->notice.name;
  return report;
}

/// Where the paper shows the record's element that a rule is about.
std::optional<Where> place_on_paper(const std::string& path, const Report& report) {
  for (const FieldReport& field : report.fields)
    if (!path.empty() && field.path == path && field.where) return field.where;
  return std::nullopt;
}

/// The notice's own rules, on the record and on what was seen of the papers.
void check_rules_of_notice(const PreparedRecord& record, CheckRun& run, CheckWorker& worker,
                           CheckedCase& checked) {
  const Notice& notice = record.forms->notice;
  Report& report = checked.report;
  SeenParts seen;
  seen.now = run.now;
  seen.uploads = &report.uploads;
  seen.pages = &report.pages;
  seen.boxes = &report.boxes;
  const RuleSet& rules = worker.rules.rules_of(notice, checked.diagnostics);
  if (rules.look_at_photos())
    if (const auto photo = measure_record_photo(record.application, run.machine.sandbox()))
      seen.photo = to_element(*photo);
  if (!run.registers.empty()) seen.registers = run.registers.registers_for(record.application);
  const CaseDocument document =
      case_document(case_element(record.application, seen), notice, checked.diagnostics);
  report.windows = windows_that_apply(document);
  for (Finding& finding : apply_rules(rules, notice, document)) {
    finding.where = place_on_paper(finding.path, report);
    report.findings.push_back(std::move(finding));
  }
  if (!run.explain.empty()) checked.explanation = explain_rule(rules, notice, run.explain, document);
}

}  // namespace

CheckedCase check_case(const Case& given, CheckRun& run, CheckWorkers workers,
                       const std::function<void()>& on_upload) {
  const auto start = Clock::now();
  CheckedCase checked;
  const PreparedRecord record = prepare_record(given.record, {}, run.machine);
  checked.diagnostics = record.diagnostics;
  if (!record.ok) return checked;

  Report& report = checked.report = report_of(record);
  CheckWorker& worker = *workers.front();
  for (const auto& one : workers) one->claims = list_claims(record.application, record.forms->notice);
  std::vector<ReadPage> pages;
  std::vector<ReadUpload> uploads;
  read_uploads(given, record, run, workers, on_upload, uploads, pages);
  for (const StackShare& share : given.shares)
    uploads.push_back(read_share(share, uploads.size(), record, run, worker, pages));

  PageSet set = examine_page_set(record, given, uploads, pages);
  for (std::size_t i = 0; i < uploads.size(); ++i) {
    const std::string kind = kind_of(i, pages);
    report.uploads.push_back({uploads[i].name, uploads[i].sha256, uploads[i].decoded.status,
                              uploads[i].decoded.reason, uploads[i].decoded.pages, kind,
                              item_of(kind, record.forms->notice)});
  }
  report.findings = std::move(set.findings);
  for (const StackShare& share : given.shares)
    report.findings.push_back(about_share(record.forms->notice, share));
  add_findings(record, pages, run, report);
  for (std::vector<Finding> found : {run.cross.findings_for(record.application.number, record.forms->notice),
                                     run.rosters.findings_for(record.application, record.forms->notice)})
    std::move(found.begin(), found.end(), std::back_inserter(report.findings));
  report_evidence(record, worker.claims, pages, report);
  for (const ReadPage& page : pages)
    if (page.identity.said) checked.codes.emplace_back(page.identity.code_text, record.application.number);
  collect_pages(pages, uploads, report);
  std::move(set.missing_pages.begin(), set.missing_pages.end(), std::back_inserter(report.pages));
  std::move(set.missing_fields.begin(), set.missing_fields.end(), std::back_inserter(report.fields));

  check_rules_of_notice(record, run, worker, checked);
  for (Finding& finding : findings_about_boxes(record.forms->notice, report))
    report.findings.push_back(std::move(finding));
  report.verdict = decide(report);
  report.timing_ms.total = ms_since(start);
  for (const ReadUpload& upload : uploads) report.timing_ms.decode += std::max(0.0, upload.decode_ms);
  checked.ok = true;
  return checked;
}

std::vector<std::unique_ptr<CheckWorker>> make_workers(int count, const Machine& machine) {
  std::vector<std::unique_ptr<CheckWorker>> workers;
  for (int i = 0; i < count; ++i)
    workers.emplace_back(new CheckWorker{Verifier(machine.fonts()), machine.sandbox().new_text_reader()});
  return workers;
}

}  // namespace hefu
