#include "tests/support/make/batch.h"

#include <algorithm>
#include <cctype>

#include "schemas/error.h"

namespace hefu::support {
namespace {

constexpr int seed_year = 2025;  // make_person writes records of that year

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Every year that stands by itself, in dates as in words: 2019-03, 2024年度.
void move_years(std::string& text, int by) {
  for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
    const bool alone =
        (at == 0 || !is_digit(text[at - 1])) && (at + 4 == text.size() || !is_digit(text[at + 4]));
    const std::string four = text.substr(at, 4);
    if (!alone || !std::all_of(four.begin(), four.end(), is_digit)) continue;
    if (four.rfind("19", 0) == 0 || four.rfind("20", 0) == 0)
      text.replace(at, 4, std::to_string(std::stoi(four) + by));
  }
}

void move_years(Element& element, int by) {
  move_years(element.text, by);
  for (Element& child : element.children) move_years(child, by);
}

Element& child_of(Element& parent, const std::string& name) {
  for (Element& child : parent.children)
    if (child.name == name) return child;
  parent.children.push_back({.name = name});
  return parent.children.back();
}

void put(Element& root, const Value& value) {
  Element* at = &root;
  for (std::size_t begin = 0; begin < value.path.size();) {
    const std::size_t end = std::min(value.path.find('/', begin), value.path.size());
    at = &child_of(*at, value.path.substr(begin, end - begin));
    begin = end + 1;
  }
  at->text = value.text;
}

// The number's birth date and sex are those of the record.
std::string id_number_of(const Element& applicant, std::uint64_t seed) {
  const std::string born = applicant.text_at("birth-date");
  const int sequence = static_cast<int>(seed % 400) * 2 + (applicant.text_at("sex") == "男" ? 1 : 0);
  return made_up_id_number(std::stoi(born.substr(0, 4)), std::stoi(born.substr(5, 2)),
                           std::stoi(born.substr(8, 2)), sequence);
}

void keep_basic_information(Element& root) {
  static const std::vector<std::string> basic = {"filled-on",  "applicant", "employment",
                                                 "educations", "titles",    "applied-for"};
  root.children.erase(std::remove_if(root.children.begin(), root.children.end(),
                                     [](const Element& part) {
                                       return std::find(basic.begin(), basic.end(), part.name) == basic.end();
                                     }),
                      root.children.end());
}

std::vector<Value> ordinary(const std::string& name) {
  return {{"applicant/name", name},
          {"applied-for/route", "正常"},
          {"applied-for/talent-category", ""},
          {"applied-for/talent-class", ""}};
}

std::vector<Value> with(std::vector<Value> values, const std::vector<Value>& more) {
  values.insert(values.end(), more.begin(), more.end());
  return values;
}

// No numbered categories before 2025.
std::vector<Value> introduced(const std::string& name) {
  return {{"applicant/name", name}, {"applied-for/talent-category", ""}, {"applied-for/talent-class", ""}};
}

std::vector<BatchPerson> green_channels() {
  return {
      {.notice = "2025-green-channel",
       .name = "01",
       .number = "YB-2025-1001",
       .seed = 1001,
       .wish = {.talent_category = 2, .achievements_before = 2, .achievements_after = 4},
       .filled_on = "2025-06-18",
       .values = {{"applicant/name", "样本甲"}}},
      {.notice = "2025-green-channel",
       .name = "02",
       .number = "YB-2025-1002",
       .seed = 1002,
       .wish = {.talent_category = 3, .achievements_before = 1, .achievements_after = 12, .long_units = true},
       .filled_on = "2025-06-20",
       .values = {{"applicant/name", "样本乙"}}},
      {.notice = "2025-green-channel",
       .name = "03",
       .number = "YB-2025-1003",
       .seed = 1003,
       .wish = {.talent_category = 5, .achievements_after = 2, .sparse = true},
       .filled_on = "2025-06-23",
       .values = {{"applicant/name", "样本丙"}}},
      {.notice = "2020-green-channel",
       .name = "01",
       .number = "YB-2020-1001",
       .seed = 1011,
       .wish = {.talent_category = 1, .achievements_before = 2, .achievements_after = 3},
       .filled_on = "2020-07-08",
       .values = introduced("样本丁")},
      {.notice = "2020-green-channel",
       .name = "02",
       .number = "YB-2020-1002",
       .seed = 1012,
       .wish = {.talent_category = 3, .achievements_before = 3, .achievements_after = 6},
       .filled_on = "2020-07-15",
       .values = introduced("样本戊")},
      {.notice = "2020-green-channel",
       .name = "03",
       .number = "YB-2020-1003",
       .seed = 1013,
       .wish = {.talent_category = 1, .achievements_before = 1, .achievements_after = 2, .long_units = true},
       .filled_on = "2020-07-20",
       .values = introduced("样本庚")},
  };
}

std::vector<BatchPerson> ordinary_reviews() {
  return {
      {.notice = "2024-tongliao",
       .name = "01",
       .number = "YB-2024-1001",
       .seed = 1021,
       .wish = {.talent_category = 1},
       .filled_on = "2024-06-05",
       .basic_only = true,
       .values = with(ordinary("样本辛"), {{"employment/unit-affiliation", "盟市"}})},
      {.notice = "2024-tongliao",
       .name = "02",
       .number = "YB-2024-1002",
       .seed = 1022,
       .wish = {.talent_category = 6},
       .filled_on = "2024-06-07",
       .basic_only = true,
       .values = with(ordinary("样本壬"), {{"employment/unit-affiliation", "盟市"}})},
      {.notice = "2024-tongliao",
       .name = "03",
       .number = "YB-2024-1003",
       .seed = 1023,
       .wish = {.talent_category = 6},
       .filled_on = "2024-07-03",
       .basic_only = true,
       // Five copies of the submission form: a middle title.
       .values = with(ordinary("样本癸"), {{"employment/unit-affiliation", "盟市"},
                                           {"titles/current/name", "助理农艺师"},
                                           {"titles/current/level", "助理级"},
                                           {"applied-for/title", "农艺师"},
                                           {"applied-for/level", "中级"}})},
      {.notice = "2021-baotou-private-sector",
       .name = "01",
       .number = "YB-2021-1001",
       .seed = 1031,
       .wish = {.talent_category = 1, .achievements_before = 2, .achievements_after = 5},
       .filled_on = "2021-10-12",
       .values = with(introduced("样本子"), {{"employment/unit-kind", "非公有制企业"}})},
      {.notice = "2021-baotou-private-sector",
       .name = "02",
       .number = "YB-2021-1002",
       .seed = 1035,
       .wish = {.talent_category = 6},
       .filled_on = "2021-08-16",
       .basic_only = true,
       .values = with(ordinary("样本丑"), {{"employment/unit-kind", "非公有制企业"},
                                           {"applied-for/specialty", "电力系统及其自动化"}})},
      {.notice = "2021-baotou-private-sector",
       .name = "03",
       .number = "YB-2021-1003",
       .seed = 1033,
       .wish = {.talent_category = 6, .long_units = true},
       .filled_on = "2021-08-20",
       .basic_only = true,
       .values = with(ordinary("样本寅"), {{"employment/unit-kind", "社会组织"},
                                           {"employment/specialty", "种子生产技术推广"},
                                           {"applied-for/specialty", "种子工程"}})},
      {.notice = "2020-region",
       .name = "01",
       .number = "YB-2020-2001",
       .seed = 1041,
       .wish = {.talent_category = 1},
       .filled_on = "2020-05-20",
       .basic_only = true,
       .values = ordinary("样本卯")},
      {.notice = "2020-region",
       .name = "02",
       .number = "YB-2020-2002",
       .seed = 1042,
       .wish = {.talent_category = 6},
       .filled_on = "2020-05-25",
       .basic_only = true,
       .values = ordinary("样本辰")},
      {.notice = "2020-region",
       .name = "03",
       .number = "YB-2020-2003",
       .seed = 1043,
       .wish = {.talent_category = 6},
       .filled_on = "2020-06-02",
       .basic_only = true,
       .values = ordinary("样本午")},
  };
}

}  // namespace

const std::vector<BatchPerson>& batch_people() {
  static const std::vector<BatchPerson> all = [] {
    std::vector<BatchPerson> people = green_channels();
    for (BatchPerson& person : ordinary_reviews()) people.push_back(std::move(person));
    return people;
  }();
  return all;
}

Element record_of(const BatchPerson& person) {
  PersonWish wish = person.wish;
  wish.number = person.number;
  Element record = make_person(person.seed, wish);
  for (auto& [name, value] : record.attributes)
    if (name == "notice") value = person.notice;
  if (person.basic_only) keep_basic_information(record);
  move_years(record, std::stoi(person.filled_on.substr(0, 4)) - seed_year);
  put(record, {"filled-on", person.filled_on});
  put(record, {"submitted-at", person.filled_on + "T10:00:00+08:00"});
  for (const Value& value : person.values) put(record, value);
  put(record, {"applicant/id-number", id_number_of(*record.child("applicant"), person.seed)});
  return record;
}

}  // namespace hefu::support
