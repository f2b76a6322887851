#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "schemas/error.h"
#include "schemas/write_file.h"
#include "tests/support/papers/paper.h"
#include "tests/support/people.h"
#include "tests/support/scan.h"

/// Writes made-up papers to look at: NNN-kind-layout-P.png, the truth beside them and the people's records.
/// make_papers [--role ROLE] [--papers N] [--kind KIND] [--layout NAME] [--damage KIND]
/// [--fonts SET] [--seed FIRST] [--changed] [--retyped] -o DIR
namespace {
namespace fs = std::filesystem;
using namespace hefu;
using namespace hefu::support;

struct Wanted {
  PaperWish wish;
  int papers = 20;
  std::uint64_t first = 0;  // 0: the role's first
  std::string damage;
  fs::path folder;
};

Wanted read_arguments(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--changed") {
      wanted.wish.changed = "any";
      continue;
    }
    if (name == "--retyped") {
      wanted.wish.shuffled = wanted.wish.row_missing = wanted.wish.row_added = true;
      continue;
    }
    if (i + 1 == argc) throw Error(ErrorKind::usage, name + " wants a value");
    const std::string value = argv[++i];
    if (name == "--role")
      wanted.wish.role = value;
    else if (name == "--papers")
      wanted.papers = std::stoi(value);
    else if (name == "--kind")
      wanted.wish.kind = value;
    else if (name == "--layout")
      wanted.wish.layout = value;
    else if (name == "--fonts")
      wanted.wish.fonts = value;
    else if (name == "--damage")
      wanted.damage = value;
    else if (name == "--seed")
      wanted.first = std::stoull(value);
    else if (name == "-o")
      wanted.folder = value;
    else
      throw Error(ErrorKind::usage, "no option " + name);
  }
  if (wanted.folder.empty()) throw Error(ErrorKind::usage, "-o DIR is missing");
  return wanted;
}

void write_paper(const Wanted& wanted, std::uint64_t seed, const std::vector<std::string>& kinds) {
  PaperWish wish = wanted.wish;
  wish.seed = seed;
  const Element record = paper_person(seed);
  if (wish.kind.empty() && wish.layout.empty())
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      wish.kind = kinds[(seed + i) % kinds.size()];
      if (can_make(wish, record)) break;
    }
  if (!can_make(wish, record)) return;
  const Paper paper = make_paper(wish, record);
  const std::string name = fmt::format("{:05}-{}-{}", seed, paper.kind, paper.layout);
  for (std::size_t page = 0; page < paper.pages.size(); ++page) {
    const PaperPage& sheet = paper.pages[page];
    const Image picture =
        wanted.damage.empty()
            ? sheet.picture
            : simulate_scan(sheet.picture, sheet.width_mm, sheet.height_mm, damage_kind(wanted.damage), seed);
    write_file(wanted.folder / fmt::format("{}-{}.png", name, page + 1), encode_png(picture));
  }
  write_file(wanted.folder / (name + ".truth.xml"), truth_xml(paper));
  write_file(wanted.folder / (name + ".application.xml"), to_xml(record));
}

}  // namespace

int main(int argc, char** argv) try {
  const Wanted wanted = read_arguments(argc, argv);
  fs::create_directories(wanted.folder);
  const std::uint64_t first = wanted.first > 0                   ? wanted.first
                              : wanted.wish.role == "judgement"  ? 20930
                              : wanted.wish.role == "validation" ? 1000
                                                                 : 1;
  for (int i = 0; i < wanted.papers; ++i)
    write_paper(wanted, first + static_cast<std::uint64_t>(i), paper_kinds());
  return 0;
} catch (const hefu::Error& error) {
  std::fprintf(stderr, "make_papers: %s\n%s\n", error.what(), error.hint().c_str());
  return error.exit_code();
}
