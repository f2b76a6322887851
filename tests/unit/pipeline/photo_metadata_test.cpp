#include "pipeline/photo_metadata.h"

#include <gmock/gmock.h>

#include "ocr/sandbox.h"
#include "schemas/data_files.h"

namespace hefu {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string segment(char marker, const std::string& content) {
  const std::size_t length = content.size() + 2;
  return std::string("\xFF") + marker + static_cast<char>(length / 256) + static_cast<char>(length % 256) +
         content;
}

std::string photo() { return read_file(std::string(HEFU_SOURCE_DIR) + "/samples/cases/clean-scan/photo.jpg"); }

Image picture_of(const std::string& jpeg) {
  static const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  Image picture;
  const DecodedFile decoded = sandbox->decode(jpeg, [&](int, Image image) { picture = std::move(image); });
  EXPECT_EQ(decoded.status, FileStatus::read);
  return picture;
}

TEST(PhotoMetadata, NotesGoAndThePictureStays) {
  std::string noted = photo();
  noted.insert(2, segment('\xE1', "http://ns.adobe.com/xap/1.0/ 13800000001") +
                      segment('\xFE', "150000198503120020") + segment('\xED', "Photoshop 13800000001"));
  noted += "13800000001 behind the end";
  const std::string clean = without_metadata(noted);
  EXPECT_THAT(clean, Not(HasSubstr("13800000001")));
  EXPECT_THAT(clean, Not(HasSubstr("150000198503120020")));
  EXPECT_EQ(clean, without_metadata(photo()));
  EXPECT_EQ(picture_of(clean).pixels, picture_of(photo()).pixels);
}

TEST(PhotoMetadata, BrokenFilesEndWhereTheyBreak) {
  const std::string whole = photo();
  for (std::size_t size : {std::size_t{2}, std::size_t{3}, std::size_t{5}, whole.size() / 2})
    EXPECT_LE(without_metadata(whole.substr(0, size)).size(), size + 2);
}

}  // namespace
}  // namespace hefu
