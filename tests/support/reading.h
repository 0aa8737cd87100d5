#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
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

/// Cuts a file at 200 places: one line of an error, or frames as they are in the whole file. From
/// place `unwarned` on all frames may be there without a warning.
inline void expect_safe_prefixes(const std::filesystem::path& file, std::size_t unwarned = 201) {
  const InputFile input(file);
  std::vector<Recording> whole;
  for (const auto& source : open_recordings(input)) whole.push_back(read_all(*source));
  for (std::size_t cut = 1; cut <= 200; ++cut) {
    const auto part = input.text().substr(0, input.text().size() * cut / 201);
    try {
      const Sources sources = open_recordings(InputFile(file.filename(), part));
      for (std::size_t s = 0; s < sources.size(); ++s) {
        const Recording recording = read_all(*sources[s]);
        ASSERT_LE(recording.size(), whole[s].size());
        EXPECT_FALSE(sources[s]->info().warnings.empty() && cut < unwarned &&
                     recording.size() == whole[s].size());
        for (std::size_t k = 0; k < recording.size(); ++k) {
          const auto cells = recording.cells(k);
          const auto expected = whole[s].cells(k);
          EXPECT_TRUE(std::equal(cells.begin(), cells.end(), expected.begin(), expected.end()));
        }
      }
    } catch (const FormatError& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
}

/// Every cell of a frame.
inline std::vector<float> dense(const Recording& recording, std::size_t frame) {
  std::vector<float> grid(recording.plate().cells());
  recording.copy_dense(frame, grid);
  return grid;
}

}  // namespace solea::testing
