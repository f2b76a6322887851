#include <algorithm>

#include "schemas/ask.h"
#include "schemas/check_rules.h"
#include "schemas/made_case.h"

namespace hefu {
namespace {

// Cases are changed step by step towards what is sought, from several beginnings. A rule of ours needs some
// hundred steps; one that cannot come out so is given up after these.
constexpr int kBeginnings = 40;
constexpr int kSteps = 400;

unsigned seed_of(const std::string& id) {
  unsigned seed = 2166136261u;
  for (const char c : id) seed = (seed ^ static_cast<unsigned char>(c)) * 16777619u;
  return seed;
}

/// The parts of a condition that are joined by `and`.
void add_parts(const XPathTree& tree, const std::string& text, std::vector<RuleExpression>& parts) {
  if (tree.kind == XPathTree::Kind::operation && tree.name == "and") {
    for (const XPathTree& child : tree.children) add_parts(child, text, parts);
    return;
  }
  const std::string words = text.substr(tree.from, tree.to - tree.from);
  parts.push_back({words, XPath::compile(words)});
}

std::vector<RuleExpression> parts_of(const RuleExpression& condition) {
  std::vector<RuleExpression> parts;
  if (condition) add_parts(parse_xpath(condition.text).tree, condition.text, parts);
  return parts;
}

/// How near a case comes to what is sought, by counting what is met.
class Climb {
 public:
  Climb(const Rule& rule, const RuleSet& rules)
      : rule_(rule), rules_(rules), when_(parts_of(rule.when)), must_(parts_of(rule.must)) {}

  /// Adds to `reach` how the rule comes out, and says how near it came to holding or failing.
  int score(const CaseDocument& document, bool wants_hold, RuleReach& reach) const {
    XPathScope scope(document);
    for (const RuleOutcome& outcome : rules_.evaluate(rule_, scope, true)) {
      reach.fails |= outcome.state == RuleOutcome::State::fails;
      reach.holds |= outcome.state == RuleOutcome::State::holds;
    }
    scope.forget_variables();
    scope.start_at({});
    if (!rule_.each) return at_this_node(scope, wants_hold);
    int best = -1;
    for (const XPathNode& node : scope.evaluate(*rule_.each.compiled).nodes) {
      scope.start_at(node);
      scope.set_variable("it", only(node));
      best = std::max(best, at_this_node(scope, wants_hold));
    }
    return best;
  }

 private:
  int at_this_node(XPathScope& scope, bool wants_hold) const {
    Asker asker(rule_, scope);
    int met = 0;
    for (const RuleExpression& part : when_) met += 2 * asker.value(part).boolean;
    for (const Rule::Need& need : rule_.needs) met += 2 * asker.value(need.path).boolean;
    for (const RuleExpression& part : must_) met += asker.value(part).boolean == wants_hold;
    return met;
  }

  const Rule& rule_;
  const RuleSet& rules_;
  std::vector<RuleExpression> when_, must_;
};

}  // namespace

RuleReach search_reach(const Rule& rule, const RuleSet& rules, const Notice& notice) {
  CaseMaker maker(topics_of(rule, notice), notice, seed_of(rule.id));
  const Climb climb(rule, rules);
  RuleReach reach;
  for (int beginning = 0; beginning < kBeginnings; ++beginning) {
    Element best = maker.make();
    const bool wants_hold = reach.fails || (!reach.holds && beginning % 2 == 0);
    int best_score = climb.score(maker.with_notice(best), wants_hold, reach);
    for (int step = 0; step < kSteps; ++step) {
      ++reach.tried;
      if (reach.fails && reach.holds) return reach;
      if (wants_hold ? reach.holds : reach.fails) break;
      Element next = best;
      maker.change(next);
      const int score = climb.score(maker.with_notice(next), wants_hold, reach);
      if (score < best_score) continue;
      best = std::move(next);
      best_score = score;
    }
  }
  return reach;
}

}  // namespace hefu
