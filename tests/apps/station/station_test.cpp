#include "apps/station/station.h"

#include <gmock/gmock.h>

#include <thread>

#include "apps/station/journal.h"
#include "apps/station/trial_analysis.h"
#include "tests/support/files.h"

namespace solea::station {
namespace {

using namespace std::chrono_literals;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <class Done>
bool wait_for(Done&& done, std::chrono::seconds most = 40s) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

class StationTest : public ::testing::Test {
 protected:
  void connect() {
    MatChoice mat;
    mat.driver = find_driver("solea_mat");
    mat.is_virtual = true;
    station_.connect(mat);
    ASSERT_TRUE(wait_for([&] { return station_.state().mat == MatPhase::connected; }))
        << station_.state().mat_trouble;
  }
  CaptureOrder order(const Protocol& protocol) {
    CaptureOrder order;
    order.session = new_session_file(folder_.path(), "P00001", protocol.id);
    order.person_code = "P00001";
    order.mass_kg = 82;
    order.protocol = protocol;
    return order;
  }
  bool finished() {
    const CapturePhase phase = station_.state().capture;
    return phase == CapturePhase::finished || phase == CapturePhase::failed;
  }

  solea::testing::TempFolder folder_;
  Station station_;
};

TEST_F(StationTest, StandingThenWalkingOnTheVirtualMat) {
  connect();
  StationState state = station_.state();
  EXPECT_TRUE(state.calibrated);
  EXPECT_EQ(state.rows, 64);
  EXPECT_EQ(state.frames_lost, 0U);
  station_.tare();
  ASSERT_TRUE(wait_for([&] { return station_.state().tare.step == TareState::Step::done; }));

  const CaptureOrder standing = order(Protocol{"static", Task::standing, 3, 1});
  station_.start(standing);
  std::optional<double> kg;
  double left_pct = 0;
  ASSERT_TRUE(wait_for([&] {
    LiveFrame live;
    if (station_.newest(live) && live.left_pct) left_pct = *live.left_pct;
    if (const auto now = station_.state().standing_kg) kg = now;
    return finished();
  }));
  state = station_.state();
  EXPECT_EQ(state.capture, CapturePhase::finished) << state.capture_trouble;
  EXPECT_EQ(state.run.left().valid, 1);
  EXPECT_EQ(state.run.right().valid, 1);
  ASSERT_TRUE(kg);
  EXPECT_TRUE(check_weight(*kg, 82).within) << *kg;
  EXPECT_NEAR(left_pct, 50, 10);
  const auto stood = read_trials(standing.session);
  ASSERT_THAT(stood, SizeIs(1));
  EXPECT_EQ(stood[0].task, Task::standing);
  EXPECT_EQ(stood[0].info.session.subject_code, "P00001");
  EXPECT_EQ(stood[0].info.session.mass_kg, 82);
  ASSERT_TRUE(stood[0].result) << stood[0].trouble;
  EXPECT_THAT(stood[0].result->steps, SizeIs(2));
  EXPECT_THAT(find_unfinished(folder_.path()), SizeIs(1)) << "until the catalogue has it";
  end_journal(standing.session);
  EXPECT_THAT(find_unfinished(folder_.path()), IsEmpty());

  station_.acknowledge();
  const CaptureOrder walking = order(Protocol{"walk", Task::walking, 0, 1});
  station_.start(walking);
  ASSERT_TRUE(wait_for([&] { return finished(); }));
  state = station_.state();
  EXPECT_EQ(state.capture, CapturePhase::finished) << state.capture_trouble;
  const auto walked = read_trials(walking.session);
  EXPECT_EQ(static_cast<int>(walked.size()), state.run.passes()) << "every pass is kept";
  int valid = 0;
  for (const AnalysedTrial& trial : walked) {
    EXPECT_EQ(trial.task, Task::walking);
    for (const Verdict& v : verdicts(*trial.result)) valid += v.invalid_reason.empty() ? 1 : 0;
  }
  EXPECT_EQ(valid, state.run.left().valid + state.run.right().valid)
      << "the counters say what the review will say";
}

TEST_F(StationTest, ACaptureThatIsEndedEarlyKeepsWhatCame) {
  connect();
  const CaptureOrder what = order(Protocol{"static", Task::standing, 60, 1});
  station_.start(what);
  ASSERT_TRUE(wait_for([&] { return station_.state().pass_s > 1.2; }));
  station_.finish();
  ASSERT_TRUE(wait_for([&] { return finished(); }));
  EXPECT_EQ(station_.state().capture, CapturePhase::finished);
  EXPECT_FALSE(station_.state().run.complete());
  const auto trials = read_trials(what.session);
  ASSERT_THAT(trials, SizeIs(1));
  EXPECT_GT(trials[0].recording->size(), 100U);
}

TEST_F(StationTest, NoMatIsToldInWords) {
  station_.start(order(Protocol{}));
  ASSERT_TRUE(wait_for([&] { return finished(); }));
  EXPECT_EQ(station_.state().capture_trouble, "no mat is connected");
  MatChoice mat;
  mat.driver = find_driver("solea_mat");
  mat.port = (folder_ / "nothing").string();
  station_.connect(mat);
  ASSERT_TRUE(wait_for([&] { return station_.state().mat == MatPhase::failed; }));
  EXPECT_FALSE(station_.state().mat_trouble.empty());
  EXPECT_EQ(station_.state().mat_trouble.find('\n'), std::string::npos);
}

TEST_F(StationTest, AnEntryWithoutFramesIsNoLoss) {
  const auto file = new_session_file(folder_.path(), "P1", "walk");
  begin_journal({file, "P1", "walk", "2026-01-01T00:00:00Z"});
  EXPECT_NE(new_session_file(folder_.path(), "P1", "walk"), file);
  EXPECT_THAT(find_unfinished(folder_.path()), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(journal_file(file)));
}

}  // namespace
}  // namespace solea::station
