#include "tests/support/papers/paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "schemas/error.h"
#include "tests/support/papers/change_record.h"
#include "tests/support/papers/layouts.h"
#include "tests/support/papers/record_values.h"
#include "tests/support/papers/set_pages.h"
#include "tests/support/papers/set_paper.h"
#include "tests/support/people.h"

namespace hefu::support {
namespace {

/// Forms of many pages of values have a bench of their own; they are drawn where they are asked for only.
bool is_whole_form(const std::string& kind) { return kind == "evaluation-form" || kind == "submission-form"; }

int count_of(const Element& record, const std::string& each) {
  int count = 0;
  while (record_element(record, fmt::format("{}[{}]", each, count + 1)) != nullptr) ++count;
  return count;
}

std::vector<const PaperLayout*> fitting(const PaperWish& wish, const Element& record) {
  std::vector<const PaperLayout*> fit;
  for (const PaperLayout& layout : paper_layouts()) {
    if (!has_role(layout.roles, wish.role)) continue;
    if (wish.kind.empty() && wish.layout.empty() && is_whole_form(layout.kind)) continue;
    if (!wish.kind.empty() && layout.kind != wish.kind) continue;
    if (!wish.layout.empty() && layout.name != wish.layout) continue;
    const std::string needed = layout.element.attribute("needs");
    if (!needed.empty() && record_element(record, needed) == nullptr) continue;
    const std::string each = layout.element.attribute("about");
    if (!each.empty() && count_of(record, each) <= std::max(0, wish.index)) continue;
    fit.push_back(&layout);
  }
  return fit;
}

const FontSet& font_set(const PaperWish& wish, Random& random) {
  std::vector<const FontSet*> fit;
  for (const FontSet& set : font_sets())
    if (wish.fonts.empty() ? has_role(set.roles, wish.role) : set.name == wish.fonts) fit.push_back(&set);
  if (fit.empty()) throw Error(ErrorKind::usage, "no fonts for " + wish.role + " " + wish.fonts);
  return *random.pick(fit);
}

/// Faces stay open: opening costs more than setting a paper.
const PaperFaces& faces_of(const FontSet& set) {
  static std::map<std::string, std::unique_ptr<PaperFaces>> open;
  auto& faces = open[set.name];
  if (!faces) faces = std::make_unique<PaperFaces>(set);
  return *faces;
}

/// Lists as somebody typed them anew. Each row says which one of the record it is.
void retype_rows(const PaperWish& wish, Element& record, Random& random, std::vector<std::string>& missing) {
  for (const char* name : {"jobs", "achievements-after", "publications", "awards", "projects"}) {
    Element* list = record_element(record, name);
    if (list == nullptr || list->children.empty()) continue;
    std::vector<Element>& rows = list->children;
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows[i].attributes.emplace_back(row_of_record, std::to_string(i + 1));
    if (wish.shuffled)
      for (std::size_t i = rows.size() - 1; i > 0; --i)
        std::swap(rows[i], rows[static_cast<std::size_t>(random.below(static_cast<int>(i) + 1))]);
    if (wish.row_missing && rows.size() > 1) {
      const auto gone = rows.begin() + random.below(static_cast<int>(rows.size()));
      missing.push_back(
          fmt::format("/application/{}/{}[{}]", name, gone->name, gone->attribute(row_of_record)));
      rows.erase(gone);
    }
    if (wish.row_added) {
      const Element other = paper_person(wish.seed + 600000);
      const Element* others = record_element(other, name);
      if (others == nullptr || others->children.empty()) continue;
      Element row = others->children.front();
      row.attributes.emplace_back(row_of_record, "new");
      rows.insert(rows.begin() + random.below(static_cast<int>(rows.size()) + 1), row);
    }
  }
}

/// What the paper prints: the record, with a change where one is wanted.
Paper print(const PaperWish& wish, const PaperLayout& layout, const Element& printed,
            const Element& recorded) {
  Random random(wish.seed * 6364136223846793005u + 1442695040888963407u);
  const FontSet& set = font_set(wish, random);
  Paper paper{
      .kind = layout.kind, .layout = layout.name, .fonts = set.name, .of_applicant = !wish.other_person};
  const std::string each = layout.element.attribute("about");
  if (!each.empty()) {
    const int count = count_of(recorded, each);
    const int drawn = random.below(count);
    paper.about = fmt::format("{}[{}]", each, (wish.index >= 0 ? wish.index : drawn) + 1);
  }
  if (layout.element.has("item")) paper.item = std::stoi(layout.element.attribute("item"));
  if (const Element* year = record_element(printed, paper.about + "/year");
      layout.kind == "yearly-assessment" && year)
    paper.year = year->text;
  PaperSetting setting{.faces = faces_of(set),
                       .printed = printed,
                       .recorded = recorded,
                       .random = random,
                       .about = paper.about};
  set_pages(setting, layout.element, paper);
  paper.claims = std::move(setting.claims);
  std::erase_if(paper.claims, [](const PaperClaim& claim) { return claim.boxes.empty(); });
  return paper;
}

}  // namespace

Element paper_person(std::uint64_t seed) {
  Element record = make_person(seed, {.publications = 2 + static_cast<int>(seed % 2),
                                      .awards = 1 + static_cast<int>(seed % 3),
                                      .projects = 1 + static_cast<int>(seed % 2)});
  Random random(seed * 40503 + 7);
  const int start = random.between(2, 10);
  for (const auto& [path, value] :
       {std::pair<std::string, std::string>{"publicity/start", fmt::format("2025-06-{:02}", start)},
        {"publicity/end", fmt::format("2025-06-{:02}", start + 8)},
        {"publicity/place", "本单位公示栏"}})
    record_element(record, path)->text = value;
  return record;
}

std::vector<std::string> paper_kinds() {
  std::set<std::string> seen;
  for (const PaperLayout& layout : paper_layouts())
    if (is_whole_form(layout.kind) || has_role(layout.roles, "samples")) seen.insert(layout.kind);
  std::vector<std::string> kinds;
  for (const PaperLayout& layout : paper_layouts())
    if (seen.insert(layout.kind).second) kinds.push_back(layout.kind);
  return kinds;
}

bool can_make(const PaperWish& wish, const Element& record) { return !fitting(wish, record).empty(); }

Paper make_paper(const PaperWish& wish, const Element& record) {
  Random random(wish.seed * 2862933555777941757u + 3037000493u);
  const std::vector<const PaperLayout*> fit = fitting(wish, record);
  if (fit.empty())
    throw Error(ErrorKind::usage, fmt::format("no layout for {} {} {}", wish.role, wish.kind, wish.layout));
  const PaperLayout& layout = *random.pick(fit);
  Element printed = record;
  if (wish.other_person) {  // the same paper, issued to somebody else
    const Element other = paper_person(wish.seed + 500000);
    *record_element(printed, "applicant") = *record_element(other, "applicant");
  }
  if (wish.wrong_year)
    for (int i = 1;
         Element* year = record_element(printed, fmt::format("assessments/assessment[{}]/year", i)); ++i)
      year->text = std::to_string(2015 + i + random.below(3));
  std::string path = wish.changed;
  if (path == "any") {
    const std::vector<PaperClaim> claims = print(wish, layout, printed, record).claims;
    path = claims.empty() ? "" : random.pick(claims).path;
  }
  if (!path.empty()) change_record(printed, path.substr(std::string("/application/").size()), random);
  std::vector<std::string> missing;
  if (wish.shuffled || wish.row_missing || wish.row_added) retype_rows(wish, printed, random, missing);
  Paper paper = print(wish, layout, printed, record);
  paper.missing_rows = missing;
  return paper;
}

}  // namespace hefu::support
