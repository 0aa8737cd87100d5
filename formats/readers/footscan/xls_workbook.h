#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/input_file.h"

namespace solea::readers {

/// A cell that is not empty.
struct XlsCell {
  static constexpr std::uint32_t no_text = 0xFFFFFFFF;

  std::uint32_t row = 0;
  std::uint32_t col = 0;
  double value = 0;
  std::uint32_t text = no_text;  ///< which of XlsWorkbook::texts, else it is a number
};

/// The cells of an Excel workbook (.xls: an OLE2 compound file with a BIFF8 stream), without
/// formats, dates and formulas: their last results count. Everything in the file is checked before
/// it is used; libfreexl, which reads the same, writes outside its memory on damaged texts.
struct XlsWorkbook {
  std::vector<std::string> texts;            ///< UTF-8
  std::vector<std::vector<XlsCell>> sheets;  ///< in order of row and column

  /// Throws FormatError.
  [[nodiscard]] static XlsWorkbook read(const InputFile& file);
};

}  // namespace solea::readers
