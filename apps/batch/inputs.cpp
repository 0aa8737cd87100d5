#include "apps/batch/inputs.h"

#include <glob.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>

#include "apps/batch/journal.h"
#include "apps/batch/manifest.h"
#include "core/error.h"
#include "formats/input_file.h"
#include "formats/recording_format.h"
#include "formats/utf8.h"

namespace solea::batch {

namespace fs = std::filesystem;

namespace {

fs::path plain(const fs::path& path) {
  fs::path whole = fs::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();  // "study/" is "study"
}

/// Whether a format claims a file by its beginning, or it is packed and may hold anything.
bool is_claimed(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<std::byte> head(InputFile::head_bytes);
  in.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (InputFile::begins_packed(head)) return true;
  return std::any_of(builtin_formats().begin(), builtin_formats().end(),
                     [&](const RecordingFormat* format) { return format->confidence(head) > 0; });
}

/// What all arguments together mean.
class Finder {
 public:
  explicit Finder(const fs::path& out) : out_(plain(out)) {}

  void add_argument(const std::string& argument) {
    std::error_code error;
    const fs::path path = plain(argument);
    if (fs::is_directory(path, error)) {
      share(path);
      walk(path);
    } else if (fs::exists(path, error)) {
      if (is_manifest(path)) {
        share(path.parent_path());
        for (Input& input : read_manifest(path)) add_named(std::move(input));
      } else {
        share(path.parent_path());
        add_named({path, {}, {}});
      }
    } else {
      add_glob(argument);
    }
  }

  Inputs finish() {
    pass_over();
    Inputs found;
    std::set<std::string> keys;
    for (Input& input : inputs_) {
      input.name = name_of(input.path);
      if (!keys.insert(key_of(input)).second) {
        throw FileError(input.path, "and another file have the same name for the tables, '" +
                                        input.name + "', expected names of printable UTF-8");
      }
      found.files.push_back(std::move(input));
    }
    for (const fs::path& path : passed_over_) found.passed_over.push_back(name_of(path));
    return found;
  }

 private:
  /// The deepest folder that has all arguments in it.
  void share(const fs::path& folder) {
    if (!root_) {
      root_ = folder;
      return;
    }
    const auto [end, other] =
        std::mismatch(root_->begin(), root_->end(), folder.begin(), folder.end());
    fs::path common;
    for (auto part = root_->begin(); part != end; ++part) common /= *part;
    root_ = common;
  }

  [[nodiscard]] std::string name_of(const fs::path& path) const {
    return to_utf8(path.lexically_relative(*root_).generic_string());
  }

  void add(Input input) {
    input.path = plain(input.path);
    const std::string key =
        input.path.string() + '\n' + std::to_string(input.told.recording.value_or(0));
    if (seen_.insert(key).second) inputs_.push_back(std::move(input));
  }

  /// One that the user named is never passed over.
  void add_named(Input input) {
    named_.insert(plain(input.path));
    add(std::move(input));
  }

  void add_glob(const std::string& argument) {
    glob_t matches{};
    const int result = ::glob(argument.c_str(), 0, nullptr, &matches);
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < matches.gl_pathc; ++i) paths.emplace_back(matches.gl_pathv[i]);
    ::globfree(&matches);
    if (result != 0 || paths.empty()) {
      throw FileError(argument, "is no file, folder or pattern that matches one");
    }
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) {
      if (plain(path) != out_) add_argument(path);
    }
  }

  /// Every file in a folder, in order of names; what cannot be listed is an input that will fail.
  void walk(const fs::path& folder) {
    if (folder == out_ || is_batch(folder)) return;
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (!entry->path().filename().string().starts_with('.')) entries.push_back(entry->path());
    }
    if (error) add({folder, {}, {}});
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
      const fs::file_status link = fs::symlink_status(entry, error);
      if (fs::is_directory(link)) {
        walk(entry);
      } else if (fs::is_regular_file(fs::status(entry, error)) && !is_manifest(entry)) {
        if (is_claimed(entry)) {
          claimed_endings_.insert(entry.extension().string());
        } else {
          unclaimed_.insert(entry);
        }
        add({entry, {}, {}});
      }
    }
  }

  /// A file that nobody claims is damaged where others with its ending are recordings; else it is
  /// none.
  void pass_over() {
    std::erase_if(inputs_, [&](const Input& input) {
      if (!unclaimed_.contains(input.path) || named_.contains(input.path)) return false;
      if (claimed_endings_.contains(input.path.extension().string())) return false;
      passed_over_.push_back(input.path);
      return true;
    });
  }

  fs::path out_;
  std::optional<fs::path> root_;
  std::vector<Input> inputs_;
  std::set<std::string> seen_;
  std::set<fs::path> named_;
  std::set<std::string> claimed_endings_;
  std::set<fs::path> unclaimed_;
  std::vector<fs::path> passed_over_;
};

}  // namespace

std::string key_of(const Input& input) {
  return input.told.recording ? input.name + "#" + std::to_string(*input.told.recording)
                              : input.name;
}

Inputs find_inputs(const std::vector<std::string>& arguments, const fs::path& out) {
  Finder finder(out);
  for (const std::string& argument : arguments) finder.add_argument(argument);
  return finder.finish();
}

}  // namespace solea::batch
