#pragma once
#include <string>

namespace hefu {

/// NFC, except that CJK compatibility ideographs keep their code points.
/// Source: ICU Normalizer2; Unicode Standard Annex 15.
std::u32string compose(const std::u32string& text);

}  // namespace hefu
