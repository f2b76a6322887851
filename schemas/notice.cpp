#include "schemas/notice.h"

#include <charconv>
#include <map>
#include <mutex>
#include <set>

#include "schemas/data_files.h"
#include "schemas/messages.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

constexpr const char* kFolder = "schemas/notices";

int to_int(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_true(const std::string& text) { return text == "true" || text == "1"; }

Material read_material(const Element& element) {
  Material m;
  m.item = to_int(element.attribute("item"));
  m.name = element.text;
  m.kind = element.attribute("kind");
  m.paper = element.attribute("paper");
  m.copies = to_int(element.attribute("copies"));
  m.originals = to_int(element.attribute("originals"));
  m.duplex = is_true(element.attribute("duplex"));
  m.evidence = is_true(element.attribute("evidence"));
  return m;
}

void read_parts(Notice& notice) {
  const Element& root = notice.root;
  notice.id = root.attribute("id");
  notice.name = root.text_at("name");
  notice.issuer = root.text_at("issuer");
  notice.issued_on = root.text_at("issued-on");
  for (const Element& w : root.at("windows")->children)
    notice.windows.push_back(
        {w.attribute("name"), w.attribute("opens"), w.attribute("closes"), w.attribute("clause")});
  for (const Element* m : root.at("materials")->all("material"))
    notice.materials.push_back(read_material(*m));
  for (const Element& title : root.at("titles")->children) {
    notice.titles.emplace_back(title.attribute("kind"), title.text_at("name"));
    for (const Element* alias : title.all("alias")) notice.aliases.push_back(alias->text);
  }
}

void report(Diagnostics& diagnostics, const std::string& file, const Element& element, std::string message,
            std::string hint) {
  Diagnostic& d = diagnostics.emplace_back();
  d.file = file;
  d.line = element.line;
  d.message = std::move(message);
  d.hint = std::move(hint);
}

/// What the schema cannot say: each clause that is named is there, nothing has one number twice.
void check_names(const Element& root, const std::string& file, Diagnostics& diagnostics) {
  std::set<std::string> clauses, items;
  for (const Element& clause : root.at("clauses")->children)
    if (!clauses.insert(clause.attribute("id")).second)
      report(diagnostics, file, clause,
             fmt::format(fmt::runtime(tr("条款 {} 写了两次")), clause.attribute("id")),
             tr("每个条款的 id 只能用一次"));
  for (const Element* material : root.at("materials")->all("material"))
    if (!items.insert(material->attribute("item")).second)
      report(diagnostics, file, *material,
             fmt::format(fmt::runtime(tr("材料第 {} 项写了两次")), material->attribute("item")),
             tr("材料目录单的项号不能重复"));
  for (const Element& part : root.children) {
    std::vector<const Element*> owners = {&part};
    for (const Element& child : part.children) owners.push_back(&child);
    for (const Element* owner : owners)
      if (owner->has("clause") && clauses.count(owner->attribute("clause")) == 0)
        report(diagnostics, file, *owner,
               fmt::format(fmt::runtime(tr("没有名为 {} 的条款")), owner->attribute("clause")),
               tr("请在 <clauses> 里写上这一条，或改正名称"));
  }
}

}  // namespace

std::string Notice::title_of(const std::string& kind) const {
  for (const auto& [known, title] : titles)
    if (known == kind) return title;
  return {};
}

Clause Notice::clause(const std::string& purpose) const {
  if (const Element* clauses = root.at("clauses"))
    for (const Element& c : clauses->children)
      if (c.attribute("id") == purpose) return {c.attribute("number"), c.text};
  return {};
}

ReadNotice read_notice(const std::filesystem::path& file) {
  ReadNotice read;
  ParsedXml parsed = parse_xml(read_file(file), file.string(), "schemas/notice.xsd");
  read.diagnostics = std::move(parsed.diagnostics);
  if (!parsed.ok) return read;
  read.notice.root = std::move(parsed.root);
  check_names(read.notice.root, file.string(), read.diagnostics);
  read_parts(read.notice);
  read.ok = !has_errors(read.diagnostics);
  return read;
}

ReadNotice find_notice(const std::string& id) {
  static std::mutex mutex;
  static std::map<std::string, ReadNotice> known;
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(id); found != known.end()) return found->second;
  const std::vector<std::string> ids = notice_ids();
  if (std::find(ids.begin(), ids.end(), id) != ids.end())
    return known.emplace(id, read_notice(data_file(fmt::format("{}/{}.xml", kFolder, id)))).first->second;
  ReadNotice none;
  Diagnostic& d = none.diagnostics.emplace_back();
  d.message = fmt::format(fmt::runtime(tr("没有编号为 {} 的通知")), id);
  d.expected = fmt::format("{}", fmt::join(ids, "、"));
  d.hint = tr("请检查填报信息里的 notice 属性，或更新本程序");
  return none;
}

std::vector<std::string> notice_ids() {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(data_file(kFolder)))
    if (entry.path().extension() == ".xml") ids.push_back(entry.path().stem().string());
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace hefu
