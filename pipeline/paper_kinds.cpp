#include "pipeline/paper_kinds.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

#include "schemas/data_files.h"

namespace hefu {
namespace {

constexpr double least_weight = 3, least_lead = 1;  // of paper-kinds.txt
constexpr double upper_share = 0.34;                // of a page's height: where its title stands

struct WeighedWords {
  double weight = 0;
  std::vector<std::string> words;
};

struct KindOfPaper {
  std::string kind, name, items;
  std::vector<WeighedWords> words;
};

const std::vector<KindOfPaper>& kinds() {
  static const std::vector<KindOfPaper> all = [] {
    std::vector<KindOfPaper> read;
    std::istringstream lines(read_file(data_file("pipeline/paper-kinds.txt")));
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::istringstream fields(line);
      std::string first;
      fields >> first;
      if (first == "kind") {
        KindOfPaper kind;
        fields >> kind.kind >> kind.name >> kind.items;
        read.push_back(kind);
      } else if (!read.empty()) {
        WeighedWords words{std::strtod(first.c_str(), nullptr), {}};
        for (std::string word; fields >> word;) words.words.push_back(word);
        read.back().words.push_back(words);
      }
    }
    return read;
  }();
  return all;
}

std::string without_spaces(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.compare(i, 3, "\xE3\x80\x80") == 0) {
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

double weigh(const KindOfPaper& kind, const PaperWords& page, std::vector<std::string>& reasons) {
  double sum = 0;
  for (const WeighedWords& line : kind.words)
    for (const std::string& word : line.words) {
      if (page.all.find(word) == std::string::npos) continue;
      const bool title = line.weight > 0 && page.upper.find(word) != std::string::npos;
      sum += line.weight * (title ? 2 : 1);
      if (line.weight > 0) reasons.push_back(word);
    }
  return sum;
}

/// The year that an assessment is of: "2023年度", or the first year that stands in its upper part.
int year_of(const PaperWords& page) {
  const auto year_before = [&](const std::string& text, const char* word) {
    const std::size_t at = text.find(word);
    if (at == std::string::npos || at < 4) return 0;
    const int year = std::atoi(text.substr(at - 4, 4).c_str());
    return year > 1950 && year < 2200 ? year : 0;
  };
  for (const std::string& text : {page.upper, page.all})
    for (const char* word : {"年度", "年"})
      if (const int year = year_before(text, word); year > 0) return year;
  return 0;
}

}  // namespace

PaperWords words_of(const PaperReading& page) {
  PaperWords words;
  for (const ReadLine& line : page.lines) {
    const std::string text = without_spaces(line.text);
    words.all += text + "\n";
    if (line.box.y < upper_share * page.page.grey.height) words.upper += text + "\n";
  }
  return words;
}

PaperKind kind_of_paper(const std::vector<PaperWords>& pages) {
  PaperKind best;
  std::map<std::string, double> sums;
  std::map<std::string, std::vector<std::string>> reasons;
  int year = 0;
  // Later pages are text and tables of any kind: the first two tell.
  for (std::size_t i = 0; i < std::min<std::size_t>(2, pages.size()); ++i) {
    const PaperWords& words = pages[i];
    if (year == 0) year = year_of(words);
    for (const KindOfPaper& kind : kinds()) {
      std::vector<std::string> found;
      const double sum = weigh(kind, words, found);
      if (sums.count(kind.kind) > 0 && sum <= sums[kind.kind]) continue;
      sums[kind.kind] = sum;
      reasons[kind.kind] = std::move(found);
    }
  }
  for (const KindOfPaper& kind : kinds()) {
    const double sum = sums[kind.kind];
    if (sum > best.weight) {
      best.next = best.weight;
      best.weight = sum;
      best.kind = kind.kind;
      best.name = kind.name;
    } else {
      best.next = std::max(best.next, sum);
    }
  }
  if (best.weight < least_weight || best.weight - best.next < least_lead) {
    best.kind.clear();
    best.name.clear();
    return best;
  }
  best.reasons = reasons[best.kind];
  if (best.kind == "yearly-assessment") best.year = year;
  return best;
}

std::vector<int> items_of_kind(const std::string& kind, const Notice& notice) {
  std::vector<int> items;
  for (const KindOfPaper& known : kinds()) {
    if (known.kind != kind || known.items == "-") continue;
    std::istringstream list(known.items);
    for (std::string word; std::getline(list, word, ',');)
      for (const Material& material : notice.materials)
        if (material.evidence && material.name.find(word) != std::string::npos)
          items.push_back(material.item);
  }
  return items;
}

}  // namespace hefu
