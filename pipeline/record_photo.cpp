#include "pipeline/record_photo.h"

#include "pipeline/paths.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

// What the reader of scans compares a photo with: about 2 px a millimetre of a two-inch photo is all that a
// seal, a phone and a photocopy leave of it.
constexpr int grey_width_px = 60;
// Far above any photo of one person: a camera's largest JPEG is some 15 MB.
constexpr std::uintmax_t most_photo_bytes = 20u << 20;
// A photo that is embedded as pixels: 600 dpi on the 35 mm that a form gives it, no more.
constexpr int max_width_px = 826;

struct JpegFrame {
  int width = 0, height = 0, components = 0;
};

/// The frame header of a JPEG that a PDF may embed as it is: 8 bits, grey or three colours, not turned by
/// EXIF.
std::optional<JpegFrame> embeddable_jpeg(const std::string& bytes) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  if (bytes.size() < 4 || at(0) != 0xFF || at(1) != 0xD8) return std::nullopt;
  for (std::size_t i = 2; i + 9 < bytes.size() && at(i) == 0xFF;) {
    const int marker = at(i + 1);
    const std::size_t length = at(i + 2) * 256u + at(i + 3);
    if (marker == 0xE1 && bytes.compare(i + 4, 4, "Exif") == 0) return std::nullopt;  // may turn the picture
    if (marker == 0xC0 || marker == 0xC1 || marker == 0xC2) {
      const JpegFrame frame{at(i + 7) * 256 + at(i + 8), at(i + 5) * 256 + at(i + 6), at(i + 9)};
      if (at(i + 4) == 8 && (frame.components == 1 || frame.components == 3)) return frame;
      return std::nullopt;
    }
    if (length < 2) return std::nullopt;
    i += 2 + length;
  }
  return std::nullopt;
}

/// Shrunk to a size, each pixel the mean of what it covers.
std::vector<std::uint8_t> shrink_grey(const Image& grey, int width, int height) {
  std::vector<std::uint8_t> out;
  out.reserve(static_cast<std::size_t>(width) * height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int x0 = x * grey.width / width, x1 = std::max(x0 + 1, (x + 1) * grey.width / width);
      const int y0 = y * grey.height / height, y1 = std::max(y0 + 1, (y + 1) * grey.height / height);
      std::uint64_t sum = 0;
      for (int v = y0; v < y1; ++v)
        for (int u = x0; u < x1; ++u) sum += grey.pixels[static_cast<std::size_t>(v) * grey.width + u];
      out.push_back(static_cast<std::uint8_t>(sum / (static_cast<std::uint64_t>(x1 - x0) * (y1 - y0))));
    }
  return out;
}

}  // namespace

Photo to_photo(std::string bytes, const Image& decoded) {
  Photo photo;
  const Image grey = grey_luma(decoded);
  photo.grey_width = grey_width_px;
  photo.grey_height = std::clamp(grey_width_px * grey.height / std::max(1, grey.width), 20, 240);
  photo.grey = shrink_grey(grey, photo.grey_width, photo.grey_height);
  if (const auto frame = embeddable_jpeg(bytes)) {
    photo.jpeg = true;
    photo.width = frame->width;
    photo.height = frame->height;
    photo.channels = frame->components;
    photo.bytes = std::move(bytes);
    return photo;
  }
  const Image small = shrunk(decoded, (decoded.width + max_width_px - 1) / max_width_px);
  photo.width = small.width;
  photo.height = small.height;
  photo.channels = 3;
  for (std::size_t i = 0; i < small.pixels.size(); i += small.channels)
    for (int c = 0; c < 3; ++c)
      photo.pixels += static_cast<char>(small.pixels[i + (small.channels == 3 ? c : 0)]);
  photo.bytes = std::move(bytes);
  return photo;
}

namespace {

/// A photo file and its pixels.
struct PhotoFile {
  std::string bytes;
  Image picture;
};

/// `refuse` is told what is wrong and how to mend it.
template <class Refuse>
std::optional<PhotoFile> open_photo(const Application& application, Sandbox& sandbox, Refuse refuse) {
  const std::string& name = application.applicant.photo_file;
  const fs::path folder = application.file.has_parent_path() ? application.file.parent_path() : fs::path(".");
  const fs::path file = folder / name;
  if (!lies_within(file, folder)) {
    refuse(fmt::format(fmt::runtime(tr("照片 {} 不在记录所在的文件夹内")), name),
           tr("请把照片与 application.xml 放在一起"));
    return std::nullopt;
  }
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) {
    refuse(fmt::format(fmt::runtime(tr("找不到照片 {}")), file.string()), tr("请补上照片文件，或更正文件名"));
    return std::nullopt;
  }
  PhotoFile photo{read_file(file), {}};
  const DecodedFile decoded = sandbox.decode(photo.bytes, [&](int page, Image image) {
    if (page == 0) photo.picture = std::move(image);
  });
  if (decoded.status != FileStatus::read || photo.picture.empty()) {
    refuse(fmt::format(fmt::runtime(tr("照片 {} 无法使用：{}")), file.string(), decoded.reason),
           tr("请换成完整的 JPEG 或 PNG 照片"));
    return std::nullopt;
  }
  return photo;
}

}  // namespace

std::optional<Photo> read_photo(const Application& application, Sandbox& sandbox, Diagnostics& diagnostics) {
  if (application.applicant.photo_file.empty()) return std::nullopt;
  auto photo = open_photo(application, sandbox, [&](const std::string& message, const std::string& hint) {
    diagnostics.push_back({Severity::error, application.file.string(), 0, "/application/applicant/photo",
                           message, "", "", hint});
  });
  if (!photo) return std::nullopt;
  return to_photo(std::move(photo->bytes), photo->picture);
}

OfferedPhoto read_offered_photo(const fs::path& file, Sandbox& sandbox) {
  OfferedPhoto photo;
  std::error_code failed;
  if (const auto size = fs::file_size(file, failed); !failed && size > most_photo_bytes) {
    photo.reason = fmt::format(fmt::runtime(tr("文件过大，最多 {} MB")), most_photo_bytes >> 20);
    return photo;
  }
  photo.bytes = read_file(file);
  photo.kind = photo.bytes.starts_with("\xFF\xD8\xFF")        ? PhotoFileKind::jpeg
               : photo.bytes.starts_with("\x89PNG\r\n\x1A\n") ? PhotoFileKind::png
                                                              : PhotoFileKind::none;
  if (photo.kind == PhotoFileKind::none) {
    photo.reason = tr("不是 JPEG 或 PNG 图片");
    return photo;
  }
  bool any = false;
  const DecodedFile decoded = sandbox.decode(photo.bytes, [&](int, Image image) { any |= !image.empty(); });
  if (decoded.status != FileStatus::read || !any)
    photo.reason = decoded.reason.empty() ? tr("图片读不出来") : decoded.reason;
  return photo;
}

std::optional<PhotoFacts> measure_record_photo(const Application& application, Sandbox& sandbox) {
  if (application.applicant.photo_file.empty()) return std::nullopt;
  const auto photo = open_photo(application, sandbox, [](const std::string&, const std::string&) {});
  return photo ? std::optional(measure_photo(photo->picture)) : std::nullopt;
}

}  // namespace hefu
