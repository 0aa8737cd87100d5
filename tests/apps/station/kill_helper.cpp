// What the kill test kills: `capture FOLDER` stands on the virtual mat and tells how long, `review
// SESSION` corrects a step again and again and tells what was saved.
#include <cstdio>
#include <string>
#include <thread>

#include "apps/station/review.h"
#include "apps/station/station.h"

using namespace solea;
using namespace solea::station;

namespace {

int capture(const std::string& folder) {
  Station station;
  MatChoice mat;
  mat.driver = find_driver("solea_mat");
  mat.is_virtual = true;
  station.connect(mat);
  CaptureOrder order;
  order.session = new_session_file(folder, "P00001", "static");
  order.person_code = "P00001";
  order.protocol = {"static", Task::standing, 600, 1};
  bool started = false;
  for (;;) {
    const StationState s = station.state();
    if (s.mat == MatPhase::connected && !started) {
      station.start(order);
      started = true;
    }
    if (s.run.in_pass()) {
      std::printf("%.3f\n", s.pass_s);
      std::fflush(stdout);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

int review(const std::string& session) {
  Review review(read_trials(session));
  for (int n = 1;; ++n) {
    if (n % 2 == 1) {
      review.exclude(0, "saved " + std::to_string(n));
    } else {
      review.include(0);
    }
    review.save();
    std::printf("%d\n", n);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  return std::string(argv[1]) == "capture" ? capture(argv[2]) : review(argv[2]);
}
