#pragma once
#include <memory>

#include "ocr/sandbox.h"

namespace hefu {

/// Parent and OCR worker agree on these.
struct TextRequest {
  enum Kind : std::uint32_t { line, block, steps, strip } kind = line;
  std::int32_t width = 0, height = 0;  // grey8 in the shared memory
};
/// `ready` carries the language data's file as its text.
struct TextReply {
  enum Kind : std::uint32_t { ready, no_engine, text, characters } kind = ready;
  double confidence = 0;
  // Of `steps`: their probabilities lie in the shared memory, as floats, in place of the pixels.
  std::int32_t steps = 0, codes = 0, left_px = 0, right_px = 0;
  std::uint32_t length = 0;
  char bytes[60'000];  // UTF-8, or StripCharacters; only `length` bytes are sent
};
constexpr std::size_t text_reply_head = offsetof(TextReply, bytes);

/// A reader whose engine lives in a child of the zygote behind `control`.
/// Fails: throws Error(missing) when the engine or its language data is not installed.
std::unique_ptr<TextReader> make_text_reader(int control, const DecodeLimits& limits);

}  // namespace hefu
