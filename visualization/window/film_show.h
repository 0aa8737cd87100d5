#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "visualization/window/playback.h"
#include "visualization/window/time_bar.h"
#include "visualization/window/viewer.h"
#include "visualization/window/viewer_window.h"

/// For this folder only.
namespace solea {

/// A recording that plays over its still picture, which is in the window already: keys, the bar of
/// its time, the curves of the probes.
class FilmShow final : public Show {
 public:
  /// `film` has frames; `window` must outlive it.
  FilmShow(ViewerWindow& window, std::shared_ptr<const Film> film);

  bool key(const std::string& name) override;
  bool tick(double wall_s) override;
  void fit() override { bar_.fit(); }
  bool grab(int x, int y) override;
  void move(int x, int /*y*/) override { scrub(bar_.nearest_fraction(x)); }
  void probed(std::span<const Probe> probes) override;
  [[nodiscard]] std::string own_keys() const override;

 private:
  [[nodiscard]] TimeBar::Curve curve_of(const Probe& probe) const;
  void scrub(double fraction);
  void show_still();
  void show_frame();
  [[nodiscard]] std::string frame_title() const;

  ViewerWindow& window_;
  std::shared_ptr<const Film> film_;
  Playback play_;
  std::vector<float> values_;
  TimeBar bar_;
};

}  // namespace solea
