#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/issue_prints.h"
#include "pipeline/options.h"
#include "pipeline/prepare_record.h"

/// What a run left behind for the next: a record whose documents lie in the folder, made of the same inputs
/// and untouched since, is not rendered again. The register of prints keeps it, not the folder, so that
/// nobody finds files there that are not documents.
namespace hefu {

/// Used from any thread.
class RenderJournal {
 public:
  /// `options`: what decides over the documents beside the record: output folder and kinds.
  RenderJournal(const Options& options, PrintIssuer& issuer, const Fonts& fonts);

  /// The documents of a record that need not be made again; nullopt where anything differs: the record, its
  /// photo, what is known of it since, its notice and forms, the fonts, the key, the program, the documents.
  std::optional<std::vector<std::filesystem::path>> find(const std::filesystem::path& record,
                                                         const NoticeForms& forms,
                                                         const std::string& number) const;

  /// The row for documents that were made and whose files will have these times; they need no names yet.
  struct Document {
    std::filesystem::path file;
    std::size_t bytes;
    std::int64_t changed;  // nanoseconds since 1970, of the file
  };
  FinishedRender row(const Application& application, const NoticeForms& forms,
                     const std::vector<Document>& documents) const;

 private:
  Digest digest(std::string_view record, const std::filesystem::path& photo, const NoticeForms& forms,
                const std::string& number) const;

  std::filesystem::path output_;
  std::string folder_, settings_;
  PrintIssuer& issuer_;
};

}  // namespace hefu
