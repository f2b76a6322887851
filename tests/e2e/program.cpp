#include "tests/e2e/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "schemas/data_files.h"

namespace hefu::e2e {
namespace fs = std::filesystem;
namespace {

Image read_ppm(const fs::path& file) {
  std::istringstream in(read_file(file));
  std::string kind;
  int most = 0;
  Image image;
  in >> kind >> image.width >> image.height >> most;
  in.get();
  image.channels = kind == "P6" ? 3 : 1;
  image.pixels.resize(static_cast<std::size_t>(image.width) * image.height * image.channels);
  in.read(reinterpret_cast<char*>(image.pixels.data()), static_cast<std::streamsize>(image.pixels.size()));
  EXPECT_TRUE(in.good() && most == 255) << file;
  return image;
}

}  // namespace

Finished Desk::hefu(const std::string& arguments, const std::string& as) const {
  const fs::path messages = path() / "messages.txt";
  const support::Ran ran =
      support::run_command(fmt::format("cd '{}' && {} '{}' --state '{}' {} 2>'{}'", path().string(), as,
                                       program_.string(), state().string(), arguments, messages.string()));
  return {ran.exit_code, ran.output, read_file(messages)};
}

void Desk::install() {
  for (const char* folder : {"schemas", "templates", "ocr", "pipeline"}) {
    const fs::path data = path() / "share/hefu" / folder;
    fs::create_directories(data);
    fs::copy(fs::path(HEFU_SOURCE_DIR) / folder, data, fs::copy_options::recursive);
  }
  fs::create_directories(path() / "bin");
  program_ = path() / "bin/hefu";
  fs::copy_file(HEFU_PROGRAM, program_);
}

fs::path Desk::person(const std::string& folder, std::uint64_t seed, const support::PersonWish& wish) const {
  write(path() / folder / "application.xml", support::to_xml(support::make_person(seed, wish)));
  write(path() / folder / "photo.jpg", support::draw_photo(seed));
  return path() / folder;
}

void Desk::edit(const fs::path& file, const std::string& from, const std::string& to) const {
  std::string text = read_file(file);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from << " in " << file;
  write(file, text.replace(at, from.size(), to));
}

void Desk::write(const fs::path& file, const std::string& bytes) const {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

fs::path Desk::scanned(const fs::path& folder, const std::string& only, const std::string& options) const {
  const fs::path printed = path() / "printed";
  const Finished rendered =
      hefu(fmt::format("render -q {} {} -o '{}' '{}'", only.empty() ? "" : "--only " + only, options,
                       printed.string(), folder.string()));
  EXPECT_EQ(rendered.exit_code, 0) << rendered.messages;
  fs::create_directories(folder / "uploads");
  for (const std::string& pdf : files_in(printed))
    support::run_command(fmt::format("pdftoppm -r 200 -jpeg '{}' '{}'", (printed / pdf).string(),
                                     (folder / "uploads" / fs::path(pdf).stem()).string()));
  fs::remove_all(printed);
  return folder;
}

std::vector<Image> rasterise(const fs::path& pdf, int dpi) {
  const support::ScratchFolder folder;
  support::run_command(
      fmt::format("pdftoppm -r {} '{}' '{}/page'", dpi, pdf.string(), folder.path().string()));
  std::vector<Image> pages;
  for (const std::string& name : files_in(folder.path())) pages.push_back(read_ppm(folder.path() / name));
  return pages;
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> files;
  if (fs::exists(folder))
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), folder).string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace hefu::e2e
