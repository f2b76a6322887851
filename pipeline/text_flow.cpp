#include <fmt/format.h>

#include <set>

#include "ocr/page_reading.h"
#include "pipeline/commands.h"
#include "pipeline/hocr.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/record_outcome.h"
#include "pipeline/searchable_pdf.h"
#include "pipeline/terminal.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

/// What came of one file.
struct TextOfFile {
  std::string hocr, pdf;
  std::string problem;  // empty: none
  int pages = 0;
};

TextOfFile read_text_of(const fs::path& file, bool searchable, Sandbox& sandbox, TextReader& reader) {
  TextOfFile text;
  const std::string name = file.filename().string(), bytes = read_file(file);
  std::vector<std::vector<PlacedWord>> words;
  const DecodedFile decoded = sandbox.decode(bytes, [&](int page, Image image) {
    stop_if_interrupted();
    const PaperReading paper = read_paper(image, reader);
    text.hocr += hocr_page(paper, name, page, image.width, image.height);
    if (searchable) words.push_back(placed_words(paper, image.width, image.height));
    ++text.pages;
  });
  if (decoded.status != FileStatus::read) text.problem = decoded.reason;
  if (text.pages > 0) text.hocr = hocr_document(name, text.hocr);
  if (searchable && text.problem.empty()) {
    SearchablePdf made = make_searchable(bytes, name, words, sandbox);
    text.pdf = std::move(made.bytes);
    text.problem = std::move(made.problem);
  }
  return text;
}

void write(const fs::path& stem, const char* ending, const std::string& bytes) {
  const fs::path file = stem.string() + ending;
  write_output(file, bytes);
  print_data(file.string() + "\n");
}

/// A name for each file's text, without its ending; files of one name in several folders are numbered.
std::vector<fs::path> names_of(const std::vector<fs::path>& inputs, const fs::path& folder) {
  std::vector<fs::path> names;
  std::set<std::string> taken;
  for (const fs::path& input : inputs) {
    const std::string name = input.filename().string();
    std::string free = name;
    for (int number = 2; !taken.insert(free).second; ++number) free = fmt::format("{}-{}", name, number);
    names.push_back(folder / free);
  }
  return names;
}

}  // namespace

int write_texts(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  const std::vector<fs::path>& files = options.inputs;
  const int worker_limit = std::min<int>(worker_count(options.jobs), static_cast<int>(files.size()));
  const std::vector<fs::path> names = names_of(files, options.output);
  std::vector<std::unique_ptr<TextReader>> readers;
  for (int i = 0; i < worker_limit; ++i) readers.push_back(sandbox->new_text_reader());
  std::vector<TextOfFile> texts(files.size());
  std::vector<std::string> failed;
  Progress progress(tr("读出文字"), files.size(), options.progress);
  for_each_ordered(
      files.size(), worker_limit,
      [&](std::size_t i, int worker) {
        stop_if_interrupted();
        const RecordFailure failure = with_record(
            [&] {
              texts[i] = read_text_of(files[i], options.searchable, *sandbox,
                                      *readers[static_cast<std::size_t>(worker)]);
              return RecordFailure{};
            },
            "");
        if (!failure.reason.empty()) texts[i].problem = failure.reason;
      },
      [&](std::size_t i) {
        if (texts[i].pages > 0) write(names[i], ".hocr.html", texts[i].hocr);
        if (!texts[i].pdf.empty()) write(names[i], ".pdf", texts[i].pdf);
        if (!texts[i].problem.empty()) {
          log_error(fmt::format(fmt::runtime(tr("{}：{}")), files[i].string(), texts[i].problem));
          failed.push_back(files[i].string());
        }
        texts[i] = {};
        progress.advance();
      });
  return conclude_records(failed, files.size(), static_cast<int>(ErrorKind::bad_input));
}

}  // namespace hefu
