// Any bytes through the reader of SOLEA_FORMAT: an error of Solea's or a recording, nothing else.

#include <string_view>

#include "core/error.h"
#include "formats/recording_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const solea::InputFile file("fuzz", {reinterpret_cast<const char*>(data), size});
  solea::OpenOptions options;
  options.format_id = SOLEA_FORMAT;
  try {
    for (const auto& source : solea::open_recordings(file, options)) {
      (void)solea::read_all(*source);
    }
  } catch (const solea::Error&) {
  }
  return 0;
}
