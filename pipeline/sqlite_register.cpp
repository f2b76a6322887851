#include <sqlite3.h>

#include <cerrno>
#include <functional>
#include <mutex>

#include "pipeline/print_register.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/deflate.h"
#include "templates/page_code.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

constexpr const char* create_tables = R"sql(
CREATE TABLE IF NOT EXISTS prints(
  id INTEGER PRIMARY KEY, application TEXT NOT NULL, form_code INTEGER NOT NULL, form TEXT NOT NULL,
  serial INTEGER NOT NULL, content BLOB NOT NULL, issued TEXT NOT NULL, form_hash TEXT NOT NULL,
  fonts_hash TEXT NOT NULL, record BLOB NOT NULL, sheet BLOB NOT NULL,
  UNIQUE(application, form_code, content), UNIQUE(application, form_code, serial));
CREATE TABLE IF NOT EXISTS pages(
  digest BLOB NOT NULL, print INTEGER NOT NULL REFERENCES prints(id), page INTEGER NOT NULL,
  PRIMARY KEY(digest, print, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS late_values(
  application TEXT NOT NULL, path TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(application, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS finished(
  folder TEXT NOT NULL, application TEXT NOT NULL, inputs BLOB NOT NULL, photo TEXT NOT NULL,
  outputs TEXT NOT NULL, PRIMARY KEY(folder, application)) WITHOUT ROWID;
)sql";

/// Records and sheets are kept packed: this, their size in eight bytes, and a zlib stream. Neither begins so
/// by itself, and what earlier versions kept unpacked is still read.
constexpr std::string_view packed_mark = "HFZ1";

std::string packed(std::string_view bytes) {
  std::string blob(packed_mark);
  for (int byte = 0; byte < 8; ++byte) blob += static_cast<char>(bytes.size() >> (8 * byte));
  return blob + deflate(bytes, text_level);
}

std::string unpacked(std::string blob) {
  if (!blob.starts_with(packed_mark) || blob.size() < packed_mark.size() + 8) return blob;
  std::size_t size = 0;
  for (std::size_t byte = 0; byte < 8; ++byte)
    size |= static_cast<std::size_t>(static_cast<unsigned char>(blob[packed_mark.size() + byte]))
            << (8 * byte);
  // No stream unpacks to more than 1032 times its size: a damaged size must not ask for all memory.
  if (size > 1032 * blob.size()) throw Error(ErrorKind::bad_input, "zlib");
  return inflate(std::string_view(blob).substr(packed_mark.size() + 8), size);
}

/// One prepared statement, finalised at the end of its scope.
class Statement {
 public:
  Statement(sqlite3* database, const char* sql, const std::function<void()>& fail) : fail_(fail) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) fail_();
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;

  Statement& bind(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++bound_, value);
    return *this;
  }
  Statement& text(const std::string& value) {
    sqlite3_bind_text64(statement_, ++bound_, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
  }
  Statement& blob(const void* bytes, std::size_t count) {
    sqlite3_bind_blob64(statement_, ++bound_, bytes, count, SQLITE_TRANSIENT);
    return *this;
  }
  /// For the next row of the same statement.
  Statement& again() {
    sqlite3_reset(statement_);
    bound_ = 0;
    return *this;
  }
  /// Whether there is a (further) row.
  bool step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) fail_();
    return result == SQLITE_ROW;
  }
  std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
  std::string bytes(int column) {
    const void* data = sqlite3_column_blob(statement_, column);
    return std::string(static_cast<const char*>(data ? data : ""),
                       static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
  const std::function<void()>& fail_;
};

class SqliteRegister : public PrintRegister {
 public:
  SqliteRegister(const fs::path& file, bool make) : file_(file) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | (make ? SQLITE_OPEN_CREATE : 0);
    int opened = sqlite3_open_v2(file.c_str(), &database_, flags, nullptr);
    if (opened != SQLITE_OK && !make) {  // a register that this user may only read
      sqlite3_close(database_);
      opened =
          sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, nullptr);
    }
    if (opened != SQLITE_OK) fail_();
    sqlite3_busy_timeout(database_, 20'000);  // another render on the same state folder
    if (!make) return;
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=NORMAL");  // settle() waits for the disk
    run(create_tables);
    std::error_code ignored;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ignored);
  }
  ~SqliteRegister() override { sqlite3_close(database_); }

  int issue(const Sheet& sheet, const PrintFacts& facts) override {
    std::string content;
    for (const Page& page : sheet.pages) content.append(page.digest.begin(), page.digest.end());
    const Digest content_hash = sha256(content);
    {
      const std::lock_guard lock(mutex_);
      if (const int serial = known_serial(sheet, content_hash); serial != 0) return serial;
    }
    const std::string packed_record = packed(facts.record), packed_sheet = packed(serialise_sheet(sheet));
    const std::lock_guard lock(mutex_);
    return in_transaction([&] {
      // Another process may have issued it meanwhile.
      const int known = known_serial(sheet, content_hash);
      return known != 0 ? known : insert_print(sheet, facts, content_hash, packed_record, packed_sheet);
    });
  }

  void settle(const std::vector<FinishedRender>& finished) override {
    const std::lock_guard lock(mutex_);
    // A commit waits for the whole of the log, so for all earlier ones too.
    run("PRAGMA synchronous=FULL");
    in_transaction([&] {
      run("PRAGMA user_version=1");  // something to commit where nothing was rendered
      Statement row(database_, "INSERT OR REPLACE INTO finished VALUES(?,?,?,?,?)", fail_);
      for (const FinishedRender& done : finished) {
        row.again().text(done.folder).text(done.application).blob(done.inputs.data(), done.inputs.size());
        row.text(done.photo).text(done.outputs).step();
      }
      return 0;
    });
    run("PRAGMA synchronous=NORMAL");
  }

  std::optional<FinishedRender> finished(const std::string& folder, const std::string& application) override {
    const std::lock_guard lock(mutex_);
    Statement row(database_,
                  "SELECT inputs, photo, outputs FROM finished WHERE folder = ? AND application = ?", fail_);
    row.text(folder).text(application);
    if (!row.step()) return std::nullopt;
    FinishedRender found{folder, application, {}, row.bytes(1), row.bytes(2)};
    const std::string inputs = row.bytes(0);
    if (inputs.size() != found.inputs.size()) return std::nullopt;
    std::copy(inputs.begin(), inputs.end(), found.inputs.begin());
    return found;
  }

  void keep_late_values(const std::string& application,
                        const std::map<std::string, std::string>& values) override {
    const std::lock_guard lock(mutex_);
    in_transaction([&] {
      Statement(database_, "DELETE FROM late_values WHERE application = ?", fail_).text(application).step();
      for (const auto& [path, text] : values)
        Statement(database_, "INSERT INTO late_values(application, path, text) VALUES(?,?,?)", fail_)
            .text(application)
            .text(path)
            .text(text)
            .step();
      return 0;
    });
  }

  std::map<std::string, std::string> late_values(const std::string& application) override {
    const std::lock_guard lock(mutex_);
    std::map<std::string, std::string> values;
    Statement row(database_, "SELECT path, text FROM late_values WHERE application = ?", fail_);
    row.text(application);
    while (row.step()) values[row.bytes(0)] = row.bytes(1);
    return values;
  }

  std::optional<RegisteredPage> find(const std::string& application, int form_code, int page_number,
                                     const std::array<std::uint8_t, 16>& digest) override {
    const std::lock_guard lock(mutex_);
    // The latest of several prints that show this page alike: its neighbours are the likeliest to be at hand.
    Statement row(database_,
                  "SELECT p.sheet, p.serial, p.issued, p.record FROM pages g JOIN prints p ON p.id = g.print "
                  "WHERE g.digest = ? AND g.page = ? AND p.application = ? AND p.form_code = ? "
                  "ORDER BY p.serial DESC LIMIT 1",
                  fail_);
    row.blob(digest.data(), digest.size()).bind(page_number).text(application).bind(form_code);
    if (!row.step()) return std::nullopt;
    RegisteredPage found{parse_sheet(unpacked(row.bytes(0))), static_cast<std::size_t>(page_number - 1),
                         static_cast<int>(row.integer(1)), row.bytes(2), unpacked(row.bytes(3))};
    if (found.page >= found.sheet.pages.size()) return std::nullopt;
    return found;
  }

 private:
  template <class Work>
  int in_transaction(Work work) {
    run("BEGIN IMMEDIATE");
    try {
      const int result = work();
      run("COMMIT");
      return result;
    } catch (...) {
      sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
      throw;
    }
  }

  /// 0 where there is none.
  int known_serial(const Sheet& sheet, const Digest& content) {
    Statement known(database_,
                    "SELECT serial FROM prints WHERE application = ? AND form_code = ? AND content = ?",
                    fail_);
    known.text(sheet.application).bind(sheet.form_code).blob(content.data(), content.size());
    return known.step() ? static_cast<int>(known.integer(0)) : 0;
  }

  int insert_print(const Sheet& sheet, const PrintFacts& facts, const Digest& content,
                   const std::string& record, const std::string& bytes) {
    Statement last(database_,
                   "SELECT coalesce(max(serial), 0) FROM prints WHERE application = ? AND form_code = ?",
                   fail_);
    last.text(sheet.application).bind(sheet.form_code).step();
    const int serial = static_cast<int>(last.integer(0)) + 1;

    Statement print(database_,
                    "INSERT INTO prints(application, form_code, form, serial, content, issued, form_hash, "
                    "fonts_hash, record, sheet) VALUES(?,?,?,?,?,?,?,?,?,?)",
                    fail_);
    print.text(sheet.application).bind(sheet.form_code).text(sheet.form).bind(serial);
    print.blob(content.data(), content.size())
        .text(facts.moment)
        .text(facts.form_hash)
        .text(facts.fonts_hash);
    print.blob(record.data(), record.size()).blob(bytes.data(), bytes.size()).step();
    const std::int64_t id = sqlite3_last_insert_rowid(database_);
    Statement page(database_, "INSERT OR IGNORE INTO pages(digest, print, page) VALUES(?,?,?)", fail_);
    for (std::size_t i = 0; i < sheet.pages.size(); ++i) {
      // The page code carries the first half of the digest.
      page.again()
          .blob(sheet.pages[i].digest.data(), 16)
          .bind(id)
          .bind(static_cast<std::int64_t>(i) + 1)
          .step();
    }
    return serial;
  }

  void run(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail_();
  }

  fs::path file_;
  sqlite3* database_ = nullptr;
  std::mutex mutex_;
  const std::function<void()> fail_ = [this] {
    const int code = database_ ? sqlite3_errcode(database_) : SQLITE_NOMEM;
    const bool full = code == SQLITE_FULL || (database_ && sqlite3_system_errno(database_) == ENOSPC);
    const ErrorKind kind = full ? ErrorKind::disk_full : ErrorKind::io;
    throw Error(kind,
                fmt::format(fmt::runtime(tr("{}：打印登记无法读写（{}）")), file_.string(),
                            database_ ? sqlite3_errmsg(database_) : ""),
                tr("请检查状态文件夹（--state）的权限和磁盘空间"));
  };
};

}  // namespace

std::unique_ptr<PrintRegister> PrintRegister::open(const fs::path& file) {
  return std::make_unique<SqliteRegister>(file, true);
}

std::unique_ptr<PrintRegister> PrintRegister::open_existing(const fs::path& file) {
  std::error_code failed;
  if (!fs::exists(file, failed)) return nullptr;
  return std::make_unique<SqliteRegister>(file, false);
}

}  // namespace hefu
