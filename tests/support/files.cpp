#include "tests/support/files.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace solea::testing {

namespace {

std::filesystem::path source_dir() {
  const char* dir = std::getenv("SOLEA_SOURCE_DIR");
  return dir != nullptr ? dir : ".";
}

}  // namespace

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "solea-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path sample_data(const std::string& name) {
  return source_dir() / "sample_data" / name;
}

std::optional<std::filesystem::path> real_data(const std::string& name) {
  const char* named = std::getenv("SOLEA_REAL_DATA");
  const std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named) : source_dir() / ".." / "shared" / "data";
  if (!std::filesystem::exists(folder / name)) return std::nullopt;
  return folder / name;
}

void write_file(const std::filesystem::path& file, const std::string& content) {
  std::ofstream out(file, std::ios::binary);
  out << content;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace solea::testing
