#include "pipeline/evidence_files.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>

namespace hefu {
namespace {

int to_int(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "3" or "3-5"; of anything more than one range, from the first to the last.
void read_pages(const std::string& pages, EvidenceClaim& claim) {
  std::string number;
  for (const char c : pages + " ") {
    if (c >= '0' && c <= '9') {
      number += c;
    } else if (!number.empty()) {
      const int page = to_int(number);
      claim.from = claim.from == 0 ? page : std::min(claim.from, page);
      claim.to = std::max(claim.to, page);
      number.clear();
    }
  }
}

std::string title_of(const Element& row) {
  for (const char* name : {"name", "title", "kind"})
    if (const Element* child = row.child(name); child && !child->text.empty()) return child->text;
  return {};
}

class Lister {
 public:
  Lister(const Notice& notice, EvidenceList& list) : list_(list) {
    for (const Material& material : notice.materials)
      if (material.evidence) bound_.push_back(material.item);
  }

  void materials(const Element& root) {
    const Element* materials = root.child("materials");
    if (!materials) return;
    for (const Element* material : materials->all("material"))
      for (const Element* file : material->all("file"))
        add(file->text, to_int(material->attribute("item")), "");
  }

  void rows(const Element& element, const std::string& path) {
    std::map<std::string, int> count;
    for (const Element& child : element.children) {
      if (child.name == "evidence") {
        claim(child, element, path);
      } else {
        rows(child, child_path(path, child.name, ++count[child.name]));
      }
    }
  }

 private:
  void claim(const Element& evidence, const Element& row, const std::string& path) {
    EvidenceClaim claim{path, evidence.attribute("file")};
    read_pages(evidence.attribute("pages"), claim);
    if (add(claim.file, to_int(evidence.attribute("item")), title_of(row))) list_.claims.push_back(claim);
  }

  bool add(const std::string& name, int item, const std::string& title) {
    if (name.empty()) return false;
    for (EvidenceFile& known : list_.files)
      if (known.name == name) {
        if (known.title.empty()) known.title = title;
        return true;
      }
    if (std::find(bound_.begin(), bound_.end(), item) == bound_.end()) return false;
    list_.files.push_back({name, item, title});
    return true;
  }

  EvidenceList& list_;
  std::vector<int> bound_;
};

}  // namespace

EvidenceList list_evidence(const Application& application, const Notice& notice) {
  EvidenceList list;
  Lister lister(notice, list);
  lister.materials(application.root);
  lister.rows(application.root, "/application");
  std::stable_sort(list.files.begin(), list.files.end(),
                   [](const EvidenceFile& a, const EvidenceFile& b) { return a.item < b.item; });
  return list;
}

std::string name_in_record(const std::string& file) {
  return std::filesystem::path(file).filename().string();
}

}  // namespace hefu
