#include "ocr/text_worker.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <optional>

#include "ocr/child_job.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

// A crop of a field is 0.1 Mpx, a whole A4 page at 300 dpi 9.
constexpr std::uint64_t most_pixels = 40'000'000;
// A page takes 1 to 3 s; the engine's start 0.1 s. Beyond this it hangs.
constexpr seconds call_limit(10);

/// The worker has seen hostile pixels: what it says is believed only where it makes sense.
bool is_sound(const StripCharacter& character, int width) {
  const char32_t c = character.code_point;
  const bool is_text = c > 0x20 && c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
  return is_text && character.left >= 0 && character.right >= character.left &&
         character.right <= static_cast<float>(width) && character.confidence >= 0 &&
         character.confidence <= 100;
}

// The engine keeps the probability of a space to itself: where it hands out next to nothing, the network saw
// one. No text that is sought has spaces, but a label and its value lie apart.
constexpr float least_told = 0.1f;

void take_spaces_for_nothing(LineSteps& line) {
  for (int step = 0; step < line.steps; ++step) {
    float* const row = &line.probability[static_cast<std::size_t>(step) * line.codes];
    const float told = std::accumulate(row, row + line.codes, 0.f);
    if (told < least_told) row[line.codes - 1] += 1 - told;
  }
}

class WorkerTextReader : public TextReader {
 public:
  WorkerTextReader(int control, const DecodeLimits& limits) : control_(control), limits_(limits) { start(); }

  ReadText read_line(const Image& line) override { return read(TextRequest::line, line); }
  ReadText read_block(const Image& block) override { return read(TextRequest::block, block); }
  LineSteps read_steps(const Image& line) override;
  const CodeAlphabet* alphabet() override;
  ReadStrip read_strip(const Image& strip) override {
    if (!ask(TextRequest::strip, strip, TextReply::characters)) return {};
    ReadStrip read;
    read.ok = true;
    for (std::size_t at = 0; at + sizeof(StripCharacter) <= reply_.length; at += sizeof(StripCharacter)) {
      StripCharacter character;
      std::memcpy(&character, reply_.bytes + at, sizeof character);
      if (is_sound(character, strip.width)) read.characters.push_back(character);
    }
    return read;
  }
  int process_id() const override { return job_ ? job_->process_id() : 0; }

 private:
  void start() {
    JobRequest request;
    request.kind = JobKind::read_text;
    request.limits = limits_;
    job_ = std::make_unique<ChildJob>(control_, request, std::string_view(), SharedMemory(most_pixels));
    if (!receive()) {
      job_.reset();
      return;
    }
    if (reply_.kind == TextReply::no_engine)
      throw Error(ErrorKind::missing, tr("没有找到 Tesseract 的简体中文数据（chi_sim）"),
                  tr("请安装：apt install tesseract-ocr-chi-sim"));
    // Said before the worker has seen any upload.
    if (language_data_.empty()) language_data_.assign(reply_.bytes, reply_.length);
  }

  /// The next reply into reply_; false when the worker died, hangs or does not keep to the protocol.
  bool receive() {
    nanoseconds budget = call_limit;
    std::size_t got = 0;
    return job_->wait(&reply_, sizeof reply_, budget, &got) == ChildJob::Event::packet &&
           got >= text_reply_head && got == text_reply_head + reply_.length;
  }

  /// Has the worker read a picture; the answer is in reply_.
  bool ask(TextRequest::Kind kind, const Image& image, TextReply::Kind expected) {
    const std::size_t count = static_cast<std::size_t>(image.width) * image.height;
    if (image.channels != 1 || count == 0 || count > most_pixels || image.pixels.size() != count)
      return false;
    if (!job_) start();
    if (!job_) return false;
    std::copy(image.pixels.begin(), image.pixels.end(), job_->pixels());
    const TextRequest request{kind, image.width, image.height};
    if (job_->send(&request, sizeof request) && receive() && reply_.kind == expected) return true;
    job_.reset();
    return false;
  }

  ReadText read(TextRequest::Kind kind, const Image& image) {
    if (!ask(kind, image, TextReply::text)) return {};
    // The worker has seen hostile pixels: what it says is made well-formed before anyone else sees it.
    ReadText text;
    text.text = to_utf8(to_utf32({reply_.bytes, reply_.length}));
    text.confidence = std::isfinite(reply_.confidence) ? std::clamp(reply_.confidence, 0.0, 100.0) : 0;
    text.ok = true;
    return text;
  }

  int control_;
  const DecodeLimits limits_;
  std::unique_ptr<ChildJob> job_;
  TextReply reply_;
  std::string language_data_;
  std::optional<CodeAlphabet> alphabet_;
};

LineSteps WorkerTextReader::read_steps(const Image& line) {
  LineSteps found;
  const ReadText text = read(TextRequest::steps, line);
  const CodeAlphabet* const known = alphabet();
  // A worker that has seen hostile pixels may say anything: sizes are checked, probabilities made ones.
  const bool sound = text.ok && known != nullptr && reply_.codes == known->code_count() && reply_.steps > 0 &&
                     static_cast<std::uint64_t>(reply_.steps) * reply_.codes * sizeof(float) <= most_pixels &&
                     reply_.left_px < reply_.right_px && reply_.left_px >= -line.width &&
                     reply_.right_px <= 2 * line.width;
  if (!sound) return found;
  found.text = text.text;
  found.steps = reply_.steps;
  found.codes = reply_.codes;
  found.left_px = reply_.left_px;
  found.right_px = reply_.right_px;
  found.probability.resize(static_cast<std::size_t>(found.steps) * found.codes);
  std::memcpy(found.probability.data(), job_->pixels(), found.probability.size() * sizeof(float));
  for (float& p : found.probability) p = std::isfinite(p) ? std::clamp(p, 0.f, 1.f) : 0.f;
  take_spaces_for_nothing(found);
  return found;
}

const CodeAlphabet* WorkerTextReader::alphabet() {
  if (!alphabet_ && !language_data_.empty()) alphabet_ = CodeAlphabet::read(language_data_);
  return alphabet_ ? &*alphabet_ : nullptr;
}

}  // namespace

std::unique_ptr<TextReader> make_text_reader(int control, const DecodeLimits& limits) {
  return std::make_unique<WorkerTextReader>(control, limits);
}

}  // namespace hefu
