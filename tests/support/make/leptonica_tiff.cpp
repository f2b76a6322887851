#include <leptonica/allheaders.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "tests/support/make/files.h"

namespace hefu::support {
namespace {

struct Destroy {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};

std::unique_ptr<PIX, Destroy> black_and_white(const Image& page) {
  std::unique_ptr<PIX, Destroy> pix(pixCreate(page.width, page.height, 1));
  const int dpi = static_cast<int>(page.dpi);
  pixSetResolution(pix.get(), dpi, dpi);
  for (int y = 0; y < page.height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < page.width; ++x)
      if (page.pixels[static_cast<std::size_t>(y) * page.width + x] < 128) SET_DATA_BIT(line, x);
  }
  return pix;
}

}  // namespace

std::string tiff_of_pages(const std::vector<Image>& pages) {
  // Leptonica appends pages to files only, not to memory.
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("hefu-samples-" + std::to_string(getpid()) + ".tiff");
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (pixWriteTiff(file.c_str(), black_and_white(pages[i]).get(), IFF_TIFF_G4, i == 0 ? "w" : "a") != 0)
      throw Error(ErrorKind::io, "cannot write " + file.string());
  const std::string bytes = read_file(file);
  std::filesystem::remove(file);
  return bytes;
}

}  // namespace hefu::support
