#include "acquisition/stream/live_frame.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "acquisition/framing/bytes.h"

namespace solea {

namespace {

template <class Number>
void put(Number value, std::string& out) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof(text), value);
  out.append(text, end);
}

/// A member of an object; undefined values are null.
void member(std::string_view name, std::optional<double> value, std::string& out) {
  out += ",\"";
  out += name;
  out += "\":";
  if (value && std::isfinite(*value)) {
    put(*value, out);
  } else {
    out += "null";
  }
}

void whole_member(std::string_view name, std::uint64_t value, std::string& out) {
  out += ",\"";
  out += name;
  out += "\":";
  put(value, out);
}

}  // namespace

LiveFrame::LiveFrame(const RawFrameView& frame, std::chrono::nanoseconds start)
    : sequence_(frame.sequence),
      arrival_(frame.arrival),
      time_s_(std::chrono::duration<double>(frame.arrival - start).count()),
      counts_(frame.counts.begin(), frame.counts.end()) {
  if (frame.device_time) {
    device_time_s_ = std::chrono::duration<double>(*frame.device_time).count();
  }
}

void LiveFrame::measure(const StreamInfo& info) {
  if (!info.to_kpa) return;
  kpa_.resize(counts_.size());
  info.to_kpa(counts_, time_s_, kpa_);
  double sum_kpa = 0;
  PointMm moment;
  const auto cols = static_cast<std::size_t>(info.plate.cols);
  for (std::size_t i = 0; i < kpa_.size(); ++i) {
    if (!(kpa_[i] > 0)) continue;
    sum_kpa += kpa_[i];
    moment = moment + kpa_[i] * info.plate.cell_centre(static_cast<int>(i / cols),
                                                       static_cast<int>(i % cols));
  }
  force_n_ = sum_kpa * info.plate.cell_area_mm2() / 1000;
  if (*force_n_ > 0 && *force_n_ >= info.cop_min_force_n) cop_ = (1 / sum_kpa) * moment;
}

std::shared_ptr<const std::string> LiveFrame::message(StreamForm form, const StreamInfo& info) {
  auto& text = messages_[static_cast<std::size_t>(form)];
  if (!text) {
    text = std::make_shared<const std::string>(
        form == StreamForm::binary ? binary(info) : json(form == StreamForm::json));
  }
  return text;
}

std::string LiveFrame::json(bool with_counts) const {
  std::string out = "{\"type\":\"frame\"";
  out.reserve(200 + (with_counts ? 4 * counts_.size() : 0));
  whole_member("sequence", sequence_, out);
  member("time_s", time_s_, out);
  member("device_time_s", device_time_s_, out);
  member("force_n", force_n_, out);
  member("cop_x_mm", cop_ ? std::optional(cop_->x) : std::nullopt, out);
  member("cop_y_mm", cop_ ? std::optional(cop_->y) : std::nullopt, out);
  if (with_counts) {
    out += ",\"counts\":[";
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (i > 0) out += ',';
      put(counts_[i], out);
    }
    out += ']';
  }
  out += '}';
  return out;
}

std::string LiveFrame::binary(const StreamInfo& info) const {
  constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::byte> out;
  const auto real = [&](double value) {
    write_le(std::bit_cast<std::uint32_t>(static_cast<float>(value)), out);
  };
  append(as_bytes("SLF1"), out);
  write_le(static_cast<std::uint16_t>(info.plate.rows), out);
  write_le(static_cast<std::uint16_t>(info.plate.cols), out);
  write_le(sequence_, out);
  write_le(std::bit_cast<std::uint64_t>(time_s_), out);
  real(force_n_.value_or(undefined));
  real(cop_ ? cop_->x : undefined);
  real(cop_ ? cop_->y : undefined);
  write_le<std::uint32_t>(0, out);
  for (const std::uint16_t count : counts_) write_le(count, out);
  return {reinterpret_cast<const char*>(out.data()), out.size()};
}

std::string hello_message(const StreamInfo& info) {
  std::string out = R"({"type":"hello","schema":"solea.stream/1","driver":")" + info.driver + '"';
  whole_member("rows", static_cast<std::uint64_t>(info.plate.rows), out);
  whole_member("cols", static_cast<std::uint64_t>(info.plate.cols), out);
  member("pitch_x_mm", info.plate.pitch_x_mm, out);
  member("pitch_y_mm", info.plate.pitch_y_mm, out);
  member("rate_hz", info.rate_hz, out);
  out += std::string(",\"calibrated\":") + (info.to_kpa ? "true" : "false");
  member("cop_min_force_n", info.cop_min_force_n, out);
  out += '}';
  return out;
}

std::string dropped_message(std::uint64_t frames, std::uint64_t total) {
  std::string out = R"({"type":"dropped")";
  whole_member("frames", frames, out);
  whole_member("total", total, out);
  out += '}';
  return out;
}

std::string end_message(std::uint64_t frames) {
  std::string out = R"({"type":"end")";
  whole_member("frames", frames, out);
  out += '}';
  return out;
}

}  // namespace solea
