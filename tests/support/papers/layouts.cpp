#include "tests/support/papers/layouts.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "schemas/error.h"
#include "schemas/xml.h"

namespace hefu::support {
namespace {
namespace fs = std::filesystem;

const fs::path folder = fs::path(HEFU_SOURCE_DIR) / "tests/support/papers";

Element read_xml(const fs::path& file) {
  std::ifstream stream(file);
  std::stringstream bytes;
  bytes << stream.rdbuf();
  ParsedXml parsed = parse_xml(bytes.str(), file.filename().string(), "");
  if (!parsed.ok) throw Error(ErrorKind::bad_input, "no well-formed XML: " + file.string());
  return std::move(parsed.root);
}

std::vector<PaperLayout> read_layouts() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "layouts"))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<PaperLayout> all;
  for (const fs::path& file : files)
    for (const Element& paper : read_xml(file).children)
      all.push_back(
          {paper.attribute("kind"), paper.attribute("name"), words_of(paper.attribute("roles")), paper});
  return all;
}

std::vector<FontSet> read_font_sets() {
  std::vector<FontSet> all;
  for (const Element& set : read_xml(folder / "fonts.xml").children) {
    FontSet fonts{set.attribute("name"), words_of(set.attribute("roles")), {}};
    for (const Element& face : set.children)
      fonts.faces.push_back({face.attribute("as"), face.attribute("file"), face.attribute("package"),
                             face.has("index") ? std::stoi(face.attribute("index")) : 0});
    all.push_back(fonts);
  }
  return all;
}

}  // namespace

const std::vector<PaperLayout>& paper_layouts() {
  static const std::vector<PaperLayout> all = read_layouts();
  return all;
}

const std::vector<FontSet>& font_sets() {
  static const std::vector<FontSet> all = read_font_sets();
  return all;
}

bool has_role(const std::vector<std::string>& roles, const std::string& role) {
  return std::ranges::find(roles, role) != roles.end();
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<double> numbers_of(const std::string& text) {
  std::vector<double> numbers;
  for (const std::string& word : words_of(text)) numbers.push_back(std::stod(word));
  return numbers;
}

}  // namespace hefu::support
