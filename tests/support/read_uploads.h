#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace hefu::support {

/// The mix that reading is timed on: clean, rotated, 150 dpi, sealed and phone pages in equal parts.
const std::vector<std::string>& read_damages();

/// How many pages of each paper are made, each with every damage.
struct ReadMix {
  int a4_pages = 12, a3_pages = 2;
};

/// Writes what the reading bench reads into an empty folder: application.xml and its photo; key.pem; a4/ and
/// a3/ with <page>-<damage>.jpg and the same JPEG as .pdf; six.pdf of six A4 pages; case/, a CASE of phone
/// pictures: a twelve-page booklet and both sides of an A3 sheet.
/// Fails: throws std::runtime_error when the made-up record cannot be set.
void make_read_uploads(const std::filesystem::path& folder, const ReadMix& mix);

}  // namespace hefu::support
