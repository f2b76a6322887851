#include "schemas/notice_join.h"

#include <algorithm>
#include <map>
#include <set>

#include "schemas/data_files.h"
#include "schemas/messages.h"
#include "schemas/text.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;
using FileOf = std::function<fs::path(const std::string&)>;

/// The attribute by which an element of a list is known; empty: it is a list without keys, replaced as a
/// whole.
std::string_view key_of(std::string_view element) {
  static const std::map<std::string_view, std::string_view> keys = {
      {"window", "id"},       {"publicity", "place"}, {"title", "kind"},
      {"material", "item"},   {"route", "id"},        {"category", "number"},
      {"preference", "code"}, {"clause", "id"},       {"cut-off", "what"}};
  const auto found = keys.find(element);
  return found == keys.end() ? std::string_view() : found->second;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(' ', from), text.size());
    if (to > from) words.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

Element* find_same(Element& list, const Element& wanted) {
  const std::string_view key = key_of(wanted.name);
  for (Element& child : list.children)
    if (child.name == wanted.name && child.attribute(key) == wanted.attribute(key)) return &child;
  return nullptr;
}

/// Joins a list into the one of the base: keyed elements by key, others as a whole.
void join_list(Element& base, const Element& nearer) {
  std::set<std::string> replaced;
  for (const Element& child : nearer.children) {
    if (!key_of(child.name).empty()) {
      if (Element* same = find_same(base, child)) {
        *same = child;
        continue;
      }
    } else if (replaced.insert(child.name).second) {
      std::erase_if(base.children, [&](const Element& old) { return old.name == child.name; });
    }
    base.children.push_back(child);
  }
  for (const auto& attribute : nearer.attributes)
    if (!base.has(attribute.first)) base.attributes.push_back(attribute);
  base.line = nearer.line;
  // Checklist items in their order, notes behind them, whatever pack they came from.
  std::stable_sort(base.children.begin(), base.children.end(), [](const Element& a, const Element& b) {
    if (a.name != "material" || b.name != "material") return a.name == "material" && b.name != "material";
    return std::stoi(a.attribute("item")) < std::stoi(b.attribute("item"));
  });
}

class Joiner {
 public:
  explicit Joiner(const FileOf& file_of) : file_of_(file_of) {}

  JoinedPack join(const fs::path& file) {
    add(file);
    return std::move(pack_);
  }

 private:
  void report(const fs::path& file, int line, std::string message, std::string hint) {
    Diagnostic& d = pack_.diagnostics.emplace_back();
    d.file = file.string();
    d.line = line;
    d.message = std::move(message);
    d.hint = std::move(hint);
  }

  void add(const fs::path& file) {
    ParsedXml parsed = parse_xml(read_file(file), file.string(), "schemas/notice.xsd");
    for (Diagnostic& d : parsed.diagnostics) pack_.diagnostics.push_back(std::move(d));
    if (!parsed.ok) return;
    const Element& root = parsed.root;
    const std::string id = root.attribute("id");
    under_way_.push_back(id);
    for (const std::string& base : words_of(root.attribute("extends"))) {
      if (std::find(under_way_.begin(), under_way_.end(), base) != under_way_.end()) {
        report(file, root.line, fmt::format(fmt::runtime(tr("通知 {} 沿用了它自己")), base),
               tr("extends 里不能绕回到同一份通知"));
        continue;
      }
      const bool known = std::find(pack_.lineage.begin(), pack_.lineage.end(), base) != pack_.lineage.end();
      const fs::path base_file = known ? fs::path() : file_of_(base);
      if (!known && base_file.empty())
        report(file, root.line, fmt::format(fmt::runtime(tr("extends 里的 {} 找不到")), base),
               tr("它应在同一文件夹、它的 base 文件夹或程序的 schemas/notices 里"));
      if (!base_file.empty()) add(base_file);
    }
    under_way_.pop_back();
    check_twice(root, file);
    join_root(root);
    if (const Element* rules = root.child("rules")) join_rules(*rules, file);
    pack_.lineage.insert(pack_.lineage.begin(), id);
  }

  /// Within one file nothing may have one key twice.
  void check_twice(const Element& root, const fs::path& file) {
    std::set<std::string> seen;
    for (const Element& list : root.children)
      for (const Element& child : list.children) {
        const std::string key(child.name == "rule" ? "id" : key_of(child.name));
        if (key.empty() || seen.insert(child.name + " " + child.attribute(key)).second) continue;
        report(file, child.line,
               fmt::format(fmt::runtime(tr("<{}> 的 {}=\"{}\" 写了两次")), child.name, key,
                           child.attribute(key)),
               tr("同一份通知里每个只能写一次"));
      }
  }

  void join_root(const Element& nearer) {
    Element& root = pack_.root;
    root.name = nearer.name;
    root.line = nearer.line;
    root.attributes = nearer.attributes;
    for (const Element& part : nearer.children) {
      if (part.name == "rules") continue;
      const auto same = std::find_if(root.children.begin(), root.children.end(),
                                     [&](const Element& old) { return old.name == part.name; });
      const bool whole = part.children.empty() || part.name == "roster";
      if (same == root.children.end()) {
        root.children.push_back(part);
      } else if (whole) {
        *same = part;
      } else {
        join_list(*same, part);
      }
    }
  }

  void join_rules(const Element& rules, const fs::path& file) {
    if (const Element* omit = rules.child("omit"))
      for (const std::string& id : words_of(omit->attribute("rules")))
        if (std::erase_if(pack_.rules,
                          [&](const NoticeRule& r) { return r.element.attribute("id") == id; }) == 0)
          report(file, omit->line, fmt::format(fmt::runtime(tr("<omit> 里的规则 {} 不在所沿用的通知中")), id),
                 tr("请核对规则的 id"));
    for (const Element* rule : rules.all("rule")) {
      const auto same = std::find_if(pack_.rules.begin(), pack_.rules.end(), [&](const NoticeRule& r) {
        return r.element.attribute("id") == rule->attribute("id");
      });
      if (same == pack_.rules.end()) {
        pack_.rules.push_back({*rule, file.string()});
      } else {
        *same = {*rule, file.string()};
      }
    }
  }

  const FileOf& file_of_;
  JoinedPack pack_;
  std::vector<std::string> under_way_;
};

}  // namespace

JoinedPack join_pack(const fs::path& file, const FileOf& file_of) { return Joiner(file_of).join(file); }

}  // namespace hefu
