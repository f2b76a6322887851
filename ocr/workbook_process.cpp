#include <sys/mman.h>
#include <unistd.h>

#include <new>

#include "ocr/channel.h"
#include "ocr/confinement.h"
#include "ocr/workbook.h"
#include "ocr/zygote.h"

namespace hefu {

void live_as_workbook_reader(const JobRequest& request, int bytes, int sheets, int reply) {
  WorkbookPacket last;
  try {
    SharedMemory memory(sheets, request.pixel_bytes);
    void* file = ::mmap(nullptr, request.byte_count, PROT_READ, MAP_PRIVATE, bytes, 0);
    if (file == MAP_FAILED) ::_exit(1);
    confine({request.limits.memory_bytes, request.limits.cpu_seconds, request.limits.file_seconds});
    SheetPacker packer(memory.data(), memory.size());
    last.trouble = read_xlsx({static_cast<const char*>(file), request.byte_count}, {}, packer);
    last.bytes = packer.size();
  } catch (const std::bad_alloc&) {
    last.trouble = WorkbookPacket::memory;
  } catch (const std::length_error&) {  // a size that no memory could hold
    last.trouble = WorkbookPacket::memory;
  } catch (...) {  // the library's own exception: damaged, as set above
  }
  send_packet(reply, &last, sizeof last);
  ::_exit(0);
}

}  // namespace hefu
