#include "pipeline/render_journal.h"

#include <sys/stat.h>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "templates/page_code.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

struct FileState {
  std::size_t bytes = 0;
  std::int64_t changed = 0;  // nanoseconds since 1970
};

std::optional<FileState> state_of(const fs::path& file) {
  struct stat state {};
  if (::stat(file.c_str(), &state) != 0) return std::nullopt;
  return FileState{static_cast<std::size_t>(state.st_size),
                   1'000'000'000 * static_cast<std::int64_t>(state.st_mtim.tv_sec) + state.st_mtim.tv_nsec};
}

/// A newly built program may set the same record otherwise.
std::string program() {
  const FileState state = state_of("/proc/self/exe").value_or(FileState{});
  return fmt::format("{} {} {}", HEFU_VERSION, state.bytes, state.changed);
}

/// Parts that can't run into one another.
void add(std::string& all, std::string_view part) {
  all += fmt::format("{}:", part.size());
  all += part;
}

std::string_view bytes_of(const auto& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size()};
}

}  // namespace

RenderJournal::RenderJournal(const Options& options, PrintIssuer& issuer, const Fonts& fonts)
    : output_(options.output),
      folder_(fs::weakly_canonical(fs::absolute(options.output)).string()),
      issuer_(issuer) {
  add(settings_, program());
  for (const std::string& kind : options.only) add(settings_, kind);
  add(settings_, fonts.fingerprint());
  add(settings_, bytes_of(issuer.key_id()));
}

Digest RenderJournal::digest(std::string_view record, const fs::path& photo, const NoticeForms& forms,
                             const std::string& number) const {
  std::string all = settings_;
  add(all, bytes_of(forms.fingerprint));
  for (const auto& [path, text] : issuer_.late_values(number)) add(all, path), add(all, text);
  add(all, record);
  if (!photo.empty()) add(all, read_file(photo));
  return sha256(all);
}

FinishedRender RenderJournal::row(const Application& application, const NoticeForms& forms,
                                  const std::vector<Document>& documents) const {
  FinishedRender row{folder_, application.number, {}, application.applicant.photo_file, {}};
  const fs::path photo = row.photo.empty() ? fs::path() : application.file.parent_path() / row.photo;
  row.inputs = digest(application.bytes, photo, forms, application.number);
  for (const Document& document : documents)
    row.outputs +=
        fmt::format("{} {} {}\n", document.bytes, document.changed, document.file.filename().string());
  return row;
}

std::optional<std::vector<fs::path>> RenderJournal::find(const fs::path& record, const NoticeForms& forms,
                                                         const std::string& number) const {
  const std::optional<FinishedRender> row = issuer_.prints().finished(folder_, number);
  if (!row) return std::nullopt;
  std::vector<fs::path> files;
  std::istringstream outputs(row->outputs);
  FileState was;
  for (std::string name; outputs >> was.bytes >> was.changed && std::getline(outputs >> std::ws, name);) {
    files.push_back(output_ / number / name);
    const std::optional<FileState> is = state_of(files.back());
    if (!is || is->bytes != was.bytes || is->changed != was.changed) return std::nullopt;
  }
  try {
    const fs::path photo = row->photo.empty() ? fs::path() : record.parent_path() / row->photo;
    if (digest(read_file(record), photo, forms, number) != row->inputs) return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;  // an input that can't be read is told when it is used
  }
  return files;
}

}  // namespace hefu
