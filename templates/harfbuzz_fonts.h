#pragma once
#include <hb.h>

#include <mutex>
#include <string_view>

#include "templates/fonts.h"
#include "templates/quick_font.h"

namespace hefu {

/// One face, opened. Everything but `quick` is made at load time and never changes, so threads share it.
struct OpenFace {
  FaceFile file;
  hb_face_t* face = nullptr;
  hb_font_t* font = nullptr;
  unsigned units_per_em = 1000;
  bool cff = false;

  /// What cuts it quickly, or null; made at the first call, because a checker never needs it.
  const QuickFont* quick() const;
  /// A table's bytes as they lie in the file; they live as long as the face does. Empty: it has none.
  std::string_view table(const char* tag) const;
  ~OpenFace();

 private:
  mutable std::once_flag quick_once_;
  mutable std::unique_ptr<QuickFont> quick_;
  mutable std::mutex tables_mutex_;
  mutable std::vector<hb_blob_t*> tables_;
};

struct Fonts::Impl {
  std::vector<std::unique_ptr<OpenFace>> faces;
  mutable std::once_flag fingerprint_once;
  mutable std::string fingerprint;

  const OpenFace& at(std::uint16_t face) const;
};

}  // namespace hefu
