#include "pipeline/read_page.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "ocr/claim_judge.h"
#include "ocr/code_grid.h"
#include "ocr/font_bank.h"
#include "ocr/stopwatch.h"
#include "ocr/straight_page.h"
#include "pipeline/box_reports.h"
#include "pipeline/evidence_page.h"
#include "pipeline/fault_findings.h"
#include "pipeline/field_reports.h"
#include "pipeline/papers.h"
#include "pipeline/print_check.h"
#include "pipeline/upload_text.h"

namespace hefu {
namespace {

constexpr int evidence_picture_px = 1200;  // long side of a page that is none of our forms
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

/// Smaller where nobody needs to look.
void keep_picture(const StraightPage& straight, bool plain, ReadPage& read) {
  read.picture = plain ? straight.three_quarters() : straight.picture();
  read.picture_px_per_mm = read.picture.dpi / mm_per_inch;
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
  return (identity.code == CodeStatus::genuine || identity.code == CodeStatus::unknown_key) &&
         !identity.conflicting;
}

/// Reads the papers of one picture.
class PictureReader {
 public:
  const std::string& file;
  std::size_t upload;
  int page_number;
  const PreparedRecord& record;
  CheckRun& run;
  CheckWorker& worker;
  std::size_t papers = 1;
  bool alone = true;  // the picture shows one paper; else it is not kept whole: others may be other people's
  bool whole = true;  // false: a part that was cut out of it

  /// `located`: gets where the page lies, when that was found.
  ReadPage read(const Image& image, const Image& grey, const PageCodes& codes,
                std::vector<LocatedSheet>& located) const {
    ReadPage read;
    read.upload = upload;
    read.page = page_number;
    const auto start = std::chrono::steady_clock::now();
    read.identity = codes.identity;
    identify_by_code(record, read.identity);
    if (read.identity.owner == Owner::other) {  // another person's page is neither read nor shown
      read.register_ms = ms_since(start);
      return read;
    }

    std::optional<Registration> registration;
    const Page* taken_for = nullptr;  // by its print alone
    if (!identified_by_code(read.identity)) {
      registration = identify_unaided(image, grey, record, worker, read);
      taken_for = expect(read.identity, record, nullptr).now;
      if (registration && codes.found.empty() && read_code_in_place(grey, *registration, read.identity) &&
          read.identity.owner == Owner::other) {
        read.register_ms = ms_since(start);
        return read;
      }
    }
    const Expectation expected = expect(read.identity, record, run.prints.get());
    // A code knows better than the print which page it is.
    if (expected.page() != taken_for) registration.reset();
    if (!expected.page()) {
      if (alone) keep_picture(image, read);
      read.register_ms = ms_since(start);
      if (alone && !read.is_form()) read_other_paper(image, read);
      if (read.evidence && !read.evidence->legible && !read.evidence->blank)
        add_fault_findings(grey, record, file, read);
      return read;
    }
    if (!registration) registration = register_page(grey, *expected.page(), codes.found);
    read.registered = registration->status == RegistrationStatus::ok;
    read.register_ms = ms_since(start);
    if (read.registered && expected.now) located.push_back({expected.now, registration->map});
    verify(image, grey, expected, *registration, read);
    return read;
  }

 private:
  void read_other_paper(const Image& image, ReadPage& read) const {
    if (worker.claims.empty() || !worker.reader) return;
    if (!worker.claim_judge) worker.claim_judge = std::make_shared<ClaimJudge>(load_font_bank(run.own_fonts));
    const auto start = std::chrono::steady_clock::now();
    const PdfPageText* own = whole && worker.own_text ? worker.own_text->page(page_number) : nullptr;
    read.evidence = read_evidence_page(joined(image), file, own, worker.claims, record.application.root,
                                       *worker.claim_judge, *worker.reader);
    read.ocr_ms += ms_since(start);
  }

  /// A page that was known by its print says where its codes stand: there they may be read after all.
  bool read_code_in_place(const Image& grey, const Registration& registration, PageIdentity& identity) const {
    const Page& page = record.sheets[static_cast<std::size_t>(identity.sheet)]
                           .pages[static_cast<std::size_t>(identity.form_page - 1)];
    std::vector<FoundCode> found;
    for (const RectMm& place : page.codes)
      if (auto text = read_code_at(grey, registration.map, place)) found.push_back({std::move(*text), {}});
    PageIdentity said = what_codes_say(std::move(found), run.trusted).identity;
    if (!identified_by_code(said)) return false;
    identify_by_code(record, said);
    if (said.owner != Owner::other && said.sheet < 0) return false;
    identity = std::move(said);
    return true;
  }

  /// Print in other fonts says nothing of what it says: no field of it is compared.
  void check_print(const Image& image, const Page& page, const PageMap& map, PageReading& reading,
                   ReadPage& read) const {
    const bool other_fonts = has_other_fonts(page, reading);
    tell_print(record, page, print_scale(image, page, map), other_fonts, papers, read);
    if (!other_fonts) return;
    reading.legible = false;
    reading.labels.clear();
    for (FieldReading& field : reading.fields)
      if (field.verdict != Verdict::not_online) field = {};
  }

  void verify(const Image& image, const Image& grey, const Expectation& expected,
              const Registration& registration, ReadPage& read) const {
    PageReading reading;  // of a page that could not be registered: nothing legible
    bool plain = false;
    if (read.registered) {
      reading = worker.verifier.verify(image, grey, *expected.page(), registration.map, worker.reader.get());
      if (!reading.legible) reading.straight = straighten(image, registration.map, *expected.page());
      plain = is_plain(reading);
    } else if (alone) {
      keep_picture(image, read);
    }
    if (read.registered) check_print(image, *expected.page(), registration.map, reading, read);
    read.legible = reading.legible;
    read.verify_ms = reading.verify_ms;
    read.ocr_ms = reading.ocr_ms;
    read.verify = reading.parts_ms;
    if (!identified_by_code(read.identity)) {
      read.identity.owner = read.legible ? owner_by_fields(*expected.page(), reading) : Owner::unknown;
      if (read.identity.owner == Owner::this_applicant) read.identity.print = PrintAge::unknown;
      if (read.identity.owner == Owner::other) {
        read.picture = {};
        return;
      }
    }
    const VerifiedPage verified{
        file,  expected.now,     expected.then, expected.registered ? &*expected.registered : nullptr,
        image, registration.map, record};
    report_page(verified, reading, read);
    if (read.registered)
      add_fault_findings(verified, grey, reading, read);
    else
      add_fault_findings(grey, record, file, read);
    if (read.registered && read.legible) report_boxes(verified, reading, read);
    if (read.registered) keep_picture(reading.straight, plain, read);
  }
};

/// A page read, and the middle of its paper in the picture.
struct PlacedPage {
  PointPx middle;
  ReadPage page;
};

PointPx middle_of(const LocatedSheet& sheet) {
  return sheet.map(sheet.page->width_mm / 2, sheet.page->height_mm / 2);
}

PointPx middle_of(const PageCodes& codes) {
  PointPx sum;
  for (const FoundCode& code : codes.found)
    for (const PointPx& corner : code.corners) sum.x += corner.x, sum.y += corner.y;
  const double count = std::max<double>(1, 4.0 * static_cast<double>(codes.found.size()));
  return {sum.x / count, sum.y / count};
}

/// As papers in one picture are read: row by row from the left. Those hardly higher or lower than one another
/// are in a row.
std::vector<ReadPage> in_reading_order(std::vector<PlacedPage> placed, double row_px) {
  std::stable_sort(placed.begin(), placed.end(),
                   [](const PlacedPage& a, const PlacedPage& b) { return a.middle.y < b.middle.y; });
  for (auto row = placed.begin(); row != placed.end();) {
    const auto end = std::find_if(
        row, placed.end(), [&](const PlacedPage& other) { return other.middle.y > row->middle.y + row_px; });
    std::stable_sort(row, end,
                     [](const PlacedPage& a, const PlacedPage& b) { return a.middle.x < b.middle.x; });
    row = end;
  }
  std::vector<ReadPage> read;
  for (PlacedPage& one : placed) read.push_back(std::move(one.page));
  return read;
}

/// What concerns the paper that several pages share is told with the first of them.
void tell_once(const char* rule, std::vector<ReadPage>& read) {
  bool told = false;
  for (ReadPage& page : read)
    std::erase_if(page.findings,
                  [&](const Finding& finding) { return finding.rule == rule && std::exchange(told, true); });
}

/// Says of a picture of several papers which of them were read. `unknown`: more of them, not known.
void tell_several_papers(const PreparedRecord& record, const Where& where, int unknown,
                         std::vector<ReadPage>& read) {
  if (read.size() + static_cast<std::size_t>(unknown) < 2) return;
  std::vector<std::string> names;
  for (const ReadPage& page : read)
    if (page.identity.owner != Owner::other && page.identity.sheet >= 0)
      names.push_back(fmt::format("{}第 {} 页",
                                  record.sheets[static_cast<std::size_t>(page.identity.sheet)].title,
                                  page.identity.form_page));
  const Notice& notice = record.forms->notice;
  const std::string shown =
      names.empty() ? "没有一页是本人的" : fmt::format("核对的是{}", fmt::join(names, "、"));
  read.front().findings.push_back(
      unknown > 0 ? finding_of(notice, "several-papers-unread", Severity::warning, Audience::applicant,
                               fmt::format("这张图片里不止一张纸，{}，另有 {} 张没有认出", shown, unknown),
                               "请每页单独扫描或拍照", where)
                  : finding_of(notice, "several-papers", Severity::info, Audience::reviewer,
                               fmt::format("这张图片里有 {} 张纸，{}", read.size(), shown), "", where));
}

}  // namespace

std::vector<ReadPage> read_pages(Image image, const std::string& file, std::size_t upload, int page_number,
                                 const PreparedRecord& record, CheckRun& run, CheckWorker& worker) {
  const auto start = std::chrono::steady_clock::now();
  Stopwatch watch;
  const Image grey = grey_without_seal(image);
  const double grey_ms = watch.lap_ms();
  std::vector<PageCodes> papers = find_papers(grey, record, run.trusted);
  const double code_ms = watch.lap_ms();
  const double search_ms = ms_since(start) / static_cast<double>(papers.size());
  const PictureReader reader{file, upload, page_number,   record,
                             run,  worker, papers.size(), papers.size() == 1};
  std::vector<PlacedPage> placed;
  std::vector<LocatedSheet> located;
  for (const PageCodes& paper : papers) {
    const std::size_t before = located.size();
    ReadPage page = reader.read(image, grey, paper, located);
    page.register_ms += search_ms;
    placed.push_back(
        {located.size() > before ? middle_of(located.back()) : middle_of(paper), std::move(page)});
  }
  placed.front().page.grey_ms = grey_ms;
  placed.front().page.code_ms = code_ms;
  int unknown = 0;
  PictureReader part_reader = reader;
  part_reader.whole = false;
  for (const PicturePart& part : find_other_sheets(grey, located)) {
    std::vector<LocatedSheet> none;
    ReadPage other = part_reader.read(cut(image, part.x, part.y, part.width, part.height),
                                      cut(grey, part.x, part.y, part.width, part.height), {}, none);
    if (other.identity.sheet < 0)
      ++unknown;
    else
      placed.push_back({{part.x + part.width / 2.0, part.y + part.height / 2.0}, std::move(other)});
  }
  constexpr double row_share = 1 / 6.0;  // of the picture's height: of three rows a paper's half
  std::vector<ReadPage> read = in_reading_order(std::move(placed), row_share * grey.height);
  tell_once("print-two-up", read);
  for (std::size_t i = 0; i < read.size(); ++i) read[i].part = static_cast<int>(i);
  tell_several_papers(record, {file, page_number, std::nullopt, std::nullopt, ""}, unknown, read);
  return read;
}

}  // namespace hefu
