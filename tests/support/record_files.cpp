#include "tests/support/record_files.h"

#include <fstream>

namespace hefu::support {

void write_record(const std::filesystem::path& folder, std::uint64_t seed, const PersonWish& wish) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "application.xml") << to_xml(make_person(seed, wish));
  std::ofstream(folder / "photo.jpg", std::ios::binary) << draw_photo(seed);
}

}  // namespace hefu::support
