#include "pipeline/scanned_forms.h"

#include <algorithm>
#include <set>

#include "pipeline/identify_page.h"
#include "pipeline/paths.h"
#include "schemas/data_files.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

void collect_named_files(const Element& element, std::set<std::string>& files) {
  if (element.name == "evidence") files.insert(element.attribute("file"));
  if (element.name == "material")
    for (const Element* file : element.all("file")) files.insert(file->text);
  for (const Element& child : element.children) collect_named_files(child, files);
}

/// How often each page of one form was found.
struct FoundPages {
  int of = 0;
  std::map<int, int> count;

  int copies() const {
    int least = 0;
    for (int page = 1; page <= of; ++page) {
      const auto found = count.find(page);
      if (found == count.end()) return 0;
      least = page == 1 ? found->second : std::min(least, found->second);
    }
    return least;
  }
};

}  // namespace

std::map<std::string, ScannedForm> count_scanned_forms(const Application& application,
                                                       const std::vector<Form>& forms, Sandbox& sandbox,
                                                       const TrustedKeys& trusted) {
  const fs::path folder =
      (application.file.has_parent_path() ? application.file.parent_path() : fs::path(".")) / "uploads";
  std::map<std::string, ScannedForm> scanned;
  if (!fs::is_directory(folder)) return scanned;
  std::set<std::string> evidence;
  collect_named_files(application.root, evidence);

  std::map<int, FoundPages> found;  // by the form's number
  for (const fs::path& file : files_under(folder)) {
    if (evidence.count(file.filename().string())) continue;
    sandbox.decode(read_file(file), [&](int, Image page) {
      const PageIdentity identity = read_page_codes(grey_without_seal(page), trusted).identity;
      if (identity.code != CodeStatus::genuine || identity.conflicting ||
          identity.said->application != application.number)
        return;
      FoundPages& form = found[identity.said->form_code];
      form.of = identity.said->pages;
      ++form.count[identity.said->page];
    });
  }
  for (const Form& form : forms) {
    const auto pages = found.find(form.code);
    if (pages == found.end()) continue;
    const int copies = pages->second.copies();
    if (copies > 0) scanned[form.kind] = {copies, copies * pages->second.of};
  }
  return scanned;
}

}  // namespace hefu
