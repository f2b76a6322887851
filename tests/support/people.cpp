#include "tests/support/people.h"

#include "schemas/normalise.h"
#include "tests/support/people_maker.h"

namespace hefu::support {

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
