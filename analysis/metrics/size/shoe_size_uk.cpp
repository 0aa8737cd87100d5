#include "analysis/metrics/builtin.h"
#include "analysis/metrics/size/shoe_size_of.h"

namespace solea::metrics {

extern const Metric shoe_size_uk = {
    "shoe_size_uk",
    "Shoe size UK",
    "size",
    "Of the estimated foot length: 3 times the last in inches less 25, the last 20 mm longer than "
    "the foot.",
    "metrics.md 10 [R]",
    "Without a calibrated difference between foot and print one to two sizes too small; makers "
    "differ. Prefer the table of ISO 19407.",
    Detail::picture,
    shoe_size_of<uk_size, &ShoeSize::size>};

extern const Metric shoe_size_uk_uncertainty = {
    "shoe_size_uk_uncertainty",
    "Uncertainty of the shoe size UK",
    "size",
    "Plus or minus: one cell of length.",
    "metrics.md 10 [R]",
    "Without the difference between foot and print, which must be calibrated.",
    Detail::picture,
    shoe_size_of<uk_size, &ShoeSize::uncertainty>};

}  // namespace solea::metrics
