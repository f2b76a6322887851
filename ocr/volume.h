#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/sandbox.h"

namespace hefu {

/// A page of an upload as it stands upright by what its file says (EXIF, /Rotate). Units: mm.
struct PartPage {
  double width_mm = 0, height_mm = 0;
  bool sized = true;  // false: a picture that does not say how large its paper was; only its shape counts
};

/// An upload that was made into pages for binding.
struct VolumePart {
  FileStatus status = FileStatus::unreadable;
  std::string reason;           // for people; empty when read
  int id = -1;                  // names it in a VolumePlan; -1: not read
  std::vector<PartPage> pages;  // none unless read
};

/// What the pages of a part are to be.
enum class PartUse : std::uint8_t {
  bind,     // pages as they are: text stays text, pictures stay pictures
  search,   // the same without text that nobody sees: a layer of ours comes in its place
  archive,  // one picture a page: what PDF/A lets stand, as its own stream; any other page is rendered
};

/// A word that lies unseen over a sheet, so that viewers find and copy it. Its box may be turned and sheared:
/// a corner where its line begins, the way to the line's end, the way up. Units: mm; y downward; origin: the
/// sheet's top left.
struct LaidWord {
  std::string text;
  double x_mm = 0, y_mm = 0;
  double along_x_mm = 0, along_y_mm = 0;
  double up_x_mm = 0, up_y_mm = 0;
};

/// One page of a part on a sheet of paper. Units: mm; origin: the sheet's top left.
struct PlacedPage {
  int part = 0, page = 0;              // page: 0-based
  double width_mm = 0, height_mm = 0;  // of the sheet
  double x_mm = 0, y_mm = 0;           // top left of the content as it is placed
  double scale = 1;                    // mm on the sheet a mm of the part's page
  int quarter_turns = 0;               // counter-clockwise, beyond what makes the page upright by its file
  int over_part = -1, over_page = 0;   // a page drawn over it, at the sheet's top left; -1: none
  std::vector<LaidWord> words = {};
};

struct VolumeBookmark {
  std::string title;
  int page = 0;   // 0-based sheet
  int level = 0;  // 0: outermost; never more than one deeper than the bookmark before
};

/// A file that travels inside of an archived document (PDF/A-3, ISO 19005-3, 6.8).
struct AttachedFile {
  std::string name, mime, description, bytes;
  std::string date;  // a PDF's date, "D:20250715000000+08'00'"; empty: unknown
};

/// A document to be put together.
struct VolumePlan {
  std::string title, keywords, language = "zh-CN";
  std::string date;     // a PDF's date; empty: unknown
  int front_pages = 0;  // sheets before the one that is numbered 1
  std::vector<PlacedPage> pages;
  std::vector<VolumeBookmark> bookmarks;
  // Of an archived document; empty for a volume.
  std::string xmp, srgb_profile;
  std::vector<AttachedFile> attached;
};

/// Puts pages of untrusted files together, as PDF. Every file is read in a child of its own, so a hostile one
/// can only fail itself; the document is put together in another child, from what those made. Nothing that
/// acts is carried over: no script, no action, no form field, no attached file, no link; what annotations
/// show is drawn into the page. JPEG, JPEG 2000, JBIG2 and CCITT streams stay the bytes that they are.
/// Source: ISO 32000-1; qpdf. One a document, one thread at a time.
class VolumeMaker {
 public:
  virtual ~VolumeMaker() = default;
  /// Takes PDF, JPEG, PNG or TIFF (many pages). Never throws on a bad file: it is a status with a reason.
  virtual VolumePart add(const std::string& bytes, PartUse use) = 0;
  /// Writes what was planned to `out`, once. Fails: throws Error(bad_input) when it cannot be put together,
  /// Error(io) when the zygote is gone.
  virtual void join(const VolumePlan& plan, const std::function<void(std::string_view bytes)>& out) = 0;
};

}  // namespace hefu
