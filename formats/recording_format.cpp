#include "formats/recording_format.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/error.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

std::string known_formats() {
  std::string names;
  for (const RecordingFormat* format : builtin_formats()) {
    if (!names.empty()) names += ", ";
    names += format->id;
  }
  return names;
}

const RecordingFormat* find_format(const std::filesystem::path& file, const std::string& id) {
  for (const RecordingFormat* format : builtin_formats()) {
    if (format->id == id) return format;
  }
  throw FormatError(file, "unknown format '" + id + "', expected one of: " + known_formats());
}

/// The format that claims a file most surely; null: none does.
const RecordingFormat* choose(const InputFile& file) {
  constexpr std::size_t head_bytes = 64 * 1024;
  const auto head = file.bytes().first(std::min(head_bytes, file.bytes().size()));
  const RecordingFormat* best = nullptr;
  int best_confidence = 0;
  for (const RecordingFormat* format : builtin_formats()) {
    const int confidence = format->confidence(head);
    if (confidence > best_confidence) {
      best = format;
      best_confidence = confidence;
    }
  }
  return best;
}

/// Adds a file's recordings, or those of the files packed into it. False when no format claims it.
/// A recording of a file in an archive, named with that file.
class MemberSource final : public FrameSource {
 public:
  MemberSource(const std::string& member, std::unique_ptr<FrameSource> source)
      : source_(std::move(source)), info_(source_->info()) {
    info_.name = info_.name.empty() ? member : member + " " + info_.name;
  }
  [[nodiscard]] const SourceInfo& info() const noexcept override { return info_; }
  bool next_block(Recording& out) override { return source_->next_block(out); }

 private:
  std::unique_ptr<FrameSource> source_;
  SourceInfo info_;
};

bool add_sources(const InputFile& file, const OpenOptions& options, int depth, Sources& sources) {
  const RecordingFormat* format = choose(file);
  if (format == nullptr && file.is_packed()) {
    constexpr int deepest = 3;
    if (depth == deepest) return false;
    std::vector<std::pair<std::string, Sources>> found;  // with the member's name
    for (const InputFile& member : file.unpack()) {
      Sources of_member;
      if (!add_sources(member, options, depth + 1, of_member)) continue;
      found.emplace_back(to_utf8(member.name().stem().string()), std::move(of_member));
    }
    for (auto& [name, of_member] : found) {
      for (auto& source : of_member) {
        sources.push_back(found.size() == 1
                              ? std::move(source)
                              : std::make_unique<MemberSource>(name, std::move(source)));
      }
    }
    return !found.empty();
  }
  if (!options.format_id.empty()) format = find_format(file.name(), options.format_id);
  if (format == nullptr) return false;
  Sources found = format->open(file, options);
  std::move(found.begin(), found.end(), std::back_inserter(sources));
  return true;
}

}  // namespace

Sources open_recordings(const InputFile& file, const OpenOptions& options) {
  Sources sources;
  if (!add_sources(file, options, 0, sources)) {
    throw FormatError(file.name(),
                      "no pressure recording Solea knows, expected one of: " + known_formats());
  }
  if (sources.empty()) throw FormatError(file.name(), "holds no recording");
  if (options.recording) {
    if (*options.recording >= sources.size()) {
      throw FormatError(file.name(), "has " + std::to_string(sources.size()) +
                                         " recordings, expected a number up to that");
    }
    std::swap(sources.front(), sources[*options.recording]);
    sources.resize(1);
  }
  return sources;
}

std::unique_ptr<FrameSource> open_recording(const InputFile& file, const OpenOptions& options) {
  return std::move(open_recordings(file, options).front());
}

}  // namespace solea
