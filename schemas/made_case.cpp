#include "schemas/made_case.h"

#include <algorithm>

namespace hefu {
namespace {

// Values for what no schema lists: enough of each kind that a pattern can be met and be missed.
const std::vector<std::string> kPlainTexts = {
    "样本", "样本水利水电勘测设计院有限公司", "无", "13800138000", "123", "0", "1", "12.5"};
const std::map<std::string, std::vector<std::string>> kTextsByName = {
    {"series", {"工程技术人才", "卫生技术人员", "经济专业人员", "中小学教师", "高等学校教师"}},
    {"title", {"工程师", "高级工程师", "正高级工程师", "主治医师", "副教授", "正高级经济师", "一级教师"}},
    {"name", {"工程师", "高级工程师", "主治医师", "助理工程师", "教师资格证", "医师资格证书", "样本甲"}},
    {"id-number", {"150000198503120020", "150000850312002", "150000198503120021", "990000198503120027"}},
    {"item", {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}},
    {"birth-date", {"1985-03-12", "1985-03", "1985-03-13"}},
    {"degree", {"工学学士", "管理学硕士", "博士"}},
    {"heads", {"0", "1", "2", "看不出"}},
    {"fault", {"missing", "foreign"}}};

// A case of a few hundred changes has seen every value; older ones say nothing new.
constexpr std::size_t kMostUsed = 64;

Element named(std::string name) {
  Element element;
  element.name = std::move(name);
  return element;
}

Element day(std::string name, const Date& date) {
  Element element = named(std::move(name));
  element.text = iso(date);
  return element;
}

class TopicReader {
 public:
  explicit TopicReader(const Rule& rule) {
    topics.root.place = CaseSchema::root().front();
    std::vector<CasePlace> context = CaseSchema::root();
    CaseSchema::Variables variables;
    if (rule.each) context = variables["it"] = read(rule.each.text, context, variables);
    for (const auto& [name, select] : rule.lets) variables[name] = read(select.text, context, variables);
    for (const RuleExpression* part : {&rule.when, &rule.must})
      if (*part) read(part->text, context, variables);
    for (const Rule::Need& need : rule.needs) read(need.path.text, context, variables);
  }

  /// Conditions of windows and materials speak of the case as rules do.
  void add_conditions(const Notice& notice) {
    // A cut-off may be the day that a window closes.
    if (topics.notice_lists.count("cut-offs")) topics.notice_lists.insert("windows");
    for (const std::string& list : std::set<std::string>(topics.notice_lists))
      if (const Element* found = notice.root.child(list))
        for (const Element& child : found->children)
          if (child.has("when")) read(child.attribute("when"), CaseSchema::root(), {});
  }

  Topics topics;

 private:
  std::vector<CasePlace> read(const std::string& text, const std::vector<CasePlace>& context,
                              const CaseSchema::Variables& variables) {
    const CaseSchema::Reading reading = CaseSchema::read(parse_xpath(text).tree, text, context, variables);
    for (const CasePlace& place : reading.mentions) add(place);
    for (const auto& [path, values] : reading.beside)
      for (const std::string& value : values)
        if (!value.empty()) topics.beside[path].push_back(value);
    for (const std::string& literal : reading.literals) {
      topics.texts.push_back(literal);
      const bool number = !literal.empty() && literal.size() < 6 &&
                          literal.find_first_not_of("0123456789") == std::string::npos;
      if (number) topics.numbers.push_back(std::stoi(literal));
    }
    return reading.places;
  }

  void add(const CasePlace& place) {
    if (place.names.size() > 1 && place.names[1] == "notice") {
      if (place.names.size() > 2) topics.notice_lists.insert(place.names[2]);
      return;
    }
    std::vector<CasePlace> chain = {place};
    while (!chain.back().owner.empty()) {
      const CasePlace owner = chain.back().owner.front();
      chain.push_back(owner);
    }
    Subject* at = &topics.root;
    for (auto step = chain.rbegin() + 1; step < chain.rend(); ++step) {
      at = &at->below[step->names.back()];
      at->place = *step;
    }
  }
};

}  // namespace

Topics topics_of(const Rule& rule, const Notice& notice) {
  TopicReader reader(rule);
  reader.add_conditions(notice);
  return std::move(reader.topics);
}

CaseMaker::CaseMaker(Topics topics, const Notice& notice, unsigned seed)
    : topics_(std::move(topics)), notice_(notice), random_(seed) {
  for (const char* list : {"windows", "cut-offs"})
    if (const Element* found = notice.root.child(list))
      for (const Element& child : found->children)
        for (const char* name : {"opens", "closes", "date"})
          if (const auto date = parse_date(child.attribute(name))) anchors_.push_back(*date);
  if (const auto date = parse_date(notice.issued_on)) anchors_.push_back(*date);
  anchors_.push_back({2020, 2, 29});
  std::erase_if(notice_.root.children,
                [&](const Element& list) { return topics_.notice_lists.count(list.name) == 0; });
}

Element CaseMaker::make() {
  filed_ = shifted(pick(anchors_));
  Element root = element(topics_.root);
  set_days(root);
  if (!root.child("application")) root.children.push_back(named("application"));
  return root;
}

void CaseMaker::change(Element& root) {
  if (chance(0.1)) {
    filed_ = shifted(pick(anchors_));
    set_days(root);
  } else {
    change_below(root, topics_.root);
  }
}

CaseDocument CaseMaker::with_notice(const Element& root) const {
  Diagnostics diagnostics;
  return topics_.notice_lists.empty() ? CaseDocument(root) : case_document(root, notice_, diagnostics);
}

void CaseMaker::set_days(Element& root) {
  std::erase_if(root.children, [](const Element& e) { return e.name == "now" || e.name == "filed"; });
  root.children.push_back(day("now", chance(0.5) ? filed_ : shifted(filed_)));
  root.children.push_back(day("filed", filed_));
  root.children.back().attributes.emplace_back("by", chance(0.7) ? "record" : "clock");
}

/// A day or two aside, where the edges of rules lie.
Date CaseMaker::shifted(const Date& date) { return hefu::add_days(date, up_to(4) - 2); }

std::string CaseMaker::some_date() {
  Date date = shifted(chance(0.7) ? filed_ : pick(anchors_));
  const int n = chance(0.7) ? pick(topics_.numbers) : up_to(40);
  const int kind = up_to(4);
  if (kind == 0) date = add_days(date, -n);
  if (kind == 1) date = add_months(date, -n);
  if (kind >= 2) date = add_years(date, -std::min(n, 100));
  if (chance(0.15)) date = add_years(date, 1);
  return iso(date);
}

std::string CaseMaker::value_of(const CasePlace& place) {
  std::string value = new_value_of(place);
  if (used_.size() == kMostUsed) used_.clear();
  used_.push_back(value);
  return value;
}

std::string CaseMaker::new_value_of(const CasePlace& place) {
  const auto beside = topics_.beside.find(place.path());
  if (beside != topics_.beside.end() && chance(0.5)) return pick(beside->second);
  if (const auto allowed = place.schema->allowed(place.declaration); !allowed.empty()) {
    std::vector<std::string> spoken_of;
    for (const std::string& text : topics_.texts)
      if (std::find(allowed.begin(), allowed.end(), text) != allowed.end()) spoken_of.push_back(text);
    return !spoken_of.empty() && chance(0.6) ? pick(spoken_of) : pick(allowed);
  }
  const std::string& name = place.names.back();
  const auto known = kTextsByName.find(name.starts_with("@") ? name.substr(1) : name);
  if (known != kTextsByName.end() && chance(0.6)) return pick(known->second);
  const std::string type = Xsd::type_name(place.declaration);
  if (type == "Date" || type == "RequiredDate" || type == "Moment" || type == "Now" || type == "Filed")
    return some_date();
  if (type == "Year") return std::to_string(filed_.year - up_to(4));
  // Two parts of a case are often held against each other.
  if (!used_.empty() && chance(0.35)) return pick(used_);
  std::vector<std::string> choices = topics_.texts;
  for (const int n : topics_.numbers)
    for (const int step : {-1, 0, 1}) choices.push_back(std::to_string(std::max(0, n + step)));
  return chance(0.7) ? pick(choices) : pick(kPlainTexts);
}

void CaseMaker::add_below(Element& parent, const std::string& name, const Subject& child) {
  if (name.starts_with("@")) {
    if (chance(0.85)) parent.attributes.emplace_back(name.substr(1), value_of(child.place));
    return;
  }
  const int count = Xsd::repeats(child.place.declaration) ? up_to(3) : chance(0.85) ? 1 : 0;
  for (int i = 0; i < count; ++i) parent.children.push_back(element(child));
}

Element CaseMaker::element(const Subject& subject) {
  Element made = named(subject.place.names.back());
  const bool holds_elements = !CaseSchema::children(subject.place).empty();
  for (const auto& [name, child] : subject.below) add_below(made, name, child);
  if (!holds_elements) made.text = value_of(subject.place);
  const bool speaks_of_none = std::all_of(subject.below.begin(), subject.below.end(),
                                          [](const auto& below) { return below.first.starts_with("@"); });
  // An element of the record counts only when something is in it.
  if (holds_elements && speaks_of_none) made.children.push_back(named("x"));
  return made;
}

void CaseMaker::change_below(Element& at, const Subject& subject) {
  if (subject.below.empty()) {
    at = element(subject);
    return;
  }
  auto chosen = subject.below.begin();
  std::advance(chosen, up_to(static_cast<int>(subject.below.size()) - 1));
  const auto& [name, child] = *chosen;
  if (name.starts_with("@")) {
    std::erase_if(at.attributes, [&](const auto& attribute) { return "@" + attribute.first == name; });
    add_below(at, name, child);
    return;
  }
  std::vector<Element*> there;
  for (Element& element : at.children)
    if (element.name == name) there.push_back(&element);
  if (!there.empty() && chance(0.85)) {
    change_below(*pick(there), child);
    return;
  }
  std::erase_if(at.children, [&](const Element& element) { return element.name == name; });
  add_below(at, name, child);
}

}  // namespace hefu
