#include "pipeline/record_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "pipeline/evidence_files.h"
#include "schemas/data_files.h"

namespace hefu {
namespace {

const char* const chinese_digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

std::string chinese_year(int year) {
  std::string text;
  for (const char c : std::to_string(year)) text += chinese_digits[c - '0'];
  return text;
}

/// 1 to 39, as days and months are said.
std::string chinese_count(int n) {
  std::string text;
  if (n >= 10) text = (n >= 20 ? chinese_digits[n / 10] : std::string()) + "十";
  if (n % 10 != 0) text += chinese_digits[n % 10];
  return text;
}

std::vector<std::string> month_forms(int year, int month) {
  return {fmt::format("{}年{}月", year, month),
          fmt::format("{}年{:02}月", year, month),
          chinese_year(year) + "年" + chinese_count(month) + "月",
          fmt::format("{}.{:02}", year, month),
          fmt::format("{}.{}", year, month),
          fmt::format("{}-{:02}", year, month),
          fmt::format("{}/{:02}", year, month),
          fmt::format("{}/{}", year, month)};
}

std::vector<std::string> date_forms(const std::string& value) {
  const auto date = parse_date(value);
  if (!date) return {value};
  const auto [year, month, day] = *date;
  if (month == 0) return {fmt::format("{}年", year), chinese_year(year) + "年"};
  // Of October to December two forms are one.
  const auto once = [](std::vector<std::string> all) {
    std::vector<std::string> kept;
    for (std::string& form : all)
      if (std::find(kept.begin(), kept.end(), form) == kept.end()) kept.push_back(std::move(form));
    return kept;
  };
  // A certificate that says the month alone supports what it says.
  std::vector<std::string> forms = month_forms(year, month);
  if (day == 0) return once(std::move(forms));
  const std::vector<std::string> days = {
      fmt::format("{}年{}月{}日", year, month, day),
      fmt::format("{}年{:02}月{:02}日", year, month, day),
      chinese_year(year) + "年" + chinese_count(month) + "月" + chinese_count(day) + "日",
      fmt::format("{}.{:02}.{:02}", year, month, day),
      fmt::format("{}.{}.{}", year, month, day),
      fmt::format("{}-{:02}-{:02}", year, month, day),
      fmt::format("{}/{:02}/{:02}", year, month, day)};
  forms.insert(forms.begin(), days.begin(), days.end());
  return once(std::move(forms));
}

/// A place among those who were honoured, as certificates write it.
std::vector<std::string> rank_forms(const std::string& value) {
  const int rank = std::atoi(value.c_str());
  if (rank < 1 || rank > 39) return {};
  std::vector<std::string> forms;
  for (const std::string& n : {std::to_string(rank), chinese_count(rank)})
    for (const char* form :
         {"排名第{}", "第{}完成人", "第{}获奖人", "第{}主研人", "排名：{}", "名次：{}", "位次：{}"})
      forms.push_back(fmt::format(fmt::runtime(form), n));
  return forms;
}

struct ClaimKind {
  std::string path, kind, label, items;
  bool wanted = false;
};

const std::vector<ClaimKind>& claim_kinds() {
  static const std::vector<ClaimKind> kinds = [] {
    std::vector<ClaimKind> all;
    std::istringstream lines(read_file(data_file("pipeline/claim-kinds.txt")));
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::istringstream words(line);
      ClaimKind kind;
      if (!(words >> kind.path >> kind.kind >> kind.label >> kind.items)) continue;
      kind.wanted = kind.kind[0] == '*';
      if (kind.wanted) kind.kind.erase(0, 1);
      all.push_back(kind);
    }
    return all;
  }();
  return kinds;
}

/// The items of the checklist whose names hold one of the words.
std::vector<int> items_of(const std::string& words, const Notice& notice) {
  std::vector<int> items;
  std::istringstream list(words);
  for (std::string word; std::getline(list, word, ',');)
    for (const Material& material : notice.materials)
      if (material.evidence && material.name.find(word) != std::string::npos) items.push_back(material.item);
  return items;
}

std::vector<std::string> files_of_items(const std::vector<int>& items, const EvidenceList& evidence) {
  std::vector<std::string> files;
  for (const EvidenceFile& file : evidence.files)
    if (std::find(items.begin(), items.end(), file.item) != items.end()) files.push_back(file.name);
  return files;
}

class Lister {
 public:
  Lister(const Application& application, const Notice& notice)
      : application_(application), notice_(notice), evidence_(list_evidence(application, notice)) {}

  std::vector<RecordClaim> all() {
    for (const ClaimKind& kind : claim_kinds()) {
      const auto list = kind.path.find("[]");
      if (list == std::string::npos) {
        add(kind, "/application/" + kind.path, application_.root.text_at(kind.path), nullptr, "");
        continue;
      }
      const std::string rows = kind.path.substr(0, list), field = kind.path.substr(list + 3);
      const auto slash = rows.rfind('/');
      const Element* const parent = application_.root.at(rows.substr(0, slash));
      int index = 0;
      if (parent != nullptr)
        for (const Element* row : parent->all(rows.substr(slash + 1))) {
          const std::string path =
              child_path("/application/" + rows.substr(0, slash), rows.substr(slash + 1), ++index);
          add(kind, path + "/" + field, row->text_at(field), row, path);
        }
    }
    return std::move(claims_);
  }

 private:
  void add(const ClaimKind& kind, const std::string& path, const std::string& value, const Element* row,
           const std::string& row_path) {
    if (value.empty() || value == "无") return;
    RecordClaim claim{.path = path,
                      .kind = kind.kind,
                      .label = kind.label,
                      .value = value,
                      .forms = written_forms(kind.kind, value),
                      .files = {},
                      .year = {},
                      .wanted = kind.wanted};
    for (const EvidenceClaim& named : evidence_.claims)
      if (!row_path.empty() && named.path == row_path) claim.files.push_back(named.file);
    if (claim.files.empty() && kind.items != "-")
      claim.files = files_of_items(items_of(kind.items, notice_), evidence_);
    if (row != nullptr && kind.kind == "grade" && row->child("year") != nullptr)
      claim.year = row->text_at("year");
    claims_.push_back(std::move(claim));
  }

  const Application& application_;
  const Notice& notice_;
  const EvidenceList evidence_;
  std::vector<RecordClaim> claims_;
};

}  // namespace

std::vector<std::string> written_forms(const std::string& kind, const std::string& value) {
  if (kind == "date") return date_forms(value);
  if (kind == "rank") return rank_forms(value);
  if (kind == "major") return {value, value + "专业"};
  if (kind == "hours") return {value + "学时", value + "个学时", value + "课时", value + "学分"};
  if (kind == "year") {
    int year = 0;
    std::from_chars(value.data(), value.data() + std::min<std::size_t>(4, value.size()), year);
    if (year < 1900 || year > 2200) return {value};
    return {fmt::format("{}年度", year), fmt::format("{}年", year), chinese_year(year) + "年度",
            chinese_year(year) + "年"};
  }
  return {value};
}

const std::vector<std::string>& labels_before(const std::string& kind) {
  static const std::map<std::string, std::vector<std::string>> labels = {
      {"hours", {"学时", "学时数", "课时", "学分"}},
      {"grade", {"等次", "考核结果", "考核等级", "定为", "确定为", "评为", "评定为"}},
      {"rank", {"排名", "名次", "位次"}},
      {"name", {"姓名"}}};
  static const std::vector<std::string> none;
  const auto found = labels.find(kind);
  return found == labels.end() ? none : found->second;
}

std::vector<std::string> forms_beside_label(const std::string& kind, const std::string& value) {
  if (kind == "hours") return {value};
  const int rank = kind == "rank" ? std::atoi(value.c_str()) : 0;
  if (rank < 1 || rank > 39) return {};
  std::vector<std::string> forms;
  for (const std::string& n : {std::to_string(rank), chinese_count(rank)})
    for (const char* form : {"第{}名", "第{}位", "第{}"}) forms.push_back(fmt::format(fmt::runtime(form), n));
  return forms;
}

bool concerns(const RecordClaim& claim, const std::string& file) {
  return claim.files.empty() || std::find(claim.files.begin(), claim.files.end(), file) != claim.files.end();
}

std::vector<RecordClaim> list_claims(const Application& application, const Notice& notice) {
  return Lister(application, notice).all();
}

}  // namespace hefu
