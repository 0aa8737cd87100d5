#include "formats/readers/footscan/ole2_stream.h"

#include <algorithm>
#include <vector>

#include "core/error.h"

namespace solea::readers {

namespace {

// Numbers of sectors above this one mean something else: free, end of a chain, ...
constexpr std::uint32_t last_sector = 0xFFFFFFFA;
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;

/// The file: a header, then sectors of one size, chained by a table (the FAT) that lies in sectors
/// too. Small streams lie in small sectors of another stream, with a table of their own.
class CompoundFile {
 public:
  explicit CompoundFile(const InputFile& file) : name_(file.name()), bytes_(file.text()) {
    if (!bytes_.starts_with(ole2_signature)) fail(0, "no OLE2 signature, expected a workbook");
    const std::uint32_t shift = number(30, 2);
    if (shift != 9 && shift != 12) fail(30, "sectors of an unknown size, expected 512 or 4096");
    sector_ = std::size_t{1} << shift;
    sectors_ = bytes_.size() / sector_;
    read_fat();
    directory_ = read_chain(number(48, 4), "the directory");
  }

  std::string stream(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      for (std::size_t at = 0; at + entry_size <= directory_.size(); at += entry_size) {
        constexpr int is_stream = 2;
        if (entry_number(at, 66, 1) == is_stream && entry_name(at) == name) return read_stream(at);
      }
    }
    fail(0, "holds no workbook");
  }

 private:
  static constexpr std::size_t entry_size = 128;
  static constexpr std::size_t mini_sector = 64;

  [[noreturn]] void fail(std::uint64_t at, const std::string& what) const {
    throw FormatError::at_offset(name_, at, what);
  }

  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t size) const {
    const auto value = little_endian(bytes_, at, size);
    if (!value) fail(bytes_.size(), "the workbook ends too early");
    return static_cast<std::uint32_t>(*value);
  }

  [[nodiscard]] std::uint32_t entry_number(std::size_t entry, std::size_t at,
                                           std::size_t size) const {
    return static_cast<std::uint32_t>(little_endian(directory_, entry + at, size).value_or(0));
  }

  [[nodiscard]] std::string entry_name(std::size_t entry) const {
    std::string name;
    const std::size_t size = std::min<std::size_t>(entry_number(entry, 64, 2), 64);
    for (std::size_t i = 0; i + 2 < size; i += 2) name += directory_[entry + i];
    return name;
  }

  /// Part of a file that is cut counts with what there is.
  [[nodiscard]] std::string_view sector(std::uint32_t index) const {
    const std::uint64_t at = (std::uint64_t{index} + 1) * sector_;
    if (at >= bytes_.size()) fail(bytes_.size(), "the workbook ends too early");
    return bytes_.substr(at, sector_);
  }

  void read_fat() {
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < 109; ++i) places.push_back(number(76 + 4 * i, 4));
    std::uint32_t more = number(68, 4);
    for (std::size_t seen = 0; more <= last_sector; ++seen) {
      if (seen > sectors_) fail(68, "a table of sectors without an end");
      const std::string_view table = sector(more);
      for (std::size_t i = 0; i + 8 <= table.size(); i += 4) {
        places.push_back(static_cast<std::uint32_t>(*little_endian(table, i, 4)));
      }
      more =
          static_cast<std::uint32_t>(little_endian(table, sector_ - 4, 4).value_or(end_of_chain));
    }
    for (const std::uint32_t place : places) {
      if (place > last_sector) continue;
      if (fat_.size() > sectors_ + sector_) break;  // all of the file
      const std::string_view table = sector(place);
      for (std::size_t i = 0; i + 4 <= table.size(); i += 4) {
        fat_.push_back(static_cast<std::uint32_t>(*little_endian(table, i, 4)));
      }
    }
  }

  [[nodiscard]] std::string read_chain(std::uint32_t first, const std::string& what) const {
    std::string out;
    std::size_t seen = 0;
    for (std::uint32_t at = first; at != end_of_chain; at = fat_[at]) {
      if (at >= fat_.size() || ++seen > sectors_) {
        fail(0, "the workbook is damaged: " + what + " leads nowhere");
      }
      out += sector(at);
    }
    return out;
  }

  std::string read_stream(std::size_t entry) {
    const std::uint32_t first = entry_number(entry, 116, 4);
    const std::uint32_t size = entry_number(entry, 120, 4);
    std::string out;
    if (size >= number(56, 4)) {
      out = read_chain(first, "its stream");
    } else {
      const std::string table = read_chain(number(60, 4), "the table of its small streams");
      const std::string small = read_chain(entry_number(0, 116, 4), "its small streams");
      std::size_t seen = 0;
      for (std::uint32_t at = first; at != end_of_chain;) {
        const auto next = little_endian(table, std::size_t{at} * 4, 4);
        if (!next || std::size_t{at} * mini_sector >= small.size() ||
            ++seen > small.size() / mini_sector + 1) {
          fail(0, "the workbook is damaged: its small stream leads nowhere");
        }
        out += small.substr(std::size_t{at} * mini_sector, mini_sector);
        at = static_cast<std::uint32_t>(*next);
      }
    }
    if (out.size() < size) fail(bytes_.size(), "the workbook ends too early");
    out.resize(size);
    return out;
  }

  std::filesystem::path name_;
  std::string_view bytes_;
  std::size_t sector_ = 512;
  std::size_t sectors_ = 0;
  std::vector<std::uint32_t> fat_;
  std::string directory_;
};

}  // namespace

std::optional<std::uint64_t> little_endian(std::string_view bytes, std::size_t at,
                                           std::size_t size) {
  if (at > bytes.size() || bytes.size() - at < size) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::string read_ole2_stream(const InputFile& file, std::initializer_list<std::string_view> names) {
  return CompoundFile(file).stream(names);
}

}  // namespace solea::readers
