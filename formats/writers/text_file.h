#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace solea::writers {

/// A text file that is being written. Independent of locale. Everything throws FileError when the
/// file cannot be written.
class TextFile {
 public:
  explicit TextFile(const std::filesystem::path& file);

  void put(std::string_view text);
  void put(char c) { put(std::string_view(&c, 1)); }
  void put_integer(std::int64_t value);
  /// The shortest decimal that reads back to the same float; nothing for NaN and infinity.
  void put_shortest(float value);
  /// The shortest decimal that reads back to the same double; nothing for NaN and infinity.
  void put_shortest(double value);
  /// Without exponent, with at most `most` decimals, of which zeros at the end are left out down to
  /// `least`: some programs look for a decimal point.
  void put_trimmed(double value, int least, int most);
  /// `value` (not below 0) units of the last of `decimals` digits: 1234 with 2 is 12.34.
  void put_scaled(std::int64_t value, int decimals);

  /// Must be called: what is not written yet may not fit.
  void close();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void flush();
  [[noreturn]] void fail() const;

  std::filesystem::path name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
};

}  // namespace solea::writers
