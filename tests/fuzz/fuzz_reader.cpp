// Any bytes through the reader of SOLEA_FORMAT: an error of Solea's or a recording, nothing else.

#include <string_view>

#include "tests/fuzz/read_and_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const solea::InputFile file("fuzz", {reinterpret_cast<const char*>(data), size});
  solea::OpenOptions options;
  options.format_id = SOLEA_FORMAT;
  solea::fuzz::read_and_check(file, options);
  return 0;
}
