#pragma once
#include <filesystem>
#include <memory>

#include "templates/fonts.h"

namespace hefu {

/// The faces that papers are usually set in: Song, Hei and Kai in regular and bold, other cuts and FangSong
/// where they are installed (ocr/font_bank.txt), and every font file of `own`, an office's folder (may be
/// empty or not there). In a paper set in none of them fewer claims are supported, none falsely.
/// Fails: throws Error(missing) when not one of them is there.
std::shared_ptr<const Fonts> load_font_bank(const std::filesystem::path& own);

}  // namespace hefu
