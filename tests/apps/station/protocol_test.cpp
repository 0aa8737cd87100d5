#include "apps/station/protocol.h"

#include <gmock/gmock.h>

#include "apps/results/shoe_advice.h"
#include "core/error.h"
#include "tests/support/files.h"

namespace solea::station {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;

const Verdict left{Side::left, ""};
const Verdict right{Side::right, ""};

void pass(ProtocolRun& run, const std::vector<Verdict>& steps, const std::string& trouble = "") {
  run.pass_begins();
  run.pass_ends();
  run.pass_judged(steps, trouble);
}

TEST(ProtocolTest, WalkingIsDoneWithEnoughValidStepsOfEachFoot) {
  ProtocolRun run(Protocol{"walk", Task::walking, 0, 2});
  EXPECT_EQ(run.cue(), Cue::go);
  run.pass_begins();
  EXPECT_EQ(run.cue(), Cue::on_mat);
  run.pass_ends();
  EXPECT_EQ(run.cue(), Cue::looking);
  run.pass_judged(std::vector<Verdict>{left, left, left});
  EXPECT_EQ(run.cue(), Cue::again);
  EXPECT_FALSE(run.complete());
  pass(run, {right, {Side::right, "cut by the plate's edge"}});
  EXPECT_FALSE(run.complete());
  pass(run, {right});
  EXPECT_TRUE(run.complete());
  EXPECT_EQ(run.cue(), Cue::done);
  EXPECT_EQ(run.passes(), 3);
  EXPECT_EQ(run.left().valid, 3);
  EXPECT_EQ(run.right().rejected, 1);
  EXPECT_THAT(run.right().reasons, ElementsAre(Pair("cut by the plate's edge", 1)));
}

TEST(ProtocolTest, AStepWithoutASideCountsForNoFoot) {
  ProtocolRun run(Protocol{"walk", Task::walking, 0, 1});
  pass(run, {{Side::unknown, ""}});
  EXPECT_FALSE(run.complete());
  EXPECT_EQ(run.unknown().rejected, 1);
}

TEST(ProtocolTest, StandingThatEndedTooEarlyIsToldAndTriedAgain) {
  ProtocolRun run(Protocol{"static", Task::standing, 10, 1});
  EXPECT_EQ(run.cue(), Cue::step_on);
  run.pass_begins();
  EXPECT_EQ(run.cue(), Cue::stand_still);
  run.pass_ends();
  run.pass_judged({}, "stood for 4.0 s, expected at least 11.3 s");
  EXPECT_EQ(run.cue(), Cue::again);
  EXPECT_EQ(run.trouble(), "stood for 4.0 s, expected at least 11.3 s");
  pass(run, {left, right});
  EXPECT_TRUE(run.complete());
}

TEST(ProtocolTest, TrialsAreNamedByTheirProtocol) {
  EXPECT_EQ(task_of_trial("static"), Task::standing);
  EXPECT_EQ(task_of_trial("walk 12"), Task::walking);
  EXPECT_EQ(task_of_trial("run 2"), Task::running);
  EXPECT_EQ(task_of_trial("barefoot"), Task::walking);
}

TEST(AdviceTest, ExactLinesComeFirst) {
  const std::vector<ShoeAdvice> table = {{"any", "any", "plain", ""},
                                         {"medial", "any", "support", ""},
                                         {"medial", "flat", "stable", ""},
                                         {"lateral", "any", "soft", ""}};
  const auto names = [](const std::vector<ShoeAdvice>& lines) {
    std::vector<std::string> all;
    for (const ShoeAdvice& a : lines) all.push_back(a.name);
    return all;
  };
  EXPECT_THAT(names(choose_advice(table, {"medial"}, {"flat"})),
              ElementsAre("stable", "support", "plain"));
  EXPECT_THAT(names(choose_advice(table, {"medial"}, {"high"})), ElementsAre("support", "plain"));
  EXPECT_THAT(names(choose_advice(table, {}, {})), ElementsAre("plain"));
  EXPECT_THAT(names(choose_advice(table, {"medial"}, {"flat"}, 1)), ElementsAre("stable"));
}

TEST(AdviceTest, ReadsTheStoresTableAndTellsTheLineOfAMistake) {
  const solea::testing::TempFolder folder;
  for (const char* language : {"en", "de"}) {
    solea::testing::write_file(folder / "advice.csv", advice_to_text(starting_advice(language)));
    const auto table = read_advice(folder / "advice.csv");
    EXPECT_THAT(table, SizeIs(8));
    for (const char* loading : {"medial", "neutral", "lateral"}) {
      for (const char* arch : {"flat", "normal", "high"}) {
        EXPECT_GE(choose_advice(table, {loading}, {arch}).size(), 2U) << loading << ' ' << arch;
      }
    }
  }
  solea::testing::write_file(folder / "own.csv",
                             "loading;arch;name;text\r\n# ours\r\nany;any;A, \"B\";c\r\n");
  EXPECT_EQ(read_advice(folder / "own.csv").front().name, "A, \"B\"");
  EXPECT_EQ(read_advice(folder / "own.csv").front().text, "c");
  solea::testing::write_file(folder / "wrong.csv", "loading;arch;name;text\nany;low;A;b\n");
  try {
    (void)read_advice(folder / "wrong.csv");
    FAIL();
  } catch (const FormatError& e) {
    EXPECT_THAT(e.what(), HasSubstr("wrong.csv:2: arch 'low'"));
  }
}

}  // namespace
}  // namespace solea::station
