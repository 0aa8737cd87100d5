#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/statistics/permutation.h"
#include "core/error.h"

/// What the tests of solea stats have in common.
namespace solea {

/// The command line of a test.
struct TableOptions {
  std::filesystem::path file;
  bool json = false;
  std::vector<std::string> columns;
  std::string a;
  std::string b;
  bool paired = false;
  bool one_tailed = false;
  std::string group;
  std::vector<std::string> leave_out;
  double alpha = 0.05;
  bool permutation = false;
  bool circular = false;
  double cluster_t = 0;
  std::uint64_t seed = statistics::PermutationSettings{}.seed;

  [[nodiscard]] statistics::Tails tails() const {
    return one_tailed ? statistics::Tails::one : statistics::Tails::two;
  }
  [[nodiscard]] std::string_view tails_name() const { return one_tailed ? "one" : "two"; }
};

/// A JSON document of a test, begun.
[[nodiscard]] nlohmann::ordered_json stats_document(std::string_view test);

/// Tables that do not suit a test become one line about the file.
template <class Function>
auto about_file(const TableOptions& o, Function f) {
  try {
    return f();
  } catch (const std::invalid_argument& e) {
    throw FormatError(o.file, e.what());
  }
}

/// Curves of two groups, node by node: random field theory or relabelling, printed. Throws
/// FormatError.
void run_spm1d(const TableOptions& options);

}  // namespace solea
