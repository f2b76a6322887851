#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "schemas/diagnostic.h"
#include "schemas/notice.h"

namespace hefu {

/// A pack with everything of the packs that it builds on.
struct JoinedPack {
  Element root;  // without the rules
  std::vector<NoticeRule> rules;
  std::vector<std::string> lineage;
  Diagnostics diagnostics;
};

/// Reads a pack and those that it names in `extends`, and joins them: what stands nearer replaces what has
/// the same key (schemas/notice.xsd says which). `file_of` finds a pack by id; empty: there is none. Fails:
/// diagnostics, each with its file; a pack that builds on itself is one.
JoinedPack join_pack(const std::filesystem::path& file,
                     const std::function<std::filesystem::path(const std::string& id)>& file_of);

}  // namespace hefu
