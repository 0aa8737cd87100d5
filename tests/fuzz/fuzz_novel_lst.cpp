// Any text through the .lst reader: an error of Solea's or a recording, nothing else.

#include <unistd.h>

#include <fstream>

#include "core/error.h"
#include "formats/readers/builtin.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string file = "/dev/shm/solea-fuzz-" + std::to_string(::getpid()) + ".lst";
  {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  }
  try {
    const auto source = solea::readers::novel_lst.open(file, std::nullopt);
    (void)solea::read_all(*source);
  } catch (const solea::Error&) {
  }
  return 0;
}
