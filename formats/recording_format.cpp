#include "formats/recording_format.h"

#include <algorithm>
#include <iterator>
#include <new>
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

/// The format that claims a file with this head most surely; null: none does. Of what is packed,
/// only NumPy's archives are a format of their own: the head of any other may show the text of a
/// member that was stored as it is, which other members follow.
const RecordingFormat* choose(std::span<const std::byte> head) {
  const bool packed = InputFile::begins_packed(head);
  const RecordingFormat* best = nullptr;
  int best_confidence = 0;
  for (const RecordingFormat* format : builtin_formats()) {
    if (packed && format->id != "numpy") continue;
    const int confidence = format->confidence(head);
    if (confidence > best_confidence) {
      best = format;
      best_confidence = confidence;
    }
  }
  return best;
}

/// A recording of a file in an archive, named with that file.
class MemberSource final : public FrameSource {
 public:
  MemberSource(const std::string& member, std::unique_ptr<FrameSource> source)
      : source_(std::move(source)), info_(source_->info()) {
    info_.name = info_.name.empty() ? member : member + " " + info_.name;
  }
  [[nodiscard]] const SourceInfo& info() const noexcept override { return info_; }
  /// Reading may tell more: what was wrong with the frames.
  bool next_block(Recording& out) override {
    const bool more = source_->next_block(out);
    info_.warnings = source_->info().warnings;
    return more;
  }
  [[nodiscard]] const FrameSource& origin() const noexcept override { return source_->origin(); }

 private:
  std::unique_ptr<FrameSource> source_;
  SourceInfo info_;
};

/// Adds a file's recordings, or those of the files packed into it. False when no format claims it.
bool add_sources(const InputFile& file, const OpenOptions& options, int depth, Sources& sources) {
  const auto bytes = file.bytes();
  const RecordingFormat* format =
      choose(bytes.first(std::min(InputFile::head_bytes, bytes.size())));
  if (format == nullptr && file.is_packed()) {
    constexpr int deepest = 3;
    if (depth == deepest) return false;
    std::vector<std::pair<std::string, Sources>> found;  // with the member's name
    const auto wanted = [&](std::span<const std::byte> head) {
      return !options.format_id.empty() || InputFile::begins_packed(head) ||
             choose(head) != nullptr;
    };
    for (const InputFile& member : file.unpack(wanted)) {
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
  bool is_known = false;
  try {
    is_known = add_sources(file, options, 0, sources);
  } catch (const std::bad_alloc&) {
    throw FormatError(file.name(), "takes more memory than there is");
  }
  if (!is_known) {
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
