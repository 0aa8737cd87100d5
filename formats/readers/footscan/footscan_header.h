#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_info.h"

namespace solea::readers::footscan {

/// What the lines above the first frame tell; their words may be of any language.
class Header {
 public:
  void add_line(std::string_view line);

  /// Of the foot, or of both where it is unknown; nothing where the header does not tell, or tells
  /// different rates.
  [[nodiscard]] std::optional<double> rate_hz(Side side) const;
  /// "Dynamic Roll off": rectangles around feet, not the whole plate.
  [[nodiscard]] bool is_dynamic() const { return dynamic_; }
  /// "Entire Plate Roll Off", in English.
  [[nodiscard]] bool is_entire_plate() const { return entire_plate_; }
  [[nodiscard]] bool is_empty() const { return is_first_; }
  void describe(SourceInfo& info) const;

 private:
  std::string export_;       // "Entire Plate Roll Off"
  std::string measurement_;  // as the user called it
  std::string date_;
  std::vector<std::string> private_words_;  // of the person's name, lower case
  std::vector<double> rates_hz_;            // left, right
  bool dynamic_ = false;
  bool entire_plate_ = false;
  bool is_first_ = true;
};

/// The side a line such as "Right foot data" names; unknown for none, for both, and for a line with
/// a value in it ("Patient name: ...").
[[nodiscard]] Side side_in(std::string_view line);

/// Words in lower case: runs of letters, and of bytes beyond ASCII.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

}  // namespace solea::readers::footscan
