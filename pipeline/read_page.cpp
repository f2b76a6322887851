#include "pipeline/read_page.h"

#include <chrono>

#include "ocr/stopwatch.h"
#include "pipeline/box_reports.h"
#include "pipeline/field_reports.h"
#include "pipeline/identify_page.h"

namespace hefu {
namespace {

constexpr double picture_dpi = 100, plain_picture_dpi = 72;  // of a page that needs eyes; of any other
constexpr int evidence_picture_px = 1200;                    // long side of a page that is none of our forms
constexpr double mm_per_inch = 25.4;

double ms_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// The page as it was expected: of the print at hand, which may be an older one than the record's.
struct Expectation {
  const Page* now = nullptr;   // of the record's own sheet; null where it has no such page any more
  const Page* then = nullptr;  // of the registered older print; null: verify against `now`
  std::optional<RegisteredPage> registered;
  const Page* page() const { return then ? then : now; }
};

Expectation expect(const PageIdentity& identity, const PreparedRecord& record, PrintRegister* prints) {
  Expectation expected;
  if (identity.sheet < 0) return expected;
  const std::vector<Page>& pages = record.sheets[static_cast<std::size_t>(identity.sheet)].pages;
  if (identity.form_page >= 1 && static_cast<std::size_t>(identity.form_page) <= pages.size())
    expected.now = &pages[static_cast<std::size_t>(identity.form_page - 1)];
  if (identity.print == PrintAge::older && prints && identity.said) {
    expected.registered = prints->find(identity.said->application, identity.said->form_code,
                                       identity.said->page, identity.said->digest);
    if (expected.registered) expected.then = &expected.registered->sheet.pages[expected.registered->page];
  }
  return expected;
}

/// Whether a reviewer has nothing to look for on this page.
bool is_plain(const PageReading& reading) {
  return reading.legible && reading.labels.empty() && reading.foreign_ink.empty() &&
         std::all_of(reading.fields.begin(), reading.fields.end(), [](const FieldReading& field) {
           return (field.verdict == Verdict::match || field.verdict == Verdict::not_online) &&
                  !field.extra_ink;
         });
}

void keep_picture(const Image& image, const PageMap& map, const Page& page, double dpi, ReadPage& read) {
  read.picture = rectify(image, map, page, dpi);
  read.picture_px_per_mm = dpi / mm_per_inch;
}

/// As it was scanned: nobody knows where its corners are.
void keep_picture(const Image& image, ReadPage& read) {
  const int factor = std::max(1, std::max(image.width, image.height) / evidence_picture_px);
  read.picture = shrunk(image, factor);
  read.picture_scale = 1.0 / factor;
}

/// A page without a code that could be used: which page it is, the page itself says.
std::optional<Registration> identify_unaided(const Image& image, const Image& grey,
                                             const PreparedRecord& record, CheckWorker& worker,
                                             ReadPage& read) {
  std::optional<LocatedPage> located = identify_by_print(image, grey, record, worker);
  if (!located) return std::nullopt;
  const Sheet& sheet = record.sheets[static_cast<std::size_t>(located->sheet)];
  read.identity.sheet = located->sheet;
  read.identity.kind = sheet.kind;
  read.identity.form_page = static_cast<int>(located->page) + 1;
  read.identity.of = static_cast<int>(sheet.pages.size());
  return located->registration;
}

bool identified_by_code(const PageIdentity& identity) {
  return identity.code == CodeStatus::genuine || identity.code == CodeStatus::unknown_key;
}

}  // namespace

ReadPage read_page(Image image, const std::string& file, std::size_t upload, int page_number,
                   const PreparedRecord& record, CheckRun& run, CheckWorker& worker) {
  ReadPage read;
  read.upload = upload;
  read.page = page_number;
  const auto start = std::chrono::steady_clock::now();
  Stopwatch watch;
  const Image grey = grey_without_seal(image);
  read.grey_ms = watch.lap_ms();
  const PageCodes codes = read_page_codes(grey, run.trusted);
  read.code_ms = watch.lap_ms();
  read.identity = codes.identity;
  identify_by_code(record, read.identity);
  if (read.identity.owner == Owner::other) {  // another person's page is not read
    keep_picture(image, read);
    read.register_ms = ms_since(start);
    return read;
  }

  std::optional<Registration> registration;
  if (!identified_by_code(read.identity)) registration = identify_unaided(image, grey, record, worker, read);
  const Expectation expected = expect(read.identity, record, run.prints.get());
  if (!expected.page()) {
    keep_picture(image, read);
    read.register_ms = ms_since(start);
    return read;
  }
  if (!registration) registration = register_page(grey, *expected.page(), codes.found);
  read.registered = registration->status == RegistrationStatus::ok;
  read.register_ms = ms_since(start);

  PageReading reading;  // of a page that could not be registered: nothing legible
  if (read.registered) {
    reading = worker.verifier.verify(image, grey, *expected.page(), registration->map, worker.reader.get());
    keep_picture(image, registration->map, *expected.page(),
                 is_plain(reading) ? plain_picture_dpi : picture_dpi, read);
  } else {
    keep_picture(image, read);
  }
  read.legible = reading.legible;
  read.verify_ms = reading.verify_ms;
  read.ocr_ms = reading.ocr_ms;
  read.verify = reading.parts_ms;
  if (!identified_by_code(read.identity)) {
    read.identity.owner = read.legible ? owner_by_fields(*expected.page(), reading) : Owner::unknown;
    if (read.identity.owner == Owner::this_applicant) read.identity.print = PrintAge::unknown;
    if (read.identity.owner == Owner::other) return read;
  }
  const VerifiedPage verified{
      file,  expected.now,      expected.then, expected.registered ? &*expected.registered : nullptr,
      image, registration->map, record};
  report_page(verified, reading, read);
  if (read.registered && read.legible) report_boxes(verified, reading, read);
  return read;
}

}  // namespace hefu
