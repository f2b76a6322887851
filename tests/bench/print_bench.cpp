// One print job of a thousand people: seconds, memory and size; then the file is read back, and every page's
// paper, person, form, copy and number is compared with what the job should be.

#include <fcntl.h>
#include <fmt/format.h>

#include <cstring>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "schemas/data_files.h"
#include "tests/support/measured.h"
#include "tests/support/record_files.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;

std::string number_of(int person) { return fmt::format("YB-P{:05}", person); }

void write_people(const fs::path& folder, int people) {
  for (int person = 1; person <= people; ++person) {
    support::PersonWish wish;
    wish.number = number_of(person);
    wish.rare_characters = person % 20 == 0;
    const auto seed = static_cast<std::uint64_t>(40'000 + person);
    support::write_record(folder / fmt::format("{:05}", person), seed, wish);
  }
}

struct ReadPage {
  std::string paper, text;
};

/// As poppler reads the file.
std::vector<ReadPage> read_pages(const fs::path& pdf) {
  std::vector<ReadPage> pages;
  std::istringstream sizes(support::run_command("pdfinfo -l 10000000 '" + pdf.string() + "'").output);
  for (std::string line; std::getline(sizes, line);)
    if (line.starts_with("Page ") && line.find(" size: ") != std::string::npos)
      pages.push_back({line.find("(A3)") != std::string::npos   ? "A3"
                       : line.find("(A4)") != std::string::npos ? "A4"
                                                                : line,
                       ""});
  const std::string text = support::run_command("pdftotext -raw '" + pdf.string() + "' -").output;
  std::size_t from = 0;
  for (ReadPage& page : pages) {
    const std::size_t end = text.find('\f', from);
    if (end == std::string::npos) throw std::runtime_error("pdftotext read fewer pages than pdfinfo");
    page.text = text.substr(from, end - from);
    // A page that is shown upside down is read in other lines; the characters and their order are the same.
    std::erase_if(page.text, [](char c) { return c == ' ' || c == '\n'; });
    from = end + 1;
  }
  return pages;
}

/// Reads the pages one after the other and wants each to be the one that comes next.
class Proof {
 public:
  explicit Proof(std::vector<ReadPage> pages) : pages_(std::move(pages)) {}

  std::size_t at() const { return at_; }
  /// Pages that are no copies of others, empty ones left out.
  std::size_t distinct() const { return distinct_; }
  bool at_end() const { return at_ == pages_.size(); }
  void separator(const std::string& number) {
    want(page().paper == "A4" && has("分隔页") && has(number), "separator of " + number);
    ++at_, ++distinct_;
    blank("A4");
  }
  /// All pages of one copy; what makes it a form of this kind must stand on its first page.
  void copy(const std::string& number, const std::string& kind, const std::string& paper, bool two_sided,
            int which) {
    want(has(kind), kind + " of " + number);
    int of = 1;
    for (int i = 1; i <= of; ++i) {
      const std::string where = fmt::format("{} of {}, page {}", kind, number, i);
      want(page().paper == paper && has(number), where);
      const std::size_t mark = page().text.find(fmt::format("第{}页", i));
      want(mark != std::string::npos, where);
      if (i == 1)
        of = std::atoi(page().text.substr(page().text.find("共", mark) + std::strlen("共")).c_str());
      ++at_, distinct_ += which == 0;
      if (!two_sided || (i == of && at_ % 2 == 1)) blank(paper);
    }
  }

 private:
  const ReadPage& page() const {
    want(at_ < pages_.size(), "one more page");
    return pages_[at_];
  }
  bool has(const std::string& text) const { return page().text.find(text) != std::string::npos; }
  void blank(const std::string& paper) {
    want(page().paper == paper && page().text.empty(), "an empty back");
    ++at_;
  }
  void want(bool so, const std::string& what) const {
    if (!so) throw std::runtime_error(fmt::format("page {} of the file is not {}", at_ + 1, what));
  }
  std::vector<ReadPage> pages_;
  std::size_t at_ = 0, distinct_ = 0;
};

/// Bytes of the streams whose dictionaries name one of these.
std::size_t stream_bytes(const std::string& pdf, const std::vector<std::string>& names) {
  std::size_t sum = 0;
  for (std::size_t at = 0; (at = pdf.find("stream\n", at)) != std::string::npos; at += 7) {
    if (at >= 3 && pdf.compare(at - 3, 3, "end") == 0) continue;
    const std::size_t begin = pdf.rfind(" obj", at);
    const std::string dictionary = pdf.substr(begin, at - begin);
    const std::size_t length_at = dictionary.find("/Length ");
    const std::size_t length = std::stoul(dictionary.substr(length_at + 8));
    for (const std::string& name : names)
      if (dictionary.find(name) != std::string::npos) {
        sum += length;
        break;
      }
    at += length;
  }
  return sum;
}

int run(int people) {
  constexpr int form_copies = 3;  // G25 prints one; so a copy that is missing would be seen
  const support::ScratchFolder scratch;
  write_people(scratch.path() / "people", people);
  const std::string hefu = fs::read_symlink("/proc/self/exe").parent_path() / "hefu";
  const fs::path out = scratch.path() / "out";
  const std::vector<std::string> print = {hefu,
                                          "print",
                                          "-q",
                                          "-j",
                                          "1",
                                          "--state",
                                          scratch.path() / "state",
                                          "-o",
                                          out,
                                          "--now",
                                          "2025-07-01",
                                          "--copies",
                                          fmt::format("submission-form={}", form_copies),
                                          scratch.path() / "people"};
  const support::Cost cost = support::measured([&] {
    support::become_program(print, ::open("/dev/null", O_WRONLY));
    return 0;
  });
  if (cost.exit_code != 0) throw std::runtime_error("hefu print failed");
  const fs::path file = out / "print-job.pdf";
  Proof proof(read_pages(file));
  for (int person = 1; person <= people; ++person) {
    const std::string number = number_of(person);
    proof.separator(number);
    proof.copy(number, "目录单", "A4", false, 0);
    for (int copy = 0; copy < 2; ++copy) proof.copy(number, "评审表", "A4", true, copy);
    for (int copy = 0; copy < form_copies; ++copy) proof.copy(number, "送审表", "A3", true, copy);
  }
  if (!proof.at_end()) throw std::runtime_error("the file has more pages than the job");

  const std::string bytes = read_file(file);
  const std::size_t fonts = stream_bytes(bytes, {"/CIDFontType0C", "/Length1"});
  const std::size_t photos = stream_bytes(bytes, {"/Subtype/Image"});
  const auto pages = static_cast<double>(proof.at());
  const double kb = static_cast<double>(bytes.size() - fonts - photos) / 1024;
  const double kb_per_page = kb / static_cast<double>(proof.distinct());
  std::printf("people                        %10d\n", people);
  std::printf("pages, all in their places    %10.0f\n", pages);
  std::printf("CPU seconds, one worker       %10.1f\n", cost.cpu_seconds);
  std::printf("seconds                       %10.1f\n", cost.seconds);
  std::printf("peak MB                       %10.1f\n", cost.peak_mb);
  std::printf("file MB                       %10.1f\n", static_cast<double>(bytes.size()) / 1048576);
  std::printf("  photos MB                   %10.1f\n", static_cast<double>(photos) / 1048576);
  std::printf("  shared fonts MB             %10.1f\n", static_cast<double>(fonts) / 1048576);
  std::printf("KB a page beyond both         %10.2f\n", kb / pages);
  std::printf("  a page that is no copy      %10.2f\n", kb_per_page);
  std::printf(
      "{\"bench\":\"print\",\"people\":%d,\"pages\":%.0f,\"cpu_s\":%.1f,\"seconds\":%.1f,\"peak_mb\":%.1f,"
      "\"kb_per_page\":%.2f}\n",
      people, pages, cost.cpu_seconds, cost.seconds, cost.peak_mb, kb_per_page);
  return 0;
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  try {
    return hefu::run(argc > 1 && std::strcmp(argv[1], "--quick") == 0 ? 60 : 1000);
  } catch (const std::exception& error) {
    std::cerr << "bench print: " << error.what() << '\n';
    return 1;
  }
}
