#include "schemas/notice.h"

#include <charconv>
#include <map>
#include <mutex>
#include <set>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/notice_join.h"
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
  notice.text_file = root.attribute("text");
  for (const Element& w : root.at("windows")->children)
    notice.windows.push_back({w.attribute("id"), w.attribute("name"), w.attribute("opens"),
                              w.attribute("closes"), w.attribute("clause")});
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

void report_unknown_clause(Diagnostics& diagnostics, const std::string& file, const Element& owner) {
  report(diagnostics, file, owner,
         fmt::format(fmt::runtime(tr("没有名为 {} 的条款")), owner.attribute("clause")),
         tr("请在 <clauses> 里写上这一条，或改正名称"));
}

/// What the schema cannot say: what a notice must have is there, and so is each clause that is named.
void check_names(const Notice& notice, const std::string& file, Diagnostics& diagnostics) {
  const Element& root = notice.root;
  for (const char* part : {"name", "issuer", "windows", "titles", "materials", "clauses"})
    if (!root.child(part))
      report(diagnostics, file, root, fmt::format(fmt::runtime(tr("通知缺少 <{}>")), part),
             tr("请补上这一部分，或用 extends 沿用另一份通知的"));
  if (has_errors(diagnostics)) return;
  std::set<std::string> clauses;
  for (const Element& clause : root.at("clauses")->children) clauses.insert(clause.attribute("id"));
  for (const Element& part : root.children) {
    std::vector<const Element*> owners = {&part};
    for (const Element& child : part.children) owners.push_back(&child);
    for (const Element* owner : owners)
      if (owner->has("clause") && clauses.count(owner->attribute("clause")) == 0)
        report_unknown_clause(diagnostics, file, *owner);
  }
  for (const NoticeRule& rule : notice.rules)
    if (clauses.count(rule.element.attribute("clause")) == 0)
      report_unknown_clause(diagnostics, rule.file, rule.element);
}

}  // namespace

std::string Notice::title_of(const std::string& kind) const {
  for (const auto& [known, title] : titles)
    if (known == kind) return title;
  // What is posted is called as what is handed in.
  for (const auto& [posted, original] :
       {std::pair{"publicity-form", "submission-form"}, std::pair{"publicity-list", "roster"}})
    if (kind == posted)
      if (const std::string title = title_of(original); !title.empty()) return title + "（公示）";
  return {};
}

Clause Notice::clause(const std::string& purpose) const {
  if (const Element* clauses = root.at("clauses"))
    for (const Element& c : clauses->children)
      if (c.attribute("id") == purpose) return {c.attribute("number"), c.text};
  return {};
}

namespace {

std::vector<std::filesystem::path>& added_folders() {
  static std::vector<std::filesystem::path> folders;
  return folders;
}

std::vector<std::filesystem::path> folders_of_packs() {
  std::vector<std::filesystem::path> folders = {data_file(kFolder)};
  folders.insert(folders.end(), added_folders().begin(), added_folders().end());
  return folders;
}

/// The file of a pack by its id: among the given folders, and in each one's `base`.
std::filesystem::path file_of(const std::string& id, const std::vector<std::filesystem::path>& folders) {
  for (const auto& folder : folders)
    for (const auto& file : {folder / (id + ".xml"), folder / "base" / (id + ".xml")})
      if (std::filesystem::exists(file)) return file;
  return {};
}

}  // namespace

ReadNotice read_notice(const std::filesystem::path& file) {
  std::vector<std::filesystem::path> folders = folders_of_packs();
  folders.insert(folders.begin(), file.parent_path());
  JoinedPack pack = join_pack(file, [&](const std::string& id) { return file_of(id, folders); });
  ReadNotice read;
  read.diagnostics = std::move(pack.diagnostics);
  if (has_errors(read.diagnostics)) return read;
  read.notice.root = std::move(pack.root);
  read.notice.rules = std::move(pack.rules);
  read.notice.lineage = std::move(pack.lineage);
  check_names(read.notice, file.string(), read.diagnostics);
  if (has_errors(read.diagnostics)) return read;
  read_parts(read.notice);
  read.ok = true;
  return read;
}

ReadNotice find_notice(const std::string& id) {
  static std::mutex mutex;
  static std::map<std::string, ReadNotice> known;
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(id); found != known.end()) return found->second;
  const std::vector<std::string> ids = notice_ids();
  if (std::find(ids.begin(), ids.end(), id) != ids.end())
    return known.emplace(id, read_notice(file_of(id, folders_of_packs()))).first->second;
  ReadNotice none;
  Diagnostic& d = none.diagnostics.emplace_back();
  d.message = fmt::format(fmt::runtime(tr("没有编号为 {} 的通知")), id);
  d.expected = fmt::format("{}", fmt::join(ids, "、"));
  d.hint = tr("请检查填报信息里的 notice 属性，或更新本程序；新的通知文件用 --notices 指明所在的文件夹");
  return none;
}

std::vector<std::string> notice_ids() {
  std::set<std::string> ids;
  for (const auto& folder : folders_of_packs())
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".xml") ids.insert(entry.path().stem().string());
  return {ids.begin(), ids.end()};
}

void add_notice_folder(const std::filesystem::path& folder) {
  if (!std::filesystem::is_directory(folder))
    throw Error(ErrorKind::io, fmt::format(fmt::runtime(tr("{}：没有这个文件夹")), folder.string()),
                tr("--notices 是放通知文件（*.xml）的文件夹"));
  added_folders().push_back(folder);
}

}  // namespace hefu
