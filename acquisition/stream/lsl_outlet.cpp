#include "acquisition/stream/lsl_outlet.h"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <limits>

namespace solea {

namespace {

constexpr int float32 = 1;  // lsl_channel_format_t
constexpr int max_buffered_s = 60;

std::string reason_of_dlopen() {
  const char* text = ::dlerror();
  return text == nullptr ? "unknown reason" : text;
}

/// The part of liblsl's C interface that is used (lsl_c.h, 1.13 and later).
struct Library {
  void* handle = nullptr;
  void* (*create_streaminfo)(const char*, const char*, std::int32_t, double, int,
                             const char*) = nullptr;
  void (*destroy_streaminfo)(void*) = nullptr;
  void* (*get_desc)(void*) = nullptr;
  void* (*append_child)(void*, const char*) = nullptr;
  void* (*append_child_value)(void*, const char*, const char*) = nullptr;
  void* (*create_outlet)(void*, std::int32_t, std::int32_t) = nullptr;
  void (*destroy_outlet)(void*) = nullptr;
  std::int32_t (*push_sample_ft)(void*, const float*, double) = nullptr;
  double (*local_clock)() = nullptr;
  std::int32_t (*library_version)() = nullptr;

  Library() {
    std::string tried;
    const char* named = std::getenv("SOLEA_LIBLSL");
    const std::array names = {"liblsl.so.2", "liblsl.so.1", "liblsl.so", "liblsl64.so"};
    if (named != nullptr && *named != '\0') {
      handle = ::dlopen(named, RTLD_NOW | RTLD_LOCAL);
      if (handle == nullptr) throw LslMissing("no liblsl: " + reason_of_dlopen());
    }
    for (const char* name : names) {
      if (handle != nullptr) break;
      handle = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
      tried += (tried.empty() ? "" : ", ") + std::string(name);
    }
    if (handle == nullptr) {
      throw LslMissing("no liblsl on this system (looked for " + tried +
                       "); SOLEA_LIBLSL can name the file");
    }
    load("lsl_create_streaminfo", create_streaminfo);
    load("lsl_destroy_streaminfo", destroy_streaminfo);
    load("lsl_get_desc", get_desc);
    load("lsl_append_child", append_child);
    load("lsl_append_child_value", append_child_value);
    load("lsl_create_outlet", create_outlet);
    load("lsl_destroy_outlet", destroy_outlet);
    load("lsl_push_sample_ft", push_sample_ft);
    load("lsl_local_clock", local_clock);
    load("lsl_library_version", library_version);
  }
  ~Library() {
    // Never closed: its threads may outlive the outlets by a moment.
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  template <class Function>
  void load(const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(handle, name));
    if (function == nullptr) throw LslMissing(std::string("liblsl lacks ") + name);
  }
};

struct Channel {
  std::string label;
  const char* unit;
  const char* type;
};

}  // namespace

struct LslOutlet::Impl {
  Library lsl;
  void* force = nullptr;
  void* frames = nullptr;
  std::vector<float> sample;

  void* open(const std::string& name, const char* type, const std::vector<Channel>& channels,
             const StreamInfo& info, const std::string& source_id) {
    void* const stream =
        lsl.create_streaminfo(name.c_str(), type, static_cast<std::int32_t>(channels.size()),
                              info.rate_hz, float32, source_id.c_str());
    if (stream == nullptr) return nullptr;
    void* const about = lsl.get_desc(stream);
    const auto value = [&](const char* key, const std::string& text) {
      lsl.append_child_value(about, key, text.c_str());
    };
    value("manufacturer", "Solea");
    value("driver", info.driver);
    value("rows", std::to_string(info.plate.rows));
    value("cols", std::to_string(info.plate.cols));
    value("pitch_x_mm", std::to_string(info.plate.pitch_x_mm));
    value("pitch_y_mm", std::to_string(info.plate.pitch_y_mm));
    void* const list = lsl.append_child(about, "channels");
    for (const Channel& channel : channels) {
      void* const one = lsl.append_child(list, "channel");
      lsl.append_child_value(one, "label", channel.label.c_str());
      lsl.append_child_value(one, "unit", channel.unit);
      lsl.append_child_value(one, "type", channel.type);
    }
    void* const outlet = lsl.create_outlet(stream, 0, max_buffered_s);
    lsl.destroy_streaminfo(stream);
    return outlet;
  }
};

LslOutlet::LslOutlet() : impl_(std::make_unique<Impl>()) {}

LslOutlet::~LslOutlet() {
  for (void* outlet : {impl_->force, impl_->frames}) {
    if (outlet != nullptr) impl_->lsl.destroy_outlet(outlet);
  }
}

void LslOutlet::begin(const StreamInfo& info, const std::string& source_id) {
  impl_->force = impl_->open(
      "Solea force", "Force",
      {{"force_n", "N", "Force"}, {"cop_x_mm", "mm", "Position"}, {"cop_y_mm", "mm", "Position"}},
      info, source_id + "/force");
  std::vector<Channel> cells;
  cells.reserve(info.plate.cells());
  const char* const unit = info.to_kpa ? "kPa" : "count";
  for (int row = 0; row < info.plate.rows; ++row) {
    for (int col = 0; col < info.plate.cols; ++col) {
      cells.push_back({'r' + std::to_string(row) + 'c' + std::to_string(col), unit, "Pressure"});
    }
  }
  impl_->frames = impl_->open("Solea frames", "Pressure", cells, info, source_id + "/frames");
}

void LslOutlet::push(const LiveFrame& frame) {
  constexpr float undefined = std::numeric_limits<float>::quiet_NaN();
  const std::chrono::nanoseconds now = std::chrono::steady_clock::now().time_since_epoch();
  const double stamp =
      impl_->lsl.local_clock() - std::chrono::duration<double>(now - frame.arrival()).count();
  if (impl_->force != nullptr) {
    const std::array sample = {
        frame.force_n() ? static_cast<float>(*frame.force_n()) : undefined,
        frame.cop() ? static_cast<float>(frame.cop()->x) : undefined,
        frame.cop() ? static_cast<float>(frame.cop()->y) : undefined,
    };
    impl_->lsl.push_sample_ft(impl_->force, sample.data(), stamp);
  }
  if (impl_->frames == nullptr) return;
  if (!frame.kpa().empty()) {
    impl_->lsl.push_sample_ft(impl_->frames, frame.kpa().data(), stamp);
    return;
  }
  impl_->sample.assign(frame.counts().begin(), frame.counts().end());
  impl_->lsl.push_sample_ft(impl_->frames, impl_->sample.data(), stamp);
}

int LslOutlet::version() const {
  return impl_->lsl.library_version();
}

}  // namespace solea
