#include "formats/writers/binary_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include "core/error.h"

namespace solea::writers {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw FileError(file, "cannot be written: " + std::generic_category().message(errno));
}

}  // namespace

BinaryFile::BinaryFile(std::filesystem::path file)
    : file_(std::move(file)), stream_(std::fopen(file_.c_str(), "wb")) {
  if (!stream_) fail(file_);
}

BinaryFile::~BinaryFile() {
  if (finished_) return;
  stream_.reset();
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file_, ignored)) std::filesystem::remove(file_, ignored);
}

void BinaryFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stream_.get()) != bytes.size()) fail(file_);
}

void BinaryFile::finish() {
  if (std::fflush(stream_.get()) != 0) fail(file_);
  if (std::fclose(stream_.release()) != 0) fail(file_);
  finished_ = true;
}

}  // namespace solea::writers
