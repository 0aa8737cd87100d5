#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "formats/recording_format.h"

/// What tests of readers ask of a file, and do to its text.
namespace solea::testing {

/// What is wrong with a file; empty when it opens. Other errors than `Caught` are not caught.
template <class Caught = FormatError>
std::string error_of(const InputFile& file, const OpenOptions& options = {}) {
  try {
    (void)open_recordings(file, options);
  } catch (const Caught& e) {
    return e.what();
  }
  return {};
}

/// The same without the file's name, which must stand in front: ":LINE: what".
inline std::string error_behind_name(const InputFile& file, const OpenOptions& options = {}) {
  const std::string error = error_of(file, options);
  const std::string name = file.name().string();
  if (error.empty()) return {};
  EXPECT_EQ(error.substr(0, name.size()), name);
  return error.substr(name.size());
}

/// How sure a format is of these bytes.
inline int confidence_of(std::string_view format_id, std::string_view bytes) {
  for (const RecordingFormat* format : builtin_formats()) {
    if (format->id == format_id) return format->confidence(std::as_bytes(std::span(bytes)));
  }
  ADD_FAILURE() << "no format " << format_id;
  return -1;
}

/// Puts other words in the first place of `from`, which must be there.
inline void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  replace(text, from, to);
  return text;
}

/// Every cell of a frame.
inline std::vector<float> dense(const Recording& recording, std::size_t frame) {
  std::vector<float> grid(recording.plate().cells());
  recording.copy_dense(frame, grid);
  return grid;
}

}  // namespace solea::testing
