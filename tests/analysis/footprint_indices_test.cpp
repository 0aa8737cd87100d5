#include "analysis/footprint_indices.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "analysis/classes.h"
#include "analysis/foot_progression.h"
#include "analysis/print_contour.h"
#include "analysis/shoe_size.h"

namespace solea {
namespace {

void expect_near(double value, double expected) {
  EXPECT_NEAR(value, expected, 1e-4 * std::abs(expected) + 1e-12);
}

// Worked examples of metrics.md 3.2, 3.3, column "Worked".
TEST(FootprintIndices, WorkedRatios) {
  expect_near(*modified_arch_index({800, 90, 1110}), 0.045);
  expect_near(*chippaux_smirak_pct(24, 90), 26.6667);
  expect_near(*staheli_index(24, 55), 0.436364);
  expect_near(*area_ratio(6, 60), 0.10);
  expect_near(*arch_length_index(140, 160), 0.875);
}

TEST(FootprintIndices, NothingToDivideByIsUndefined) {
  EXPECT_FALSE(modified_arch_index({0, 0, 0}));
  EXPECT_FALSE(chippaux_smirak_pct(24, 0));
  EXPECT_FALSE(staheli_index(24, 0));
  EXPECT_FALSE(area_ratio(6, 0));
  EXPECT_FALSE(arch_length_index(0, 0));
  EXPECT_EQ(*chippaux_smirak_pct(0, 90), 0) << "an unloaded midfoot is legal";
}

constexpr TangentLine border{{0, 0}, {0, 180}};

TEST(ClarkeAngle, WorkedExample) {
  expect_near(clarke_angle_deg(border, {30, 110}), 23.19859);
}

TEST(ClarkeAngle, DoesNotDependOnWhereTheFootLies) {
  const double a = 0.4;
  const auto turned = [&](PointMm p) {
    return PointMm{50 + p.x * std::cos(a) - p.y * std::sin(a),
                   -20 + p.x * std::sin(a) + p.y * std::cos(a)};
  };
  expect_near(clarke_angle_deg({turned(border.heel), turned(border.ball)}, turned({30, 110})),
              23.19859);
}

/// A medial edge that bows out 30 mm at y = 110 by straight lines.
const std::vector<PointMm> bow = {{0, 0}, {30, 110}, {0, 180}};

TEST(ClarkeAngle, DeepestPointAndTangent) {
  EXPECT_EQ(*deepest_arch_point(border, bow), (PointMm{30, 110}));
  expect_near(*clarke_tangent_angle_deg(border, bow), 23.19859);
  // A point nearer to the forefoot with a steeper line, but less deep.
  const std::vector<PointMm> steep = {{0, 0}, {30, 110}, {25, 140}, {0, 180}};
  EXPECT_EQ(*deepest_arch_point(border, steep), (PointMm{30, 110}));
  expect_near(*clarke_tangent_angle_deg(border, steep),
              180 / std::numbers::pi * std::atan2(25, 40));
  EXPECT_FALSE(deepest_arch_point(border, {}));
}

TEST(ArchArea, TriangleBetweenBorderAndContour) {
  expect_near(arch_area_mm2(border, bow), 0.5 * 30 * 180);
  const std::vector<PointMm> beyond = {{-5, 0}, {-5, 180}};
  EXPECT_EQ(arch_area_mm2(border, beyond), 0) << "beyond the line is no arch";
}

TEST(Contour, LengthAndSmoothing) {
  expect_near(polyline_mm(bow), std::hypot(30, 110) + std::hypot(30, 70));
  // Stairs of 5 mm along a slope of 1 : 1, sampled every half millimetre.
  std::vector<PointMm> stairs;
  for (int i = 0; i < 200; ++i) {
    const double y = 0.25 + 0.5 * i;
    stairs.push_back({5 * std::floor(y / 5), y});
  }
  const double raw = polyline_mm(stairs);
  const double smooth = polyline_mm(smoothed_contour(stairs, 15));
  const double straight = 99.5 * std::numbers::sqrt2;
  EXPECT_GT(raw, 1.3 * straight);
  EXPECT_NEAR(smooth, straight, 0.06 * straight);
  EXPECT_EQ(smoothed_contour(stairs, 15).front(), stairs.front());
  EXPECT_EQ(smoothed_contour(stairs, 15).back(), stairs.back());
}

/// A print of rows of 10 mm cells, heel first: from which column to which.
Footprint print_of(const std::vector<std::pair<int, int>>& rows, float kpa = 100) {
  Footprint print;
  const int n = static_cast<int>(rows.size());
  print.plate = {n, 8, 10, 10};
  print.box = {0, 0, n, 8};
  for (const auto& [from, to] : rows) {
    for (int c = 0; c < 8; ++c) print.peak_kpa.push_back(c >= from && c < to ? kpa : 0.0F);
  }
  return print;
}

TEST(Contour, LinesOfAPrint) {
  // Right foot, medial on the left: heel 5 cells, isthmus 2, ball 7.
  const PrintCells print(print_of({{1, 6}, {1, 6}, {3, 6}, {4, 6}, {3, 6}, {0, 7}, {0, 7}}),
                         {{0, 0}, {0, 1}, Side::right}, 10);
  const PrintContour contour = make_contour(print);
  ASSERT_EQ(contour.lines.size(), 140U) << "70 mm, every half millimetre";
  EXPECT_NEAR(*contour.narrowest_mm(0, 70), 20, 1e-9);
  EXPECT_NEAR(*contour.narrowest_mm(0, 20), 50, 1e-9);
  EXPECT_FALSE(contour.narrowest_mm(100, 120));
  const auto edge = contour.medial_edge(30, 40);
  ASSERT_EQ(edge.size(), 20U);
  for (const PointMm& p : edge) EXPECT_NEAR(p.x, 40, 1e-9);
  // Border line from the heel's edge at x = 10 to the ball's at x = 0.
  const TangentLine mt{{10, 15}, {0, 55}};
  const auto between = contour.medial_edge(15, 55);
  EXPECT_EQ(deepest_arch_point(mt, between)->x, 40);
}

TEST(Contour, ALineThatMeetsNoCellHasWidthZero) {
  const PrintCells print(print_of({{1, 6}, {1, 6}, {0, 0}, {0, 7}}), {{0, 0}, {0, 1}, Side::right},
                         10);
  const PrintContour contour = make_contour(print);
  EXPECT_EQ(*contour.narrowest_mm(0, 40), 0);
  for (const PointMm& p : contour.medial_edge(0, 40)) EXPECT_FALSE(p.y > 20 && p.y < 30);
}

TEST(PressureThirds, CellsAreCutExactly) {
  // Four rows of one cell: thirds end inside the second and the third one.
  Footprint print = print_of({{0, 1}, {0, 1}, {0, 1}, {0, 1}});
  const PrintCells cells(print, {{0, 0}, {0, 1}, Side::right}, 10);
  std::vector<float> kpa(print.cells());
  kpa[0] = 30;
  kpa[8] = 90;
  kpa[16] = 60;
  kpa[24] = 12;
  const auto thirds = *pressure_thirds(cells, kpa);
  expect_near(thirds[0], 30 + 90 / 3.0);
  expect_near(thirds[1], 90 * 2 / 3.0 + 60 * 2 / 3.0);
  expect_near(thirds[2], 60 / 3.0 + 12);
}

// metrics.md 4.5, worked example; the left foot mirrored; walking down the plate.
TEST(FootProgression, ToeOutIsPositiveOnEitherFoot) {
  expect_near(*toe_out_deg({25, 180}, Side::right), 7.907163);
  expect_near(*toe_out_deg({-25, 180}, Side::left), 7.907163);
  expect_near(*toe_out_deg({-25, -180}, Side::right), 7.907163);
  expect_near(*toe_out_deg({25, 180}, Side::left), -7.907163);
  expect_near(*toe_out_deg({180, -25}, Side::right, {1, 0}), 7.907163);
  EXPECT_FALSE(toe_out_deg({25, 180}, Side::unknown));
}

// metrics.md 10, worked values.
TEST(ShoeSize, WorkedExamples) {
  expect_near(eu_size(250, 5).size, 39.75);
  expect_near(eu_size(265, 5).size, 42.0);
  EXPECT_NEAR(uk_size(250, 5).size, 6.89, 0.005);
  EXPECT_NEAR(uk_size(265, 5).size, 8.66, 0.005);
  EXPECT_NEAR(us_men_size(250, 5).size, 7.89, 0.005);
  EXPECT_NEAR(us_women_size(250, 5).size, 8.89, 0.005);
  // With 2.0 cm of room 40.5: within the uncertainty.
  EXPECT_GE(eu_size(250, 0).size + eu_size(250, 0).uncertainty, 40.5 - 1e-9);
  EXPECT_GT(uk_size(250, 8).uncertainty, uk_size(250, 5).uncertainty);
}

TEST(Classes, BoundsAreHalfOpen) {
  EXPECT_EQ(cpei_class(7.39), LoadingClass::medial);
  EXPECT_EQ(cpei_class(7.4), LoadingClass::neutral);
  EXPECT_EQ(cpei_class(20.99), LoadingClass::neutral);
  EXPECT_EQ(cpei_class(21.0), LoadingClass::lateral);
  EXPECT_EQ(modified_arch_class(0.0305), ArchClass::high);
  EXPECT_EQ(modified_arch_class(0.045), ArchClass::normal);
  EXPECT_EQ(modified_arch_class(0.163), ArchClass::flat);
  EXPECT_EQ(arch_class_buldt(0.109), ArchClass::high);
  EXPECT_EQ(arch_class_buldt(0.11), ArchClass::normal);
  EXPECT_EQ(arch_class_buldt(0.25), ArchClass::normal);
  EXPECT_EQ(arch_class_buldt(0.251), ArchClass::flat);
  EXPECT_EQ(chippaux_smirak_class(0), FootprintClass::high);
  EXPECT_EQ(chippaux_smirak_class(29.95), FootprintClass::normal);
  EXPECT_EQ(chippaux_smirak_class(30), FootprintClass::intermediate);
  EXPECT_EQ(chippaux_smirak_class(40), FootprintClass::lowered);
  EXPECT_EQ(chippaux_smirak_class(45), FootprintClass::flat);
  EXPECT_EQ(clarke_class(42), FootprintClass::normal);
  EXPECT_EQ(clarke_class(41.95), FootprintClass::intermediate);
  EXPECT_EQ(clarke_class(34.95), FootprintClass::lowered);
  EXPECT_EQ(clarke_class(29.9), FootprintClass::flat);
}

// metrics.md 4.6: RF < 100/3 <= MF < 200/3 <= FF; worked: length 250, y 200 is 80, forefoot.
TEST(Classes, StrikeThirds) {
  EXPECT_EQ(strike_class(100 * 200.0 / 250), StrikeClass::forefoot);
  EXPECT_EQ(strike_class(33.3), StrikeClass::rearfoot);
  EXPECT_EQ(strike_class(100.0 / 3), StrikeClass::midfoot);
  EXPECT_EQ(strike_class(66.6), StrikeClass::midfoot);
  EXPECT_EQ(strike_class(200.0 / 3), StrikeClass::forefoot);
}

TEST(Classes, LoadingNeedsTwoSignsThatAgree) {
  constexpr auto medial = LoadingClass::medial;
  constexpr auto neutral = LoadingClass::neutral;
  constexpr auto lateral = LoadingClass::lateral;
  EXPECT_EQ(loading_class({medial, std::nullopt, medial}), medial);
  EXPECT_EQ(loading_class({medial, medial, neutral}), medial);
  EXPECT_EQ(loading_class({medial, medial, lateral}), neutral) << "they contradict each other";
  EXPECT_EQ(loading_class({lateral, lateral, std::nullopt}), lateral);
  EXPECT_EQ(loading_class({lateral, std::nullopt, neutral}), neutral);
  EXPECT_FALSE(loading_class({lateral, std::nullopt, std::nullopt}));
}

}  // namespace
}  // namespace solea
