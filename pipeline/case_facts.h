#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ocr/picture_hash.h"
#include "ocr/sandbox.h"
#include "pipeline/case.h"
#include "schemas/application.h"

namespace hefu {

/// A work that a record claims and somebody else could claim too.
struct ClaimedWork {
  std::uint64_t key = 0;              // of title and venue, or of an award's or a patent's number
  std::string path;                   // of its title or number in the record
  std::string shown;                  // title or number
  std::string rank;                   // 1, 2 ...; empty: not said
  bool alone = false;                 // 独著
  std::vector<std::string> evidence;  // files
};

/// One upload of a case.
struct CaseFile {
  std::string name;  // as reports show it
  std::uintmax_t bytes = 0;
  int item = 0;               // of the checklist, where the record says so; 0: not said
  std::uint64_t content = 0;  // of its SHA-256; 0: nobody else's file has this size
};

/// What a photo looks like: its gradients in bits and the mean colours of an 8 x 8 grid over it.
struct PhotoLook {
  PictureHash hash;
  std::array<std::uint8_t, 8 * 8 * 3> colours{};
};
PhotoLook look_of(const Image& photo);
/// Whether two looks are of one photo, saved again: other size, other compression. Not: cropped, brightened.
bool same_photo(const PhotoLook& a, const PhotoLook& b);

/// What a run keeps of each case to compare it with the others: some KB, and no private value in clear but
/// what a finding shows.
struct CaseFacts {
  std::string number, notice, series, level;
  std::uint64_t id = 0, name = 0, phone = 0, unit = 0;  // of their one form; 0: none
  std::uint64_t photo_content = 0;
  std::optional<PhotoLook> photo;
  std::vector<CaseFile> files;
  std::vector<ClaimedWork> works;
};

/// Reads what a case is compared by; the uploads are only looked up, not read. Fails: throws Error(io).
CaseFacts read_case_facts(const Case& given, const Application& application);
/// Adds what the photo is compared by; nothing where there is none that can be read.
void note_photo(const Application& application, Sandbox& sandbox, CaseFacts& facts);

/// Reads those uploads that have the size of another case's and notes their content; one that cannot be read
/// is left alone.
void note_contents(const std::vector<Case>& cases, std::vector<std::optional<CaseFacts>>& facts);

/// 64 bits of the SHA-256 of a text, never 0 for one that is not empty.
std::uint64_t digest64(std::string_view text);

/// Letters, digits and Chinese characters alone, in lower case: how titles and numbers are compared.
std::string comparable_text(const std::string& text);

}  // namespace hefu
