#include <map>

#include "schemas/messages.h"
#include "schemas/notice.h"

namespace hefu {
namespace {

template <typename... Args>
std::string say(const char* message, const Args&... args) {
  return fmt::format(fmt::runtime(tr(message)), args...);
}

std::string windows_text(const Notice& notice) {
  std::string text = tr("申报时间\n");
  for (const Window& w : notice.windows)
    text += w.opens.empty() ? say("  {}：{} 截止\n", w.name, w.closes)
                            : say("  {}：{} 至 {}\n", w.name, w.opens, w.closes);
  return text;
}

std::string material_text(const Material& m) {
  std::string text = fmt::format("  {:>2}  {}\n", m.item, m.name);
  std::vector<std::string> facts;
  if (!m.kind.empty()) facts.push_back(say("本程序可打印（{}）", m.kind));
  if (!m.paper.empty()) facts.push_back(m.paper);
  if (m.duplex) facts.push_back(tr("双面"));
  if (m.copies > 0) facts.push_back(say("{} 份", m.copies));
  if (m.originals > 0) facts.push_back(say("其中原件 {} 份", m.originals));
  if (m.evidence) facts.push_back(tr("装订入佐证材料"));
  if (!facts.empty()) text += fmt::format("      {}\n", fmt::join(facts, tr("，")));
  return text;
}

const char* cut_off_name(const std::string& what) {
  if (what == "degrees") return tr("学历");
  if (what == "years") return tr("资历、任职年限");
  return what == "achievements" ? tr("业绩成果") : tr("继续教育");
}

std::string cut_offs_text(const Element& root) {
  const Element* all = root.at("cut-offs");
  if (!all) return {};
  std::string text = tr("\n截止日期\n");
  for (const Element& cut_off : all->children) {
    const std::string at = cut_off.attribute("at");
    const std::string day = cut_off.has("date") ? cut_off.attribute("date")
                            : at == "filed"     ? tr("提交当日")
                                                : tr("申报截止日");
    text += say("  {}：{}\n", cut_off_name(cut_off.attribute("what")), day);
  }
  return text;
}

std::string routes_text(const Element& root) {
  const Element* all = root.at("routes");
  if (!all) return {};
  std::string text = tr("\n申报渠道\n");
  for (const Element& route : all->children) {
    text += fmt::format("  {}", route.attribute("name"));
    if (route.has("who")) text += fmt::format("（{}）", route.attribute("who"));
    text += "\n";
    if (route.has("by-way-of")) text += say("     报送：{}\n", route.attribute("by-way-of"));
    if (route.has("committee")) text += say("     评审：{}\n", route.attribute("committee"));
  }
  return text;
}

std::string preferences_text(const Element& root) {
  const Element* all = root.at("preferences");
  if (!all) return {};
  std::string text = tr("\n倾斜政策\n");
  for (const Element& preference : all->children)
    text += fmt::format("  {:>2}  {}\n", preference.attribute("code"), preference.text);
  return text;
}

/// The rules by the field's checks, each with the clause that it rests on.
std::string rules_text(const Notice& notice) {
  if (notice.rules.empty()) return {};
  std::string text = say("\n规则（{} 条）\n", notice.rules.size());
  std::map<int, std::string> by_check;
  for (const NoticeRule& rule : notice.rules) {
    const std::string check = rule.element.attribute("check");
    const std::string severity = rule.element.attribute("severity");
    const char* weight = severity == "error" ? tr("必须") : severity == "warning" ? tr("提醒") : tr("注意");
    by_check[std::stoi(check.substr(1))] +=
        fmt::format("  {:<4}{}  {}  [{}]（{}）\n", check, weight, rule.element.attribute("title"),
                    notice.clause(rule.element.attribute("clause")).number, rule.element.attribute("id"));
  }
  for (const auto& [check, lines] : by_check) text += lines;
  return text;
}

std::string publicity_text(const Element& root) {
  const Element* all = root.at("publicities");
  if (!all) return {};
  std::string text = tr("\n公示\n");
  for (const Element& p : all->children) {
    const char* place = p.attribute("place") == "unit" ? tr("本单位") : tr("门户网站");
    text += p.has("working-days") ? say("  {}公示{}，不少于 {} 个工作日\n", place, p.attribute("what"),
                                        p.attribute("working-days"))
                                  : say("  {}公示{}\n", place, p.attribute("what"));
  }
  return text;
}

std::string level_text(const Element& level) {
  std::vector<std::string> conditions;
  if (level.has("class-from"))
    conditions.push_back(say("{}—{} 类人才", level.attribute("class-from"), level.attribute("class-to")));
  if (level.has("appointed-as"))
    conditions.push_back(
        say("聘任{}满 {} 年", level.attribute("appointed-as"), level.attribute("appointed-years")));
  return conditions.empty() ? level.text
                            : fmt::format("{}（{}）", level.text, fmt::join(conditions, tr("，")));
}

std::string categories_text(const Element& root) {
  const Element* all = root.at("talent-categories");
  if (!all) return {};
  std::string text = tr("\n人才类别\n");
  for (const Element& category : all->children) {
    text += fmt::format("  {}  {}\n", category.attribute("number"), category.text_at("who"));
    std::vector<std::string> levels;
    for (const Element* level : category.all("level")) levels.push_back(level_text(*level));
    text += say("     可申报：{}\n", fmt::join(levels, "、"));
    for (const Element* required : category.all("requires")) text += say("     须有：{}\n", required->text);
  }
  return text;
}

std::string clauses_text(const Element& root) {
  std::string text = tr("\n核对依据的条款\n");
  for (const Element& clause : root.at("clauses")->children)
    text += fmt::format("  {}  {}（{}）\n", clause.attribute("number"), clause.text, clause.attribute("id"));
  return text;
}

}  // namespace

std::string to_text(const Notice& notice) {
  std::string text =
      fmt::format("{}\n{}\n{}  {}\n\n", notice.id, notice.name, notice.issuer, notice.issued_on);
  text += windows_text(notice) + cut_offs_text(notice.root);
  text += fmt::format("\n{}\n", notice.title_of("checklist"));
  for (const Material& material : notice.materials) text += material_text(material);
  for (const Element* copies : notice.root.at("materials")->all("copies"))
    text += say("  第 {} 项：申报{}的 {} 份\n", copies->attribute("item"), copies->attribute("levels"),
                copies->attribute("copies"));
  for (const Element* note : notice.root.at("materials")->all("note"))
    text += fmt::format("  {}\n", note->text);
  text += publicity_text(notice.root);
  text += routes_text(notice.root) + categories_text(notice.root) + preferences_text(notice.root);
  if (const Element* roster = notice.root.at("roster")) {
    std::vector<std::string> columns;
    for (const Element* column : roster->all("column")) columns.push_back(column->attribute("name"));
    text += say("\n{}（{} 栏）\n  {}\n", roster->text_at("title"), columns.size(), fmt::join(columns, "、"));
    if (roster->attribute("suggested") == "true") text += say("  通知没有规定花名册的栏目，以上为建议\n");
  }
  return text + rules_text(notice) + clauses_text(notice.root);
}

}  // namespace hefu
