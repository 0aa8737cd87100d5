#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/settings.h"
#include "apps/batch/inputs.h"
#include "apps/batch/tables.h"
#include "formats/recording_format.h"

namespace solea::batch {

/// How recordings are opened and analysed, as the command line says.
struct Method {
  OpenOptions open;
  std::function<AnalysisSettings(const SourceInfo&)> settings_of;
};

/// What was computed from one input, by itself: the head says what it is, the body has its part of
/// the tables. Kept in the journal.
struct Fragment {
  std::string head;  ///< JSON
  std::string body;  ///< CBOR

  [[nodiscard]] bool failed() const;  ///< the input, or a recording of it
};

/// Reads and analyses every recording of an input. What a file does wrong becomes a failure in the
/// fragment; only std::bad_alloc is thrown.
[[nodiscard]] Fragment make_fragment(const Input& input, const Method& method);

/// The fragment of an input that could not be dealt with at all.
[[nodiscard]] Fragment failed_fragment(const Input& input, const std::string& reason);

/// What stands in a body.
struct Content {
  std::vector<RecordingRows> recordings;
  std::string failures;  ///< rows of failures.csv
};
[[nodiscard]] Content content_of(std::string_view body);

/// Whether a file is still the one that a head is about: size and time of its last change, else its
/// SHA-256; and what is told of it is the same.
[[nodiscard]] bool is_still(const nlohmann::json& head, const Input& input);

/// An input as JSON, for workers.
[[nodiscard]] nlohmann::json input_to_json(const Input& input);
[[nodiscard]] Input input_from_json(const nlohmann::json& json);

}  // namespace solea::batch
