#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/input_file.h"

namespace solea::readers {

/// One array in NumPy's .npy format, versions 1 to 3, over the bytes of a file:
///
///     \x93NUMPY  major  minor  length of the header (u16, from version 2 on u32)
///     {'descr': '<u2', 'fortran_order': False, 'shape': (1000, 64, 64), }   padded with blanks
///     the elements, in C order (the last axis runs first) or Fortran order
class NpyArray {
 public:
  /// Reads the header. Throws FormatError when it is damaged or its elements are Python objects or
  /// records. An array whose file ends early is taken; see stored().
  explicit NpyArray(InputFile file);

  /// Whether a file begins as one does.
  [[nodiscard]] static bool is_npy(std::string_view head);

  [[nodiscard]] const InputFile& file() const noexcept { return file_; }
  [[nodiscard]] const std::vector<std::uint64_t>& shape() const noexcept { return shape_; }
  [[nodiscard]] bool fortran_order() const noexcept { return fortran_; }
  [[nodiscard]] const std::string& type() const noexcept { return type_; }  ///< "<u2"
  /// Whether the elements are numbers that can be read: integers, half to double floats, booleans.
  [[nodiscard]] bool numeric() const noexcept { return numeric_; }
  /// Elements the shape promises, and those that are in the file.
  [[nodiscard]] std::uint64_t elements() const noexcept { return elements_; }
  [[nodiscard]] std::uint64_t stored() const noexcept;
  /// Bytes behind the array.
  [[nodiscard]] std::uint64_t surplus() const noexcept;

  /// Element `index` in the order of the file; numeric() and index < stored() hold.
  [[nodiscard]] double number(std::uint64_t index) const;
  /// The one text of an array of one; nothing for another.
  [[nodiscard]] std::optional<std::string> text() const;

  /// Frames of a grid within the array, in elements from its start.
  struct Place {
    std::uint64_t first = 0;
    std::uint64_t frame_step = 0;
    std::uint64_t row_step = 0;
    std::uint64_t col_step = 0;
    std::size_t rows = 0;
    std::size_t cols = 0;
  };
  /// Copies frames first .. first + count - 1 into `out`, row-major; all within stored().
  void read(const Place& place, std::size_t first, std::size_t count, std::span<float> out) const;

 private:
  void parse(std::string_view header);
  void set_type(std::string_view type);
  [[noreturn]] void fail(const std::string& what) const;
  [[nodiscard]] const std::byte* data() const noexcept { return file_.bytes().data() + offset_; }

  InputFile file_;
  std::size_t offset_ = 0;
  std::string type_;
  char kind_ = 0;
  std::uint64_t item_bytes_ = 0;
  bool swapped_ = false;
  bool fortran_ = false;
  bool numeric_ = false;
  std::vector<std::uint64_t> shape_;
  std::uint64_t elements_ = 1;
};

}  // namespace solea::readers
