#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ocr/image.h"

namespace hefu::test {

/// A picture without any symmetry: dark at the top left, a red block near the bottom left.
inline Image lopsided(int width, int height, int channels) {
  Image image{width, height, channels, 150, {}};
  image.pixels.resize(static_cast<std::size_t>(width) * height * channels);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int c = 0; c < channels; ++c) {
        const bool red = channels == 3 && x < width / 3 && y > height * 2 / 3;
        const int grey = 40 + 120 * x / width + 60 * y / height;
        image.pixels[(static_cast<std::size_t>(y) * width + x) * channels + c] =
            static_cast<std::uint8_t>(red ? (c == 0 ? 220 : 20) : grey);
      }
  return image;
}

/// A PDF of numbered objects, object 1 the catalogue; the reader rebuilds the table of places, which is not
/// written.
inline std::string pdf_of(const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.5\n";
  for (std::size_t i = 0; i < objects.size(); ++i)
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  return pdf + "trailer\n<</Root 1 0 R>>\n%%EOF\n";
}

inline std::string stream_of(const std::string& dictionary, const std::string& bytes) {
  return "<<" + dictionary + "/Length " + std::to_string(bytes.size()) + ">>\nstream\n" + bytes +
         "\nendstream";
}

/// One page of `box` pt; `more` goes into the page's dictionary. Object 5 is the picture /Im, 6 the font /F.
inline std::string page_pdf(const std::string& box, const std::string& content,
                            const std::string& picture = "null", const std::string& more = "",
                            int pages = 1) {
  std::string kids;
  for (int i = 0; i < pages; ++i) kids += "3 0 R ";
  return pdf_of({"<</Type/Catalog/Pages 2 0 R>>",
                 "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages) + ">>",
                 "<</Type/Page/Parent 2 0 R/MediaBox[" + box +
                     "]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>/Font<</F 6 0 R>>>>" + more + ">>",
                 stream_of("", content), picture, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"});
}

inline std::string jpeg_object(const Image& image, const std::string& jpeg) {
  return stream_of("/Type/XObject/Subtype/Image/Width " + std::to_string(image.width) + "/Height " +
                       std::to_string(image.height) + "/BitsPerComponent 8/Filter/DCTDecode/ColorSpace/" +
                       (image.channels == 1 ? "DeviceGray" : "DeviceRGB"),
                   jpeg);
}

/// An uncompressed TIFF of grey8 pages, little-endian.
inline std::string tiff_of(const std::vector<Image>& pages) {
  std::string tiff("II*\0\0\0\0\0", 8);
  const auto number = [](std::uint32_t value, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> 8 * i & 255);
    return bytes;
  };
  std::size_t link = 4;  // where the place of the next directory is written
  for (const Image& page : pages) {
    const auto data = static_cast<std::uint32_t>(tiff.size());
    tiff.append(page.pixels.begin(), page.pixels.end());
    const auto resolution = static_cast<std::uint32_t>(tiff.size());
    tiff += number(static_cast<std::uint32_t>(page.dpi), 4) + number(1, 4);
    tiff.replace(link, 4, number(static_cast<std::uint32_t>(tiff.size()), 4));
    const std::uint32_t entries[][3] = {{256, 4, std::uint32_t(page.width)},
                                        {257, 4, std::uint32_t(page.height)},
                                        {258, 3, 8},
                                        {259, 3, 1},
                                        {262, 3, 1},
                                        {273, 4, data},
                                        {277, 3, 1},
                                        {278, 4, std::uint32_t(page.height)},
                                        {279, 4, std::uint32_t(page.pixels.size())},
                                        {282, 5, resolution},
                                        {283, 5, resolution},
                                        {296, 3, 2}};
    tiff += number(std::size(entries), 2);
    for (const auto& entry : entries)
      tiff += number(entry[0], 2) + number(entry[1], 2) + number(1, 4) + number(entry[2], 4);
    link = tiff.size();
    tiff += number(0, 4);
  }
  return tiff;
}

/// The JPEG with an EXIF block that says how it lies.
inline std::string with_orientation(const std::string& jpeg, int orientation) {
  std::string block("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
  block += static_cast<char>(orientation);
  block += std::string("\0\0\0\0\0\0", 6);
  const std::size_t length = block.size() + 2;
  return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(length >> 8) + static_cast<char>(length & 255) +
         block + jpeg.substr(2);
}

}  // namespace hefu::test
