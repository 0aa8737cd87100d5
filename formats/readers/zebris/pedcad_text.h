#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/input_file.h"

/// The text of a pedCAD import file, before anything is made of it.
namespace solea::readers {

/// A loaded sensor: line * values of a line + value, in the file's unit.
struct PedcadCell {
  std::uint32_t index = 0;
  double pressure = 0;
};

/// One [Data] section.
struct PedcadPicture {
  std::optional<int> number;  ///< of [Data12]; nothing: the maximum picture [Data]
  std::uint64_t line = 0;     ///< where it begins
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<PedcadCell> cells;
};

struct PedcadText {
  struct Value {
    std::string text;
    std::uint64_t line = 0;
  };

  std::filesystem::path name;
  std::map<std::string, Value> values;  ///< of [General], [Technical]; keys in lower case
  std::vector<PedcadPicture> pictures;
  bool cut = false;             ///< ends within a line
  bool ends_in_data = false;    ///< the last section is a picture
  bool ends_with_line = false;  ///< the last line has its end
  std::uint64_t lines = 0;

  [[nodiscard]] std::optional<std::string_view> value(const std::string& key) const;
  /// A number from the header; throws FormatError where it is none, or outside the bounds.
  [[nodiscard]] std::optional<double> number(const std::string& key, double least, double most,
                                             bool whole) const;
  /// Throws a FormatError that points at the end of the file.
  [[noreturn]] void fail(const std::string& what) const;
};

/// Throws FormatError where a line is wrong. Of a person only the sex is read.
[[nodiscard]] PedcadText read_pedcad_text(const InputFile& file);

}  // namespace solea::readers
