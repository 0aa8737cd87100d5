#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "formats/recording_format.h"

/// footscan's exports are the same rows as a text file and as a workbook: sources of rows, and one
/// parser for both.
namespace solea::readers::footscan {

/// A sensor with a number other than 0 in it.
struct LoadedField {
  std::uint32_t col = 0;
  double value = 0;
};

/// One row. What it shows lives until the next one is asked for.
struct Row {
  enum class Kind { blank, text, numbers };
  Kind kind = Kind::blank;
  std::string_view text;                ///< of a text row, fields parted by tabs
  std::string_view bad_field;           ///< of a row that began with numbers: what is none
  std::size_t fields = 0;               ///< of a row of numbers: how many
  double last = 0;                      ///< of a row of numbers: the last one
  std::span<const LoadedField> loaded;  ///< of a row of numbers: those that are not 0
};

class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual std::optional<Row> next() = 0;
  /// Whether the file ends within the last row, before its end of line.
  [[nodiscard]] virtual bool is_cut() const = 0;
  /// Whether such a file can end anywhere: a text can, a workbook not.
  [[nodiscard]] virtual bool may_be_cut() const = 0;
  /// Throws a FormatError that points at the last row.
  [[noreturn]] virtual void fail(const std::string& what) const = 0;

 protected:
  RowSource() = default;
  RowSource(const RowSource&) = default;
  RowSource& operator=(const RowSource&) = default;
};

/// Whether rows of numbers without a title above are frames: in a text, where old versions wrote
/// them so; in any workbook they may be anything.
enum class Untitled { frames, no_frames };

/// The recordings in the rows; none where there is no frame. Throws FormatError.
[[nodiscard]] Sources parse(RowSource& rows, std::string_view format_id, const OpenOptions& options,
                            Untitled untitled);

/// A row above a frame: "Frame 12 (95.24 ms)", in any language.
struct FrameTitle {
  std::optional<std::uint64_t> number;
  double ms = 0;
  double rounding_ms = 0;  ///< one unit of the last printed digit
};
[[nodiscard]] std::optional<FrameTitle> frame_title(std::string_view text);

}  // namespace solea::readers::footscan
