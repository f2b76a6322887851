#include "tests/support/people_maker.h"

namespace hefu::support {

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
    const int end = std::max(from, to - 1);  // several jobs within one year
    Element e{.name = "job"};
    e.children = {leaf("start", month(from, i ? 1 : 7)), leaf("end", last ? "" : month(end, 12)),
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
    const int to = std::max(from, std::min(last_year, from + random.between(0, 2)));
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

}  // namespace hefu::support
