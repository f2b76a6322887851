#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// Private to title_series.cpp: schemas/codes/title-series.xml as it stands.

constexpr std::array<const char*, 5> kTitleLevels = {"员级", "助理级", "中级", "副高级", "正高级"};

struct TitleRow {
  std::string profession;  // empty: the whole series
  bool verified = false;
  bool today = false;                              // else older names and variants
  std::array<std::vector<std::string>, 5> titles;  // by level, in the order of kTitleLevels

  /// The level that has this title, or -1.
  int level_of(const std::string& title) const;
};

struct TitleEntry {
  std::string profession, qualification;
  std::vector<std::string> words;
};

struct TitleSeries {
  int number = 0;
  std::string name;
  std::vector<std::string> also, specialties;  // without the endings that bare_series leaves aside
  std::vector<TitleRow> rows;
  std::vector<TitleEntry> entries;
};

struct NoTitle {
  std::vector<std::string> names;
  std::string reason;
};

struct TitleTable {
  std::vector<TitleSeries> series;
  std::vector<NoTitle> no_titles;
};

/// Read once. Fails: throws Error(missing) when the table is wrong.
const TitleTable& title_table();

/// Leaves aside what is said with or without: 工程技术人员, 工程技术人才, 工程系列 and 工程 name one series.
std::string bare_series(std::string_view name);

}  // namespace hefu
