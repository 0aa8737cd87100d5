#include "formats/session/rescued_columns.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "formats/session/schema.h"

namespace solea {

using Severity = SessionFinding::Severity;

namespace {

/// A number as T; 0 for one that is none or beyond it.
template <class T>
T as(double value) {
  constexpr double most = 1e18;
  return std::abs(value) <= most && (value >= 0 || std::is_signed_v<T>) ? static_cast<T>(value)
                                                                        : T{};
}

bool is_number(std::uint64_t) {
  return true;
}
bool is_number(double value) {
  constexpr double most_s = 1e12;
  return std::abs(value) <= most_s;
}

}  // namespace

template <class T>
std::vector<T> rescue_column(const hdf5::Node& trial, const char* name, const std::vector<T>& guide,
                             const FoundDamage& found) {
  const std::uint64_t frames = guide.size();
  std::vector<T> values(frames);
  std::vector<bool> known(frames, false);
  try {
    const hdf5::Dataset dataset = hdf5::open_dataset(trial, name);
    const std::uint64_t step = std::max<std::uint64_t>(1, dataset.chunk_frames());
    const std::uint64_t length = std::min<std::uint64_t>(frames, dataset.shape().at(0));
    for (std::uint64_t first = 0; first < length; first += step) {
      const std::uint64_t count = std::min(step, length - first);
      try {
        if (!dataset.has_chunk(first)) continue;
        dataset.read<T>(first, count, std::span(values).subspan(first, count));
        for (std::uint64_t k = first; k < first + count; ++k) known[k] = is_number(values[k]);
      } catch (const std::exception&) {
        std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(first), count, T{});
      }
    }
  } catch (const std::exception& e) {
    found(Severity::damage, std::string(name) + " cannot be opened: " + e.what());
  }
  for (std::uint64_t i = 0; i < frames;) {
    if (known[i]) {
      ++i;
      continue;
    }
    std::uint64_t end = i;
    while (end < frames && !known[end]) ++end;
    const double first = static_cast<double>(guide[i]);
    double slope = 1;
    if (i > 0 && end < frames) {
      slope = (static_cast<double>(values[end]) - static_cast<double>(values[i - 1])) /
              std::max(1e-12, static_cast<double>(guide[end]) - static_cast<double>(guide[i - 1]));
    } else if (i > 1) {
      slope = (static_cast<double>(values[i - 1]) - static_cast<double>(values[0])) /
              std::max(1e-12, static_cast<double>(guide[i - 1]) - static_cast<double>(guide[0]));
    }
    const double before = i > 0 ? static_cast<double>(values[i - 1]) : 0;
    const double origin = i > 0 ? static_cast<double>(guide[i - 1]) : first;
    for (std::uint64_t k = i; k < end; ++k) {
      values[k] = as<T>(before + slope * (static_cast<double>(guide[k]) - origin));
    }
    found(Severity::damage, std::string(name) + " of " + frames_text(i, end - i) +
                                " cannot be read and is rebuilt from the frames around them");
    i = end;
  }
  return values;
}

template std::vector<std::uint64_t> rescue_column(const hdf5::Node&, const char*,
                                                  const std::vector<std::uint64_t>&,
                                                  const FoundDamage&);
template std::vector<double> rescue_column(const hdf5::Node&, const char*,
                                           const std::vector<double>&, const FoundDamage&);

void check_times(const hdf5::Node& trial, bool closed, std::uint64_t frames) {
  const hdf5::Dataset times = hdf5::open_dataset(trial, schema::time_s);
  const auto shape = times.shape();
  if (shape.size() != 1) throw std::runtime_error("it is no row of numbers");
  const std::uint64_t length = closed ? shape[0] : times.stored_frames();
  if (closed && length != frames) {
    throw std::runtime_error("it has " + std::to_string(length) + " entries");
  }
  constexpr std::uint64_t ahead = std::uint64_t{1} << 20;  // a killed writer is a block ahead
  if (length > frames + ahead) throw std::runtime_error("its length is impossible");
  const std::uint64_t step = std::clamp<std::uint64_t>(times.chunk_frames(), 1, frames + ahead);
  std::vector<double> values(step);
  for (std::uint64_t first = 0; first < length; first += step) {
    const std::uint64_t count = std::min(step, length - first);
    if (!times.has_chunk(first)) throw std::runtime_error("a part of it is missing");
    times.read<double>(first, count, std::span(values).first(count));
  }
}

void check_gaps(const hdf5::Node& trial, bool closed, const std::vector<std::uint64_t>& sequence) {
  const std::uint64_t frames = sequence.size();
  const hdf5::Dataset gaps = hdf5::open_dataset(trial, schema::gaps);
  const auto shape = gaps.shape();
  if (shape.size() != 2 || shape[1] != 2) throw std::runtime_error("it is no row of pairs");
  const std::uint64_t length = closed ? shape[0] : gaps.stored_frames();
  if (length > frames) throw std::runtime_error("it has more entries than there are frames");
  std::vector<std::uint64_t> stored(2 * length);
  gaps.read<std::uint64_t>(0, length, stored);
  if (!closed) return;  // it may be a block ahead or behind
  std::vector<std::uint64_t> lacking;
  for (std::uint64_t k = 1; k < frames; ++k) {
    if (sequence[k] == sequence[k - 1] + 1) continue;
    lacking.push_back(sequence[k - 1] + 1);
    lacking.push_back(sequence[k] - sequence[k - 1] - 1);
  }
  if (stored != lacking) throw std::runtime_error("it differs from what the sequence lacks");
}

}  // namespace solea
