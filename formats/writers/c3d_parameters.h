#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace solea::writers {

/// The parameter section of a C3D file: groups of named values, each with a description. As the
/// public manual at c3d.org describes it, for Intel processors:
///
///   a block starts with      0 0, number of 512-byte blocks, 84 (Intel)
///   a group                  name length, -id, name, distance to the next record, description
///   a parameter              name length (negative: locked), id of its group, name, distance,
///                            -1 text / 2 int16 / 4 float32, number of dimensions, dimensions,
///                            values (first dimension fastest), description
///
/// Distances count from their own first byte; the last record has 0.
class C3dParameters {
 public:
  static constexpr std::size_t block_bytes = 512;
  enum class Lock : bool { open, locked };

  /// What follows belongs to this group.
  void group(std::string_view name, std::string_view description);

  /// No dimensions: one value. 16 bits; readers take counts as unsigned.
  void integers(std::string_view name, std::span<const std::uint16_t> values,
                std::initializer_list<std::uint8_t> dimensions, std::string_view description,
                Lock lock = Lock::open);
  void integer(std::string_view name, std::uint16_t value, std::string_view description,
               Lock lock = Lock::open) {
    integers(name, std::array{value}, {}, description, lock);
  }
  void floats(std::string_view name, std::span<const float> values,
              std::initializer_list<std::uint8_t> dimensions, std::string_view description,
              Lock lock = Lock::open);
  void real(std::string_view name, float value, std::string_view description,
            Lock lock = Lock::open) {
    floats(name, std::array{value}, {}, description, lock);
  }
  void text(std::string_view name, std::string_view value, std::string_view description);
  /// Texts of one length, filled with spaces.
  void texts(std::string_view name, std::span<const std::string> values,
             std::string_view description);

  /// The whole section, a number of blocks.
  [[nodiscard]] std::string section() const;

 private:
  void add(std::string_view name, std::int8_t type, std::span<const std::uint8_t> dimensions,
           std::string_view values, std::string_view description, Lock lock);
  void add_record(std::string head, std::string_view body);

  std::uint8_t group_id_ = 0;
  std::string records_;
  std::size_t last_distance_ = 0;  ///< where the last record's distance stands in records_
};

}  // namespace solea::writers
