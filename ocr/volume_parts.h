#pragma once
// What parent and child of volume.h say to each other, and what the child's files share.
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/decoder.h"
#include "ocr/volume.h"

namespace hefu {

/// What a child tells at its end: a document of `bytes` in the shared memory; where a part was made, `pages`
/// PartPages follow. Plain data.
struct VolumePacket {
  DecodeOutcome outcome;
  std::uint64_t pages = 0, bytes = 0;
};

/// Where a document's bytes go; throws std::bad_alloc where there is no room left.
class ByteRoom {
 public:
  ByteRoom(std::uint8_t* memory, std::size_t room) : memory_(memory), room_(room) {}
  void put(const void* bytes, std::size_t size);
  std::size_t size() const { return used_; }

 private:
  std::uint8_t* memory_;
  std::size_t room_, used_ = 0;
};

/// Puts documents together by children of the zygote behind `control`.
std::unique_ptr<VolumeMaker> make_volume(int control, const DecodeLimits& limits);

/// Plain values as one run of bytes, for the plan's way into the child.
class PlanPacker {
 public:
  void number(double value) { put(&value, sizeof value); }
  void text(std::string_view value) {
    number(static_cast<double>(value.size()));
    put(value.data(), value.size());
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void put(const void* data, std::size_t size) { bytes_.append(static_cast<const char*>(data), size); }
  std::string bytes_;
};

class PlanUnpacker {
 public:
  explicit PlanUnpacker(std::string_view bytes) : bytes_(bytes) {}
  double number() {
    double value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  int integer() { return static_cast<int>(number()); }
  std::string text() { return std::string(take(static_cast<std::size_t>(number()))); }
  std::string_view rest() const { return bytes_; }

 private:
  std::string_view take(std::size_t size);
  std::string_view bytes_;
};

/// The plan, with how many bytes each part has, and back.
std::string pack_plan(const VolumePlan& plan, const std::vector<std::size_t>& part_sizes);
VolumePlan unpack_plan(std::string_view packed, std::vector<std::size_t>& part_sizes);

/// One picture as a PDF takes it: its stream is the file's own wherever the file's own can stand.
struct PictureStream {
  int width = 0, height = 0;  // px, as stored
  std::string dictionary;     // of the image but for width, height and length: "/ColorSpace/DeviceGray..."
  std::string_view stored;    // its stream in the file, or
  std::string made;           // one that was made, where the file's own cannot stand
  double dpi = 0;             // 0: not said
  int orientation = 1;        // as EXIF counts
  std::string_view bytes() const { return made.empty() ? stored : std::string_view(made); }
};

/// A page of a picture file: strips from top to bottom, mostly one.
struct PicturePage {
  std::vector<PictureStream> strips;
};

/// Picture files as pages. Fails: by the outcome; std::bad_alloc may
/// come out.
DecodeOutcome jpeg_page(std::string_view bytes, std::vector<PicturePage>& pages);
DecodeOutcome png_page(std::string_view bytes, const DecodeLimits& limits, std::vector<PicturePage>& pages);
DecodeOutcome tiff_pages(std::string_view bytes, const DecodeLimits& limits, std::vector<PicturePage>& pages);

/// Keeps the last page that a decoder hands out.
class OneImage : public PageSink {
 public:
  std::uint8_t* canvas(int width, int height, int channels) override {
    image = {width, height, channels, 0, {}};
    image.pixels.resize(static_cast<std::size_t>(width) * height * channels);
    return image.pixels.data();
  }
  void publish(int, const PageNote& note) override { image.dpi = note.dpi; }
  Image image;
};

/// Keeps every page that a decoder hands out.
class AllImages : public PageSink {
 public:
  std::uint8_t* canvas(int width, int height, int channels) override {
    images.push_back({width, height, channels, 0, {}});
    images.back().pixels.resize(static_cast<std::size_t>(width) * height * channels);
    return images.back().pixels.data();
  }
  void publish(int, const PageNote& note) override { images.back().dpi = note.dpi; }
  std::vector<Image> images;
};

/// Pixels as a stream without loss: black and white by CCITT G4, others by PNG's predictors and Flate.
PictureStream packed_pixels(const Image& image);
/// Grey8 pixels of black and white as a TIFF of one G4 strip. Leptonica seam. Fails: std::bad_alloc.
std::string encode_g4_tiff(const Image& image);
/// The bytes of a TIFF's only strip; empty where it has more.
std::string only_strip(const std::string& tiff);
/// A JPEG's frame, as a PDF's dictionary says it. False: no JPEG that a PDF may hold.
bool describe_jpeg(std::string_view bytes, PictureStream& picture);

/// What a PDF page shows when that is one opaque picture over nearly all of it and nothing else.
struct WholePagePicture {
  bool found = false;
  int orientation = 1;  // as EXIF counts, /Rotate included
  double dpi = 0;
};
/// Poppler seam. One a page.
DecodeOutcome find_whole_page_pictures(std::string_view bytes, const DecodeLimits& limits,
                                       std::vector<WholePagePicture>& pictures);
DecodeOutcome render_pdf_page(std::string_view bytes, int page, const DecodeLimits& limits, PageSink& sink);

/// Makes a part. `pages` are its pages, `room` gets a PDF of them. Runs in a confined child. qpdf seam.
DecodeOutcome make_part(FileType type, std::string_view bytes, const DecodeLimits& limits, PartUse use,
                        std::vector<PartPage>& pages, ByteRoom& room);
DecodeOutcome make_pdf_part(std::string_view bytes, const DecodeLimits& limits, PartUse use,
                            std::vector<PartPage>& pages, ByteRoom& room);
/// Each page as one picture that PDF/A lets stand; a page that is none is rendered.
DecodeOutcome make_archive_pdf_part(std::string_view bytes, const DecodeLimits& limits,
                                    std::vector<PartPage>& pages, ByteRoom& room);
DecodeOutcome make_picture_part(const std::vector<PicturePage>& pictures, std::vector<PartPage>& pages,
                                ByteRoom& room);
/// Puts the document together. Runs in a confined child. qpdf seam.
DecodeOutcome join_parts(const VolumePlan& plan, const std::vector<std::string_view>& parts, ByteRoom& room);

}  // namespace hefu
