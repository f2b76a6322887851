/// Remakes samples/cases (records, photos, uploads and what a check must find in them) and, beside it,
/// samples/batch (records and photos to print) and samples/import (an office's own tables and photos). The
/// same bytes on every run.
///   make_samples CASES KEY [NAME...]      CASES: the folder samples/cases; KEY: the samples' private key
///   make_samples --batch FOLDER           only samples/batch
///   make_samples --import FOLDER          only samples/import
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "schemas/error.h"
#include "schemas/write_file.h"
#include "tests/support/make/batch.h"
#include "tests/support/make/expectation.h"
#include "tests/support/make/import_sample.h"

namespace fs = std::filesystem;
using namespace hefu;
using namespace hefu::support;

namespace {

void write_records(const fs::path& cases) {
  for (const Case& sample : sample_cases()) {
    fs::create_directories(cases / sample.name);
    write_file(cases / sample.name / "application.xml", to_xml(record_of(sample)));
    write_file(cases / sample.name / "photo.jpg", draw_photo(sample.seed));
  }
}

void write_batch(const fs::path& batch) {
  for (const BatchPerson& person : batch_people()) {
    const fs::path folder = batch / person.notice / person.name;
    fs::create_directories(folder);
    write_file(folder / "application.xml", to_xml(record_of(person)));
    write_file(folder / "photo.jpg", draw_photo(person.seed));
  }
}

void write_uploads(const Case& sample, const fs::path& folder, const std::map<std::string, PrintedCase>& all,
                   Machine& machine) {
  fs::remove_all(folder / "uploads");
  fs::create_directories(folder / "uploads");
  std::vector<ScannedPage> pages;
  std::uint64_t seed = sample.seed * 100;
  for (const Upload& upload : sample.uploads) {
    const std::vector<ScannedPage> of_upload = pages_of(upload, all.at(sample.name), all);
    for (const auto& [name, bytes] : scan(upload, of_upload, ++seed, machine))
      write_file(folder / name, bytes);
    pages.insert(pages.end(), of_upload.begin(), of_upload.end());
  }
  std::vector<ScannedPaper> papers;
  const Element record = record_of(sample);
  for (const EvidenceUpload& upload : sample.evidence) {
    papers.push_back(print_evidence(upload, record, ++seed));
    for (const auto& [name, bytes] : scan_evidence(papers.back(), seed)) write_file(folder / name, bytes);
  }
  write_file(folder / "expected.json", expected_json(all.at(sample.name), pages, papers));
  fmt::print("{}: {} pages\n", sample.name, pages.size());
  std::fflush(stdout);
}

int run(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(
        stderr,
        "make_samples CASES KEY [NAME...]\nmake_samples --batch FOLDER\nmake_samples --import FOLDER\n");
    return 2;
  }
  if (argv[1] == std::string("--batch")) {
    write_batch(argv[2]);
    return 0;
  }
  if (argv[1] == std::string("--import")) {
    write_import_sample(argv[2]);
    return 0;
  }
  DecodeLimits limits;
  limits.render_dpi = 300;
  limits.cpu_seconds = limits.wall_seconds = 120;
  Machine machine(Sandbox::start(limits));
  const fs::path cases = argv[1];
  const SigningKey key = SigningKey::load(argv[2]);
  write_records(cases);
  write_batch(fs::absolute(cases).parent_path() / "batch");
  write_import_sample(fs::absolute(cases).parent_path() / "import");
  std::map<std::string, PrintedCase> printed;
  for (const Case& sample : sample_cases())
    printed[sample.name] = print_case(sample, cases / sample.name, machine, key);
  for (const Case& sample : sample_cases())
    if (argc == 3 || std::find(argv + 3, argv + argc, sample.name) != argv + argc)
      write_uploads(sample, cases / sample.name, printed, machine);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n{}\n", error.what(), error.hint());
    return error.exit_code();
  }
}
