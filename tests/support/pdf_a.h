#pragma once
#include <map>
#include <string>
#include <vector>

namespace hefu::support {

/// Checks a file that this program wrote against the parts of PDF/A that it claims, and its tags: header and
/// trailer, metadata against Info, output intent, nothing that acts, loads or is transparent; every character
/// that a page shows has a glyph of the right width in an embedded font and a meaning; every tagged content
/// has its element in the tree of structure and back. Reads it by qpdf and FreeType, none of which wrote it.
/// Returns what is wrong, in words; empty: nothing. Source: ISO 19005-2 and -3, ISO 32000-1.
std::vector<std::string> pdf_a_faults(const std::string& bytes, int part = 2);

/// Advance of each glyph of an embedded font program by its CID, in thousandths of an em.
/// Fails: throws std::runtime_error on a program that FreeType cannot open.
std::map<unsigned, double> advances_by_cid(const std::string& program);

}  // namespace hefu::support
