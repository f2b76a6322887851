#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

/// The house keeps its walls: includes point one way only, pipeline -> ocr -> templates -> schemas; a
/// library's headers appear only in the files named for it; no file grows past 400 lines.
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Files = std::map<std::string, std::string>;  // path from the top -> text

constexpr std::array<std::string_view, 5> rooms = {"schemas", "templates", "ocr", "pipeline", "tests"};
constexpr int most_lines = 400;

/// Which file names may include a header, by how the header's name starts. A library that is new to the house
/// gets a row here and files of its own.
struct Seam {
  std::string_view header, files;
};
constexpr Seam seams[] = {
    {"jpeglib.h", "libjpeg_"},
    {"jerror.h", "libjpeg_"},
    {"libxml/", "libxml2_"},
    {"unicode/", "icu_"},
    {"podofo/", "podofo_"},
    {"hb.h", "harfbuzz_"},
    {"hb-", "harfbuzz_"},
    {"harfbuzz/", "harfbuzz_"},
    {"ft2build.h", "freetype_"},
    {"freetype", "freetype_"},
    {"qrencode.h", "qrencode_"},
    {"openssl/", "openssl_"},
    {"sodium.h", "sodium_"},
    {"libdeflate.h", "libdeflate_"},
    {"orcus/", "orcus_"},
    {"xlsxwriter", "xlsxwriter_"},
    {"qpdf/", "qpdf_"},
    {"poppler", "poppler_"},
    {"goo/", "poppler_"},
    {"webp/", "libwebp_"},
    {"libheif/", "libheif_"},
    {"leptonica/", "leptonica_"},
    {"allheaders.h", "leptonica_"},
    {"ZXing/", "zxing_"},
    {"tesseract/", "tesseract_"},
    {"sqlite3.h", "sqlite_"},
    {"nlohmann/", "json_"},
    {"valijson/", "json_"},
    {"CLI/", "cli11_"},
    {"tbb/", "tbb_"},
    {"oneapi/", "tbb_"},
    {"spdlog/", "spdlog_"},
};

/// Headers of the system itself; and {fmt}, which may be used everywhere.
bool is_at_home_everywhere(std::string_view header) {
  if (header.find_first_of("./") == std::string_view::npos) return true;  // the standard library
  constexpr std::string_view systems[] = {"fmt/",    "sys/",      "linux/",     "libintl.h", "unistd.h",
                                          "fcntl.h", "poll.h",    "signal.h",   "sched.h",   "stdlib.h",
                                          "time.h",  "dirent.h",  "malloc.h",   "spawn.h",   "getopt.h",
                                          "pwd.h",   "termios.h", "langinfo.h", "iconv.h",   "dlfcn.h"};
  for (std::string_view system : systems)
    if (header.starts_with(system)) return true;
  return false;
}

int room_of(std::string_view path) {
  for (std::size_t i = 0; i < rooms.size(); ++i)
    if (path.starts_with(rooms[i]) && path.substr(rooms[i].size()).starts_with('/'))
      return static_cast<int>(i);
  return -1;
}

std::string name_of(std::string_view path) { return fs::path(path).filename().string(); }

/// Poppler installs its own headers without a folder: PDFDoc.h, GlobalParams.h, splash/SplashBitmap.h.
bool is_poppler_private(std::string_view header) {
  return header.starts_with("splash/") ||
         (header[0] >= 'A' && header[0] <= 'Z' && header.find('/') == std::string_view::npos);
}

const Seam* seam_of(std::string_view header) {
  static constexpr Seam poppler{"", "poppler_"};
  if (is_poppler_private(header)) return &poppler;
  for (const Seam& seam : seams)
    if (header.starts_with(seam.header)) return &seam;
  return nullptr;
}

struct Include {
  int line = 0;
  bool quoted = false;
  std::string header;
};

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> found;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') continue;
    const std::size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || !line.substr(word).starts_with("include")) continue;
    const std::size_t open = line.find_first_of("<\"", word);
    if (open == std::string::npos) continue;
    const std::size_t close = line.find_first_of(">\"", open + 1);
    if (close != std::string::npos)
      found.push_back({number, line[open] == '"', line.substr(open + 1, close - open - 1)});
  }
  return found;
}

/// The library whose headers a header of ours brings along, or empty: files that include it are of that seam,
/// too.
std::string_view seam_files_of_own(const Files& files, const std::string& header) {
  const auto file = files.find(header);
  if (file == files.end()) return {};
  for (const Include& include : includes_of(file->second))
    if (const Seam* seam = seam_of(include.header); seam && !include.quoted) return seam->files;
  return {};
}

std::string fault_of(const Files& files, const std::string& path, const Include& include) {
  const std::string name = name_of(path);
  const int own_room = room_of(path), other_room = room_of(include.header);
  if (other_room >= 0) {
    if (other_room > own_room) return fmt::format("{} may not know {}", rooms[own_room], rooms[other_room]);
    const std::string_view needed = seam_files_of_own(files, include.header);
    if (!needed.empty() && !name.starts_with(needed))
      return fmt::format("{} shows types of a library: only {}* may include it", include.header, needed);
    return {};
  }
  if (include.quoted) return fmt::format("name {} from the top of the house", include.header);
  if (include.header.starts_with("gtest/") || include.header.starts_with("gmock/"))
    return own_room == room_of("tests/") ? "" : "only tests include GoogleTest";
  if (is_at_home_everywhere(include.header)) return {};
  const Seam* seam = seam_of(include.header);
  if (!seam) return fmt::format("<{}> is of a library without a seam", include.header);
  if (!name.starts_with(seam->files))
    return fmt::format("<{}> belongs into {}*", include.header, seam->files);
  return {};
}

/// "path:line: what is wrong", for all files.
std::vector<std::string> faults_of(const Files& files) {
  std::vector<std::string> faults;
  for (const auto& [path, text] : files) {
    for (const Include& include : includes_of(text))
      if (const std::string fault = fault_of(files, path, include); !fault.empty())
        faults.push_back(fmt::format("{}:{}: {}", path, include.line, fault));
    const auto lines = std::count(text.begin(), text.end(), '\n');
    if (lines > most_lines)
      faults.push_back(fmt::format("{}:{}: over {} lines: split it", path, lines, most_lines));
  }
  return faults;
}

Files read_house() {
  Files files;
  const fs::path top = HEFU_SOURCE_DIR;
  for (std::string_view room : rooms)
    for (const auto& entry : fs::recursive_directory_iterator(top / room)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      files[entry.path().lexically_relative(top).string()] = {std::istreambuf_iterator<char>(in), {}};
    }
  return files;
}

TEST(House, KeepsItsWalls) {
  const Files files = read_house();
  EXPECT_GT(files.size(), 40u) << "the sources were not found";
  const std::vector<std::string> faults = faults_of(files);
  EXPECT_THAT(faults, IsEmpty()) << fmt::format("{}", fmt::join(faults, "\n"));
}

TEST(HouseCheck, CatchesAWrongDirection) {
  EXPECT_THAT(faults_of({{"schemas/wrong.cpp", "\n#include \"templates/sheet.h\"\n"}}),
              ElementsAre("schemas/wrong.cpp:2: schemas may not know templates"));
  EXPECT_THAT(faults_of({{"ocr/wrong.h", "#  include \"pipeline/report.h\"\n"}}), ::testing::SizeIs(1));
  EXPECT_THAT(faults_of({{"pipeline/wrong.cpp", "#include \"tests/support/scan.h\"\n"}}),
              ::testing::SizeIs(1));
  EXPECT_THAT(faults_of({{"pipeline/right.cpp", "#include \"schemas/text.h\"\n#include \"ocr/image.h\"\n"},
                         {"tests/unit/ocr/right_test.cpp", "#include \"pipeline/report.h\"\n"}}),
              IsEmpty());
}

TEST(HouseCheck, CatchesALibraryOutsideItsSeam) {
  EXPECT_THAT(faults_of({{"ocr/decode.cpp", "#include <leptonica/allheaders.h>\n"}}),
              ElementsAre("ocr/decode.cpp:1: <leptonica/allheaders.h> belongs into leptonica_*"));
  EXPECT_THAT(faults_of({{"schemas/xml.h", "#include <libxml/parser.h>\n"}}), ::testing::SizeIs(1));
  EXPECT_THAT(
      faults_of({{"ocr/leptonica_decode.cpp", "#include <leptonica/allheaders.h>\n#include <sys/wait.h>\n"}}),
      IsEmpty());
}

TEST(HouseCheck, CatchesALibraryThatComesInThroughOneOfOurHeaders) {
  const Files files = {{"templates/podofo_objects.h", "#include <podofo/podofo.h>\n"},
                       {"templates/podofo_pdf.cpp", "#include \"templates/podofo_objects.h\"\n"},
                       {"templates/layout.cpp", "#include \"templates/podofo_objects.h\"\n"}};
  EXPECT_THAT(faults_of(files), ElementsAre(HasSubstr("templates/layout.cpp:1:")));
}

TEST(HouseCheck, CatchesAnUnknownLibraryAndAStrayGoogleTest) {
  EXPECT_THAT(faults_of({{"ocr/a.cpp", "#include <opencv2/core.hpp>\n"}}),
              Contains(HasSubstr("without a seam")));
  EXPECT_THAT(faults_of({{"ocr/a.cpp", "#include <gtest/gtest.h>\n"}}), ::testing::SizeIs(1));
}

TEST(HouseCheck, CatchesALongFile) {
  EXPECT_THAT(faults_of({{"ocr/long.cpp", std::string(401, '\n')}}),
              ElementsAre(HasSubstr("over 400 lines")));
  EXPECT_THAT(faults_of({{"ocr/enough.cpp", std::string(400, '\n')}}), IsEmpty());
}

}  // namespace
