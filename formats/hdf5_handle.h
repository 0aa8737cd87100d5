#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "formats/input_file.h"

/// The few HDF5 calls Solea needs, checked, behind owners that close themselves. <hdf5.h> is seen
/// by the files formats/hdf5_*.cpp alone.
namespace solea::hdf5 {

/// Owns one HDF5 identifier and closes it.
class Handle {
 public:
  using Close = int (*)(std::int64_t);
  Handle() = default;
  Handle(std::int64_t id, Close closer) : id_(id), close_(closer) {}
  Handle(Handle&& other) noexcept;
  Handle& operator=(Handle&& other) noexcept;
  ~Handle();
  [[nodiscard]] std::int64_t get() const noexcept { return id_; }
  [[nodiscard]] explicit operator bool() const noexcept { return id_ >= 0; }
  /// Closes now. Throws std::runtime_error when HDF5 fails to, as on a full disk.
  void close();

 private:
  std::int64_t id_ = -1;
  Close close_ = nullptr;
};

/// What a sample is on disk.
enum class Type : std::uint8_t { u8, u16, u64, f32, f64, text };

/// An entry of a dataset of texts: UTF-8, ended by a zero.
using Text = std::array<char, 64>;

/// A file, group or dataset; attributes live on all of them. Throws std::runtime_error with HDF5's
/// own words; callers add the file's name.
class Node {
 public:
  explicit Node(Handle handle) : handle_(std::move(handle)) {}
  [[nodiscard]] std::int64_t id() const noexcept { return handle_.get(); }

  void set(const std::string& name, std::string_view text);
  void set(const std::string& name, double value);
  void set(const std::string& name, std::uint64_t value);
  /// `any` reads other programs' texts of variable length too, which have no checksum; `fixed`
  /// throws for them.
  enum class Texts : std::uint8_t { fixed, any };
  [[nodiscard]] std::optional<std::string> text(const std::string& name,
                                                Texts which = Texts::fixed) const;
  [[nodiscard]] std::optional<double> number(const std::string& name) const;

  [[nodiscard]] bool has_attribute(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& child) const;
  /// Names of the groups and datasets in it, sorted.
  [[nodiscard]] std::vector<std::string> children() const;
  [[nodiscard]] Node create_group(const std::string& name);
  [[nodiscard]] Node group(const std::string& name) const;

 protected:
  Handle handle_;
};

/// A dataset that grows along its first axis, one frame an entry; the other axes are fixed.
class Dataset : public Node {
 public:
  using Node::Node;
  [[nodiscard]] Type type() const;
  [[nodiscard]] std::vector<std::uint64_t> shape() const;
  /// Frames (from the start) whose chunks are in the file. Less than shape()[0] in a file whose
  /// writer died between writing the size and writing the data.
  [[nodiscard]] std::uint64_t stored_frames() const;
  /// Frames a chunk holds.
  [[nodiscard]] std::uint64_t chunk_frames() const;
  /// Whether the chunk of a frame is in the file. Frames without one read as zeros.
  [[nodiscard]] bool has_chunk(std::uint64_t frame) const;
  /// Appends `data`, whole frames of the dataset's fixed axes.
  template <class T>
  void append(std::span<const T> data);
  /// Reads frames first .. first + count - 1.
  template <class T>
  void read(std::uint64_t first, std::uint64_t count, std::span<T> out) const;
};

/// How a growing dataset is laid out. Every chunk carries a checksum (Fletcher32), so that reading
/// damaged data is an error.
struct DatasetLayout {
  Type type = Type::f64;
  std::vector<std::uint64_t> fixed_axes;  ///< after the first
  std::uint64_t chunk_frames = 1;
  bool compressed = false;     ///< shuffle and deflate
  unsigned deflate_level = 4;  ///< where compressed: 1 fast, 9 small
};

[[nodiscard]] Dataset create_dataset(Node& parent, const std::string& name,
                                     const DatasetLayout& layout);
[[nodiscard]] Dataset open_dataset(const Node& parent, const std::string& name);

/// Copies a group or dataset with all that is in it, also into another file.
void copy(const Node& from, const std::string& name, const Node& to, const std::string& new_name);

/// Creates a file; one that exists is an error.
[[nodiscard]] Node create_file(const std::filesystem::path& file);
/// Opens a file to read: by its name, or from memory where it came out of another file. Throws
/// FileError where another program is writing to it.
[[nodiscard]] Node open_file(const InputFile& file);
/// Opens a session to add to it.
[[nodiscard]] Node open_file_to_change(const std::filesystem::path& file);
/// Runs a read and turns HDF5's errors into a FormatError that names the file, with words around.
template <class Action>
auto guarded(const std::filesystem::path& file, const char* before, const char* behind,
             Action action) {
  try {
    return action();
  } catch (const Error&) {
    throw;
  } catch (const std::exception& e) {
    throw FormatError(file, std::string(before) + e.what() + behind);
  }
}
/// Writes everything out, so that the death of this process loses nothing written so far.
void flush(const Node& file);

}  // namespace solea::hdf5
