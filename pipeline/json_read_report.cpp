#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/read_report.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

// A report of 200 pages and 20,000 fields has about 12 MB.
constexpr std::uintmax_t most_bytes = 128u << 20;

/// What is wrong, with the keys that lead there; the caller adds the file.
struct Wrong {
  std::string where, what;
};

/// One value of the report with the way to it, for messages.
class Node {
 public:
  Node(const Json& json, std::string where) : json_(json), where_(std::move(where)) {}

  Node operator[](const char* key) const {
    if (!json_.is_object()) throw Wrong{where_, tr("应为对象")};
    const auto found = json_.find(key);
    if (found == json_.end()) throw Wrong{where_ + "." + key, tr("缺少这一项")};
    return {*found, where_ + "." + key};
  }
  std::optional<Node> find(const char* key) const {
    if (!json_.is_object() || !json_.contains(key)) return std::nullopt;
    return (*this)[key];
  }
  bool is_null() const { return json_.is_null(); }

  std::string text() const {
    if (!json_.is_string()) throw Wrong{where_, tr("应为文字")};
    return json_.get<std::string>();
  }
  std::string text_or_empty() const { return is_null() ? std::string() : text(); }
  std::optional<std::string> optional_text() const {
    return is_null() ? std::nullopt : std::optional(text());
  }
  double number() const {
    if (!json_.is_number()) throw Wrong{where_, tr("应为数字")};
    return json_.get<double>();
  }
  int count_or_0() const {
    if (is_null()) return 0;
    const double value = number();
    if (value < 0 || value > 1e6) throw Wrong{where_, tr("数字超出范围")};
    return static_cast<int>(value);
  }
  bool truth() const {
    if (!json_.is_boolean()) throw Wrong{where_, tr("应为 true 或 false")};
    return json_.get<bool>();
  }
  template <class Read>
  auto list(Read read) const {
    if (!json_.is_array()) throw Wrong{where_, tr("应为数组")};
    std::vector<decltype(read(*this))> out;
    for (std::size_t i = 0; i < json_.size(); ++i)
      out.push_back(read(Node(json_[i], where_ + "[" + std::to_string(i) + "]")));
    return out;
  }
  /// One of the words that reports are written with.
  template <class Enum>
  Enum word(std::initializer_list<Enum> known) const {
    const std::string given = is_null() ? std::string() : text();
    for (const Enum one : known) {
      const char* word = to_word(one);
      if (given == (word ? word : "")) return one;
    }
    throw Wrong{where_, fmt::format(fmt::runtime(tr("不认识“{}”")), given)};
  }
  std::string checked(bool (*is_sound)(const std::string&)) const {
    const std::string given = text();
    if (!is_sound(given)) throw Wrong{where_, fmt::format(fmt::runtime(tr("写法不对：“{}”")), given)};
    return given;
  }

 private:
  const Json& json_;
  std::string where_;
};

// Numbers and crops become paths: these are the patterns of the schema.
bool is_number(const std::string& text) {
  return text.size() >= 4 && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool is_crop(const std::string& text) {
  const std::string folder = "crops/", ending = ".png";
  return text.size() > folder.size() + ending.size() && text.starts_with(folder) && text.ends_with(ending) &&
         text.find('/', folder.size()) == std::string::npos && text.find('\0') == std::string::npos;
}

std::optional<RectMm> read_box(const std::optional<Node>& node) {
  if (!node || node->is_null()) return std::nullopt;
  const std::vector<double> sides = node->list([](const Node& side) { return side.number(); });
  if (sides.size() != 4) return std::nullopt;
  return RectMm{sides[0], sides[1], sides[2], sides[3]};
}

std::optional<Where> read_where(const Node& node) {
  if (node.is_null()) return std::nullopt;
  Where where;
  where.file = node["file"].text_or_empty();
  where.page = node["page"].count_or_0();
  where.box_mm = read_box(node.find("box_mm"));
  where.box_px = read_box(node.find("box_px"));
  if (!node["crop"].is_null()) where.crop = node["crop"].checked(is_crop);
  return where;
}

UploadReport read_upload(const Node& node) {
  UploadReport upload;
  upload.file = node["file"].text();
  upload.sha256 = node["sha256"].text_or_empty();
  upload.status = node["status"].word({FileStatus::read, FileStatus::unreadable, FileStatus::rejected});
  upload.reason = node["reason"].text_or_empty();
  upload.pages = node["pages"].count_or_0();
  upload.kind = node["kind"].text_or_empty();
  upload.item = node["item"].count_or_0();
  return upload;
}

PageReport read_page(const Node& node) {
  PageReport page;
  page.file = node["file"].text_or_empty();
  page.page = node["page"].count_or_0();
  page.kind = node["kind"].text_or_empty();
  page.form_page = node["form_page"].count_or_0();
  page.of = node["of"].count_or_0();
  page.owner = node["owner"].word({Owner::unknown, Owner::this_applicant, Owner::other});
  page.print = node["print"].word({PrintAge::unknown, PrintAge::current, PrintAge::older});
  page.code = node["code"].word(
      {CodeStatus::genuine, CodeStatus::forged, CodeStatus::unknown_key, CodeStatus::absent});
  page.registered = node["registered"].truth();
  page.fault = node["fault"].word({PageFault::none, PageFault::missing, PageFault::doubled,
                                   PageFault::foreign, PageFault::older, PageFault::out_of_order});
  return page;
}

FieldReport read_field(const Node& node) {
  FieldReport field;
  field.form = node["form"].text_or_empty();
  field.path = node["path"].text();
  field.label = node["label"].text();
  field.online = node["online"].optional_text();
  field.paper = node["paper"].optional_text();
  field.verdict = node["verdict"].word(
      {Verdict::match, Verdict::mismatch, Verdict::unreadable, Verdict::missing, Verdict::not_online});
  field.method = node["method"].word({Method::none, Method::expected_print, Method::ocr, Method::evidence});
  if (!node["confidence"].is_null()) field.confidence = node["confidence"].number();
  field.where = read_where(node["where"]);
  return field;
}

Finding read_finding(const Node& node) {
  Finding finding;
  finding.rule = node["rule"].text();
  finding.severity = node["severity"].word({Severity::error, Severity::warning, Severity::info});
  finding.audience = node["for"].word({Audience::applicant, Audience::reviewer});
  finding.message = node["message"].text();
  finding.remedy = node["remedy"].text_or_empty();
  if (const Node clause = node["clause"]; !clause.is_null()) {
    finding.clause_notice = clause["notice"].text_or_empty();
    finding.clause = {clause["number"].text_or_empty(), clause["quote"].text_or_empty()};
  }
  finding.where = read_where(node["where"]);
  if (const auto check = node.find("check")) finding.check = check->text();
  if (const auto outcome = node.find("outcome")) finding.outcome = outcome->text();
  if (const auto path = node.find("path")) finding.path = path->text_or_empty();
  return finding;
}

Report to_report(const Node& root) {
  if (root["schema"].text() != "hefu-report/1")
    throw Wrong{"schema", fmt::format(fmt::runtime(tr("不认识格式版本“{}”")), root["schema"].text())};
  Report report;
  const Node application = root["application"];
  report.number = application["number"].checked(is_number);
  report.notice = application["notice"].text_or_empty();
  report.name = application["name"].text_or_empty();
  report.verdict =
      root["verdict"].word({CaseVerdict::consistent, CaseVerdict::inconsistent, CaseVerdict::needs_review});
  report.uploads = root["uploads"].list(read_upload);
  report.pages = root["pages"].list(read_page);
  report.fields = root["fields"].list(read_field);
  report.findings = root["findings"].list(read_finding);
  if (const auto windows = root.find("windows"))
    report.windows = windows->list([](const Node& id) { return id.text(); });
  return report;
}

}  // namespace

Report parse_report(const std::string& bytes, const fs::path& file) {
  const Json json = Json::parse(bytes, nullptr, false);
  const char* hint = tr("请给出 hefu check 写出的 report.json，不要改动它");
  if (json.is_discarded())
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("{}：不是完整的 JSON")), file.string()),
                hint);
  try {
    return to_report(Node(json, ""));
  } catch (const Wrong& wrong) {
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("{}：{} {}")), file.string(), wrong.where, wrong.what), hint);
  }
}

Report read_report(const fs::path& file) {
  std::error_code failed;
  if (const std::uintmax_t size = fs::file_size(file, failed); !failed && size > most_bytes)
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("{}：核对报告过大（{} MB）")), file.string(), size >> 20),
                tr("请给出 hefu check 写出的 report.json，不要改动它"));
  return parse_report(read_file(file), file);
}

}  // namespace hefu
