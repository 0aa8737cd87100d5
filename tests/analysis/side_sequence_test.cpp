#include "analysis/side_sequence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

/// A walk of alternating feet in any direction, right first, prints that say nothing themselves.
std::vector<StepInOrder> walk(std::size_t count, double heading_deg, double base_mm = 100) {
  const double a = heading_deg * std::numbers::pi / 180;
  const PointMm ahead{std::sin(a), std::cos(a)};
  const PointMm right{std::cos(a), -std::sin(a)};
  std::vector<StepInOrder> steps;
  for (std::size_t k = 0; k < count; ++k) {
    StepInOrder step;
    step.start_s = 0.55 * static_cast<double>(k);
    step.end_s = step.start_s + 0.65;
    step.axis = ahead;
    step.length_mm = 250;
    step.middle = PointMm{2000, 2000} + 650 * static_cast<double>(k) * ahead +
                  (k % 2 == 0 ? 0.5 : -0.5) * base_mm * right;
    steps.push_back(step);
  }
  return steps;
}

std::string sides(const std::vector<StepInOrder>& steps, const AnalysisSettings& settings = {}) {
  std::string text;
  for (const SideVote& vote : vote_in_order(steps, settings)) {
    text += vote.side == Side::right ? 'R' : vote.side == Side::left ? 'L' : '?';
  }
  return text;
}

TEST(SideSequence, PlacesAloneTellAWalkInAnyDirection) {
  for (int heading = 0; heading < 360; heading += 15) {
    EXPECT_EQ(sides(walk(5, heading)), "RLRLR") << heading;
    EXPECT_EQ(sides(walk(5, heading, -100)), "LRLRL") << heading;
  }
}

TEST(SideSequence, AClearVoteAgainstItsNeighboursIsOverruled) {
  auto steps = walk(6, 0);
  for (std::size_t k = 0; k < steps.size(); ++k) {
    steps[k].vote = {k % 2 == 0 ? Side::right : Side::left, 0.8};
  }
  steps[3].vote = {Side::right, 0.7};
  EXPECT_EQ(sides(steps), "RLRLRL");
}

TEST(SideSequence, OneStepKeepsItsOwnVote) {
  auto steps = walk(1, 0);
  steps[0].vote = {Side::left, 0.63};
  const auto votes = vote_in_order(steps, AnalysisSettings{});
  EXPECT_EQ(votes[0].side, Side::left);
  EXPECT_NEAR(votes[0].confidence, 0.63, 1e-9);
  steps[0].vote = {};
  EXPECT_EQ(vote_in_order(steps, AnalysisSettings{})[0].side, Side::unknown);
}

TEST(SideSequence, TwoFeetAbreastAreLeftAndRight) {
  for (int heading = 0; heading < 360; heading += 30) {
    auto steps = walk(2, heading, 0);
    const double a = heading * std::numbers::pi / 180;
    steps[1].middle = steps[0].middle + 150.0 * PointMm{std::cos(a), -std::sin(a)};
    EXPECT_EQ(sides(steps), "LR") << heading;
  }
}

TEST(SideSequence, WhatTheUserSaysStaysAndHelpsTheOthers) {
  auto steps = walk(4, 0, 0);  // on one line: places say nothing
  steps[2].vote = {Side::left, 1};
  steps[2].told = true;
  EXPECT_EQ(sides(steps), "LRLR");
}

TEST(SideSequence, StepsFarApartInTimeDoNotSpeakToEachOther) {
  auto steps = walk(2, 0);
  steps[1].start_s += 60;
  steps[1].end_s += 60;
  steps[0].vote = steps[1].vote = {Side::right, 0.5};
  EXPECT_EQ(sides(steps), "RR");
}

TEST(SideSequence, AnInsolesStepsAreAllOneFoots) {
  auto steps = walk(5, 0, 0);
  AnalysisSettings settings;
  settings.one_foot = true;
  for (auto& step : steps) step.vote = {Side::left, 0.6};
  steps[2].vote = {Side::right, 0.7};
  EXPECT_EQ(sides(steps, settings), "LLLLL");
}

TEST(SideSequence, MirroredStepsHaveTheOtherSides) {
  auto steps = walk(5, 20);
  steps[1].vote = {Side::left, 0.4};
  const auto votes = vote_in_order(steps, AnalysisSettings{});
  for (auto& step : steps) {
    step.middle.x = -step.middle.x;
    step.axis.x = -step.axis.x;
    if (step.vote.side == Side::left) step.vote.side = Side::right;
  }
  const auto mirrored = vote_in_order(steps, AnalysisSettings{});
  for (std::size_t k = 0; k < votes.size(); ++k) {
    EXPECT_NE(mirrored[k].side, votes[k].side);
    EXPECT_NEAR(mirrored[k].confidence, votes[k].confidence, 1e-9);
  }
}

TEST(SideSequence, ACutPrintIsNotSureUnlessTheOrderTells) {
  using Cut = StepInOrder::Cut;
  for (const Cut cut : {Cut::in_time, Cut::by_edge}) {
    auto one = walk(1, 0);
    one[0].vote = {Side::left, 1};
    one[0].cut = cut;
    const SideVote alone = vote_in_order(one, AnalysisSettings{})[0];
    EXPECT_EQ(alone.side, Side::left);
    EXPECT_LT(alone.confidence, AnalysisSettings{}.sides.warn_confidence);
    // The last of a walk, right first, is left however its rest looks.
    auto steps = walk(4, 0);
    for (std::size_t k = 0; k < 3; ++k) steps[k].vote = {k % 2 == 0 ? Side::right : Side::left, 1};
    steps[3].vote = {Side::right, 1};
    steps[3].cut = cut;
    steps[3].axis = {};
    const SideVote last = vote_in_order(steps, AnalysisSettings{})[3];
    EXPECT_EQ(last.side, Side::left);
    EXPECT_GE(last.confidence, AnalysisSettings{}.sides.warn_confidence);
  }
}

TEST(SideSequence, TwoFeetCutAtOppositeEdgesDoNotMakeEachOtherSure) {
  auto steps = walk(2, 0, 0);
  steps[0].vote = {Side::left, 1};
  steps[1].vote = {Side::right, 1};
  for (auto& step : steps) {
    step.cut = StepInOrder::Cut::by_edge;
    step.axis = {};
  }
  for (const SideVote& vote : vote_in_order(steps, AnalysisSettings{})) {
    EXPECT_LT(vote.confidence, AnalysisSettings{}.sides.warn_confidence);
  }
}

TEST(SideSequence, SidesThatAreNotSureAreTold) {
  virtual_mat::Person person;
  person.script = virtual_mat::Script::rollover;
  const auto v = testing::record_virtual(person, {120, 100, 5, 5}, 50, 2);
  AnalysisSettings settings;
  settings.sides.warn_confidence = 0;
  EXPECT_TRUE(analyze(v.recording, settings).warnings.empty());
  settings.sides.warn_confidence = 1.01;  // nothing is that sure
  const auto warnings = analyze(v.recording, settings).warnings;
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_NE(warnings[0].find("step 0: the side, right, is not sure"), std::string::npos);
}

}  // namespace
}  // namespace solea
