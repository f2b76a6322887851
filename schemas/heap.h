#pragma once

namespace hefu {

/// For a process that makes one document after another: the heap keeps what is freed. Otherwise glibc gives
/// the top of the heap back after each document, and the kernel clears every page of it again for the next:
/// a sixth of the time of a two-page form (tests/bench/run render). Peak memory stays as it is.
void keep_freed_memory();

}  // namespace hefu
