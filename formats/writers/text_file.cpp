#include "formats/writers/text_file.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>

#include "core/error.h"

namespace solea::writers {

namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;

}  // namespace

TextFile::TextFile(const std::filesystem::path& file)
    : name_(file), file_(std::fopen(file.c_str(), "wb")) {
  if (!file_) fail();
  buffer_.reserve(buffer_bytes + 4096);
}

void TextFile::fail() const {
  throw FileError(name_, std::string("cannot be written: ") + std::strerror(errno));
}

void TextFile::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) fail();
  buffer_.clear();
}

void TextFile::close() {
  flush();
  if (std::fclose(file_.release()) != 0) fail();
}

void TextFile::put(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= buffer_bytes) flush();
}

void TextFile::put_integer(std::int64_t value) {
  std::array<char, 24> text;
  put({text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr});
}

void TextFile::put_shortest(float value) {
  if (!std::isfinite(value)) return;
  std::array<char, 32> text;
  put({text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr});
}

void TextFile::put_shortest(double value) {
  if (!std::isfinite(value)) return;
  std::array<char, 32> text;
  put({text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr});
}

void TextFile::put_trimmed(double value, int least, int most) {
  std::array<char, 400> text;  // the largest double has 309 digits
  const char* end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, most)
          .ptr;
  for (int i = most; i > least && end[-1] == '0'; --i) --end;
  if (end[-1] == '.') --end;
  put({text.data(), end});
}

void TextFile::put_scaled(std::int64_t value, int decimals) {
  std::int64_t unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  put_integer(value / unit);
  put('.');
  std::int64_t rest = value % unit;
  for (unit /= 10; unit > 0; unit /= 10) {
    put(static_cast<char>('0' + rest / unit));
    rest %= unit;
  }
}

}  // namespace solea::writers
