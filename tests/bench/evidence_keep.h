#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "ocr/page_reading.h"

namespace hefu::evidence {

/// A scan that lies in `folder` from an earlier run, or is made and put there. Portable pixmaps: drawing and
/// photographing a paper takes as long as reading it. An empty folder keeps nothing.
Image kept_scan(const std::filesystem::path& folder, const std::string& name,
                const std::function<Image()>& make);
/// The same of a text.
std::string kept_text(const std::filesystem::path& folder, const std::string& name,
                      const std::function<std::string()>& make);

/// Writes what was read to look at: the straightened page with its lines framed, and their texts.
void show_reading(const std::filesystem::path& folder, const std::string& name, const PaperReading& reading);

}  // namespace hefu::evidence
