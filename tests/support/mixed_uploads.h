#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/image.h"

namespace hefu::support {

/// What a page of the mixed uploads is; the volume must show all of them, in this order.
struct MixedPage {
  std::string file;
  int page = 0;       // of the file, 1-based
  int item = 0;       // of the checklist
  int mark = 0;       // drawn on it; 0: a blank page
  bool lies = false;  // paper in landscape: turned to fit
};

/// A page with a frame and a number that can be read back from any picture of it, upright or not; a blank
/// page for 0. grey8, or sRGB8 with a camera's uneven light.
Image marked_page(int width, int height, int mark, bool camera);
/// The number of a marked page and by how many quarter turns clockwise it has to be turned to stand upright.
/// 0: none.
struct SeenMark {
  int mark = 0, turns = 0;
};
SeenMark read_mark(const Image& page);

/// Black and white pages as one TIFF, each one strip of CCITT G4. grey8 of 0 and 255.
std::string g4_tiff(const std::vector<Image>& pages, int dpi);
/// The JPEG with an EXIF block that says how it stands.
std::string with_orientation(const std::string& jpeg, int orientation);

/// Makes a case of a made-up person with at least `pages` pages of evidence in its uploads: scans as JPEG,
/// phone pictures stored lying, TIFF, PNG, landscape, A3, PDF of several pages, a blank one now and then,
/// over items 3 to
/// 11. `scale`: of the pictures' sides; 1: as real ones are. Returns what the volume must show.
std::vector<MixedPage> make_mixed_case(const std::filesystem::path& folder, int pages, double scale);

/// What reading a volume back says of it.
struct VolumeProof {
  int pages = 0, wrong_order = 0, wrong_side_up = 0, wrong_number = 0, wrong_bookmark = 0, not_a4 = 0;
  int blank_flagged = 0, blank_there = 0, left_margin_faults = 0;
  double size_ratio = 0;  // of the volume to its uploads
  bool sound = false;     // qpdf --check
  bool holds() const {
    return sound && pages > 0 && wrong_order + wrong_side_up + wrong_number + wrong_bookmark + not_a4 == 0 &&
           left_margin_faults == 0 && blank_flagged == blank_there;
  }
  std::string text() const;
};
/// Reads evidence-volume.pdf and .json in `result` back by pdftotext, qpdf and Poppler.
VolumeProof prove_volume(const std::filesystem::path& result, const std::vector<MixedPage>& expected);

}  // namespace hefu::support
