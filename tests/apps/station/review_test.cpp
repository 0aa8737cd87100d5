#include "apps/station/review.h"

#include <gmock/gmock.h>

#include "apps/station/compare.h"
#include "apps/station/store_result.h"
#include "apps/station/zone_mesh.h"
#include "core/error.h"
#include "tests/apps/station/sessions.h"
#include "tests/support/files.h"

namespace solea::station {
namespace {

using ::testing::SizeIs;

class ReviewTest : public ::testing::Test {
 protected:
  void SetUp() override { solea::testing::write_session(file_, person_, 12, "walk"); }
  solea::testing::TempFolder folder_;
  virtual_mat::Person person_;
  std::filesystem::path file_ = folder_ / "walk.h5";
};

std::size_t first_valid(const Review& review) {
  for (std::size_t i = 0; i < review.steps().size(); ++i) {
    if (review.steps()[i].step.valid()) return i;
  }
  ADD_FAILURE() << "no valid step";
  return 0;
}

TEST_F(ReviewTest, CorrectionsCanBeUndoneAndDoneAgain) {
  Review review(read_trials(file_));
  const std::size_t i = first_valid(review);
  const Side detected = review.steps()[i].side;
  const Side other = detected == Side::left ? Side::right : Side::left;
  review.set_side(i, other);
  EXPECT_EQ(review.steps()[i].side, other);
  review.exclude(i, "stumbled");
  EXPECT_FALSE(review.steps()[i].step.valid());
  ASSERT_TRUE(review.correction_of(i));
  EXPECT_EQ(review.correction_of(i)->reason, "stumbled");
  EXPECT_EQ(review.correction_of(i)->side, other) << "both are kept";
  review.undo();
  EXPECT_TRUE(review.steps()[i].step.valid());
  review.undo();
  EXPECT_EQ(review.steps()[i].side, detected);
  EXPECT_FALSE(review.can_undo());
  EXPECT_TRUE(review.saved());
  review.redo();
  EXPECT_EQ(review.steps()[i].side, other);
  review.include(i);
  EXPECT_FALSE(review.can_redo()) << "a new change forgets what was undone";
}

TEST_F(ReviewTest, WhatWasSavedIsThereWhenTheSessionIsReadAgain) {
  Review review(read_trials(file_));
  const std::size_t i = first_valid(review);
  review.exclude(i, "stumbled");
  EXPECT_FALSE(review.saved());
  EXPECT_THAT(review.save(), SizeIs(1));
  EXPECT_TRUE(review.saved());
  EXPECT_THAT(review.save(), SizeIs(0));
  const Review again(read_trials(file_));
  EXPECT_FALSE(again.steps()[i].step.valid());
  EXPECT_EQ(again.correction_of(i)->reason, "stumbled");
  EXPECT_FALSE(again.can_undo());
}

TEST_F(ReviewTest, ZonesCoverTheFootAndStayWithTheSession) {
  Review review(read_trials(file_));
  const std::size_t i = first_valid(review);
  auto zones =
      zones_of(review.steps()[i],
               review.steps().empty() ? AnalysisSettings{} : review.merged().result.settings);
  ASSERT_TRUE(zones);
  ASSERT_THAT(zones->zones, SizeIs(10));
  const auto area = [&](const Review& r, const std::string& id) {
    double cells = 0;
    for (const MaskZone& zone : r.steps()[i].mask_zones) {
      if (zone.id != id) continue;
      for (const ZoneCell& cell : zone.cells) cells += cell.weight;
    }
    return cells;
  };
  const double heel_before = area(review, "heel_medial") + area(review, "heel_lateral");
  review.set_zones(zones);
  EXPECT_EQ(area(review, "unassigned"), 0) << "every loaded cell lies in a zone";
  EXPECT_NEAR(area(review, "heel_medial") + area(review, "heel_lateral"), heel_before,
              0.02 * heel_before)
      << "the same heel line";
  // The heel's front corners forward by 10 mm: the heel grows, the midfoot shrinks.
  const double midfoot = area(review, "midfoot");
  const double line = zones->zones[2].polygon[0].y;
  for (const PointMm corner : corners_of(*zones)) {
    if (std::abs(corner.y - line) > 1e-9) continue;
    const auto moved = with_corner_at(*zones, corner, {corner.x, corner.y + 10});
    ASSERT_TRUE(moved);
    zones = moved;
  }
  review.set_zones(zones);
  EXPECT_GT(area(review, "heel_medial") + area(review, "heel_lateral"), 1.05 * heel_before);
  EXPECT_LT(area(review, "midfoot"), midfoot);
  review.save();
  const Review again(read_trials(file_));
  ASSERT_TRUE(again.zones());
  EXPECT_NEAR(area(again, "midfoot"), area(review, "midfoot"), 1e-9);
  Review undone = review;
  undone.undo();
  EXPECT_NEAR(area(undone, "midfoot"), midfoot, 1e-9);
  undone.undo();
  EXPECT_FALSE(undone.zones());
}

TEST_F(ReviewTest, ACornerThatWouldCrossIsRefused) {
  const Review review(read_trials(file_));
  const auto zones = zones_of(review.steps()[first_valid(review)], review.merged().result.settings);
  ASSERT_TRUE(zones);
  const PointMm corner = zones->zones[3].polygon[1];  // between first and second metatarsal
  EXPECT_FALSE(with_corner_at(*zones, corner, {corner.x, corner.y + 200}));
}

TEST_F(ReviewTest, AVisitComparedWithItselfDoesNotDiffer) {
  const Review review(read_trials(file_));
  const Comparison c =
      compare(review.merged().result, review.merged().result, {"peak_pressure_kpa", "no_such"});
  ASSERT_TRUE(c.left);
  for (const float d : c.left->difference_kpa) EXPECT_NEAR(d, 0, 1e-3);
  ASSERT_THAT(c.measures, SizeIs(1));
  EXPECT_NEAR(*c.measures[0].left.change, 0, 1e-12);
}

TEST_F(ReviewTest, TheSameFeetTurnedAreLaidOverEachOther) {
  person_.heading_deg = 6;
  solea::testing::write_session(folder_ / "turned.h5", person_, 12, "walk");
  const Review before(read_trials(file_));
  const Review after(read_trials(folder_ / "turned.h5"));
  const Comparison c =
      compare(before.merged().result, after.merged().result, {"peak_pressure_kpa"});
  ASSERT_TRUE(c.right);
  double before_sum = 0;
  double difference = 0;
  for (std::size_t k = 0; k < c.right->before.cells(); ++k) {
    before_sum += c.right->before.peak_kpa[k];
    difference += std::abs(c.right->difference_kpa[k]);
  }
  EXPECT_LT(difference, 0.25 * before_sum);
  EXPECT_NEAR(*c.measures[0].right.change, 0, 0.1 * *c.measures[0].right.before);
}

TEST_F(ReviewTest, TheStoreTellsTheLengthOfTheVirtualFoot) {
  person_.foot = virtual_mat::FootType::flat;
  person_.foot_length_mm = 270;
  solea::testing::write_session(folder_ / "flat.h5", person_, 15, "walk");
  person_.script = virtual_mat::Script::stand;
  solea::testing::write_session(folder_ / "stand.h5", person_, 12, "static");
  auto trials = read_trials(folder_ / "stand.h5");
  ASSERT_EQ(trials[0].task, Task::standing);
  ASSERT_TRUE(trials[0].result) << trials[0].trouble;
  EXPECT_THAT(trials[0].result->steps, SizeIs(2));
  for (auto& t : read_trials(folder_ / "flat.h5")) trials.push_back(std::move(t));
  const StoreResult result = store_result(trials);
  ASSERT_TRUE(result.eu && result.length_mm);
  EXPECT_NEAR(*result.length_mm, 270, 8);
  EXPECT_NEAR(result.eu->size, 1.5 * (27.0 + 1.5), result.eu->uncertainty);
  EXPECT_EQ(result.arch, ArchClass::flat);
  EXPECT_EQ(result.strike, StrikeClass::rearfoot);
  ASSERT_TRUE(result.left_load_pct);
  EXPECT_NEAR(*result.left_load_pct, 50, 5);
}

}  // namespace
}  // namespace solea::station
