#include "tests/support/people.h"

#include <fmt/format.h>

#include "schemas/normalise.h"
#include "tests/support/people_words.h"

namespace hefu::support {
namespace {

Element leaf(const std::string& name, const std::string& text) { return {.name = name, .text = text}; }
Element leaf(const std::string& name, int value) { return leaf(name, std::to_string(value)); }

std::string month(int year, int month) { return fmt::format("{}-{:02}", year, month); }

// One applicant being made: what the parts of the record share.
struct Maker {
  Random random;
  const PersonWish& wish;
  const CommonWords& words = common_words();
  const Trade& trade;
  int category, birth_year, work_year, title_year;
  bool has_title;

  Maker(std::uint64_t seed, const PersonWish& wanted)
      : random(seed * 7919 + 11), wish(wanted), trade(random.pick(trades())) {
    category = wish.talent_category ? wish.talent_category : random.between(1, 7);
    birth_year = random.between(1972, 1988);
    work_year = birth_year + random.between(22, 25);
    title_year = std::min(2020, work_year + random.between(8, 14));
    has_title = category != 5;  // 5: the first application of someone from abroad
  }

  int count(int wanted, int low, int high) { return wanted >= 0 ? wanted : random.between(low, high); }
  std::string unit() {
    return wish.long_units ? random.pick(words.long_units) : "内蒙古自治区" + random.pick(trade.units);
  }
  // Present unless the person is sparse; then empty.
  std::string optional(const std::string& text) { return wish.sparse ? "" : text; }

  bool applies_for_chief() const { return category == 1 || category == 2; }
  std::string name();
  Element applicant();
  Element employment(const std::string& unit);
  Element educations();
  Element titles();
  Element applied_for();
  Element trainings();
  Element jobs(const std::string& unit);
  Element achievements(const std::string& name, int count, int first_year, int last_year);
  Element publications();
  Element awards();
  Element projects();
  Element qualifications();
  Element exams();
  Element assessments();
  Element education_hours();
};

std::string Maker::name() {
  if (wish.dotted_name) return random.pick(words.dotted_names);
  if (wish.rare_characters) return random.pick(words.rare_names);
  return random.pick(words.surnames) + random.pick(words.given);
}

Element Maker::applicant() {
  const bool male = random.chance(0.5);
  const int birth_month = random.between(1, 12), birth_day = random.between(1, 28);
  const std::string party = random.pick(words.parties);
  Element e{.name = "applicant"};
  e.children = {
      leaf("name", name()),
      leaf("former-name", random.chance(0.2) ? optional("样本旧名") : ""),
      leaf("sex", male ? "男" : "女"),
      leaf("ethnicity", random.pick(words.ethnicities)),
      leaf("id-number", made_up_id_number(birth_year, birth_month, birth_day,
                                          2 * random.between(0, 499) + (male ? 1 : 0))),
      leaf("birth-date", fmt::format("{}-{:02}-{:02}", birth_year, birth_month, birth_day)),
      leaf("birthplace", random.pick(words.places)),
      leaf("work-start", month(work_year, 7)),
      leaf("health", "健康"),
      leaf("political-status", party),
      leaf("phone", fmt::format("1380000{:04}", random.between(0, 9999))),
      leaf("email", optional(fmt::format("yangben{}@example.cn", random.between(1, 999)))),
      {.name = "photo", .attributes = {{"file", "photo.jpg"}}},
      leaf("party-post", party == "中共党员" ? optional(random.pick(words.party_posts)) : ""),
      leaf("democratic-party-post", party == "民盟盟员" ? optional("2015年9月加入，样本支部委员") : ""),
      leaf("society-post", optional(random.pick(words.society_posts))),
      leaf("foreign-language", optional(random.pick(words.languages))),
  };
  return e;
}

Element Maker::employment(const std::string& unit) {
  static const Words affiliations = {"区直", "盟市", "旗县区", "乡镇"};
  const int since = random.between(title_year, 2023);
  const bool post = !wish.sparse && random.chance(0.7);
  Element e{.name = "employment"};
  e.children = {leaf("unit", unit),
                leaf("unit-affiliation", random.pick(affiliations)),
                leaf("administrative-post", post ? random.pick(trade.posts) : ""),
                leaf("administrative-post-since", post ? month(since, random.between(1, 12)) : ""),
                leaf("specialty", random.pick(trade.works)),
                leaf("specialty-years", 2025 - work_year)};
  return e;
}

Element Maker::educations() {
  Element all{.name = "educations"};
  const auto add = [&](const char* level, const char* degree, int years, int graduated) {
    Element e{.name = "education"};
    e.children = {leaf("level", level),
                  leaf("degree", degree),
                  leaf("school", random.pick(words.schools)),
                  leaf("major", random.pick(trade.majors)),
                  leaf("duration-years", years),
                  leaf("graduated-on", month(graduated, 7))};
    all.children.push_back(e);
  };
  if (category == 4) {
    add("大学专科", "", 3, work_year);  // 4: the degree that the rules ask for is waived
    return all;
  }
  const std::string science = trade.series == "卫生技术人员"   ? "医学"
                              : trade.series == "农业技术人员" ? "农学"
                                                               : "工学";
  add("大学本科", (science + "学士").c_str(), 4, work_year);
  if (category == 3 || random.chance(0.4)) add("硕士研究生", (science + "硕士").c_str(), 3, work_year + 3);
  if (category == 3) add("博士研究生", (science + "博士").c_str(), 4, work_year + 7);
  return all;
}

Element Maker::titles() {
  Element e{.name = "titles"};
  if (!has_title) return e;
  const bool senior =
      applies_for_chief() || category == 7;  // 7: the old certificate's level is applied for again
  Element current{.name = "current"};
  current.children = {
      leaf("name", senior ? trade.senior : trade.middle),
      leaf("series", trade.series),
      leaf("level", senior ? "副高级" : "中级"),
      leaf("obtained-on", month(title_year, 12)),
      leaf("appointed-on", month(title_year + 1, 1)),
      leaf("authority", category == 7 ? "样本省人力资源和社会保障厅" : "样本自治区人力资源和社会保障厅")};
  e.children.push_back(current);
  return e;
}

Element Maker::applied_for() {
  const bool chief = applies_for_chief();
  Element e{.name = "applied-for"};
  e.children = {leaf("series", trade.series),
                leaf("specialty", random.pick(trade.specialties)),
                leaf("title", chief ? trade.chief : trade.senior),
                leaf("level", chief ? "正高级" : "副高级"),
                leaf("route", "绿色通道"),
                leaf("talent-category", category),
                leaf("talent-class", category == 2 ? std::to_string(random.between(1, 4)) : ""),
                leaf("preference-codes", "")};
  return e;
}

Element Maker::trainings() {
  Element all{.name = "trainings"};
  const auto add = [&](int from, int to, const std::string& content, const std::string& place) {
    Element e{.name = "training"};
    e.children = {leaf("start", month(from, 9)), leaf("end", month(to, 7)), leaf("content", content),
                  leaf("place", place),
                  leaf("witness", random.pick(words.surnames) + random.pick(words.given))};
    all.children.push_back(e);
  };
  add(work_year - 4, work_year, random.pick(trade.majors) + "专业学习", random.pick(words.schools));
  for (int i = wish.sparse ? 0 : random.between(1, 3); i > 0; --i)
    add(2024 - 2 * i, 2025 - 2 * i, random.pick(words.contents), random.pick(words.places));
  return all;
}

Element Maker::jobs(const std::string& unit) {
  Element all{.name = "jobs"};
  const int steps = count(wish.jobs, 2, 4);
  for (int i = 0; i < steps; ++i) {
    const int from = work_year + (title_year - work_year) * i / steps;
    const int to = work_year + (title_year - work_year) * (i + 1) / steps;
    const bool last = i + 1 == steps;
    Element e{.name = "job"};
    e.children = {leaf("start", month(from, i ? 1 : 7)), leaf("end", last ? "" : month(to - 1, 12)),
                  leaf("unit", last ? unit : "内蒙古自治区" + random.pick(trade.units)),
                  leaf("work", random.pick(trade.works)),
                  leaf("post", i == 0 ? "工作人员" : random.pick(trade.posts))};
    all.children.push_back(e);
  }
  return all;
}

Element Maker::achievements(const std::string& name, int count, int first_year, int last_year) {
  Element all{.name = name};
  for (int i = 0; i < count; ++i) {
    const int from = first_year + (last_year - first_year) * i / std::max(1, count);
    const int to = std::min(last_year, from + random.between(0, 2));
    const int from_month = random.between(1, 6), to_month = random.between(7, 12);
    const bool leads = random.chance(0.4);
    Element e{.name = "achievement"};
    e.children = {leaf("start", month(from, from_month)),
                  leaf("end", month(to, to_month)),
                  leaf("name", random.pick(trade.objects) + random.pick(trade.tasks)),
                  leaf("source", random.pick(words.authorities)),
                  leaf("role", random.pick(leads ? words.lead_roles : words.part_roles)),
                  leaf("rank", leads ? 1 : random.between(2, 5)),
                  leaf("result", random.pick(words.results))};
    all.children.push_back(e);
  }
  return all;
}

Element Maker::publications() {
  Element all{.name = "publications"};
  for (int i = count(wish.publications, 1, 4); i > 0; --i) {
    const int year = random.between(std::min(title_year + 1, 2021), 2024), in_year = random.between(1, 12);
    const bool alone = random.chance(0.4);
    std::string title =
        random.pick(words.studies) + random.pick(trade.topics) + "的" + random.pick(words.methods);
    if (wish.rare_characters) title += "——以㛃河𬭎山为例";
    Element e{.name = "publication"};
    e.children = {leaf("kind", "论文"),
                  leaf("date", month(year, in_year)),
                  leaf("title", title),
                  leaf("summary", optional(random.pick(words.summaries))),
                  leaf("venue", random.pick(trade.journals)),
                  leaf("issue", fmt::format("{}年第{}期", year, in_year)),
                  leaf("authorship", alone ? "独著" : "合著"),
                  leaf("rank", alone ? 1 : random.between(1, 3))};
    all.children.push_back(e);
  }
  return all;
}

Element Maker::awards() {
  Element all{.name = "awards"};
  for (int i = count(wish.awards, 0, 3); i > 0; --i) {
    Element e{.name = "award"};
    e.children = {leaf("kind", "获奖"),
                  leaf("date", month(random.between(title_year + 1, 2024), 12)),
                  leaf("name", random.pick(words.awards)),
                  leaf("grade", random.pick(words.grades)),
                  leaf("authority", random.pick(words.authorities)),
                  leaf("rank", random.between(1, 7))};
    all.children.push_back(e);
  }
  return all;
}

Element Maker::projects() {
  Element all{.name = "projects"};
  for (int i = count(wish.projects, 0, 3); i > 0; --i) {
    const int from = random.between(title_year, 2021);
    Element e{.name = "project"};
    e.children = {leaf("start", month(from, 1)),
                  leaf("end", month(from + random.between(1, 3), 12)),
                  leaf("name", random.pick(words.studies) + random.pick(trade.topics) + "关键技术研究"),
                  leaf("level", random.pick(words.project_levels)),
                  leaf("source", random.pick(words.project_sources)),
                  leaf("rank", random.between(1, 4)),
                  leaf("state", "已结题")};
    all.children.push_back(e);
  }
  return all;
}

Element Maker::qualifications() {
  Element all{.name = "qualifications"};
  if (wish.sparse) return all;
  const char* name = trade.series == "卫生技术人员"   ? "执业医师资格"
                     : trade.series == "高等学校教师" ? "高等学校教师资格"
                                                      : "注册专业工程师（样本类）";
  Element e{.name = "qualification"};
  e.children = {leaf("name", name), leaf("number", fmt::format("YB{:06}", random.between(1, 999999))),
                leaf("obtained-on", month(work_year + 4, 9)), leaf("authority", "样本部门")};
  all.children.push_back(e);
  return all;
}

Element Maker::exams() {
  Element all{.name = "exams"};
  if (wish.sparse) return all;
  Element e{.name = "exam"};
  e.children = {leaf("date", month(title_year - 1, 10)), leaf("kind", "专业考试"),
                leaf("subject", random.pick(trade.specialties) + "专业知识"),
                leaf("score", random.between(60, 98)), leaf("organiser", "样本考试中心")};
  all.children.push_back(e);
  return all;
}

Element Maker::assessments() {
  static const Words grades = {"合格", "合格", "优秀"};
  Element all{.name = "assessments"};
  for (int year = 2022; year <= 2024; ++year) {
    Element e{.name = "assessment"};
    e.children = {leaf("year", year), leaf("grade", random.pick(grades))};
    all.children.push_back(e);
  }
  return all;
}

Element Maker::education_hours() {
  Element e{.name = "continuing-education"};
  e.children = {leaf("status", "有"), leaf("period", "2024年度"), leaf("hours", random.between(9, 12) * 10)};
  return e;
}

}  // namespace

std::string made_up_id_number(int year, int month, int day, int sequence) {
  const std::string first17 = fmt::format("150000{:04}{:02}{:02}{:03}", year, month, day, sequence % 1000);
  return first17 + id_check_digit(first17);
}

Element make_person(std::uint64_t seed, const PersonWish& wish) {
  Maker maker(seed, wish);
  const std::string unit = maker.unit();
  const int before = maker.has_title ? maker.count(wish.achievements_before, 1, 4) : 0;
  const int after = maker.count(wish.achievements_after, 2, 7);
  Element root{.name = "application"};
  root.attributes = {{"xmlns", "urn:hefu:application:1"},
                     {"schema", "hefu-application/1"},
                     {"number", wish.number.empty() ? fmt::format("YB-{:06}", seed) : wish.number},
                     {"notice", "2025-green-channel"}};
  root.children.push_back(leaf("filled-on", fmt::format("2025-06-{:02}", maker.random.between(10, 28))));
  root.children.push_back(maker.applicant());
  root.children.push_back(maker.employment(unit));
  root.children.push_back(maker.educations());
  root.children.push_back(maker.titles());
  root.children.push_back(maker.applied_for());
  root.children.push_back(maker.trainings());
  root.children.push_back(maker.jobs(unit));
  root.children.push_back(
      maker.achievements("achievements-before", before, maker.work_year + 1, maker.title_year - 1));
  root.children.push_back(maker.achievements("achievements-after", after, maker.title_year + 1, 2024));
  root.children.push_back(maker.publications());
  root.children.push_back(maker.awards());
  root.children.push_back(maker.projects());
  root.children.push_back(maker.qualifications());
  root.children.push_back(maker.exams());
  root.children.push_back(maker.assessments());
  root.children.push_back(maker.education_hours());
  root.children.push_back(
      {.name = "publicity", .children = {leaf("start", ""), leaf("end", ""), leaf("place", "")}});
  return root;
}

}  // namespace hefu::support
