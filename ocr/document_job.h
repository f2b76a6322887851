#pragma once
#include "ocr/child_job.h"
#include "ocr/volume_parts.h"

namespace hefu {

/// Waits until a child that makes one document has said its word and is gone: what it shares with us is ours
/// alone then. Fails: throws Error(io) when the zygote is gone.
Trouble follow_document_job(ChildJob& job, std::chrono::seconds wall, const DecodeLimits& limits,
                            VolumePacket& packet);

}  // namespace hefu
