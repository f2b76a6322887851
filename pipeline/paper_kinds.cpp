#include "pipeline/paper_kinds.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

#include "pipeline/paper_signs.h"
#include "pipeline/paper_words.h"
#include "schemas/data_files.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Of paper-kinds.txt, and found with it: bench kinds --role tuning. A kind that a title says needs less of a
// lead over one that none does.
constexpr double least_weight = 3, least_lead = 1, least_lead_of_titled = 0.4;
constexpr double weight_of_title = 4, weight_of_half_title = 2, weight_elsewhere = 1;
// Words that many papers have (weight 1, half titles) decide nothing together, but where they are very many.
constexpr double weak_weight = 1, most_of_weak = 2, share_beyond = 0.25;
constexpr double share_of_second = 0.7;
// So many other kinds, each with so much, speak for a form. On tuning papers 40 of 100 forms have as many,
// and of 950 others seven summaries and seven notices.
constexpr double weight_of_many = 2, for_many = 2;
constexpr std::ptrdiff_t least_many = 5;
// A title is set larger than the text, or stands among the first lines.
constexpr double title_size = 1.3, title_y = 0.34;
constexpr std::size_t longest_title = 40;

struct Word {
  std::string text;
  std::vector<std::u32string> letters;  // more than one: of a title, with anything between
  double weight = 0, elsewhere = 0;     // `elsewhere`: of a title in a line that is none
  bool title = false;
};

struct KindOfPaper {
  std::string kind, name, items;
  std::vector<Word> words;
};

std::vector<std::u32string> parts_of(const std::string& text) {
  std::vector<std::u32string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, '*');) parts.push_back(to_utf32(part));
  return parts;
}

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
        continue;
      }
      Word word;
      word.title = first == "title" || first == "half-title";
      word.weight = first == "title"        ? weight_of_title
                    : first == "half-title" ? weight_of_half_title
                                            : std::strtod(first.c_str(), nullptr);
      word.elsewhere = first == "title" ? weight_elsewhere : 0;
      while (fields >> word.text) {
        word.letters = parts_of(word.text);
        read.back().words.push_back(word);
      }
    }
    return read;
  }();
  return all;
}

struct Line {
  std::u32string text;
  bool title = false;
};

/// A title that was found: whose, where, how well, and how many characters of it say so.
struct FoundTitle {
  std::size_t kind = 0, line = 0;
  NearWord place;
  const Word* word = nullptr;
  double letters = 0;
};

/// The parts of a title one after the other; as good as the worst of them.
NearWord find_parts(const std::u32string& line, const std::vector<std::u32string>& parts) {
  NearWord all = find_near(line, parts.front());
  for (std::size_t i = 1; i < parts.size() && all.found; ++i) {
    const NearWord next = find_near(line.substr(all.end), parts[i]);
    all = {next.found, all.begin, all.end + next.end, all.errors + next.errors,
           std::min(all.quality, next.quality)};
  }
  return all;
}

double letters_of(const Word& word) {
  double letters = 0;
  for (const std::u32string& part : word.letters) letters += static_cast<double>(part.size());
  return letters;
}

struct Sums {
  double strong = 0, weak = 0;
  bool titled = false;  // by a line that is a title
  std::vector<std::string> reasons;
  double sum() const {
    return strong + std::min(weak, most_of_weak) + share_beyond * std::max(0.0, weak - most_of_weak);
  }
};

class PageKinds {
 public:
  explicit PageKinds(const PaperWords& page) {
    seen_ = signs_of(page);
    for (const PaperLine& line : page.lines) {
      Line read{to_utf32(line.text), false};
      read.title = read.text.size() <= longest_title && !line.in_table &&
                   (line.size >= title_size || line.y < title_y);
      lines_.push_back(std::move(read));
    }
    join_titles(page);
  }

  /// One for each kind, in the file's order; `share`: of what its words weigh.
  std::vector<Sums> weigh(double share) {
    std::vector<Sums> sums(kinds().size());
    weigh_titles(sums);
    for (std::size_t kind = 0; kind < sums.size(); ++kind)
      for (const Word& word : kinds()[kind].words)
        if (!word.title) weigh_word(word, sums[kind]);
    for (Sums& sum : sums) sum.strong *= share, sum.weak *= share;
    return sums;
  }

 private:
  /// A long title is set in two lines of one size: 关于聘任样本甲等同志 / 专业技术职务的通知.
  void join_titles(const PaperWords& page) {
    constexpr double same_size = 1.2, next_line = 3;  // of the size; of its share of the page's height
    constexpr double line_y = 0.015;                  // a line of the text's size, of the page's height
    for (std::size_t i = 0; i + 1 < page.lines.size(); ++i) {
      const PaperLine &upper = page.lines[i], &lower = page.lines[i + 1];
      const bool alike = std::max(upper.size, lower.size) < same_size * std::min(upper.size, lower.size);
      if (!lines_[i].title || !lines_[i + 1].title || !alike ||
          lower.y - upper.y > next_line * line_y * upper.size)
        continue;
      Line both{lines_[i].text + lines_[i + 1].text, true};
      if (both.text.size() <= longest_title) lines_.push_back(std::move(both));
    }
  }

  void weigh_word(const Word& word, Sums& sums) const {
    double quality = 0;
    if (word.text[0] == '@') {
      quality = std::find(seen_.begin(), seen_.end(), word.text) != seen_.end() ? 1 : 0;
    } else {
      for (const Line& line : lines_)
        quality = std::max(quality, find_near(line.text, word.letters.front()).quality);
    }
    if (quality == 0) return;
    (word.weight > 0 && word.weight <= weak_weight ? sums.weak : sums.strong) += word.weight * quality;
    if (word.weight > 0 && word.text[0] != '@') sums.reasons.push_back(word.text);
  }

  void weigh_titles(std::vector<Sums>& sums) const {
    std::vector<FoundTitle> found;
    for (std::size_t kind = 0; kind < sums.size(); ++kind)
      for (const Word& word : kinds()[kind].words) {
        if (!word.title) continue;
        for (std::size_t line = 0; line < lines_.size(); ++line) {
          if (word.letters.size() > 1 && !lines_[line].title) continue;
          const NearWord place = find_parts(lines_[line].text, word.letters);
          if (place.found) found.push_back({kind, line, place, &word, letters_of(word) * place.quality});
        }
      }
    std::stable_sort(found.begin(), found.end(),
                     [](const FoundTitle& a, const FoundTitle& b) { return a.letters > b.letters; });
    std::vector<FoundTitle> taken;
    std::vector<double> best(sums.size());
    std::vector<const Word*> titles(sums.size());
    for (const FoundTitle& title : found) {
      const bool covered = std::any_of(taken.begin(), taken.end(), [&](const FoundTitle& longer) {
        return longer.line == title.line && longer.kind != title.kind &&
               longer.place.begin < title.place.end && title.place.begin < longer.place.end;
      });
      if (covered) continue;
      taken.push_back(title);
      const double weight =
          (lines_[title.line].title ? title.word->weight : title.word->elsewhere) * title.place.quality;
      if (weight <= best[title.kind]) continue;
      best[title.kind] = weight;
      titles[title.kind] = title.word;
      sums[title.kind].titled = lines_[title.line].title && weight > weight_of_half_title;
    }
    for (std::size_t kind = 0; kind < sums.size(); ++kind) {
      if (titles[kind] == nullptr) continue;
      (best[kind] > weight_of_half_title ? sums[kind].strong : sums[kind].weak) += best[kind];
      sums[kind].reasons.push_back(titles[kind]->text);
    }
  }

  std::vector<Line> lines_;
  std::vector<std::string> seen_;
};

int year_from(std::u32string digits) {
  static const std::u32string chinese = U"〇一二三四五六七八九";
  int year = 0;
  for (char32_t& c : digits) {
    if (c == U'○' || c == U'零' || c == U'O') c = U'〇';
    const std::size_t said = chinese.find(c);
    if (said == chinese.npos && (c < U'0' || c > U'9')) return 0;
    year = 10 * year + static_cast<int>(said == chinese.npos ? c - U'0' : said);
  }
  return year > 1950 && year < 2200 ? year : 0;
}

/// The year before each of these words, or after it, in the order of the text; 0: none.
int year_beside(const std::u32string& text, const std::u32string& word) {
  constexpr std::size_t digits = 4, longest_gap = 2;  // 年度：2023
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if (at >= digits)
      if (const int year = year_from(text.substr(at - digits, digits)); year > 0) return year;
    const std::size_t end = at + word.size();
    for (std::size_t gap = 0; gap <= longest_gap && word.size() > 1 && end + gap + digits <= text.size();
         ++gap)
      if (const int year = year_from(text.substr(end + gap, digits)); year > 0) return year;
  }
  return 0;
}

/// The year that an assessment is of: "2023年度", "年度：2023", or the first year that stands in its upper
/// part.
int year_of(const PaperWords& page) {
  std::string upper;
  for (const PaperLine& line : page.lines)
    if (line.y < title_y) upper += line.text + "\n";
  for (const char32_t* word : {U"年度", U"年"})
    for (const std::string& text : {upper, page.all()})
      if (const int year = year_beside(to_utf32(text), word); year > 0) return year;
  return 0;
}

/// What a person needs to see why: the first, none that another one says, too.
std::vector<std::string> telling(const std::vector<std::string>& words) {
  constexpr std::size_t most = 5;
  std::vector<std::string> told;
  for (const std::string& word : words) {
    const bool said = std::any_of(words.begin(), words.end(), [&](const std::string& other) {
      return other.size() > word.size() && other.find(word) != other.npos;
    });
    if (!said && told.size() < most && std::find(told.begin(), told.end(), word) == told.end())
      told.push_back(word);
  }
  return told;
}

}  // namespace

/// A form asks for something of everything: its words are those of many kinds. Notices and summaries tell of
/// as many, but say what they are.
void tell_forms_by_many_kinds(std::vector<Sums>& sums) {
  const auto is_asked_for = [](const std::string& kind) {
    return kind != "foreign-form" && kind != "recommendation" && kind != "none";
  };
  std::ptrdiff_t many = 0;
  for (std::size_t kind = 0; kind < sums.size(); ++kind)
    many += is_asked_for(kinds()[kind].kind) && sums[kind].sum() >= weight_of_many;
  if (many < least_many) return;
  for (std::size_t kind = 0; kind < sums.size(); ++kind)
    if (kinds()[kind].kind == "foreign-form") sums[kind].strong += for_many;
}

PaperKind kind_of_paper(const std::vector<PaperWords>& pages) {
  std::vector<Sums> sums(kinds().size());
  int year = 0;
  // Later pages are text and tables of any kind: the first two tell, and the first says what it is.
  for (std::size_t i = 0; i < std::min<std::size_t>(2, pages.size()); ++i) {
    if (year == 0) year = year_of(pages[i]);
    const double share = i == 0 ? 1 : share_of_second;
    const std::vector<Sums> here = PageKinds(pages[i]).weigh(share);
    for (std::size_t kind = 0; kind < sums.size(); ++kind)
      if (here[kind].sum() > sums[kind].sum()) sums[kind] = here[kind];
  }
  tell_forms_by_many_kinds(sums);
  PaperKind best;
  std::size_t first = 0, second = 0;
  for (std::size_t kind = 0; kind < sums.size(); ++kind) {
    if (sums[kind].sum() > best.weight) {
      best.next = best.weight;
      best.weight = sums[kind].sum();
      second = first;
      first = kind;
    } else if (sums[kind].sum() > best.next) {
      best.next = sums[kind].sum();
      second = kind;
    }
  }
  const bool proves_nothing = kinds()[first].kind == "none";
  const double lead = sums[first].titled && !sums[second].titled ? least_lead_of_titled : least_lead;
  if (best.weight < least_weight || best.weight - best.next < lead || proves_nothing) return best;
  best.kind = kinds()[first].kind;
  best.name = kinds()[first].name;
  best.reasons = telling(sums[first].reasons);
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
