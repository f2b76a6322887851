#include "pipeline/form_content.h"

#include <algorithm>

#include "pipeline/form_grid.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

// Found on the tuning layouts of tests/support/papers: how long a text is that tells by itself what it is,
// and how well a text must stand where no known label says that it should.
constexpr std::size_t telling_text = 4, telling_figures = 8, shortest = 2;
constexpr double least_likeness = 0.8;
// Words beside a value are like its label when they share so much of it.
constexpr double like_label = 0.6;
constexpr std::size_t words_before = 12;
// In heights of the line: white that parts texts of one line.
constexpr double parting_white = 0.8;

/// The longest common subsequence, of the label's length.
double shared_words(const std::u32string& label, const std::u32string& text) {
  std::vector<std::size_t> row(text.size() + 1, 0);
  for (const char32_t wanted : label) {
    std::size_t corner = 0;
    for (std::size_t i = 1; i <= text.size(); ++i) {
      const std::size_t above = row[i];
      row[i] = text[i - 1] == wanted ? corner + 1 : std::max(row[i], row[i - 1]);
      corner = above;
    }
  }
  const std::size_t shared = row.back();
  return shared < 2 ? 0 : static_cast<double>(shared) / static_cast<double>(label.size());
}

/// An element of the record as labels name it.
struct Sought {
  FormLabel label;
  Wanted wanted;
  std::vector<std::u32string> words;  // of all labels that mean it alone
  double words_like(const std::vector<std::u32string>& beside) const {
    double best = 0;
    for (const std::u32string& text : beside)
      for (const std::u32string& word : words) best = std::max(best, shared_words(word, text));
    return best;
  }
};

struct Hit {
  std::size_t from = 0, to = 0;
  double likeness = 0, beside = 0;
};

class ContentFinder {
 public:
  ContentFinder(const PaperReading& paper, const Element& record, int education) : paper_(paper) {
    for (const FormLabel& label : form_words().labels) add(label, record, education);
  }

  std::vector<ContentPlace> find(const std::vector<LooseText>& loose, const std::set<std::string>& placed,
                                 const std::set<std::pair<std::size_t, std::size_t>>& taken) {
    std::vector<ContentPlace> found;
    for (const LooseText& text : loose) {
      if (text.text.vertical) continue;
      const Sought* best = nullptr;
      Hit at;
      bool doubtful = false;
      for (const Sought& sought : sought_) {
        const Hit hit = hit_in(text, sought, taken);
        if (hit.to == hit.from) continue;
        const double better = (hit.likeness + hit.beside) - (at.likeness + at.beside);
        if (best && std::abs(better) < 1e-6) doubtful = true;
        if (best && better <= 1e-6) continue;
        best = &sought, at = hit, doubtful = false;
      }
      if (best == nullptr || doubtful || placed.count(best->wanted.paths.front())) continue;
      found.push_back({best->label, part_of(text.text, at)});
    }
    return found;
  }

 private:
  void add(const FormLabel& label, const Element& record, int education) {
    if (label.parts.size() != 1) return;
    const auto known = std::find_if(sought_.begin(), sought_.end(), [&](const Sought& sought) {
      return sought.label.parts.front().path == label.parts.front().path;
    });
    if (known != sought_.end()) {
      known->words.insert(known->words.end(), label.words.begin(), label.words.end());
      return;
    }
    Sought sought{{{{label.parts.front().path, false}}, false, true, {}, label.name},
                  wanted_of(label, record, education),
                  label.words};
    if (sought.wanted.parts.size() == 1 && !sought.wanted.paths.front().empty())
      sought_.push_back(std::move(sought));
  }

  /// Whether a value tells by itself what it is.
  static bool is_telling(const WantedPart& part) {
    if (part.writing != Writing::text) return false;
    const std::u32string& form = part.forms.front();
    const auto signs_and_figures =
        std::count_if(form.begin(), form.end(), [](char32_t c) { return c < 0x3400; });
    return form.size() - static_cast<std::size_t>(signs_and_figures) >= telling_text ||
           static_cast<std::size_t>(signs_and_figures) >= telling_figures;
  }

  std::vector<std::u32string> beside(const LooseText& loose, std::size_t from) const {
    std::vector<std::u32string> words;
    for (const std::string& text : loose.beside) words.push_back(plain_label(text, true));
    const std::size_t first = from - std::min(from, words_before);
    if (from > first)
      words.push_back(plain_label(to_utf8(loose.text.text.substr(first, from - first)), true));
    return words;
  }

  Hit hit_in(const LooseText& loose, const Sought& sought,
             const std::set<std::pair<std::size_t, std::size_t>>& taken) const {
    const WantedPart& part = sought.wanted.parts.front();
    const std::u32string& text = loose.text.text;
    Hit hit;
    if (part.forms.front().size() < shortest || characters_said(text, part) <= 0) return hit;
    const PartsFit fit = fit_parts(text, sought.wanted.parts);
    const PlacedPart& place = fit.parts.front();
    if (place.form < 0 || place.from >= place.to) return hit;
    const auto size = static_cast<double>(
        std::max(part.forms[static_cast<std::size_t>(place.form)].size(), place.to - place.from));
    const double likeness = 1 - static_cast<double>(place.edits) / size;
    const double like = sought.words_like(beside(loose, place.from));
    const bool led = like >= like_label;
    if (likeness < least_likeness || (!led && !is_telling(part)) || !stands_alone(loose.text, place))
      return hit;
    for (std::size_t i = place.from; i < place.to; ++i)
      if (taken.count({loose.text.at[i].line, loose.text.at[i].character})) return hit;
    return {place.from, place.to, likeness, led ? like : 0};
  }

  /// Nothing that could be more of it stands before or after it.
  bool stands_alone(const FormText& text, const PlacedPart& place) const {
    const auto parted = [&](std::size_t left, std::size_t right) {
      if (is_sign(text.text[left]) || is_sign(text.text[right])) return true;
      if (text.at[left].line != text.at[right].line) return text.cell < 0;
      const ReadLine& line = paper_.lines[text.at[left].line];
      return white_between(paper_, line.characters[text.at[left].character].box,
                           line.characters[text.at[right].character].box) > parting_white * line.box.height;
    };
    return (place.from == 0 || parted(place.from - 1, place.from)) &&
           (place.to == text.text.size() || parted(place.to - 1, place.to));
  }

  FormText part_of(const FormText& whole, const Hit& hit) const {
    if (hit.from == 0 && hit.to == whole.text.size()) return whole;
    FormText part = part_of_text(whole, hit.from, hit.to, paper_);
    part.within = true;
    return part;
  }

  const PaperReading& paper_;
  std::vector<Sought> sought_;
};

/// The last character of a text that is no blank; `first`: the first. 0: of none.
char32_t outer_character(const std::string& text, bool first) {
  const std::u32string plain = without_spaces(text);
  return plain.empty() ? 0 : first ? plain.front() : plain.back();
}

}  // namespace

bool stands_apart(const PaperReading& paper, std::size_t line, const ClaimReading& found) {
  const BoxPx& box = paper.lines[line].box;
  const auto parted = [&](char32_t other, double edge, bool right) {
    const double white = white_beside(paper, box, edge, right), end = right ? box.right() : box.x;
    return (other != 0 && is_sign(other)) || white > parting_white * box.height ||
           std::abs(end - edge) < white + box.height / 2;
  };
  return parted(outer_character(found.before, false), found.glyphs_left_px, false) &&
         parted(outer_character(found.after, true), found.glyphs_right_px, true);
}

std::vector<ContentPlace> find_by_content(const PaperReading& paper, const std::vector<LooseText>& loose,
                                          const Element& record, int education,
                                          const std::set<std::string>& placed,
                                          const std::set<std::pair<std::size_t, std::size_t>>& taken) {
  return ContentFinder(paper, record, education).find(loose, placed, taken);
}

}  // namespace hefu
