#include "acquisition/framing/twins.h"

namespace solea {

namespace {

class FreeRunningTwin final : public DeviceTwin {
 public:
  explicit FreeRunningTwin(EncodeFrame to_wire) : to_wire_(to_wire) {}
  void receive(std::span<const std::byte>, std::vector<std::byte>&) override {}
  [[nodiscard]] bool wants_frame() const noexcept override { return true; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    to_wire_(frame, out);
  }

 private:
  EncodeFrame to_wire_;
};

class PolledTwin final : public DeviceTwin {
 public:
  PolledTwin(EncodeFrame to_wire, std::string_view polls, std::string_view banner)
      : to_wire_(to_wire), polls_(polls), banner_(banner) {}
  void opened(std::vector<std::byte>& out) override { append(as_bytes(banner_), out); }
  void receive(std::span<const std::byte> bytes, std::vector<std::byte>&) override {
    for (const std::byte b : bytes) {
      if (polls_.empty() || polls_.find(std::to_integer<char>(b)) != std::string_view::npos) {
        ++polled_;
      }
    }
  }
  [[nodiscard]] bool wants_frame() const noexcept override { return polled_ > 0; }
  void encode(const RawFrameView& frame, std::vector<std::byte>& out) override {
    to_wire_(frame, out);
    if (polled_ > 0) --polled_;
  }

 private:
  EncodeFrame to_wire_;
  std::string_view polls_;
  std::string_view banner_;
  std::size_t polled_ = 0;  ///< polls that wait for their frame
};

}  // namespace

std::unique_ptr<DeviceTwin> make_free_running_twin(EncodeFrame encode) {
  return std::make_unique<FreeRunningTwin>(encode);
}

std::unique_ptr<DeviceTwin> make_polled_twin(EncodeFrame encode, std::string_view polls,
                                             std::string_view banner) {
  return std::make_unique<PolledTwin>(encode, polls, banner);
}

}  // namespace solea
