#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hefu::support {

/// What a content stream shows and how it is marked.
struct ReadContent {
  std::map<std::string, std::set<unsigned>> codes;  // font's name -> two-byte codes
  std::map<int, std::string> marked;                // MCID -> type
  int unmarked = 0;                                 // operators that paint outside all marks
  std::vector<std::string> faults;                  // operators that ISO 32000-1 does not know, bad nesting
};

ReadContent read_content(const std::string& content);

/// A ToUnicode CMap: code -> UTF-16 in hexadecimal digits.
std::map<unsigned, std::string> read_to_unicode(const std::string& map);

}  // namespace hefu::support
