#pragma once
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "templates/sheet.h"

namespace hefu {

/// What was printed once, as the register kept it.
struct RegisteredPage {
  Sheet sheet;       // as it was printed
  std::size_t page;  // index in its pages
  int serial = 0;
  std::string issued;  // moment in UTC+8
  std::string record;  // the online record's bytes then
};

/// What goes into the register beside the Sheet.
struct PrintFacts {
  std::string record;      // the online record's bytes
  std::string form_hash;   // of the form's file
  std::string fonts_hash;  // of the faces
  std::string moment;      // UTC+8
};

/// What lies rendered in a folder, so that a run that was stopped goes on where it stopped.
struct FinishedRender {
  std::string folder, application;
  Digest inputs{};      // of all that the files were made from
  std::string photo;    // the photo's file among the inputs; may be empty
  std::string outputs;  // the files, as render_journal writes them down
};

/// Remembers every print by its pages' digests, so that an older print can be verified against what was
/// printed then. Safe to use from several threads and several processes. SQLite seam (WAL). Fails: throws
/// Error(io | disk_full) and names the file.
class PrintRegister {
 public:
  /// For render: makes the file where there is none.
  static std::unique_ptr<PrintRegister> open(const std::filesystem::path& file);
  /// For check: null where there is no register.
  static std::unique_ptr<PrintRegister> open_existing(const std::filesystem::path& file);
  virtual ~PrintRegister() = default;

  /// The serial of this content: n for the n-th distinct content of this form for this application. The same
  /// content gets the same serial again.
  /// It may not be on the disk before settle().
  virtual int issue(const Sheet& sheet, const PrintFacts& facts) = 0;

  /// Waits until the disk has all that was issued: before the first of these prints can reach paper. Keeps
  /// what was rendered, one row an application and folder, with the same wait.
  virtual void settle(const std::vector<FinishedRender>& finished) = 0;
  virtual std::optional<FinishedRender> finished(const std::string& folder,
                                                 const std::string& application) = 0;

  /// Values for the late places of an application's forms (path of the late box -> text), and back. Keeping
  /// replaces all that was kept for it. A register of an earlier version has none.
  virtual void keep_late_values(const std::string& application,
                                const std::map<std::string, std::string>& values) = 0;
  virtual std::map<std::string, std::string> late_values(const std::string& application) = 0;

  /// The print that a page code speaks of. `digest`: the first half of the page's digest.
  virtual std::optional<RegisteredPage> find(const std::string& application, int form_code, int page_number,
                                             const std::array<std::uint8_t, 16>& digest) = 0;
};

}  // namespace hefu
