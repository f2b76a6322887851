#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "schemas/diagnostic.h"
#include "schemas/element.h"

namespace hefu {

/// Where a notice says something.
struct Clause {
  std::string number;  // 四、2
  std::string quote;   // the notice's words, short
};

/// One numbered item of the notice's checklist (材料目录单).
struct Material {
  int item = 0;
  std::string name;   // the notice's wording
  std::string kind;   // KIND of the command line when we render it ("evaluation-form"), else empty
  std::string paper;  // A4 / A3
  int copies = 0;     // 0: not said
  int originals =
      0;  // how many of them are to be signed and sealed, the others being photocopies; 0: not said
  bool duplex = false;
  bool evidence = false;  // bound into the evidence volume
};

/// A time in which applications are accepted.
struct Window {
  std::string id;
  std::string name;    // 上半年
  std::string opens;   // ISO date; empty: the notice does not say
  std::string closes;  // ISO date, that day included
  std::string clause;  // purpose
};

/// One rule as it stands in a pack, with the file that it stands in: the notice's own, or that of a pack it
/// builds on.
struct NoticeRule {
  Element element;
  std::string file;
};

/// One round's rules as data, from schemas/notices/<id>.xml, joined with the packs that it builds on.
struct Notice {
  std::string id, name, issuer, issued_on;
  std::vector<std::string> lineage;  // its own id and those of the packs it builds on, nearest first
  std::string text_file;  // the file name of the notice's text in a collection of texts; may be empty
  std::vector<NoticeRule> rules;
  std::vector<Window> windows;
  std::vector<Material> materials;
  std::vector<std::pair<std::string, std::string>>
      titles;                        // KIND -> the document's title in this notice's words
  std::vector<std::string> aliases;  // other titles of the same forms, recognised on scans
  Element root;                      // without the rules

  std::string title_of(const std::string& kind) const;
  /// The clause that the pack names for a purpose ("online-equals-paper", "all-pages", ...); empty when it
  /// has none.
  Clause clause(const std::string& purpose) const;
};

struct ReadNotice {
  Notice notice;
  Diagnostics diagnostics;
  bool ok = false;
};

/// Packs that it builds on are looked for beside the file, then among those that ship with the program.
ReadNotice read_notice(const std::filesystem::path& file);
/// A pack that ships with the program, else one of the added folders. Fails: ok == false when there is none
/// of that name.
ReadNotice find_notice(const std::string& id);
/// Ids of the packs that ship with the program and of those in the added folders, sorted.
std::vector<std::string> notice_ids();
/// A folder of an office's own packs (--notices). Fails: throws Error(io) when it is no folder.
void add_notice_folder(const std::filesystem::path& folder);

/// The notice as a person would read it: windows, materials, publicity, categories, clauses.
std::string to_text(const Notice& notice);

}  // namespace hefu
