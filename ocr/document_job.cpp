#include "ocr/document_job.h"

#include <csignal>

namespace hefu {

Trouble follow_document_job(ChildJob& job, std::chrono::seconds wall, const DecodeLimits& limits,
                            VolumePacket& packet) {
  std::chrono::nanoseconds budget = wall;
  bool told = false;
  for (;;) {
    char nothing;
    const ChildJob::Event event =
        told ? job.wait(&nothing, sizeof nothing, budget) : job.wait(&packet, sizeof packet, budget);
    if (event == ChildJob::Event::timeout) return Trouble::time;
    if (event == ChildJob::Event::packet) {
      if (told) return Trouble::crashed;  // more than it may say
      told = true;
      continue;
    }
    if (told) {
      const bool known =
          packet.outcome.trouble >= Trouble::none && packet.outcome.trouble <= Trouble::crashed;
      return known ? packet.outcome.trouble : Trouble::crashed;
    }
    if (job.end().signal == SIGXCPU) return Trouble::time;
    const bool much_memory = job.end().max_rss_kb * 1024 > limits.memory_bytes / 10 * 8;
    return much_memory ? Trouble::memory : Trouble::crashed;
  }
}

}  // namespace hefu
