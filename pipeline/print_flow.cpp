#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/find_cases.h"
#include "pipeline/interrupt.h"
#include "pipeline/issue_prints.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/print_job.h"
#include "pipeline/print_plan.h"
#include "pipeline/record_outcome.h"
#include "pipeline/separator_sheet.h"
#include "pipeline/terminal.h"
#include "schemas/error.h"
#include "schemas/heap.h"
#include "schemas/messages.h"
#include "schemas/write_file.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

/// One Sheet of a person, and how it is printed.
struct Document {
  Sheet sheet;
  PrintRule rule;
  PrintedForm counts;  // of this person
};

struct Made {
  std::string number, name, unit, title, notice;
  std::shared_ptr<const NoticeForms> forms;
  std::vector<Document> documents;
  Diagnostics diagnostics;
  RecordFailure failure;
};

/// Sheets of paper that a Sheet's copies take. `two_sided`: the file's paper is turned.
int sheets_of_paper(const Sheet& sheet, const PrintRule& rule, bool two_sided) {
  const auto pages = static_cast<int>(sheet.pages.size());
  return rule.copies * (two_sided && rule.sides == Sides::both ? (pages + 1) / 2 : pages);
}

/// Makes a print job: lays out on all processors, writes in order.
class PrintRun {
 public:
  PrintRun(const Options& options, const PrintPlan& plan, Machine& machine, PrintIssuer& issuer,
           MergedPdf& file, PrintJob& job)
      : options_(options), plan_(plan), machine_(machine), issuer_(issuer), file_(file), job_(job) {}

  void by_person(int workers);
  void by_form(int workers);
  int worst_exit_code() const { return exit_code_; }

 private:
  bool two_sided() const { return plan_.duplex != Duplex::one_sided; }
  RecordFailure make(const fs::path& file, const std::vector<std::string>& kinds, bool issue, Made& made);
  /// Makes all records' documents of these kinds; `use` gets those that are in order.
  void each(const std::string& what, const std::vector<std::string>& kinds, bool issue, int workers,
            const std::function<void(const PlannedRecord&, Made&)>& use);
  void add_separator(const Separator& separator, const Notice& notice);
  void add_documents(const Made& made, PrintedPerson& person);
  void add_person(const PlannedRecord& record, const Made& made);
  PrintedForm& counts_of(const PrintedForm& form);

  const Options& options_;
  const PrintPlan& plan_;
  Machine& machine_;
  PrintIssuer& issuer_;
  MergedPdf& file_;
  PrintJob& job_;
  std::set<int> left_out_;  // positions of records that failed
  int exit_code_ = 0;
};

RecordFailure PrintRun::make(const fs::path& file, const std::vector<std::string>& kinds, bool issue,
                             Made& made) {
  stop_if_interrupted();
  PreparedRecord record =
      prepare_record(file, kinds, machine_, !options_.only.empty(),
                     [&](const Application& application, const NoticeForms&, Diagnostics&) {
                       return issuer_.late_values(application.number);
                     });
  const Application& application = record.application;
  made.number = application.number;
  made.diagnostics = std::move(record.diagnostics);
  // A person whose notice lacks the one kind of this pass has other forms.
  const bool none_now = record.ok && record.sheets.empty() && kinds.size() == 1 && kinds != options_.only;
  if (RecordFailure failure = failure_of(record); !failure.reason.empty() && !none_now) return failure;
  made.name = application.applicant.name;
  made.unit = application.root.text_at("employment/unit");
  made.title = application.applied_for.title;
  made.notice = record.forms->notice.name;
  made.forms = record.forms;
  for (std::size_t i = 0; i < record.sheets.size(); ++i) {
    const Form& form = *record.form_of[i];
    const std::string paper = paper_of(form);
    const PrintRule rule = rule_for(*record.forms, form, application.applied_for.level, options_.print);
    if (rule.copies == 0 || (!options_.print.paper.empty() && paper != options_.print.paper)) continue;
    Sheet& sheet = record.sheets[i];
    if (issue) issuer_.issue(sheet, form, application);
    const PrintedForm counts{form.kind,
                             sheet.title,
                             paper,
                             1,
                             rule.copies,
                             rule.photocopies,
                             static_cast<int>(sheet.pages.size()),
                             sheets_of_paper(sheet, rule, two_sided())};
    made.documents.push_back({std::move(sheet), rule, counts});
  }
  return {};
}

void PrintRun::each(const std::string& what, const std::vector<std::string>& kinds, bool issue, int workers,
                    const std::function<void(const PlannedRecord&, Made&)>& use) {
  std::vector<Made> all(plan_.records.size());
  Progress progress(what, all.size(), options_.progress);
  for_each_ordered(
      all.size(), workers,
      [&](std::size_t i, int) {
        const PlannedRecord& record = plan_.records[i];
        if (left_out_.contains(record.position)) return;
        Made& made = all[i];
        made.failure = with_record([&] { return make(record.file, kinds, issue, made); }, made.number);
      },
      [&](std::size_t i) {
        const PlannedRecord& record = plan_.records[i];
        Made made = std::move(all[i]);
        progress.advance();
        if (left_out_.contains(record.position)) return;
        if (!issue || !options_.print.by_form) tell(record.file, made.diagnostics, made.failure.reason);
        if (made.failure.reason.empty()) return use(record, made);
        left_out_.insert(record.position);
        exit_code_ = std::max(exit_code_, made.failure.exit_code);
        job_.failed.push_back(
            {record.position, fs::absolute(record.file).lexically_normal().string(), made.failure.reason});
      });
}

PrintedForm& PrintRun::counts_of(const PrintedForm& form) {
  for (PrintedForm& known : job_.forms)
    if (known.kind == form.kind && known.title == form.title) return known;
  job_.forms.push_back({form.kind, form.title, form.paper});
  return job_.forms.back();
}

void PrintRun::add_separator(const Separator& separator, const Notice& notice) {
  // It is of A4; a file of A3 alone would ask for another tray.
  if (!options_.print.separators || options_.print.paper == "A3") return;
  file_.add(separator_sheet(separator, notice, *machine_.fonts()), 1, Sides::one);
  ++job_.separators;
  ++job_.sheets["A4"];
}

void PrintRun::add_documents(const Made& made, PrintedPerson& person) {
  for (const Document& document : made.documents) {
    file_.add(document.sheet, document.rule.copies, document.rule.sides);
    PrintedForm& sum = counts_of(document.counts);
    sum.people += 1;
    sum.copies += document.counts.copies;
    sum.photocopies += document.counts.photocopies;
    sum.pages += document.counts.pages;
    sum.sheets += document.counts.sheets;
    person.sheets[document.counts.paper] += document.counts.sheets;
    job_.sheets[document.counts.paper] += document.counts.sheets;
  }
}

void PrintRun::add_person(const PlannedRecord& record, const Made& made) {
  PrintedPerson person{record.position, made.number, made.name};
  file_.begin_group(fmt::format("{} {} {}", record.position, made.number, made.name));
  Separator separator;
  separator.heading = made.name;
  separator.sub_heading = fmt::format("第 {} 人　共 {} 人", record.position, job_.people_asked);
  separator.facts = {
      {"申报号", made.number}, {"单位", made.unit}, {"申报职称", made.title}, {"通知", made.notice}};
  for (const Document& document : made.documents) separator.documents.push_back(document.counts);
  add_separator(separator, made.forms->notice);
  person.first_page = static_cast<int>(file_.page_count()) + 1;
  add_documents(made, person);
  person.last_page = static_cast<int>(file_.page_count());
  job_.people.push_back(std::move(person));
}

void PrintRun::by_person(int workers) {
  each(tr("合成"), plan_.kinds, true, workers,
       [&](const PlannedRecord& record, Made& made) { add_person(record, made); });
}

void PrintRun::by_form(int workers) {
  // First all of everybody's forms once, so that nobody has one form in the file and fails at another; and
  // the separators can say how many follow.
  std::map<std::string, PrintedForm> following;
  std::shared_ptr<const NoticeForms> forms;
  std::map<int, std::size_t> place;  // position -> in job_.people
  each(tr("检查"), plan_.kinds, false, workers, [&](const PlannedRecord& record, Made& made) {
    forms = made.forms;
    place[record.position] = job_.people.size();
    job_.people.push_back({record.position, made.number, made.name});
    for (const Document& document : made.documents) {
      PrintedForm& sum = following[document.counts.kind];
      if (sum.people++ == 0)
        sum.kind = document.counts.kind, sum.title = document.counts.title, sum.paper = document.counts.paper;
      sum.copies += document.counts.copies;
      sum.pages += document.counts.pages;
      sum.sheets += document.counts.sheets;
    }
  });
  for (const std::string& kind : plan_.kinds) {
    const PrintedForm& all = following[kind];
    if (all.people == 0) continue;
    file_.begin_group(all.title);
    add_separator({all.title, fmt::format("{} 人　{} 份", all.people, all.copies), {}, {all}}, forms->notice);
    each(all.title, {kind}, true, workers, [&](const PlannedRecord& record, Made& made) {
      add_documents(made, job_.people[place.at(record.position)]);
    });
  }
}

PdfMetadata metadata_of(const PrintJob& job, const std::string& now) {
  PdfMetadata metadata;
  metadata.title = fmt::format("{} {}", tr("打印任务"), job.file);
  metadata.producer = "Hefu";
  metadata.keywords = "print-job";
  metadata.language = "zh-CN";
  metadata.date = now.substr(0, 10);
  return metadata;
}

}  // namespace

int print(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  keep_freed_memory();
  const std::vector<std::string> records = find_asked_records(options);
  const int workers = worker_count(options.jobs);
  Machine machine(std::move(sandbox));
  const PrintPlan plan = plan_printing(records, options, machine, workers);
  const std::string now = moment(options.now);
  PrintIssuer issuer(State(options.state), *machine.fonts(), now);

  const bool goes_on = options.print.only_failed || !options.print.from.empty() || !options.print.to.empty();
  const std::string name = next_job_name(options.output, goes_on);
  PrintJob job;
  job.file = name + ".pdf", job.made = now;
  job.by_form = options.print.by_form, job.duplex = plan.duplex;
  job.people_asked = static_cast<int>(plan.records.size());
  make_folder(options.output);
  FileDraft draft(options.output / job.file);
  MergedPdf file(draft.stream(), *machine.fonts(), plan.duplex, metadata_of(job, now));
  PrintRun run(options, plan, machine, issuer, file, job);
  options.print.by_form ? run.by_form(workers) : run.by_person(workers);

  std::vector<std::string> failed;
  for (const NotPrinted& one : job.failed) failed.push_back(one.record);
  if (file.page_count() > 0) {
    file.finish();
    issuer.settle();
    draft.publish();
    print_data((options.output / job.file).string() + "\n");
  }
  job.pages = static_cast<int>(file.page_count());
  write_output(options.output / (name + ".json"), to_json(job));
  write_output(options.output / (name + ".txt"), to_text(job));
  log_info(fmt::format(fmt::runtime(tr("已合成 {} 人的表格，共 {} 页；装纸与份数见 {}")), job.people.size(),
                       job.pages, (options.output / (name + ".txt")).string()));
  return conclude_records(failed, plan.records.size(), run.worst_exit_code());
}

}  // namespace hefu
