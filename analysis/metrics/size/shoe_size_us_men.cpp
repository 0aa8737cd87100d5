#include "analysis/metrics/builtin.h"
#include "analysis/metrics/size/shoe_size_of.h"

namespace solea::metrics {

extern const Metric shoe_size_us_men = {
    "shoe_size_us_men",
    "Shoe size US men",
    "size",
    "Of the estimated foot length: UK size plus 1.",
    "convention: 3 times the last in inches less 24 [R]; metrics.md 10 gives none",
    "Without a calibrated difference between foot and print one to two sizes too small; makers "
    "differ. Prefer the table of ISO 19407.",
    Detail::picture,
    shoe_size_of<us_men_size, &ShoeSize::size>};

extern const Metric shoe_size_us_men_uncertainty = {
    "shoe_size_us_men_uncertainty",
    "Uncertainty of the shoe size US men",
    "size",
    "Plus or minus: one cell of length, and half a size of the convention.",
    "convention: 3 times the last in inches less 24 [R]; metrics.md 10 gives none",
    "Without the difference between foot and print, which must be calibrated.",
    Detail::picture,
    shoe_size_of<us_men_size, &ShoeSize::uncertainty>};

}  // namespace solea::metrics
