#include "ocr/font_bank.h"

#include <algorithm>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_own_faces = 16;  // each costs a comparison a line

std::vector<FaceFile> usual_faces() {
  std::vector<FaceFile> faces;
  std::istringstream lines(read_file(data_file("ocr/font_bank.txt")));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    FaceFile face;
    std::string file;
    if (!(words >> file >> face.index >> face.name)) continue;
    face.file = file;
    if (fs::exists(face.file)) faces.push_back(face);
  }
  return faces;
}

std::vector<FaceFile> faces_in(const fs::path& folder) {
  std::vector<FaceFile> faces;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const std::string type = entry.path().extension().string();
    if (type == ".ttf" || type == ".otf" || type == ".ttc")
      faces.push_back({entry.path().stem().string(), entry.path(), 0, ""});
  }
  std::sort(faces.begin(), faces.end(), [](const FaceFile& a, const FaceFile& b) { return a.file < b.file; });
  faces.resize(std::min(faces.size(), most_own_faces));
  return faces;
}

}  // namespace

std::shared_ptr<const Fonts> load_font_bank(const fs::path& own) {
  std::vector<FaceFile> files = usual_faces();
  for (FaceFile& face : faces_in(own)) files.push_back(std::move(face));
  auto fonts = Fonts::open(files);
  if (fonts->face_count() == 0)
    throw Error(ErrorKind::missing, tr("没有找到可用来比对证明材料的中文字体"),
                tr("请安装：apt install fonts-noto-cjk"));
  return fonts;
}

}  // namespace hefu
