// How long the event loop is blocked while a 64 x 64 mat of 500 Hz is captured in the real windows:
// xvfb-run build/release/tests/bench/bench_event_loop [3d]. Ends with 1 where it is over 50 ms.
#include <time.h>
#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "apps/workstation/app.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/main_window.h"
#include "apps/workstation/pages/capture_page.h"
#include "apps/workstation/workspace.h"

int main(int argc, char** argv) {
  using namespace solea;
  using namespace solea::workstation;
  QElapsedTimer start;
  start.start();
  prepare_application();
  QApplication app(argc, argv);
  use_language(app, "en");
  apply_theme(app, false);
  QTemporaryDir folder;
  Workspace workspace(folder.path().toStdString());
  MainWindow window(workspace);
  window.show();
  QApplication::processEvents();
  std::printf("first usable window after %lld ms\n", static_cast<long long>(start.elapsed()));
  window.go(MainWindow::capture);
  DeviceDriver fast = *find_driver("solea_mat");
  fast.rate_hz = 500;
  station::MatChoice mat;
  mat.driver = &fast;
  mat.is_virtual = true;
  workspace.station().connect(mat);
  if (argc > 1) window.capture_page().findChild<QPushButton*>("view_3d")->click();
  QTimer::singleShot(2500, &app, [&] {
    workspace.start_capture({"walk", station::Task::walking, 0, 99});
  });
  std::vector<double> gaps_ms;
  double own_ms = 0;  // of the processor, within one turn: what a loaded machine does not change
  double own_before_ms = 0;
  const auto processor_ms = [] {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e3 * static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_nsec);
  };
  QElapsedTimer clock;
  QTimer tick;
  QObject::connect(&tick, &QTimer::timeout, [&] {
    if (clock.isValid() && workspace.state().capture == station::CapturePhase::capturing) {
      own_ms = std::max(own_ms, processor_ms() - own_before_ms);
      gaps_ms.push_back(1e-6 * static_cast<double>(clock.nsecsElapsed()));
    }
    clock.start();
    own_before_ms = processor_ms();
  });
  tick.start(2);
  QTimer::singleShot(13000, &app, [] { QApplication::quit(); });
  QApplication::exec();
  std::ranges::sort(gaps_ms);
  const auto over = std::ranges::count_if(gaps_ms, [](double g) { return g > 50; });
  const auto state = workspace.state();
  std::printf(
      "%llu frames, %llu lost; %zu turns of the event loop: median %.1f, 99 %% %.1f, "
      "longest %.1f ms, %lld over 50 ms\n",
      static_cast<unsigned long long>(state.frames),
      static_cast<unsigned long long>(state.frames_lost), gaps_ms.size(),
      gaps_ms[gaps_ms.size() / 2], gaps_ms[gaps_ms.size() * 99 / 100], gaps_ms.back(),
      static_cast<long long>(over));
  std::printf("longest work of the window's own thread within a turn: %.1f ms of the processor\n",
              own_ms);
  return over == 0 ? 0 : 1;
}
