#include "schemas/title_table.h"

#include "schemas/code_table.h"
#include "schemas/normalise.h"

namespace hefu {
namespace {

void add_bare(std::vector<std::string>& names, const std::string& list) {
  for (const std::string& name : split_names(list)) names.push_back(bare_series(name));
}

TitleRow read_row(const Element& element) {
  TitleRow row;
  row.profession = element.attribute("profession");
  row.today = element.name == "titles";
  row.verified = element.attribute("verified") == "true";
  for (std::size_t i = 0; i < kTitleLevels.size(); ++i)
    row.titles[i] = split_names(element.attribute(kTitleLevels[i]));
  return row;
}

TitleSeries read_series(const Element& element) {
  TitleSeries series;
  series.number = std::stoi(element.attribute("number"));
  series.name = element.attribute("name");
  add_bare(series.also, series.name);
  add_bare(series.also, element.attribute("also"));
  for (const Element& child : element.children) {
    if (child.name == "specialty")
      add_bare(series.specialties, child.attribute("names"));
    else if (child.name == "entry")
      series.entries.push_back({child.attribute("profession"), child.attribute("qualification"),
                                split_names(child.attribute("words"))});
    else
      series.rows.push_back(read_row(child));
  }
  return series;
}

}  // namespace

int TitleRow::level_of(const std::string& title) const {
  for (std::size_t i = 0; i < titles.size(); ++i)
    if (std::find(titles[i].begin(), titles[i].end(), title) != titles[i].end()) return static_cast<int>(i);
  return -1;
}

std::string bare_series(std::string_view given) {
  std::string name = normalise_text(given);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view ending : {"人员", "人才", "系列", "专业", "技术", "教师", "职称"})
      if (name.size() > ending.size() && name.ends_with(ending)) {
        name.resize(name.size() - ending.size());
        again = true;
      }
  }
  return name;
}

const TitleTable& title_table() {
  static const TitleTable table = [] {
    TitleTable read;
    for (const Element& element : read_code_table("schemas/codes/title-series.xml").children) {
      if (element.name == "series") read.series.push_back(read_series(element));
      if (element.name == "no-title")
        read.no_titles.push_back({split_names(element.attribute("names")), element.text});
    }
    return read;
  }();
  return table;
}

}  // namespace hefu
