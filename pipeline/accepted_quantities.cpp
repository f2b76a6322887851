#include "pipeline/accepted_quantities.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/paths.h"
#include "schemas/data_files.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

const Element* submitted(const Element& record, int item) {
  const Element* materials = record.child("materials");
  if (!materials) return nullptr;
  for (const Element* material : materials->all("material"))
    if (material->attribute("item") == std::to_string(item)) return material;
  return nullptr;
}

void collect_evidence(const Element& element, const std::string& item, std::vector<std::string>& files) {
  if (element.name == "evidence" && element.attribute("item") == item)
    files.push_back(element.attribute("file"));
  for (const Element& child : element.children) collect_evidence(child, item, files);
}

void tell(const Application& application, const Material& material, const std::string& what,
          const std::string& hint, Severity severity, Diagnostics& diagnostics) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.file = application.file.string();
  diagnostic.path = "/application/materials";
  diagnostic.message =
      fmt::format(fmt::runtime(tr("材料目录单第 {} 项（{}）：{}")), material.item, material.name, what);
  diagnostic.hint = hint;
  diagnostics.push_back(std::move(diagnostic));
}

/// 0: not known, and a diagnostic says why.
int pages_of(const Application& application, const Material& material, const std::string& file,
             const CountPages& count_pages, Diagnostics& diagnostics) {
  const DecodedFile read = count_pages(file);
  if (read.status == FileStatus::read) return read.pages;
  // A file that is too long to be read page by page can still be counted.
  const bool counted = read.status == FileStatus::rejected && read.pages > 0;
  tell(
      application, material, fmt::format(fmt::runtime(tr("文件 {}：{}")), file, read.reason),
      counted ? tr("页数按文件本身计，请核对") : tr("请换成完整、能打开的文件；没有收到的，从线上信息中去掉"),
      counted ? Severity::warning : Severity::error, diagnostics);
  return counted ? read.pages : 0;
}

std::string counted(int documents, int pages) { return fmt::format("{}份（{}页）", documents, pages); }

}  // namespace

std::vector<std::string> files_of_item(const Element& record, int item) {
  std::vector<std::string> files;
  if (const Element* material = submitted(record, item))
    for (const Element* file : material->all("file")) files.push_back(file->text);
  collect_evidence(record, std::to_string(item), files);
  std::vector<std::string> once;
  for (const std::string& file : files)
    if (std::find(once.begin(), once.end(), file) == once.end()) once.push_back(file);
  return once;
}

std::map<std::string, std::string> accepted_quantities(const Application& application, const Notice& notice,
                                                       const CountPages& count_pages,
                                                       const std::map<std::string, ScannedForm>& scanned,
                                                       Diagnostics& diagnostics) {
  std::map<std::string, std::string> late;
  for (const Material& material : notice.materials) {
    const Element* given = submitted(application.root, material.item);
    std::string said = given ? given->text_at("quantity") : std::string();
    if (said == "无") said.clear();
    const std::vector<std::string> files = files_of_item(application.root, material.item);
    int pages = 0;
    for (const std::string& file : files)
      pages += pages_of(application, material, file, count_pages, diagnostics);
    const auto form = material.kind.empty() ? scanned.end() : scanned.find(material.kind);
    std::string& quantity = late[fmt::format("material[{}]/quantity", material.item)];
    if (!said.empty() && (files.empty() || !material.kind.empty()))
      quantity = said;
    else if (form != scanned.end())
      quantity = counted(form->second.copies, form->second.pages);
    else
      quantity = files.empty() ? "无" : counted(static_cast<int>(files.size()), pages);
  }
  return late;
}

CountPages count_uploaded_pages(const Application& application, Sandbox& sandbox) {
  const fs::path folder = application.file.has_parent_path() ? application.file.parent_path() : fs::path(".");
  return [folder, &sandbox](const std::string& file) {
    for (const fs::path& path : {folder / "uploads" / file, folder / file}) {
      std::error_code failed;
      if (fs::is_regular_file(path, failed) && lies_within(path, folder))
        return sandbox.decode(read_file(path), [](int, Image) {});
    }
    return DecodedFile{FileStatus::unreadable, tr("在 uploads 文件夹和记录所在的文件夹里都没有找到"), 0};
  };
}

}  // namespace hefu
