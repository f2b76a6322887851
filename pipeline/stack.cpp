#include "pipeline/stack.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "ocr/blank_page.h"
#include "ocr/zone_text.h"
#include "pipeline/identify_page.h"
#include "pipeline/interrupt.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

/// What a page's codes say, before anything else is asked.
struct SeenPage {
  PageIdentity identity;
  bool blank = false;
};

bool is_open(const SeenPage& page) {
  const CodeStatus status = page.identity.code;
  return !page.blank &&
         (page.identity.conflicting || status == CodeStatus::absent || status == CodeStatus::forged);
}

class StackSorter {
 public:
  StackSorter(const std::vector<std::string>& numbers, std::vector<Case>& cases, CheckRun& run,
              CheckWorker& worker)
      : cases_(cases), run_(run), worker_(worker) {
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (!numbers[i].empty()) case_of_[numbers[i]] = i;
  }

  void sort(const fs::path& file, std::vector<StackPage>& out) {
    const auto stack = std::make_shared<StackFile>();
    stack->name = file.filename().string();
    stack->bytes = read_file(file);
    const Digest digest = sha256(stack->bytes);
    stack->sha256 = hex(digest.data(), digest.size());
    const std::vector<SeenPage> seen = look(*stack, file);
    std::vector<StackPage> pages(seen.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
      pages[i].file = stack->name;
      pages[i].page = static_cast<int>(i) + 1;
      pages[i].blank = seen[i].blank;
      if (seen[i].blank || is_open(seen[i])) continue;
      const std::string& number = seen[i].identity.said->application;
      if (case_of_.count(number))
        pages[i].number = number;
      else
        pages[i].reason = tr("页码上的申报编号不在本次核对的案卷之中");
    }
    for (std::size_t i = 0; i < seen.size(); ++i)
      if (is_open(seen[i])) find_owner(*stack, i, pages);
    share_out(stack, seen, pages);
    std::move(pages.begin(), pages.end(), std::back_inserter(out));
  }

 private:
  std::vector<SeenPage> look(const StackFile& stack, const fs::path& file) {
    std::vector<SeenPage> seen;
    const DecodedFile decoded = run_.machine.sandbox().decode(
        stack.bytes,
        [&](int page, Image image) {
          stop_if_interrupted();
          seen.resize(static_cast<std::size_t>(page) + 1);
          SeenPage& one = seen.back();
          one.identity = read_page_codes(grey_without_seal(image), run_.trusted).identity;
          one.blank = one.identity.code == CodeStatus::absent && is_blank(image);
        },
        {0, 0, most_stack_pages, true});
    if (seen.empty())
      throw Error(ErrorKind::bad_input, fmt::format("{}: {}", file.string(), decoded.reason),
                  tr("请重新扫描，存为 PDF、JPEG、PNG 或 TIFF"));
    seen.resize(static_cast<std::size_t>(std::max<int>(decoded.pages, static_cast<int>(seen.size()))));
    return seen;
  }

  /// A page without a code that may be believed: only print that matches a case's own tells whose it is.
  void find_owner(const StackFile& stack, std::size_t index, std::vector<StackPage>& pages) {
    Image image;
    run_.machine.sandbox().decode(stack.bytes, [&](int, Image page) { image = std::move(page); },
                                  {static_cast<int>(index), 1, most_stack_pages, true});
    if (image.empty()) {
      pages[index].reason = tr("这一页无法读取");
      return;
    }
    const Image grey = grey_without_seal(image);
    std::vector<std::string> asked;
    std::string serial;
    for (const std::string& number : owners_beside(index, pages)) {
      asked.push_back(number);
      if (is_page_of(number, image, grey, serial)) {
        pages[index].number = number;
        return;
      }
    }
    if (case_of_.count(serial) && std::find(asked.begin(), asked.end(), serial) == asked.end() &&
        is_page_of(serial, image, grey, serial)) {
      pages[index].number = serial;
      return;
    }
    pages[index].reason = tr("没有可用的页码，也不与相邻各页的申报人的表格相符");
  }

  std::vector<std::string> owners_beside(std::size_t index, const std::vector<StackPage>& pages) const {
    std::vector<std::string> owners;
    const auto add = [&](const StackPage& page) {
      if (page.number.empty()) return false;
      if (std::find(owners.begin(), owners.end(), page.number) == owners.end()) owners.push_back(page.number);
      return true;
    };
    for (std::size_t i = index; i-- > 0;)
      if (add(pages[i])) break;
    for (std::size_t i = index + 1; i < pages.size(); ++i)
      if (add(pages[i])) break;
    return owners;
  }

  /// `serial`: gets the application number that an engine reads where the form prints it. It only says whose
  /// record to try next.
  bool is_page_of(const std::string& number, const Image& image, const Image& grey, std::string& serial) {
    const PreparedRecord& record = record_of(number);
    if (!record.ok) return false;
    const auto located = identify_by_print(image, grey, record, worker_);
    if (!located) return false;
    const Page& page = record.sheets[static_cast<std::size_t>(located->sheet)].pages[located->page];
    const PageReading reading =
        worker_.verifier.verify(image, grey, page, located->registration.map, nullptr);
    if (reading.legible && owner_by_fields(page, reading) == Owner::this_applicant) return true;
    for (const Field& field : page.fields) {
      if (field.path != "/application/@number" || !worker_.reader) continue;
      std::vector<std::vector<Glyph>> lines;
      for (const std::uint32_t run : field.runs) lines.push_back(page.runs[run].glyphs);
      const ReadText read = read_zone(*worker_.reader, grey, located->registration.map, field.box, lines);
      for (const auto& [known, index] : case_of_)
        if (read.ok && reads_alike(read.text, known)) serial = known;
    }
    return false;
  }

  /// The last record asked for is kept: pages of one person lie together.
  const PreparedRecord& record_of(const std::string& number) {
    if (number != prepared_number_) {
      prepared_ = prepare_record(cases_[case_of_.at(number)].record, {}, run_.machine);
      prepared_number_ = number;
    }
    return prepared_;
  }

  /// A page that comes again goes to a further copy: two copies in one stack are two copies.
  void share_out(const std::shared_ptr<const StackFile>& stack, const std::vector<SeenPage>& seen,
                 const std::vector<StackPage>& pages) {
    std::map<std::tuple<std::string, int, int>, std::size_t> copies;
    std::map<std::pair<std::string, std::size_t>, StackShare> shares;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (pages[i].number.empty()) continue;
      std::size_t copy = 0;
      if (!is_open(seen[i])) {
        const PageCode& said = *seen[i].identity.said;
        copy = copies[{pages[i].number, said.form_code, said.page}]++;
      }
      StackShare& share = shares[{pages[i].number, copy}];
      share.stack = stack;
      share.pages.push_back(static_cast<int>(i));
    }
    for (auto& [key, share] : shares) cases_[case_of_.at(key.first)].shares.push_back(std::move(share));
  }

  std::map<std::string, std::size_t> case_of_;
  std::vector<Case>& cases_;
  CheckRun& run_;
  CheckWorker& worker_;
  PreparedRecord prepared_;
  std::string prepared_number_;
};

}  // namespace

std::vector<StackPage> sort_stacks(const std::vector<fs::path>& stacks,
                                   const std::vector<std::string>& numbers, std::vector<Case>& cases,
                                   CheckRun& run, CheckWorker& worker) {
  std::vector<StackPage> pages;
  StackSorter sorter(numbers, cases, run, worker);
  for (const fs::path& stack : stacks) sorter.sort(stack, pages);
  return pages;
}

std::vector<std::string> unowned_pages(const std::vector<StackPage>& pages) {
  std::vector<std::string> lines;
  for (const StackPage& page : pages)
    if (page.number.empty() && !page.blank)
      lines.push_back(fmt::format(fmt::runtime(tr("{} 第 {} 页：{}")), page.file, page.page, page.reason));
  return lines;
}

}  // namespace hefu
