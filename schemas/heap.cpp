#include "schemas/heap.h"

#include <malloc.h>

namespace hefu {

void keep_freed_memory() {
  constexpr int most_kept = 16 << 20;    // at the heap's top; a booklet of 17 pages needs 6 MB
  constexpr int mapped_alone = 4 << 20;  // from here on, a block of its own that is given back at once
  ::mallopt(M_TRIM_THRESHOLD, most_kept);
  ::mallopt(M_MMAP_THRESHOLD, mapped_alone);
}

}  // namespace hefu
