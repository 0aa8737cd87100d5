// A table of pressures in a text file (CSV, TSV, semicolons, blanks; decimal points or commas) with
// a description in JSON beside it: of walk.csv in walk.csv.json. Keys:
//
//   {"rows": 64, "cols": 16,            of the grid
//    "pitch_mm": 5.0,                   or "pitch_x_mm" (across) and "pitch_y_mm" (along)
//    "rate_hz": 100,                    may be missing where the table has times
//    "unit": "kPa",                     or N/cm2, mmHg, psi, kg/cm2; "N": force of a sensor
//    "layout": "wide",                  "wide", "blocks", "tidy"; missing: by the table's shape
//    "first_row": "heel",               "toes": the first row is at the other end. Columns grow to
//                                       the person's right, seen from above
//    "first_index": 0,                  of rows and columns of a tidy table; 1 where they begin at
//    1 "side": "left", "device": "..."}   may be missing
//
// Pitch, rate and unit may be left out and given as options. The layouts, here of 2 x 3 cells:
//
//   wide                    blocks         tidy, only loaded cells
//   t_s,c0,c1,c2,c3,c4,c5   Frame 1        frame,row,col,kpa
//   0.00,0,0,5,0,12,0       0,0,5          0,0,2,5
//   0.01,0,0,6,0,14,0       0,12,0         0,1,1,12
//                           (empty line)   1,0,2,6
//                           Frame 2
//                           0,0,6
//                           0,14,0
//
// A wide line may begin with the time, in s unless its title says ms; its title may also be frame.
// Lines of titles and empty lines between blocks may be missing. A tidy table has its columns in
// any order by title ("value" or "pressure" for the unit of the sidecar), frame,row,col,value
// without; its frames rise. Lines that begin with '#' are remarks.

#include "formats/readers/builtin.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/tables/csv_table_parser.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

using Got = NumberFields::Got;

int confidence(std::span<const std::byte> head) {
  const InputFile text = head_as_text(head);
  const bool whole = head.size() < std::size_t{64} * 1024;
  LineReader lines(text);
  std::size_t numbers = 0;
  std::size_t others = 0;
  bool first = true;
  while (const auto line = lines.next()) {
    const std::string_view content = trimmed(*line);
    if (content.empty() || content.front() == '#') continue;
    if (lines.at_end() && !whole && numbers > 0) break;  // may be cut within a number
    const bool is_title = first;
    if (first && (content.front() == '{' || content.front() == '[' || content.front() == '<')) {
      return 0;
    }
    first = false;
    NumberFields fields(content, find_separator(content));
    double value = 0;
    Got got = fields.next(value);
    if (got != Got::number) {  // a title above the table or a block
      if (!is_title) ++others;
      continue;
    }
    for (; got != Got::end; got = fields.next(value)) {
      if (got == Got::number) ++numbers;
      if (got == Got::text) ++others;
    }
  }
  return numbers >= 4 && numbers >= 9 * others ? 20 : 0;
}

Sources open(const InputFile& file, const OpenOptions& options) {
  return CsvTableParser(file, options).parse();
}

}  // namespace

extern const RecordingFormat csv_table = {
    "csv_table",
    "table of pressures (CSV, TSV) with a description in FILE.json",
    confidence,
    open,
};

}  // namespace solea::readers
