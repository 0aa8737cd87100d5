#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "acquisition/decoder.h"
#include "acquisition/framing/cells.h"

/// Frames written as text, described by a table.
namespace solea {

/// A protocol of lines of integers, each ended by LF or CR LF: a row a line with an empty line
/// behind the last, or a whole frame a line.
struct TextFormat {
  int rows = 0;
  int cols = 0;
  bool frame_a_line = false;
  char separator = ' ';              ///< between numbers; blanks may stand around any number
  std::size_t cell_chars = 0;        ///< of each number with its separator; 0: as long as it takes
  std::uint16_t max_count = 0;       ///< larger numbers are damage
  std::string_view line_end = "\n";  ///< as the mat writes it; either is read
  CellOrder order{};
};

/// A decoder of that format, which must outlive it. A line that is no row (banner, rubbish, damage)
/// is skipped and ends the frame it stands in; only a frame with all its rows is handed on.
[[nodiscard]] std::unique_ptr<FrameDecoder> make_text_decoder(const TextFormat& format);

/// Appends the text of a frame, for twins.
void encode_text(const TextFormat& format, const RawFrameView& frame, std::vector<std::byte>& out);

}  // namespace solea
