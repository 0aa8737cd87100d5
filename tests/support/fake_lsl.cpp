// A library with the part of liblsl's C interface that Solea uses (as liblsl's lsl_c.h declares
// it). It writes what it is given to the file that FAKE_LSL_OUT names, one JSON document a line.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

struct Xml {
  std::vector<std::string>* labels;
};

struct Stream {
  std::string name;
  std::int32_t channels;
  double rate;
  int format;
  std::vector<std::string> labels;
  Xml xml{&labels};
};

void write(const std::string& line) {
  const char* file = std::getenv("FAKE_LSL_OUT");
  if (file == nullptr) return;
  if (std::FILE* out = std::fopen(file, "a")) {
    std::fprintf(out, "%s\n", line.c_str());
    std::fclose(out);
  }
}

std::string number(double value) {
  if (value != value) return "NaN";
  char text[40];
  std::snprintf(text, sizeof(text), "%.17g", value);
  return text;
}

}  // namespace

extern "C" {

void* lsl_create_streaminfo(const char* name, const char*, std::int32_t channels, double rate,
                            int format, const char*) {
  return new Stream{name, channels, rate, format, {}};
}
void lsl_destroy_streaminfo(void* info) {
  delete static_cast<Stream*>(info);
}
void* lsl_get_desc(void* info) {
  auto* stream = static_cast<Stream*>(info);
  stream->xml.labels = &stream->labels;
  return &stream->xml;
}
void* lsl_append_child(void* parent, const char*) {
  return parent;
}
void* lsl_append_child_value(void* parent, const char* name, const char* value) {
  if (std::string(name) == "label") static_cast<Xml*>(parent)->labels->push_back(value);
  return parent;
}
void* lsl_create_outlet(void* info, std::int32_t, std::int32_t) {
  auto* outlet = new Stream(*static_cast<Stream*>(info));
  std::string labels;
  for (const std::string& label : outlet->labels) {
    labels += (labels.empty() ? "\"" : ",\"") + label + '"';
  }
  write("{\"call\":\"outlet\",\"name\":\"" + outlet->name + "\",\"channels\":" +
        std::to_string(outlet->channels) + ",\"rate\":" + number(outlet->rate) +
        ",\"format\":" + std::to_string(outlet->format) + ",\"labels\":[" + labels + "]}");
  return outlet;
}
void lsl_destroy_outlet(void* outlet) {
  write("{\"call\":\"destroyed\"}");
  delete static_cast<Stream*>(outlet);
}
std::int32_t lsl_push_sample_ft(void* outlet, const float* values, double stamp) {
  const auto* stream = static_cast<Stream*>(outlet);
  std::string text;
  for (std::int32_t i = 0; i < stream->channels; ++i) {
    text += (i > 0 ? "," : "") + number(static_cast<double>(values[i]));
  }
  write("{\"call\":\"sample\",\"name\":\"" + stream->name + "\",\"stamp\":" + number(stamp) +
        ",\"values\":[" + text + "]}");
  return 0;
}
double lsl_local_clock() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
std::int32_t lsl_library_version() {
  return 116;
}
}
