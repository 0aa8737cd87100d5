#pragma once

#include <functional>
#include <string>

#include "visualization/window/viewer.h"
#include "visualization/window/viewer_window.h"

/// For this folder only.
namespace solea {

/// The newest frame of a mat over an empty plate, which is in the window already.
class LiveShow final : public Show {
 public:
  /// `window` must outlive it; `newest` as show_live has it.
  LiveShow(ViewerWindow& window, std::string title, const std::function<void(LiveFrame&)>& newest);

  bool key(const std::string& name) override;
  bool tick(double wall_s) override;
  [[nodiscard]] std::string own_keys() const override;

 private:
  ViewerWindow& window_;
  std::string title_;
  const std::function<void(LiveFrame&)>& newest_;
  LiveFrame frame_;
  bool held_ = false;
};

}  // namespace solea
