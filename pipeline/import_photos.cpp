#include "pipeline/import_photos.h"

#include <fmt/format.h>

#include <cctype>

#include "pipeline/paths.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

/// File names as people write them: full-width digits, a space, a small x.
std::string stem_key(const std::string& name) {
  std::string key;
  for (const char c : normalise_name(name))
    if (c != ' ') key += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return key;
}

}  // namespace

PhotoFolder::PhotoFolder(const std::filesystem::path& folder, const ImportMapping& mapping)
    : mapping_(mapping) {
  for (const std::filesystem::path& file : files_under(folder))
    by_stem_[stem_key(file.stem().string())].push_back(file);
}

FoundPhoto PhotoFolder::find(const ImportedPerson& person, std::size_t namesakes) {
  using Name = ImportMapping::PhotoName;
  bool name_is_shared = false;
  for (const Name kind : mapping_.photo_names) {
    const std::string& named_after = kind == Name::id_number            ? person.id_number
                                     : kind == Name::application_number ? person.number
                                                                        : person.name;
    const auto found = named_after.empty() ? by_stem_.end() : by_stem_.find(stem_key(named_after));
    if (found == by_stem_.end()) continue;
    if (kind == Name::name && namesakes > 1) {
      name_is_shared = true;
      continue;
    }
    used_.insert(found->first);
    if (found->second.size() == 1) return {found->second.front(), "", "", ""};
    return {
        {},
        fmt::format(fmt::runtime(tr("照片文件夹里有 {} 个文件是这个人的，不知用哪个")), found->second.size()),
        tr("一个文件"),
        tr("请只保留一个")};
  }
  if (name_is_shared)
    return {
        {}, tr("照片以姓名命名，而有同名的人"), tr("以身份证号或申报编号命名的照片"), tr("请改照片的文件名")};
  if (!mapping_.photos_required) return {};
  return {{},
          tr("照片文件夹里没有这个人的照片"),
          tr("以身份证号、申报编号或姓名命名的 JPEG 或 PNG 照片，以映射文件为准"),
          tr("请补上照片，或更正文件名")};
}

std::size_t PhotoFolder::unused() const {
  std::size_t count = 0;
  for (const auto& [stem, files] : by_stem_)
    if (used_.count(stem) == 0) count += files.size();
  return count;
}

}  // namespace hefu
