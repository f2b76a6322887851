#include <dlfcn.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>
#include <unistd.h>

#include <cstring>

#include "ocr/channel.h"
#include "ocr/confinement.h"
#include "ocr/text_worker.h"
#include "ocr/zygote.h"
#include "schemas/text.h"

namespace hefu {
namespace {

/// OpenMP off: its threads cost more than they bring on single lines. OMP_THREAD_LIMIT is read when libgomp
/// is loaded, long before; no active level means that every parallel region runs on one thread.
void turn_openmp_off() {
  using SetLevels = void (*)(int);
  if (void* symbol = ::dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"))
    reinterpret_cast<SetLevels>(symbol)(0);
}

/// The engine wants paper around the print: it misses strokes at the picture's edge.
constexpr int margin_px = 10;

std::vector<std::uint8_t> with_margin(const std::uint8_t* pixels, int width, int height) {
  const int out_width = width + 2 * margin_px;
  std::vector<std::uint8_t> out(static_cast<std::size_t>(out_width) * (height + 2 * margin_px), 255);
  for (int y = 0; y < height; ++y)
    std::memcpy(&out[static_cast<std::size_t>(y + margin_px) * out_width + margin_px],
                pixels + static_cast<std::size_t>(y) * width, static_cast<std::size_t>(width));
  return out;
}

/// The network's output along the line, as far as the memory holds it. The engine hands it out word by word.
void write_steps(tesseract::TessBaseAPI& engine, const CodeAlphabet& alphabet, int width, float* memory,
                 std::size_t room, TextReply& reply) {
  const std::unique_ptr<tesseract::ResultIterator> words(engine.GetIterator());
  if (!words) return;
  const auto codes = static_cast<std::size_t>(alphabet.code_count());
  reply.left_px = 0;
  reply.right_px = width;
  reply.codes = static_cast<std::int32_t>(codes);
  do {
    const auto* const segments = words->GetRawLSTMTimesteps();
    if (segments == nullptr) continue;
    for (const auto& segment : *segments)
      for (const auto& step : segment) {
        if ((static_cast<std::size_t>(reply.steps) + 1) * codes > room) return;
        float* const row = memory + static_cast<std::size_t>(reply.steps++) * codes;
        std::fill_n(row, codes, 0.f);
        for (const auto& [shown, probability] : step)
          if (const int code = alphabet.code_hidden_in(shown); code >= 0)
            row[code] = std::max(row[code], probability);
      }
  } while (words->Next(tesseract::RIL_WORD));
}

void put_text(tesseract::TessBaseAPI& engine, TextReply& reply) {
  const std::unique_ptr<char[]> text(engine.GetUTF8Text());
  std::string_view found = text ? text.get() : "";
  while (!found.empty() && (found.back() == '\n' || found.back() == ' ')) found.remove_suffix(1);
  found = found.substr(0, sizeof reply.bytes);
  reply.kind = TextReply::text;
  reply.confidence = engine.MeanTextConf();
  reply.length = static_cast<std::uint32_t>(found.size());
  std::memcpy(reply.bytes, found.data(), found.size());
  reply.steps = reply.codes = 0;
}

void recognise(tesseract::TessBaseAPI& engine, const TextRequest& request, const std::uint8_t* pixels,
               TextReply& reply) {
  const auto picture = with_margin(pixels, request.width, request.height);
  engine.SetPageSegMode(request.kind == TextRequest::block ? tesseract::PSM_SINGLE_BLOCK
                                                           : tesseract::PSM_SINGLE_LINE);
  const int width = request.width + 2 * margin_px, height = request.height + 2 * margin_px;
  engine.SetImage(picture.data(), width, height, 1, width);
  engine.SetSourceResolution(300);  // else it guesses, and says so
  put_text(engine, reply);
  engine.Clear();
}

/// What the network sees along a strip, which it gets as it is, so that places in it stay places in the
/// strip.
void read_along(tesseract::TessBaseAPI& engine, const TextRequest& request, SharedMemory& memory,
                const CodeAlphabet& alphabet, TextReply& reply) {
  engine.SetPageSegMode(tesseract::PSM_RAW_LINE);
  engine.SetVariable("lstm_choice_mode", "1");
  engine.SetVariable("tessedit_do_invert", "0");
  engine.SetImage(memory.data(), request.width, request.height, 1, request.width);
  engine.SetSourceResolution(300);
  put_text(engine, reply);
  write_steps(engine, alphabet, request.width, reinterpret_cast<float*>(memory.data()),
              memory.size() / sizeof(float), reply);
  engine.SetVariable("tessedit_do_invert", "1");
  engine.SetVariable("lstm_choice_mode", "0");
  engine.Clear();
}

/// Reads a strip as it is. Nothing is searched for and nothing turned black on white: a strip is known to be
/// one line of dark text, and the network alone takes nearly all of the time.
void read_characters(tesseract::TessBaseAPI& engine, const TextRequest& request, const std::uint8_t* pixels,
                     TextReply& reply) {
  engine.SetVariable("lstm_choice_mode", "0");
  engine.SetVariable("tessedit_do_invert", "0");
  engine.SetPageSegMode(tesseract::PSM_RAW_LINE);
  engine.SetImage(pixels, request.width, request.height, 1, request.width);
  engine.SetSourceResolution(300);
  reply.kind = TextReply::characters;
  reply.length = 0;
  if (engine.Recognize(nullptr) == 0) {
    const std::unique_ptr<tesseract::ResultIterator> at(engine.GetIterator());
    if (at && !at->Empty(tesseract::RIL_SYMBOL)) do {
        const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_SYMBOL));
        int left = 0, top = 0, right = 0, bottom = 0;
        if (!text || !at->BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom)) continue;
        const std::u32string read = to_utf32(text.get());
        if (read.empty() || reply.length + sizeof(StripCharacter) > sizeof reply.bytes) continue;
        const StripCharacter character{read[0], static_cast<float>(left), static_cast<float>(right),
                                       at->Confidence(tesseract::RIL_SYMBOL)};
        std::memcpy(reply.bytes + reply.length, &character, sizeof character);
        reply.length += sizeof character;
      } while (at->Next(tesseract::RIL_SYMBOL));
  }
  engine.SetVariable("tessedit_do_invert", "1");
  engine.Clear();
}

}  // namespace

void live_as_text_worker(const JobRequest& request, int pixels, int requests) {
  turn_openmp_off();
  SharedMemory memory(pixels, request.pixel_bytes);
  auto reply = std::make_unique<TextReply>();
  const auto answer = [&] { return send_packet(requests, reply.get(), text_reply_head + reply->length); };
  tesseract::TessBaseAPI engine;
  if (engine.Init(nullptr, "chi_sim", tesseract::OEM_LSTM_ONLY) != 0) {
    reply->kind = TextReply::no_engine;
    answer();
    ::_exit(0);
  }
  engine.SetVariable("preserve_interword_spaces", "1");  // no spaces between Chinese characters
  const std::string data = std::string(engine.GetDatapath()) + "/chi_sim.traineddata";
  const CodeAlphabet alphabet = CodeAlphabet::read(data);
  reply->length = static_cast<std::uint32_t>(std::min(data.size(), sizeof reply->bytes));
  std::memcpy(reply->bytes, data.data(), reply->length);
  confine({request.limits.memory_bytes});
  answer();
  TextRequest task;
  while (receive_packet(requests, &task, sizeof task) == sizeof task) {
    const bool fits = task.width > 0 && task.height > 0 &&
                      static_cast<std::uint64_t>(task.width) * task.height <= memory.size();
    if (!fits) break;
    if (task.kind == TextRequest::strip)
      read_characters(engine, task, memory.data(), *reply);
    else if (task.kind == TextRequest::steps)
      read_along(engine, task, memory, alphabet, *reply);
    else
      recognise(engine, task, memory.data(), *reply);
    if (!answer()) break;
  }
  ::_exit(0);
}

}  // namespace hefu
