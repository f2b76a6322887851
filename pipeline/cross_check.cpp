#include "pipeline/cross_check.h"

#include <memory>
#include <set>

#include "pipeline/check_parts.h"
#include "pipeline/interrupt.h"
#include "pipeline/parallel.h"
#include "schemas/error.h"

namespace hefu {
namespace {

// No notice sets a number. A couple or two colleagues at one desk may share a telephone, and a unit's clerk
// may give the office's for a few: up to three people are told, more look like one hand that files for all.
constexpr std::size_t most_on_one_phone = 3;

// More numbers than this in one sentence nobody reads.
constexpr std::size_t most_numbers_told = 5;

std::string told(const std::set<std::string>& numbers) {
  std::vector<std::string> first;
  for (const std::string& number : numbers)
    if (first.size() < most_numbers_told) first.push_back(number);
  std::string text = fmt::format("{}", fmt::join(first, "、"));
  if (numbers.size() > first.size()) text += fmt::format(" 等 {} 份", numbers.size());
  return text;
}

using Facts = std::vector<const CaseFacts*>;

/// The same person's applications are told by the ID number, once.
bool same_person(const CaseFacts& a, const CaseFacts& b) { return a.id != 0 && a.id == b.id; }

std::map<std::uint64_t, Facts> grouped(const Facts& facts, std::uint64_t CaseFacts::*key) {
  std::map<std::uint64_t, Facts> groups;
  for (const CaseFacts* one : facts)
    if (one->*key != 0) groups[one->*key].push_back(one);
  return groups;
}

std::set<std::string> others(const Facts& group, const CaseFacts& one) {
  std::set<std::string> numbers;
  for (const CaseFacts* other : group)
    if (other->number != one.number && !same_person(*other, one)) numbers.insert(other->number);
  return numbers;
}

bool is_publicity(const Notice& notice, int item) {
  return std::any_of(notice.materials.begin(), notice.materials.end(), [&](const Material& material) {
    return item > 0 && material.item == item && material.name.find("公示") != std::string::npos;
  });
}

/// Which clause a rule rests on: the first of these purposes that the pack has.
const std::map<std::string, std::vector<std::string>> purposes_of = {
    {"id-number-twice", {"not-twice", "one-committee"}},
    {"phone-shared", {"truthful"}},
    {"file-shared", {"truthful"}},
    {"work-shared", {"truthful"}},
    {"photo-shared", {"truthful"}}};

}  // namespace

CrossCheck::CrossCheck(const std::vector<std::optional<CaseFacts>>& facts) {
  Facts known;
  for (const std::optional<CaseFacts>& one : facts)
    if (one) known.push_back(&*one);
  if (known.size() < 2) return;
  compare_ids(known);
  compare_phones(known);
  compare_files(known);
  compare_works(known);
  compare_photos(known);
}

void CrossCheck::compare_ids(const Facts& facts) {
  for (const auto& [id, group] : grouped(facts, &CaseFacts::id)) {
    if (group.size() < 2) continue;
    for (const CaseFacts* one : group) {
      std::set<std::string> numbers;
      bool other_name = false;
      for (const CaseFacts* other : group) {
        if (other != one) numbers.insert(other->number);
        other_name |= other->name != one->name;
      }
      hits_[one->number].push_back(
          {"id-number-twice", Severity::error,
           fmt::format("同一身份证号码在本批中还有申报：{}{}", told(numbers),
                       other_name ? "，而姓名不同" : ""),
           other_name ? "请核实身份证号码是谁的，更正后重新提交" : "请只保留一份申报，其余撤回",
           "/application/applicant/id-number", "", 0});
    }
  }
}

void CrossCheck::compare_phones(const Facts& facts) {
  for (const auto& [phone, group] : grouped(facts, &CaseFacts::phone)) {
    for (const CaseFacts* one : group) {
      const std::set<std::string> numbers = others(group, *one);
      if (numbers.empty()) continue;
      const bool many = numbers.size() + 1 > most_on_one_phone;
      hits_[one->number].push_back(
          {"phone-shared", many ? Severity::warning : Severity::info,
           fmt::format("联系电话与本批另外 {} 份申报相同：{}", numbers.size(), told(numbers)),
           "请核实是否为本人电话，是否由他人代为申报", "/application/applicant/phone", "", 0});
    }
  }
}

void CrossCheck::compare_files(const Facts& facts) {
  std::map<std::uint64_t, Facts> holders;
  for (const CaseFacts* one : facts)
    for (const CaseFile& file : one->files)
      if (file.content != 0 && (holders[file.content].empty() || holders[file.content].back() != one))
        holders[file.content].push_back(one);
  // Co-authors lawfully file the same paper's scan.
  const auto co_authors = [](const CaseFacts& a, const CaseFile& file, const CaseFacts& b) {
    for (const ClaimedWork& mine : a.works)
      for (const ClaimedWork& theirs : b.works)
        if (mine.key == theirs.key && mine.rank != theirs.rank && !mine.rank.empty() &&
            !theirs.rank.empty() &&
            std::any_of(mine.evidence.begin(), mine.evidence.end(), [&](const std::string& name) {
              return std::filesystem::path(file.name).filename() == name;
            }))
          return true;
    return false;
  };
  for (const CaseFacts* one : facts)
    for (const CaseFile& file : one->files) {
      if (file.content == 0) continue;
      const Facts& group = holders.at(file.content);
      const std::set<std::string> numbers = others(group, *one);
      if (numbers.empty()) continue;
      const bool lawful = std::all_of(group.begin(), group.end(), [&](const CaseFacts* other) {
        return other == one || same_person(*other, *one) || co_authors(*one, file, *other);
      });
      hits_[one->number].push_back(
          {"file-shared", lawful ? Severity::info : Severity::warning,
           fmt::format("文件 {} 与其他申报人的文件完全相同：{}", file.name, told(numbers)),
           lawful ? "两人为同一成果的不同排名的合作者，请核对署名"
                  : "请核实这份材料属于谁；合作成果请核对署名和排名",
           "", file.name, file.item});
    }
}

void CrossCheck::compare_works(const Facts& facts) {
  struct Claim {
    const CaseFacts* by;
    const ClaimedWork* work;
  };
  std::map<std::uint64_t, std::vector<Claim>> claims;
  for (const CaseFacts* one : facts)
    for (const ClaimedWork& work : one->works) claims[work.key].push_back({one, &work});
  for (const auto& [key, group] : claims)
    for (const Claim& mine : group) {
      std::set<std::string> clashing, sharing;
      for (const Claim& theirs : group) {
        if (theirs.by == mine.by || same_person(*theirs.by, *mine.by)) continue;
        const bool alone = mine.work->alone || theirs.work->alone;
        const bool same_rank = !mine.work->rank.empty() && mine.work->rank == theirs.work->rank;
        (alone || same_rank ? clashing : sharing).insert(theirs.by->number);
      }
      const std::string what = fmt::format("“{}”", mine.work->shown);
      if (!clashing.empty())
        hits_[mine.by->number].push_back(
            {"work-shared", Severity::warning,
             mine.work->alone ? fmt::format("{}填为独著，其他申报人也申报了它：{}", what, told(clashing))
             : mine.work->rank.empty()
                 ? fmt::format("{}被另一名申报人填为独著：{}", what, told(clashing))
                 : fmt::format("{}与其他申报人填写的本人排名相同或有人填为独著（本人第 {}）：{}", what,
                               mine.work->rank, told(clashing)),
             "请对照原件核对署名和排名", mine.work->path, "", 0});
      if (!sharing.empty())
        hits_[mine.by->number].push_back({"work-shared", Severity::info,
                                          fmt::format("{}也由其他申报人申报：{}", what, told(sharing)),
                                          "合作成果可以分别申报，请核对各人的排名", mine.work->path, "", 0});
    }
}

void CrossCheck::compare_photos(const Facts& facts) {
  std::map<const CaseFacts*, std::set<std::string>> same, alike;
  for (std::size_t i = 0; i < facts.size(); ++i)
    for (std::size_t k = i + 1; k < facts.size(); ++k) {
      const CaseFacts &a = *facts[i], &b = *facts[k];
      if (same_person(a, b)) continue;
      const bool equal = a.photo_content != 0 && a.photo_content == b.photo_content;
      if (!equal && !(a.photo && b.photo && same_photo(*a.photo, *b.photo))) continue;
      (equal ? same : alike)[&a].insert(b.number);
      (equal ? same : alike)[&b].insert(a.number);
    }
  const auto tell = [&](const auto& found, const char* words) {
    for (const auto& [one, numbers] : found)
      hits_[one->number].push_back({"photo-shared", Severity::warning,
                                    fmt::format("照片与其他申报人的照片{}：{}", words, told(numbers)),
                                    "请核对照片是谁的，传错的请重新上传", "/application/applicant/photo", "",
                                    0});
  };
  tell(same, "是同一个文件");
  tell(alike, "看起来是同一张");
}

std::vector<Finding> CrossCheck::findings_for(const std::string& number, const Notice& notice) const {
  std::vector<Finding> findings;
  const auto found = hits_.find(number);
  if (found == hits_.end()) return findings;
  for (const Hit& hit : found->second) {
    std::optional<Where> where;
    if (!hit.file.empty()) where = Where{hit.file, 0, std::nullopt, std::nullopt, ""};
    Finding finding =
        finding_of(notice, hit.rule, hit.severity, Audience::reviewer, hit.message, hit.remedy, where);
    finding.path = hit.path;
    bool has_clause = false;
    for (const std::string& purpose : purposes_of.at(hit.rule))
      if (const Clause clause = notice.clause(purpose); !has_clause && !clause.number.empty()) {
        finding.clause = clause;
        has_clause = true;
      }
    // 原则上 in a notice means that there are exceptions: a person decides.
    if (hit.severity == Severity::error &&
        (!has_clause || finding.clause.quote.find("原则上") != std::string::npos))
      finding.severity = Severity::warning;
    // A unit's statement of publicity names all of its applicants.
    if (hit.rule == "file-shared" && is_publicity(notice, hit.item)) {
      finding.severity = Severity::info;
      finding.remedy = "单位的公示材料可以由多人共用，请核对其中有本人";
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<std::optional<CaseFacts>> read_facts(const std::vector<Case>& cases, int workers,
                                                 Sandbox& sandbox,
                                                 const std::function<void(const Application&)>& on_record) {
  std::vector<std::optional<CaseFacts>> facts(cases.size());
  std::vector<std::unique_ptr<Application>> records(cases.size());
  for_each_ordered(
      cases.size(), workers,
      [&](std::size_t i, int) {
        stop_if_interrupted();
        try {
          ReadApplication read = read_application(cases[i].record);
          if (!read.ok) return;
          facts[i] = read_case_facts(cases[i], read.application);
          if (cases.size() > 1) note_photo(read.application, sandbox, *facts[i]);
          records[i] = std::make_unique<Application>(std::move(read.application));
        } catch (const Error& error) {
          // Told when the case's turn comes.
          if (error.kind() != ErrorKind::bad_input && error.kind() != ErrorKind::io) throw;
        }
      },
      [&](std::size_t i) {
        if (const std::unique_ptr<Application> record = std::move(records[i])) on_record(*record);
      });
  note_contents(cases, facts);
  return facts;
}

}  // namespace hefu
