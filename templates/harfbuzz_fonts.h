#pragma once
#include <hb.h>

#include <mutex>

#include "templates/fonts.h"

namespace hefu {

/// One face, opened. Everything but `cut_source` is made at load time and never changes, so threads share it.
struct OpenFace {
  FaceFile file;
  hb_face_t* face = nullptr;
  hb_font_t* font = nullptr;
  unsigned units_per_em = 1000;
  bool cff = false;

  /// The face with its tables unpacked for many cuts; made at the first cut, because it costs memory and time
  /// that a checker never needs.
  hb_face_t* cut_source() const;
  ~OpenFace();

 private:
  mutable std::once_flag cut_once_;
  mutable hb_face_t* cut_source_ = nullptr;
};

struct Fonts::Impl {
  std::vector<std::unique_ptr<OpenFace>> faces;
  mutable std::once_flag fingerprint_once;
  mutable std::string fingerprint;

  const OpenFace& at(std::uint16_t face) const;
};

}  // namespace hefu
