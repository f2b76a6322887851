#include "pipeline/registers.h"

#include "pipeline/log.h"
#include "pipeline/read_table.h"
#include "pipeline/register_rows.h"
#include "schemas/error.h"
#include "schemas/headings.h"
#include "schemas/messages.h"
#include "schemas/text.h"
#include "schemas/title_series.h"

namespace hefu {
namespace {

/// R20 一(六)2(3) and T24 四(四): exceptional routes and the green channel need no post; posts for 定向评价
/// are set apart (T24 四(五)1); the epidemic front line is outside its unit's ratio (R20 一(七)1).
bool needs_post(const Application& application) {
  const std::string level = application.applied_for.level;
  const std::string route = application.root.text_at("applied-for/route");
  const std::string channel = application.root.text_at("applied-for/channel");
  return (level == "正高级" || level == "副高级") && route != "破格" && route != "绿色通道" &&
         channel != "绿色通道" && channel != "定向评价" && !application.root.child("front-line");
}

void append_text(Element& parent, const std::string& name, std::string text) {
  Element child;
  child.name = name;
  child.text = std::move(text);
  parent.children.push_back(std::move(child));
}

/// The order of schemas/registers.xml; columns of one name are put together.
void append_value(Element& entry, const std::string& name, const std::string& value) {
  for (Element& child : entry.children)
    if (child.name == name) {
      child.text += "、" + value;
      return;
    }
  append_text(entry, name, value);
}

}  // namespace

std::string id_key(const std::string& id_number) {
  std::string text = normalise_text(id_number);
  IdNumber parts;
  const IdFault fault = check_id_number(text, &parts);
  if (fault == IdFault::none || fault == IdFault::fifteen_digits) return parts.number;
  // Other papers than the resident's card: passports, permits. 18 characters that fail are a mistyped card.
  const bool other =
      text.size() >= 5 && text.size() != 18 && std::isalpha(static_cast<unsigned char>(text[0]));
  if (!other) return {};
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string unit_key(const std::string& unit) {
  std::string key;
  for (const char32_t c : to_utf32(normalise_text(unit)))
    if (c != U' ' && c != U'(' && c != U')' && c != U'（' && c != U'）') key += to_utf8(std::u32string(1, c));
  return key;
}

Registers::Registers() : lists_(register_kinds().size()) {
  for (std::size_t i = 0; i < register_kinds().size(); ++i)
    if (register_kinds()[i].name == "posts") posts_ = i;
}

void Registers::index(std::size_t kind, Entry entry) {
  List& list = lists_[kind];
  const RegisterKind& description = register_kinds()[kind];
  const std::size_t place = list.entries.size();
  const auto value = [&](const char* column) -> std::string {
    const int at = description.column(column);
    return at < 0 ? std::string() : entry.values[static_cast<std::size_t>(at)];
  };
  if (description.by == RegisterKind::By::person) {
    const std::string id = value("id-number");
    id.empty() ? list.by_name.emplace(value("name"), place) : list.by_id.emplace(id, place);
  } else if (description.by == RegisterKind::By::unit) {
    list.by_unit.emplace(unit_key(value("unit")), place);
  }
  list.entries.push_back(std::move(entry));
}

Diagnostics Registers::add(const Table& table) {
  Diagnostics diagnostics;
  const RecognisedRegister recognised = recognise_register(table);
  if (!recognised.kind) {
    std::string titles;
    for (const RegisterKind& kind : register_kinds()) titles += (titles.empty() ? "" : "、") + kind.title;
    const std::string where = table.sheet.empty() ? table.file : table.file + " " + table.sheet;
    diagnostics.push_back({Severity::error, where, 0, "", tr("看不出这是哪一种名册"),
                           fmt::format(fmt::runtime(tr("栏名属于：{}")), titles), "",
                           tr("请检查栏名；其他叫法可加在 schemas/registers.xml")});
    return diagnostics;
  }
  const auto kind = static_cast<std::size_t>(recognised.kind - register_kinds().data());
  List& list = lists_[kind];
  if (list.files.find(table.file) == std::string::npos)
    list.files += (list.files.empty() ? "" : "、") + table.file;
  for (std::vector<std::string>& values : read_register_rows(table, recognised, diagnostics))
    index(kind, {std::move(values)});
  if (kind == posts_) {
    groups_.clear();
    for (const Entry& entry : list.entries) {
      PostGroup& group = groups_[group_of(entry)];
      const auto number = [&](const char* column) {
        const int at = recognised.kind->column(column);
        return entry.values[static_cast<std::size_t>(at)];
      };
      group.senior_posts += std::stol("0" + number("senior-posts"));
      group.vacancies += std::stol("0" + number("senior-vacancies"));
      group.vacancies_known = group.vacancies_known && !number("senior-vacancies").empty();
    }
  }
  return diagnostics;
}

std::string Registers::group_of(const Entry& entry) const {
  // R20 一(六)2(2): weighed over the banner, else over the department; a unit alone otherwise.
  for (const char* column : {"banner", "authority", "unit"}) {
    const std::string& value =
        entry.values[static_cast<std::size_t>(register_kinds()[posts_].column(column))];
    if (!value.empty()) return value;
  }
  return {};
}

void Registers::count_application(const Application& application) {
  if (!needs_post(application)) return;
  const List& posts = lists_[posts_];
  const auto found = posts.by_unit.find(unit_key(application.root.text_at("employment/unit")));
  if (found != posts.by_unit.end()) ++groups_[group_of(posts.entries[found->second])].applications;
}

Element Registers::entry_element(std::size_t kind, const Entry& entry, const char* name) const {
  Element element;
  element.name = name;
  const std::vector<RegisterColumn>& columns = register_kinds()[kind].columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool says_whose =
        columns[i].type == RegisterColumn::Type::id_number || columns[i].type == RegisterColumn::Type::name;
    if (!entry.values[i].empty() && !says_whose) append_value(element, columns[i].name, entry.values[i]);
  }
  return element;
}

Element Registers::posts_for(const std::string& unit) const {
  const List& posts = lists_[posts_];
  Element list;
  list.name = "posts";
  const auto found = posts.by_unit.find(unit_key(unit));
  if (found == posts.by_unit.end()) return list;
  const std::string name = group_of(posts.entries[found->second]);
  const PostGroup& group = groups_.at(name);
  Element entry;
  entry.name = "entry";
  append_text(entry, "unit", name);
  append_text(entry, "senior-posts", std::to_string(group.senior_posts));
  if (group.vacancies_known) {
    append_text(entry, "senior-vacancies", std::to_string(group.vacancies));
    append_text(entry, "over-quota", std::to_string(std::max(0L, group.applications - group.vacancies)));
  }
  list.children.push_back(std::move(entry));
  return list;
}

bool Registers::is_committee_of(std::size_t kind, const Entry& entry, const Application& application) const {
  const auto value = [&](const char* column) {
    return entry.values[static_cast<std::size_t>(register_kinds()[kind].column(column))];
  };
  const std::string committee = application.root.text_at("applied-for/committee");
  if (!committee.empty()) return unit_key(value("name")) == unit_key(committee);
  const SeriesName own = series_of(application.applied_for.series), its = series_of(value("series"));
  return own.number == 0 || its.number == 0 || own.number == its.number;
}

Element Registers::list_for(std::size_t kind, const Application& application) const {
  if (kind == posts_) return posts_for(application.root.text_at("employment/unit"));
  const List& list = lists_[kind];
  Element element;
  element.name = register_kinds()[kind].name;
  const auto add = [&](const auto& index, const std::string& key, const char* name) {
    std::vector<std::size_t> places;
    for (auto [at, end] = index.equal_range(key); at != end; ++at) places.push_back(at->second);
    std::sort(places.begin(), places.end());
    for (const std::size_t place : places)
      element.children.push_back(entry_element(kind, list.entries[place], name));
  };
  switch (register_kinds()[kind].by) {
    case RegisterKind::By::person:
      if (const std::string id = id_key(application.applicant.id_number); !id.empty())
        add(list.by_id, id, "entry");
      add(list.by_name, application.applicant.name, "namesake");
      if (const std::string former = application.root.text_at("applicant/former-name"); !former.empty())
        add(list.by_name, former, "namesake");
      break;
    case RegisterKind::By::unit:
      add(list.by_unit, unit_key(application.root.text_at("employment/unit")), "entry");
      break;
    case RegisterKind::By::committee:
      for (const Entry& entry : list.entries)
        if (is_committee_of(kind, entry, application))
          element.children.push_back(entry_element(kind, entry, "entry"));
      break;
  }
  return element;
}

Element Registers::registers_for(const Application& application) const {
  Element registers;
  registers.name = "registers";
  for (std::size_t kind = 0; kind < lists_.size(); ++kind) {
    if (lists_[kind].files.empty()) continue;
    Element list = list_for(kind, application);
    list.attributes.emplace_back("file", lists_[kind].files);
    registers.children.push_back(std::move(list));
  }
  return registers;
}

std::vector<std::string> Registers::summary() const {
  std::vector<std::string> lines;
  for (std::size_t kind = 0; kind < lists_.size(); ++kind)
    if (!lists_[kind].files.empty())
      lines.push_back(fmt::format(fmt::runtime(tr("名册“{}”：{} 行（{}）")), register_kinds()[kind].title,
                                  lists_[kind].entries.size(), lists_[kind].files));
  return lines;
}

bool Registers::empty() const {
  return std::all_of(lists_.begin(), lists_.end(), [](const List& list) { return list.files.empty(); });
}

Registers read_registers(const std::vector<std::filesystem::path>& files, Sandbox& sandbox) {
  Registers registers;
  for (const std::filesystem::path& file : files) {
    ReadTables read = read_tables(file, sandbox);
    for (const Table& table : read.tables) {
      const Diagnostics found = registers.add(table);
      read.diagnostics.insert(read.diagnostics.end(), found.begin(), found.end());
    }
    // A sheet of notes beside a list is lawful; a file in which nothing is a list is a mistake.
    const auto refused = static_cast<std::size_t>(
        std::count_if(read.diagnostics.begin(), read.diagnostics.end(),
                      [](const Diagnostic& found) { return found.severity == Severity::error; }));
    const bool understood = read.ok && refused < read.tables.size();
    std::string wrong;
    for (const Diagnostic& diagnostic : read.diagnostics) {
      if (!understood) wrong += "\n" + to_text(diagnostic);
      if (understood) log_warning(to_text(diagnostic));
    }
    if (!understood)
      throw Error(ErrorKind::bad_input,
                  fmt::format(fmt::runtime(tr("名册 {} 没有读入：{}")), file.string(), wrong),
                  tr("请改正后重新运行；不给出名册时，相应的规则显示为未核对"));
  }
  for (const std::string& line : registers.summary()) log_info(line);
  return registers;
}

}  // namespace hefu
