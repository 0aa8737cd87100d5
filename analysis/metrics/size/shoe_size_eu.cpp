#include "analysis/metrics/builtin.h"
#include "analysis/metrics/size/shoe_size_of.h"

namespace solea::metrics {

extern const Metric shoe_size_eu = {
    "shoe_size_eu",
    "Shoe size EU",
    "size",
    "Of the estimated foot length: 1.5 times foot length in cm plus 1.5 cm of room (Paris point).",
    "metrics.md 10 [V; room 1.0 to 2.0 cm]",
    "Without a calibrated difference between foot and print one to two sizes too small; makers "
    "differ. Prefer the table of ISO 19407.",
    Detail::picture,
    shoe_size_of<eu_size, &ShoeSize::size>};

extern const Metric shoe_size_eu_uncertainty = {
    "shoe_size_eu_uncertainty",
    "Uncertainty of the shoe size EU",
    "size",
    "Plus or minus: one cell of length, and 0.75 sizes of the room that sources add.",
    "metrics.md 10 [V; room 1.0 to 2.0 cm]",
    "Without the difference between foot and print, which must be calibrated.",
    Detail::picture,
    shoe_size_of<eu_size, &ShoeSize::uncertainty>};

}  // namespace solea::metrics
