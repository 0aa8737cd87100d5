#include "analysis/reference/heel_literature.h"

#include <array>
#include <stdexcept>
#include <string>

namespace solea {

namespace {

constexpr std::array<HeelLiterature, 8> texts = {{
    {"arch", "Flat or high arch",
     "People with chronic plantar heel pain had a flatter foot posture in one matched study (foot "
     "posture index 2.4 against 1.1; odds ratio 3.7 for an index of 4 or more; 80 and 80 people). "
     "Runners with plantar fasciitis had a higher arch in another (45 and 60 runners).",
     "The two point in opposite directions; neither gives a cut-off for an arch index from a "
     "pressure plate. The index of a rolled print is higher than that of a standing one, and body "
     "mass raises it without a lower arch.",
     "Irving 2007 [V]; Ribeiro 2011 [V]"},
    {"strike", "Where the foot meets the ground",
     "Landing on the heel loads it first; most runners do (93.67 % of 1,991 in a marathon).",
     "No study read here ties the strike index to heel pain. A pressure plate gives a place, not "
     "the angle of the foot.",
     "marathon study, PMC4801105 [V]; Cavanagh & LaFortune 1980 [R+]"},
    {"heel_sides", "Medial and lateral loading of the heel",
     "In plantar fasciitis the peak pressure of the medial heel was lower than in matched people "
     "(p = 0.015; 15 and 15).",
     "A high medial pressure is therefore no sign of it. The lateral heel did not differ "
     "(p = 0.876), nor did the rearfoot's inward tilt in runners.",
     "Bartolo 2017 [V]; Ribeiro 2011 [V]"},
    {"body_mass", "Body mass",
     "People with chronic plantar heel pain were heavier (BMI 29.8 SD 5.4 against 27.5 SD 4.9; "
     "odds ratio 2.9 for a BMI of 30 or more; 80 and 80 people).",
     "A cross-section shows what goes together, not what causes what; less activity because of "
     "pain may itself raise body mass.",
     "Irving 2007 [V]"},
    {"heel_load", "Load on the heel",
     "Raising the heel by 2 to 3 cm moved load from the heel to midfoot and hallux in 16 people "
     "with heel spurs. People over 80 load the heel 13 to 16 % less than young ones.",
     "Peak pressure of the heel (p = 0.244), of the forefoot (p = 0.576) and their ratio "
     "(p = 0.242) did not differ in plantar fasciitis. Pressures of different devices cannot be "
     "compared. Unloading because of pain can lower all of these.",
     "Bartolo 2017 [V]; heel-spur study [V]; Scott, Menz & Newcombe 2007 [V]"},
    {"heel_time", "Time on the heel",
     "An earlier lift of the heel and a longer loading of the forefoot are described as a way to "
     "walk that spares a painful heel. Older people stay on the heel longer (relative contact time "
     "21 % more).",
     "These descriptions are known here from titles and recollection only; walking speed changes "
     "the time on the heel too. No cut-off exists.",
     "Wearing 2003 and 2007, Sullivan 2015 [R]; Scott, Menz & Newcombe 2007 [V]"},
    {"left_right", "Difference between left and right",
     "A one-sided pain can unload that side. The usual flag of a symmetry index is 10 %.",
     "The flag is recalled, not read, and holds for no particular measure. Few steps a foot vary "
     "by "
     "more than that; no study read here gives a difference that goes with heel pain.",
     "Robinson 1987 (formula) [R+]; flag [R]"},
    {"child_heel", "The child's heel (under 15 years)",
     "With pain at the growth zone of the heel, peak pressures and the share of body weight on "
     "the heel were higher, standing (22 and 24 boys) and walking (28 and 28), and the centre of "
     "pressure moved more slowly (53 and 53).",
     "Cause and effect are unresolved, as the authors say. The effects of the last study are "
     "implausibly large (Cohen's d over 3): they belong to that device and group. No pressure in "
     "kPa could be read, so there is no reference value.",
     "studies of 2011, 2014 and 2018 [V]"},
}};

}  // namespace

const HeelLiterature& heel_literature(std::string_view id) {
  for (const HeelLiterature& text : texts) {
    if (text.id == id) return text;
  }
  throw std::out_of_range("no text on " + std::string(id));
}

}  // namespace solea
