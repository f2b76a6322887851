#pragma once
#include <cstdint>
#include <vector>

#include "ocr/photo_silhouette.h"

namespace hefu {

/// An area of skin in the silhouette; with eyes it is a face. Pixels of the working picture, ends included.
struct Face {
  int left = 0, top = 0, right = 0, bottom = 0;  // neck and open collar included
  int area = 0;
  int median_luma = 0;
  bool has_eyes = false;
  int eye_row = 0;                  // of eyes and brows together
  std::vector<int> skin_width;      // a row, from `top`
  std::vector<int> first_skin_row;  // a column, from `left`; -1: none
};

/// Areas of skin that could be a face for their size and shape, the largest first. `grey`: without colours,
/// every middle tone counts as skin, and clothes are told from it by the edge between only.
std::vector<Face> find_faces(const Image& picture, const std::vector<std::uint8_t>& silhouette, bool grey);

}  // namespace hefu
