#pragma once
#include <memory>

#include "ocr/sandbox.h"
#include "pipeline/options.h"

namespace hefu {

/// The commands. Each returns its exit code; data goes to standard output, messages to the log.
/// Fails: throws Error, whose kind is the exit code, when nothing could be done.

/// An office's own tables -> DIR/<application number>/application.xml with the photo beside it, and
/// DIR/import-problems.csv: what does not fit, cell by cell.
int import_records(const Options& options, std::shared_ptr<Sandbox> sandbox);
/// Records -> DIR/<application number>/<kind>.pdf.
int render(const Options& options, std::shared_ptr<Sandbox> sandbox);
/// Records -> DIR/print-job.pdf, print-job.json, print-job.txt: all people's forms in one file for the
/// printer, and what was printed for whom.
int print(const Options& options, std::shared_ptr<Sandbox> sandbox);
/// Cases -> DIR/<application number>/report.json, report.html, crops/, and DIR/summary.jsonl.
int check(const Options& options, std::shared_ptr<Sandbox> sandbox);
/// Reports -> DIR/<application number>/return-notice.pdf, for each application that has something to mend.
int return_notices(const Options& options, std::shared_ptr<Sandbox> sandbox);
/// Records -> DIR/<notice>/roster*.xlsx, .csv, .pdf; for posting publicity-list*, masked.
int write_rosters(const Options& options);
/// Cases -> DIR/<application number>/evidence-volume.pdf and .json: what was uploaded as evidence, bound in
/// the checklist's order. `sandbox`: started with bind_limits().
int bind(const Options& options, std::shared_ptr<Sandbox> sandbox);
DecodeLimits bind_limits();
/// Cases -> DIR/<application number>/archive.pdf (PDF/A-3u) and archive.json: the approved evaluation form.
int archive(const Options& options, std::shared_ptr<Sandbox> sandbox);
/// Files -> DIR/<file name>.hocr.html: the text of every page and where it stands, and when asked for
/// DIR/<file name>.pdf, in which it can be found. Evidence of nothing.
int write_texts(const Options& options, std::shared_ptr<Sandbox> sandbox);
int list_notices(const Options& options);
int show_notice(const Options& options);
int validate_notice(const Options& options);
int new_keys(const Options& options);
int show_keys(const Options& options);
/// Whether this machine has what the program needs.
int doctor(const Options& options);

}  // namespace hefu
