#include "formats/readers/arrays/npy_array.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/error.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view signature = "\x93NUMPY";

/// Walks through the header's Python dictionary.
class Literal {
 public:
  explicit Literal(std::string_view text) : rest_(text) {}

  /// Passes over blanks and takes `c` if it comes next.
  bool take(char c) {
    skip();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// A text in quotes; texts of this format have no escapes.
  std::optional<std::string_view> text() {
    skip();
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) return std::nullopt;
    const std::size_t end = rest_.find(rest_.front(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view value = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return value;
  }
  std::optional<bool> boolean() {
    skip();
    for (const bool value : {true, false}) {
      const std::string_view word = value ? "True" : "False";
      if (!rest_.starts_with(word)) continue;
      rest_.remove_prefix(word.size());
      return value;
    }
    return std::nullopt;
  }
  /// A whole number; Python 2 put an L behind large ones.
  std::optional<std::uint64_t> number() {
    skip();
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    if (rest_.starts_with('L')) rest_.remove_prefix(1);
    return value;
  }
  bool at_end() {
    skip();
    return rest_.empty();
  }

 private:
  void skip() {
    const std::size_t at = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(std::min(at, rest_.size()));
  }

  std::string_view rest_;
};

/// A half float as it is stored.
struct Half {
  std::uint16_t bits;
};
struct Bool {
  std::uint8_t byte;
};

double to_double(Half half) {
  const int exponent = half.bits >> 10 & 0x1F;
  const double fraction = half.bits & 0x3FF;
  double value = 0;
  if (exponent == 0x1F) {
    value = fraction == 0 ? std::numeric_limits<double>::infinity()
                          : std::numeric_limits<double>::quiet_NaN();
  } else {
    value = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
  }
  return half.bits >> 15 != 0 ? -value : value;
}
double to_double(Bool value) {
  return value.byte != 0 ? 1 : 0;
}
template <class T>
double to_double(T value) {
  return static_cast<double>(value);
}

float to_float(Half half) {
  return static_cast<float>(to_double(half));
}
float to_float(Bool value) {
  return value.byte != 0 ? 1.0F : 0.0F;
}
/// A double beyond floats becomes infinite, which readers count as no number.
float to_float(double value) {
  constexpr double largest = std::numeric_limits<float>::max();
  if (std::abs(value) > largest) {
    return std::copysign(std::numeric_limits<float>::infinity(), value > 0 ? 1.0F : -1.0F);
  }
  return static_cast<float>(value);
}
template <class T>
float to_float(T value) {
  return static_cast<float>(value);
}

template <class T>
T load(const std::byte* at, bool swapped) {
  std::array<std::byte, sizeof(T)> bytes;
  std::memcpy(bytes.data(), at, sizeof(T));
  if (swapped) std::reverse(bytes.begin(), bytes.end());
  return std::bit_cast<T>(bytes);
}

template <class T, bool swapped>
void copy(const std::byte* from, const NpyArray::Place& p, std::size_t count, float* out) {
  const std::size_t cells = p.rows * p.cols;
  if (p.col_step == 1 && p.row_step == p.cols && p.frame_step == cells) {
    for (std::size_t i = 0; i < count * cells; ++i) {
      out[i] = to_float(load<T>(from + i * sizeof(T), swapped));
    }
    return;
  }
  // Frames run innermost: they are neighbours in Fortran order.
  for (std::size_t col = 0; col < p.cols; ++col) {
    for (std::size_t row = 0; row < p.rows; ++row) {
      const std::byte* at = from + (row * p.row_step + col * p.col_step) * sizeof(T);
      float* to = out + row * p.cols + col;
      for (std::size_t k = 0; k < count; ++k) {
        to[k * cells] = to_float(load<T>(at + k * p.frame_step * sizeof(T), swapped));
      }
    }
  }
}

/// Calls action.template operator()<T>() with the type in memory. False: no number.
template <class Action>
bool with_type(char kind, std::uint64_t bytes, Action action) {
  if (kind == 'b' && bytes == 1) return action.template operator()<Bool>(), true;
  if (kind == 'u' && bytes == 1) return action.template operator()<std::uint8_t>(), true;
  if (kind == 'u' && bytes == 2) return action.template operator()<std::uint16_t>(), true;
  if (kind == 'u' && bytes == 4) return action.template operator()<std::uint32_t>(), true;
  if (kind == 'u' && bytes == 8) return action.template operator()<std::uint64_t>(), true;
  if (kind == 'i' && bytes == 1) return action.template operator()<std::int8_t>(), true;
  if (kind == 'i' && bytes == 2) return action.template operator()<std::int16_t>(), true;
  if (kind == 'i' && bytes == 4) return action.template operator()<std::int32_t>(), true;
  if (kind == 'i' && bytes == 8) return action.template operator()<std::int64_t>(), true;
  if (kind == 'f' && bytes == 2) return action.template operator()<Half>(), true;
  if (kind == 'f' && bytes == 4) return action.template operator()<float>(), true;
  if (kind == 'f' && bytes == 8) return action.template operator()<double>(), true;
  return false;
}

}  // namespace

bool NpyArray::is_npy(std::string_view head) {
  return head.starts_with(signature);
}

void NpyArray::fail(const std::string& what) const {
  throw FormatError::at_offset(file_.name(), offset_, what);
}

NpyArray::NpyArray(InputFile file) : file_(std::move(file)) {
  const std::string_view all = file_.text();
  if (!is_npy(all)) fail("no NumPy array, expected it to begin with \\x93NUMPY");
  const std::size_t fixed = signature.size() + 2;
  if (all.size() < fixed + 2) fail("the file ends within the header of the array");
  offset_ = signature.size();
  const auto major = static_cast<unsigned char>(all[signature.size()]);
  if (major < 1 || major > 3) {
    fail("version " + std::to_string(major) + " of .npy, expected 1 to 3");
  }
  offset_ = fixed;
  const std::size_t length_bytes = major == 1 ? 2 : 4;
  if (all.size() < fixed + length_bytes) fail("the file ends within the header of the array");
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= std::size_t{static_cast<unsigned char>(all[fixed + i])} << 8 * i;
  }
  offset_ += length_bytes;
  constexpr std::size_t longest = std::size_t{1} << 20;
  if (length > longest) fail("a header of " + std::to_string(length) + " bytes, expected a few");
  if (all.size() < offset_ + length) fail("the file ends within the header of the array");
  parse(all.substr(offset_, length));
  offset_ += length;
}

void NpyArray::parse(std::string_view header) {
  Literal literal(header);
  if (!literal.take('{')) fail("the header is no dictionary, expected {'descr': ...}");
  bool has_type = false;
  bool has_order = false;
  bool has_shape = false;
  while (!literal.take('}')) {
    const auto key = literal.text();
    if (!key || !literal.take(':')) {
      fail("damaged header, expected a key, as in 'descr': '<u2'");
    }
    if (*key == "descr") {
      const auto type = literal.text();
      if (!type) fail("an array of records, expected one of numbers, as 'descr': '<u2'");
      set_type(*type);
      has_type = true;
    } else if (*key == "fortran_order") {
      const auto value = literal.boolean();
      if (!value) fail("bad 'fortran_order', expected True or False");
      fortran_ = *value;
      has_order = true;
    } else if (*key == "shape") {
      if (!literal.take('(')) fail("bad 'shape', expected numbers in brackets");
      shape_.clear();
      while (!literal.take(')')) {
        const auto axis = literal.number();
        if (!axis || shape_.size() == 32) fail("bad 'shape', expected up to 32 whole numbers");
        shape_.push_back(*axis);
        if (literal.take(',')) continue;
        if (!literal.take(')')) fail("bad 'shape', expected numbers between commas");
        break;
      }
      has_shape = true;
    } else {
      fail("unknown key " + in_quotes(*key) + " in the header");
    }
    if (literal.take(',')) continue;
    if (!literal.take('}')) fail("damaged header, expected a comma or its end");
    break;
  }
  if (!literal.at_end()) fail("damaged header, expected nothing behind its end");
  if (!has_type || !has_order || !has_shape) {
    fail("the header is not complete, expected 'descr', 'fortran_order' and 'shape'");
  }
  for (const std::uint64_t axis : shape_) {
    constexpr std::uint64_t most = std::uint64_t{1} << 56;
    if (axis != 0 && elements_ > most / axis / std::max<std::uint64_t>(1, item_bytes_)) {
      fail("an array larger than any file");
    }
    elements_ *= axis;
  }
}

void NpyArray::set_type(std::string_view type) {
  std::string_view rest = type;
  const char order = rest.empty() ? '\0' : rest.front();
  if (order == '<' || order == '>' || order == '|' || order == '=') rest.remove_prefix(1);
  kind_ = rest.empty() ? '\0' : rest.front();
  if (kind_ == '?' && rest.size() == 1) {
    kind_ = 'b';
    item_bytes_ = 1;
  } else if (kind_ == 'O') {
    fail("an array of Python objects, expected one of numbers");
  } else {
    const char* end = rest.data() + rest.size();
    const auto [at, error] =
        std::from_chars(rest.data() + std::min<std::size_t>(1, rest.size()), end, item_bytes_);
    constexpr std::uint64_t largest = std::uint64_t{1} << 24;
    // Dates carry their unit in brackets; they are no numbers here, but no damage either.
    if (error != std::errc{} || (at != end && *at != '[') || item_bytes_ > largest) {
      fail("the type " + in_quotes(type) + ", expected one as '<u2' or '<f4'");
    }
  }
  if (kind_ == 'U') item_bytes_ *= 4;
  swapped_ = order == '>';
  type_ = to_utf8(type);
  numeric_ = with_type(kind_, item_bytes_, []<class T>() {});
}

std::uint64_t NpyArray::stored() const noexcept {
  if (item_bytes_ == 0) return elements_;
  return std::min<std::uint64_t>(elements_, (file_.bytes().size() - offset_) / item_bytes_);
}

std::uint64_t NpyArray::surplus() const noexcept {
  const std::uint64_t bytes = file_.bytes().size() - offset_;
  return bytes - std::min<std::uint64_t>(bytes, elements_ * item_bytes_);
}

double NpyArray::number(std::uint64_t index) const {
  double value = 0;
  with_type(kind_, item_bytes_,
            [&]<class T>() { value = to_double(load<T>(data() + index * sizeof(T), swapped_)); });
  return value;
}

std::optional<std::string> NpyArray::text() const {
  if (elements_ != 1 || stored() != 1 || (kind_ != 'U' && kind_ != 'S')) return std::nullopt;
  std::string out;
  if (kind_ == 'S') {
    out.assign(reinterpret_cast<const char*>(data()), item_bytes_);
  } else {
    for (std::uint64_t i = 0; i < item_bytes_; i += 4) {
      const auto code = load<std::uint32_t>(data() + i, swapped_);
      if (code == 0) break;
      append_utf8(code, out);
    }
  }
  out.resize(std::min(out.find('\0'), out.size()));
  return out;
}

void NpyArray::read(const Place& place, std::size_t first, std::size_t count,
                    std::span<float> out) const {
  with_type(kind_, item_bytes_, [&]<class T>() {
    const std::byte* from = data() + (place.first + first * place.frame_step) * sizeof(T);
    if (swapped_) {
      copy<T, true>(from, place, count, out.data());
    } else {
      copy<T, false>(from, place, count, out.data());
    }
  });
}

}  // namespace solea::readers
