#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/commands.h"
#include "pipeline/import_photos.h"
#include "pipeline/import_sheets.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/paths.h"
#include "pipeline/read_table.h"
#include "pipeline/record_photo.h"
#include "pipeline/terminal.h"
#include "schemas/application.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/notice.h"
#include "schemas/write_xml.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

ImportMapping mapping_of(const Options& options) {
  ReadImportMapping read = read_import_mapping(options.imports.mapping);
  for (const Diagnostic& diagnostic : read.diagnostics) log_error(to_text(diagnostic));
  if (!read.ok)
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("映射文件 {} 有误")), options.imports.mapping.string()),
                tr("映射的写法见 samples/import/README.md"));
  if (!find_notice(read.mapping.notice).ok)
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("映射文件所说的通知 {} 不存在")), read.mapping.notice),
                tr("可用的通知见 hefu notice list；自备的通知用 --notices 给出"));
  return std::move(read.mapping);
}

/// Every table of every file. One that cannot be read stops the run: it may hold anybody's rows.
std::vector<Table> tables_of(const Options& options, Sandbox& sandbox) {
  std::vector<Table> tables;
  bool all_read = true;
  for (const fs::path& file : options.inputs) {
    ReadTables read = read_tables(file, sandbox);
    for (const Diagnostic& diagnostic : read.diagnostics) log_error(to_text(diagnostic));
    all_read = all_read && read.ok;
    for (Table& table : read.tables) {
      table.file = file.string();
      tables.push_back(std::move(table));
    }
  }
  if (!all_read)
    throw Error(ErrorKind::bad_input, tr("有的文件读不出来，没有导入任何人"), tr("请更正后重新运行"));
  return tables;
}

class ImportRun {
 public:
  ImportRun(const Options& options, Sandbox& sandbox) : options_(options), sandbox_(sandbox) {}

  int run() {
    const ImportMapping mapping = mapping_of(options_);
    const std::vector<Table> tables = tables_of(options_, sandbox_);
    const ImportSheets sheets = recognise_sheets(mapping, tables);
    problems_ = sheets.problems;
    if (sheets.ok) {
      ImportedPeople imported = import_people(mapping, sheets);
      people_ = std::move(imported.people);
      append(std::move(imported.problems));
      if (!options_.imports.photos.empty()) find_photos(mapping);
      write_records();
    }
    return finish(sheets.ok);
  }

 private:
  void append(std::vector<ImportProblem> more) {
    for (ImportProblem& problem : more) problems_.push_back(std::move(problem));
  }

  void refuse(ImportedPerson& person, std::string message, std::string expected, std::string hint) {
    person.ok = false;
    problems_.push_back({Severity::error, person.place, person.number, std::move(message),
                         std::move(expected), std::move(hint)});
  }

  fs::path record_file(const ImportedPerson& person) const {
    return options_.output / person.number / "application.xml";
  }

  void find_photos(const ImportMapping& mapping) {
    PhotoFolder folder(options_.imports.photos, mapping);
    std::map<std::string, std::size_t> namesakes;
    for (const ImportedPerson& person : people_) ++namesakes[person.name];
    photos_.resize(people_.size());
    for (std::size_t i = 0; i < people_.size(); ++i) {
      FoundPhoto found = folder.find(people_[i], namesakes[people_[i].name]);
      photos_[i] = std::move(found.file);
      if (!found.message.empty())
        refuse(people_[i], std::move(found.message), std::move(found.expected), std::move(found.hint));
    }
    if (const std::size_t count = folder.unused(); count > 0)
      problems_.push_back({Severity::warning,
                           {options_.imports.photos.string(), "", "", ""},
                           "",
                           fmt::format(fmt::runtime(tr("有 {} 个照片文件不属于表中的任何人")), count),
                           "",
                           tr("请核对文件名")});
  }

  /// A record of somebody else is never replaced.
  bool is_free_or_theirs(const ImportedPerson& person) const {
    const fs::path file = record_file(person);
    std::error_code failed;
    if (!fs::exists(file, failed)) return true;
    const ReadApplication there = read_application(file);
    return there.ok && there.application.applicant.id_number ==
                           parse_application(to_xml(person.record), file).application.applicant.id_number;
  }

  void write_records() {
    std::vector<OfferedPhoto> offered(people_.size());
    Progress progress(tr("导入"), people_.size(), options_.progress);
    for_each_ordered(
        people_.size(), worker_count(options_.jobs),
        [&](std::size_t i, int) {
          stop_if_interrupted();
          if (i < photos_.size() && !photos_[i].empty())
            offered[i] = read_offered_photo(photos_[i], sandbox_);
        },
        [&](std::size_t i) {
          write_record(people_[i], offered[i]);
          offered[i] = {};
          progress.advance();
        });
  }

  void write_record(ImportedPerson& person, const OfferedPhoto& photo) {
    if (!photo.reason.empty())
      refuse(person, fmt::format(fmt::runtime(tr("照片无法使用：{}")), photo.reason),
             tr("完整的 JPEG 或 PNG 照片"), tr("请换成完整的 JPEG 或 PNG 照片"));
    if (person.ok && !is_free_or_theirs(person))
      refuse(person,
             fmt::format(fmt::runtime(tr("{} 已是另一人的记录，或读不出来")), record_file(person).string()),
             "", tr("请核对申报编号；要换掉旧记录的，请先移走那个文件夹，或另用 -o 给出文件夹"));
    if (!person.ok) return tell_older_record(person);
    if (photo.kind != PhotoFileKind::none) {
      const std::string name = photo.kind == PhotoFileKind::jpeg ? "photo.jpg" : "photo.png";
      set_at(person.record, parse_record_path("applicant/photo/@file"), name);
      const Xsd& schema = xsd("schemas/application.xsd");
      order_by_schema(person.record, schema, schema.root("application"));
      write_output(options_.output / person.number / name, photo.bytes);
    }
    // Last: without it there is no record.
    write_output(record_file(person), to_xml(person.record));
    print_data(record_file(person).string() + "\n");
    ++written_;
  }

  void tell_older_record(const ImportedPerson& person) {
    std::error_code failed;
    if (person.number.empty() || !fs::exists(record_file(person), failed)) return;
    problems_.push_back(
        {Severity::warning, person.place, person.number,
         fmt::format(fmt::runtime(tr("{} 是以前导入的，没有更新")), record_file(person).string()), "",
         tr("改正后重新导入，或移走旧记录")});
  }

  int finish(bool understood) {
    for (const ImportProblem& problem : problems_)
      problem.severity == Severity::error ? log_error(to_text(problem)) : log_warning(to_text(problem));
    const fs::path list = options_.output / "import-problems.csv";
    write_output(list, problems_csv(problems_));
    const auto errors = std::count_if(problems_.begin(), problems_.end(), [](const ImportProblem& problem) {
      return problem.severity == Severity::error;
    });
    if (!understood)
      log_error(tr("表格与映射对不上，没有导入任何人"));
    else
      log_info(fmt::format(fmt::runtime(tr("表中 {} 人，已导入 {} 人，在 {}")), people_.size(), written_,
                           options_.output.string()));
    if (!problems_.empty())
      log_info(fmt::format(fmt::runtime(tr("{} 处问题（其中错误 {} 处），见 {}")), problems_.size(), errors,
                           list.string()));
    if (written_ == 0) return static_cast<int>(ErrorKind::bad_input);
    return errors > 0 ? 11 : 0;
  }

  const Options& options_;
  Sandbox& sandbox_;
  std::vector<ImportedPerson> people_;
  std::vector<fs::path> photos_;  // parallel to people_, or empty
  std::vector<ImportProblem> problems_;
  std::size_t written_ = 0;
};

}  // namespace

int import_records(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  std::vector<fs::path> folders = options.inputs;
  if (!options.imports.photos.empty()) folders.push_back(options.imports.photos);
  refuse_output_in_input(options.output, folders);
  return ImportRun(options, *sandbox).run();
}

}  // namespace hefu
