// Killed with SIGKILL at random moments: all but the last second is there. SOLEA_KILLS: how often.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "apps/station/journal.h"
#include "apps/station/review.h"
#include "tests/apps/station/sessions.h"
#include "tests/support/files.h"

namespace solea::station {
namespace {

int kills() {
  const char* text = std::getenv("SOLEA_KILLS");
  return text != nullptr ? std::atoi(text) : 6;
}

/// Runs the helper, kills it `after_ms` after its first word, gives its last one.
std::string killed(const std::string& what, const std::string& where, int after_ms) {
  std::array<int, 2> told{};
  if (::pipe(told.data()) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(told[1], STDOUT_FILENO);
    ::close(told[0]);
    ::execl(SOLEA_KILL_HELPER, SOLEA_KILL_HELPER, what.c_str(), where.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(told[1]);
  FILE* in = ::fdopen(told[0], "r");
  std::array<char, 64> line{};
  std::string last;
  if (std::fgets(line.data(), line.size(), in) != nullptr) last = line.data();
  ::usleep(static_cast<useconds_t>(after_ms) * 1000);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  while (std::fgets(line.data(), line.size(), in) != nullptr) {
    if (std::string(line.data()).ends_with('\n')) last = line.data();
  }
  std::fclose(in);
  return last;
}

TEST(KillTest, ACaptureLosesAtMostTheLastSecond) {
  std::mt19937 random(7);
  double most_lost_s = 0;
  for (int n = 0; n < kills(); ++n) {
    const solea::testing::TempFolder folder;
    const int after_ms = static_cast<int>(random() % 2500);
    const std::string last = killed("capture", folder.path().string(), after_ms);
    ASSERT_FALSE(last.empty());
    const double told_s = std::atof(last.c_str());
    const auto found = find_unfinished(folder.path());
    if (found.empty()) {
      EXPECT_LT(told_s, 1) << "killed after " << after_ms << " ms";
      continue;
    }
    EXPECT_EQ(found[0].entry.person_code, "P00001");
    EXPECT_EQ(found[0].frames_lost, 0U);
    const auto trials = read_trials(recover(found[0]));
    ASSERT_EQ(trials.size(), 1U);
    const double kept_s = static_cast<double>(trials[0].recording->size()) / 100;
    most_lost_s = std::max(most_lost_s, told_s - kept_s);
    EXPECT_GE(kept_s, told_s - 1) << "killed after " << after_ms << " ms";
  }
  RecordProperty("most_lost_ms", static_cast<int>(1000 * most_lost_s));
  std::printf("most that was lost in %d kills: %.2f s\n", kills(), most_lost_s);
}

TEST(KillTest, AReviewKeepsEveryCorrectionThatWasSaved) {
  std::mt19937 random(8);
  const solea::testing::TempFolder folder;
  const auto session = folder / "walk.h5";
  solea::testing::write_session(session, virtual_mat::Person{}, 5, "walk");
  for (int n = 0; n < kills(); ++n) {
    const std::string last = killed("review", session.string(), static_cast<int>(random() % 1200));
    ASSERT_FALSE(last.empty());
    const int told = std::atoi(last.c_str());
    const Review review(read_trials(session));
    const auto said = review.correction_of(0);
    // The last one told, or the next, which was on its way.
    const bool excluded = said && said->excluded;
    const bool last_was = told % 2 == 1;
    if (excluded == last_was && excluded) {
      EXPECT_EQ(said->reason, "saved " + std::to_string(told));
    } else if (excluded != last_was && excluded) {
      EXPECT_EQ(said->reason, "saved " + std::to_string(told + 1));
    }
    EXPECT_GT(review.steps().size(), 0U);
  }
}

}  // namespace
}  // namespace solea::station
