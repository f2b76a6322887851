#include "schemas/title_series.h"

#include "schemas/normalise.h"
#include "schemas/title_table.h"

namespace hefu {
namespace {

constexpr int kEngineering = 5;
constexpr std::string_view kOpening = "（", kClosing = "）";

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// One kind of brackets, as the table has them.
std::string with_full_brackets(std::string_view given) {
  std::string title;
  for (const char c : normalise_text(given)) {
    if (c == '(')
      title += kOpening;
    else if (c == ')')
      title += kClosing;
    else
      title += c;
  }
  return title;
}

/// The name itself and, where there are brackets, the name without them.
std::vector<std::string> readings(std::string_view given) {
  std::vector<std::string> names = {with_full_brackets(given)};
  const std::size_t bracket = names.front().find(kOpening);
  if (bracket != std::string::npos && bracket > 0) names.push_back(names.front().substr(0, bracket));
  return names;
}

const TitleSeries* find_series(int number) {
  for (const TitleSeries& series : title_table().series)
    if (series.number == number) return &series;
  return nullptr;
}

const TitleSeries* find_series(std::string_view text) { return find_series(series_of(text).number); }

/// The rows that a question is about: those of a known series, else all.
template <typename Visit>
void each_row(const TitleSeries* only, Visit visit) {
  for (const TitleSeries& series : title_table().series)
    if (!only || only == &series)
      for (const TitleRow& row : series.rows) visit(series, row);
}

/// Today's names of a row's profession at a level; of the whole series where the row is of no profession.
std::vector<std::string> todays_titles(const TitleSeries& series, const TitleRow& row, int level) {
  std::vector<std::string> names;
  for (const TitleRow& other : series.rows)
    if (other.today && (row.profession.empty() || other.profession == row.profession))
      names.insert(names.end(), other.titles[level].begin(), other.titles[level].end());
  return names;
}

std::vector<TitlePlace> places_of(const std::string& title, const TitleSeries* only) {
  std::vector<TitlePlace> places;
  each_row(only, [&](const TitleSeries& series, const TitleRow& row) {
    if (const int level = row.level_of(title); level >= 0)
      places.push_back({series.number, series.name, row.profession, kTitleLevels[level], row.verified,
                        row.today, todays_titles(series, row, level)});
  });
  return places;
}

}  // namespace

std::string normal_level(std::string_view given) {
  std::string level = normalise_text(given);
  for (const std::string_view ending : {"职称", "资格", "职务"})
    if (level.ends_with(ending)) level.resize(level.size() - ending.size());
  for (const char* known : kTitleLevels)
    if (level == known || level + "级" == known) return known;
  return {};
}

int level_rank(std::string_view level) {
  const std::string known = normal_level(level);
  for (std::size_t i = 0; i < kTitleLevels.size(); ++i)
    if (known == kTitleLevels[i]) return static_cast<int>(i) + 1;
  return 0;
}

bool level_within(std::string_view level, std::string_view wider) {
  const int rank = level_rank(level);
  const std::string group = normalise_text(wider);
  if (group == "初级") return rank == 1 || rank == 2;
  if (group == "高级") return rank == 4 || rank == 5;
  return rank != 0 && rank == level_rank(wider);
}

SeriesName series_of(std::string_view text) {
  const std::string whole = with_full_brackets(text);
  for (const std::string& reading : readings(text)) {
    const std::string name = bare_series(reading);
    if (name.empty()) return {};
    std::string specialty;
    if (reading != whole && whole.ends_with(kClosing))
      specialty = whole.substr(reading.size() + kOpening.size(),
                               whole.size() - reading.size() - kOpening.size() - kClosing.size());
    for (const TitleSeries& series : title_table().series) {
      if (contains(series.also, name)) return {series.number, series.name, specialty};
      if (contains(series.specialties, name)) return {series.number, series.name, whole};
    }
    if (name.ends_with("工程")) return {kEngineering, find_series(kEngineering)->name, whole};
  }
  return {};
}

std::vector<TitlePlace> places_of_title(std::string_view title, std::string_view series) {
  const TitleSeries* only = find_series(series);
  for (const std::string& reading : readings(title))
    if (std::vector<TitlePlace> places = places_of(reading, only); !places.empty()) return places;
  return {};
}

std::string level_of_title(std::string_view title, std::string_view series) {
  if (!find_series(series) && !no_title_because(title).empty()) return {};
  std::string level;
  for (const TitlePlace& place : places_of_title(title, series)) {
    if (!level.empty() && level != place.level) return {};
    level = place.level;
  }
  return level;
}

std::string no_title_because(std::string_view title) {
  const std::string name = normalise_text(title);
  for (const NoTitle& no_title : title_table().no_titles)
    if (contains(no_title.names, name)) return no_title.reason;
  return {};
}

TitleFit fit_title(const std::string& series_name, const std::string& title, const std::string& level_name) {
  TitleFit fit;
  const int level = level_rank(level_name) - 1;
  if (level < 0 || normalise_text(title).empty()) return fit;
  const TitleSeries* only = find_series(series_name);
  const std::vector<TitlePlace> places = places_of_title(title, series_name);
  for (const bool today : {true, false})
    for (const TitlePlace& place : places)
      if (place.level == kTitleLevels[level] && place.today == today)
        return {today ? TitleFit::Kind::fits : TitleFit::Kind::other_name, place.verified, place.titles};
  fit.verified = std::all_of(places.begin(), places.end(), [](const auto& place) { return place.verified; });
  each_row(only, [&](const TitleSeries& series, const TitleRow& row) {
    const bool here = std::any_of(places.begin(), places.end(), [&](const TitlePlace& place) {
      return place.series == series.number && (row.profession.empty() || place.profession == row.profession);
    });
    if (!row.today || (places.empty() ? !only : !here)) return;
    fit.verified = fit.verified && row.verified;
    for (const std::string& expected : row.titles[level])
      if (!contains(fit.expected, expected)) fit.expected.push_back(expected);
  });
  if (!places.empty())
    fit.kind = TitleFit::Kind::other_level;
  else if (only && !fit.expected.empty())
    fit.kind = TitleFit::Kind::unknown_title;
  return fit;
}

bool EntryRequirement::satisfied_by(std::string_view certificate) const {
  const std::string name = normalise_text(certificate);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return name.find(word) != std::string::npos; });
}

EntryRequirement entry_requirement(std::string_view series_name, std::string_view title) {
  const TitleSeries* series = find_series(series_name);
  const std::vector<TitlePlace> places = places_of_title(title, series_name);
  const bool one_series = std::all_of(places.begin(), places.end(), [&](const TitlePlace& place) {
    return place.series == places.front().series;
  });
  if (!series && !places.empty() && one_series) series = find_series(places.front().series);
  if (!series) return {};
  for (const TitleEntry& entry : series->entries) {
    const bool concerned =
        entry.profession.empty() || std::any_of(places.begin(), places.end(), [&](const TitlePlace& place) {
          return place.profession == entry.profession;
        });
    if (concerned) return {entry.qualification, entry.words};
  }
  return {};
}

}  // namespace hefu
