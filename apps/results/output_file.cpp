#include "apps/results/output_file.h"

#include <spdlog/spdlog.h>

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/error.h"

namespace solea {

void keep_earlier_file(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) {
    throw FileError(file, "is a folder, expected the name of a file");
  }
  if (!std::filesystem::exists(file, error)) return;
  for (int n = 1;; ++n) {
    const std::filesystem::path aside = file.string() + "." + std::to_string(n);
    if (std::filesystem::exists(aside, error)) continue;
    std::filesystem::rename(file, aside, error);
    if (error) throw FileError(file, "cannot be moved aside: " + error.message());
    spdlog::warn("{} existed and is now {}", file.string(), aside.string());
    return;
  }
}

std::filesystem::path unfinished_name(const std::filesystem::path& file) {
  return file.string() + ".part-" + std::to_string(::getpid());
}

void rethrow_naming(const std::filesystem::path& unfinished, const std::filesystem::path& file) {
  try {
    throw;
  } catch (const std::exception& e) {
    std::string message = e.what();
    const std::size_t at = message.find(unfinished.string());
    if (at == std::string::npos) throw;
    throw Error(message.replace(at, unfinished.string().size(), file.string()));
  }
}

void write_text_file(const std::filesystem::path& file, const std::string& text) {
  std::error_code error;
  // What a link points to is replaced, not the link; a device or a pipe is written to as it is.
  std::filesystem::path target = std::filesystem::canonical(file, error);
  if (error) target = file;
  const auto type = std::filesystem::status(target, error).type();
  if (type == std::filesystem::file_type::directory) {
    throw FileError(file, "is a folder, expected the name of a file");
  }
  const bool in_place =
      type != std::filesystem::file_type::regular && type != std::filesystem::file_type::not_found;
  const std::filesystem::path written = in_place ? target : unfinished_name(target);
  {
    std::ofstream out(written, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) {
      const std::string why = std::strerror(errno);
      if (!in_place) std::filesystem::remove(written, error);
      throw FileError(file, "cannot be written: " + why);
    }
  }
  if (in_place) return;
  std::filesystem::rename(written, target, error);
  if (error) throw FileError(file, "cannot be written: " + error.message());
}

}  // namespace solea
