#include "schemas/title_series.h"

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

constexpr const char* kLevels[] = {"正高级", "副高级", "中级", "助理级", "员级"};

struct Row {
  std::string series;  // shortened
  bool verified = false;
  std::vector<std::vector<std::string>> titles;  // by level, in the order of kLevels
};

/// 工程技术人员, 工程技术人才, 工程系列 and 工程 name the same series.
std::string shortened(std::string series) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view ending : {"人员", "人才", "系列", "专业", "技术"})
      if (series.size() > ending.size() && series.ends_with(ending)) {
        series.resize(series.size() - ending.size());
        again = true;
      }
  }
  return series;
}

std::string without_brackets(const std::string& title) {
  return title.substr(0, std::min(title.find("（"), title.find('(')));
}

std::vector<std::string> split(const std::string& names) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < names.size();) {
    const std::size_t end = std::min(names.find('|', start), names.size());
    parts.push_back(names.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

const std::vector<Row>& table() {
  static const std::vector<Row> rows = [] {
    constexpr const char* kFile = "schemas/codes/title-series.xml";
    const ParsedXml parsed = parse_xml(read_file(data_file(kFile)), kFile, "");
    if (!parsed.ok) throw Error(ErrorKind::missing, to_text(parsed.diagnostics.front()));
    std::vector<Row> read;
    for (const Element& series : parsed.root.children)
      for (const Element& titles : series.children) {
        Row row{shortened(series.attribute("name")), titles.attribute("verified") == "true", {}};
        for (const char* level : kLevels) row.titles.push_back(split(titles.attribute(level)));
        read.push_back(std::move(row));
      }
    return read;
  }();
  return rows;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TitleFit fit_title(const std::string& series, const std::string& title, const std::string& level) {
  TitleFit fit;
  const auto level_at = std::find(std::begin(kLevels), std::end(kLevels), level) - std::begin(kLevels);
  if (level_at == std::size(kLevels) || title.empty()) return fit;
  const std::string name = without_brackets(title), wanted = shortened(series);
  const auto& rows = table();
  const bool known =
      std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.series == wanted; });
  bool elsewhere = false;
  fit.verified = true;
  for (const Row& row : rows) {
    if (known && row.series != wanted) continue;
    if (contains(row.titles[level_at], name)) {
      fit.kind = TitleFit::Kind::fits;
      return fit;
    }
    const bool here = std::any_of(row.titles.begin(), row.titles.end(),
                                  [&](const auto& titles) { return contains(titles, name); });
    elsewhere = elsewhere || here;
    if (!known && !here) continue;
    fit.verified = fit.verified && row.verified;
    for (const std::string& expected : row.titles[level_at])
      if (!contains(fit.expected, expected)) fit.expected.push_back(expected);
  }
  if (elsewhere)
    fit.kind = TitleFit::Kind::other_level;
  else if (known && !fit.expected.empty())
    fit.kind = TitleFit::Kind::unknown_title;
  return fit;
}

}  // namespace hefu
