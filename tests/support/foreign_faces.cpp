#include "tests/support/foreign_faces.h"

#include <filesystem>
#include <iostream>

namespace hefu::support {

std::vector<ForeignFace> foreign_faces() {
  const std::string fonts = "/usr/share/fonts/", truetype = fonts + "truetype/",
                    opentype = fonts + "opentype/";
  const std::vector<ForeignFace> all = {
      {"gbsn", truetype + "arphic-gbsn00lp/gbsn00lp.ttf", truetype + "crosextra/Caladea-Regular.ttf",
       "song-arphic", "song"},
      {"uming", truetype + "arphic/uming.ttc", opentype + "linux-libertine/LinLibertine_R.otf", "song-arphic",
       "song"},
      {"hanamin", truetype + "hanazono/HanaMinA.ttf", truetype + "gentium-basic/GenBasR.ttf", "", "song"},
      {"tw-sung", truetype + "cns11643/TW-Sung-98_1.ttf", truetype + "crosextra/Caladea-Regular.ttf", "",
       "song"},
      {"gkai", truetype + "arphic-gkai00mp/gkai00mp.ttf", truetype + "gentium-basic/GenBasR.ttf", "", "kai"},
      {"ukai", truetype + "arphic/ukai.ttc", opentype + "courier-prime/Courier Prime.otf", "", "kai"},
      {"tw-kai", truetype + "cns11643/TW-Kai-98_1.ttf", truetype + "lato/Lato-Regular.ttf", "", "kai"},
      {"microhei", truetype + "wqy/wqy-microhei.ttc", truetype + "crosextra/Carlito-Regular.ttf", "", "hei"},
  };
  std::vector<ForeignFace> installed;
  for (const ForeignFace& face : all) {
    if (std::filesystem::exists(face.file) && std::filesystem::exists(face.latin))
      installed.push_back(face);
    else
      std::cerr << face.file << ", " << face.latin << ": not installed, left out\n";
  }
  return installed;
}

}  // namespace hefu::support
