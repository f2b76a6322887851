#include "schemas/xpath_syntax.h"

#include <algorithm>
#include <string_view>

#include "schemas/messages.h"

namespace hefu {
namespace {

enum class TokenKind { end, name, number, literal, variable, sign };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
  std::size_t from = 0, to = 0;
};

struct Fault {
  std::size_t at = 0;
  std::string expected;
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool in_name(char c) { return starts_name(c) || is_digit(c) || c == '-' || c == '.' || c == ':'; }

constexpr std::string_view kSigns[] = {"::", "//", "..", "!=", "<=", ">=", "(", ")", "[", "]", ".",
                                       "@",  ",",  "/",  "|",  "+",  "-",  "=", "<", ">", "*"};

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    Token token{TokenKind::sign, {}, at, at};
    const char c = text[at];
    if (c == '\'' || c == '"') {
      const std::size_t close = text.find(c, at + 1);
      if (close == std::string::npos) throw Fault{at, tr("引号没有成对")};
      token = {TokenKind::literal, text.substr(at + 1, close - at - 1), at, close + 1};
    } else if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]))) {
      std::size_t to = at;
      while (to < text.size() && (is_digit(text[to]) || text[to] == '.')) ++to;
      token = {TokenKind::number, text.substr(at, to - at), at, to};
    } else if (c == '$' || starts_name(c)) {
      const std::size_t from = c == '$' ? at + 1 : at;
      std::size_t to = from;
      while (to < text.size() && in_name(text[to]) && text.compare(to, 2, "::") != 0) ++to;
      token = {c == '$' ? TokenKind::variable : TokenKind::name, text.substr(from, to - from), at, to};
    } else {
      const auto sign = std::find_if(std::begin(kSigns), std::end(kSigns),
                                     [&](std::string_view s) { return text.compare(at, s.size(), s) == 0; });
      if (sign == std::end(kSigns)) throw Fault{at, tr("不认识的符号")};
      token = {TokenKind::sign, std::string(*sign), at, at + sign->size()};
    }
    at = token.to;
    tokens.push_back(std::move(token));
  }
  tokens.push_back({TokenKind::end, {}, text.size(), text.size()});
  return tokens;
}

/// Recursive descent, one function a rule of the grammar; operators by rising precedence.
class Parser {
 public:
  explicit Parser(const std::string& text) : tokens_(tokens_of(text)) {}

  XPathTree parse() {
    XPathTree tree = binary(0);
    if (now().kind != TokenKind::end) throw Fault{now().from, tr("表达式应在这里结束")};
    return tree;
  }

 private:
  using Kind = XPathTree::Kind;

  const Token& now() const { return tokens_[at_]; }
  const Token& ahead(std::size_t by) const { return tokens_[std::min(at_ + by, tokens_.size() - 1)]; }
  bool is(std::string_view sign) const { return now().kind == TokenKind::sign && now().text == sign; }
  bool take(std::string_view sign) {
    if (!is(sign)) return false;
    ++at_;
    return true;
  }
  void expect(std::string_view sign) {
    if (!take(sign)) throw Fault{now().from, fmt::format(fmt::runtime(tr("这里应有“{}”")), sign)};
  }

  static const std::vector<std::vector<std::string_view>>& precedence() {
    static const std::vector<std::vector<std::string_view>> levels = {
        {"or"}, {"and"}, {"=", "!="}, {"<", "<=", ">", ">="}, {"+", "-"}, {"*", "div", "mod"}};
    return levels;
  }

  /// Whether the token now is one of these operators. Names are operators only where an operand has just
  /// ended.
  bool is_operator(const std::vector<std::string_view>& operators) const {
    if (now().kind != TokenKind::sign && now().kind != TokenKind::name) return false;
    return std::find(operators.begin(), operators.end(), now().text) != operators.end();
  }

  XPathTree binary(std::size_t level) {
    if (level == precedence().size()) return unary();
    XPathTree left = binary(level + 1);
    while (is_operator(precedence()[level])) {
      XPathTree operation{Kind::operation, now().text, {}, false, {}, {}, left.from, 0};
      ++at_;
      XPathTree right = binary(level + 1);
      operation.to = right.to;
      operation.children.push_back(std::move(left));
      operation.children.push_back(std::move(right));
      left = std::move(operation);
    }
    return left;
  }

  XPathTree unary() {
    const std::size_t from = now().from;
    if (!take("-")) return union_of_paths();
    XPathTree operand = unary();
    XPathTree negation{Kind::negation, "-", {}, false, {}, {}, from, operand.to};
    negation.children.push_back(std::move(operand));
    return negation;
  }

  XPathTree union_of_paths() {
    XPathTree left = path();
    while (is("|")) {
      XPathTree both{Kind::operation, "|", {}, false, {}, {}, left.from, 0};
      ++at_;
      XPathTree right = path();
      both.to = right.to;
      both.children.push_back(std::move(left));
      both.children.push_back(std::move(right));
      left = std::move(both);
    }
    return left;
  }

  bool starts_primary() const {
    if (now().kind == TokenKind::literal || now().kind == TokenKind::number ||
        now().kind == TokenKind::variable || is("("))
      return true;
    const bool call =
        now().kind == TokenKind::name && ahead(1).kind == TokenKind::sign && ahead(1).text == "(";
    return call && now().text != "node" && now().text != "text" && now().text != "comment";
  }

  XPathTree path() {
    XPathTree tree{Kind::path, {}, {}, false, {}, {}, now().from, 0};
    if (starts_primary()) {
      XPathTree primary = this->primary();
      std::vector<XPathTree> predicates = this->predicates();
      if (!is("/") && !is("//")) {
        primary.predicates = std::move(predicates);
        primary.to = last_end();
        return primary;
      }
      primary.predicates = std::move(predicates);
      tree.children.push_back(std::move(primary));
    } else {
      tree.absolute = is("/") || is("//");
      if (tree.absolute && is("/") && !starts_step(ahead(1))) {
        ++at_;
        tree.to = last_end();
        return tree;
      }
    }
    if (tree.children.empty() && !tree.absolute) step(tree);
    while (is("/") || is("//")) {
      if (take("//")) {
        tree.steps.push_back({XPathStep::Axis::descendant_or_self, "node()", {}});
      } else {
        ++at_;
      }
      step(tree);
    }
    tree.to = last_end();
    return tree;
  }

  static bool starts_step(const Token& token) {
    return token.kind == TokenKind::name ||
           (token.kind == TokenKind::sign &&
            (token.text == "." || token.text == ".." || token.text == "@" || token.text == "*"));
  }

  void step(XPathTree& tree) {
    XPathStep step;
    if (take(".")) {
      step = {XPathStep::Axis::self, "node()", {}};
    } else if (take("..")) {
      step = {XPathStep::Axis::parent, "node()", {}};
    } else {
      axis(step);
      node_test(step);
      step.predicates = predicates();
    }
    tree.steps.push_back(std::move(step));
  }

  void axis(XPathStep& step) {
    if (take("@")) {
      step.axis = XPathStep::Axis::attribute;
      return;
    }
    if (now().kind != TokenKind::name || ahead(1).text != "::" || ahead(1).kind != TokenKind::sign) return;
    const std::string name = now().text;
    at_ += 2;
    step.axis = name == "child"                ? XPathStep::Axis::child
                : name == "attribute"          ? XPathStep::Axis::attribute
                : name == "self"               ? XPathStep::Axis::self
                : name == "parent"             ? XPathStep::Axis::parent
                : name == "descendant-or-self" ? XPathStep::Axis::descendant_or_self
                                               : XPathStep::Axis::other;
  }

  void node_test(XPathStep& step) {
    if (take("*")) {
      step.test = "*";
      return;
    }
    if (now().kind != TokenKind::name) throw Fault{now().from, tr("这里应是元素名或值")};
    step.test = now().text;
    ++at_;
    if (take("(")) {
      expect(")");
      step.test += "()";
    }
  }

  std::vector<XPathTree> predicates() {
    std::vector<XPathTree> found;
    while (take("[")) {
      found.push_back(binary(0));
      expect("]");
    }
    return found;
  }

  XPathTree primary() {
    const Token token = now();
    ++at_;
    if (token.kind == TokenKind::sign) {  // "("
      XPathTree inside = binary(0);
      expect(")");
      inside.from = token.from;
      inside.to = last_end();
      return inside;
    }
    if (token.kind != TokenKind::name) {
      const Kind kind = token.kind == TokenKind::literal  ? Kind::literal
                        : token.kind == TokenKind::number ? Kind::number
                                                          : Kind::variable;
      return {kind, token.text, {}, false, {}, {}, token.from, token.to};
    }
    XPathTree call{Kind::function, token.text, {}, false, {}, {}, token.from, 0};
    expect("(");
    if (!is(")")) {
      call.children.push_back(binary(0));
      while (take(",")) call.children.push_back(binary(0));
    }
    expect(")");
    call.to = last_end();
    return call;
  }

  std::size_t last_end() const { return at_ > 0 ? tokens_[at_ - 1].to : 0; }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

ParsedXPath parse_xpath(const std::string& text) {
  ParsedXPath parsed;
  try {
    parsed.tree = Parser(text).parse();
    parsed.ok = true;
  } catch (const Fault& fault) {
    parsed.fault_at = fault.at;
    parsed.fault = fault.expected;
  }
  return parsed;
}

}  // namespace hefu
