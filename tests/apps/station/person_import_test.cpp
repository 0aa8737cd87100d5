#include "apps/station/person_import.h"

#include <gmock/gmock.h>

#include "apps/station/journal.h"
#include "apps/station/review.h"
#include "core/error.h"
#include "tests/apps/station/sessions.h"
#include "tests/support/files.h"

namespace solea::station {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class PersonImportTest : public ::testing::Test {
 protected:
  ImportOrder order(const std::filesystem::path& file) const {
    return {file, data_, "P00007", 66.0};
  }
  solea::testing::TempFolder elsewhere_, folder_;
  std::filesystem::path data_ = folder_ / "data";
};

TEST_F(PersonImportTest, ASessionFromElsewhereBecomesThePersons) {
  virtual_mat::Person person;
  person.mass_kg = 81;
  const std::filesystem::path file = elsewhere_ / "walk.h5";
  solea::testing::write_session(file, person, 12, "walk 3");
  const ImportedSession imported = import_for_person(order(file));
  EXPECT_EQ(imported.session.parent_path(), data_ / "sessions" / "P00007");
  EXPECT_EQ(imported.recorded_utc, "2026-01-02T03:04:05Z");
  const auto before = read_trials(file);
  const auto after = read_trials(imported.session);
  ASSERT_THAT(after, SizeIs(1));
  EXPECT_EQ(after[0].info.session.subject_code, "P00007");
  EXPECT_EQ(before[0].info.session.subject_code, "P1") << "the file itself stays as it was";
  EXPECT_EQ(after[0].info.session.mass_kg, 81) << "the mass of then";
  EXPECT_EQ(after[0].info.session.trial, "walk 3");
  ASSERT_EQ(after[0].result->steps.size(), before[0].result->steps.size());
  EXPECT_EQ(after[0].result->steps[0].metric("peak_pressure_kpa"),
            before[0].result->steps[0].metric("peak_pressure_kpa"));
  // What the catalogue does not know yet is found at the next start.
  EXPECT_THAT(find_unfinished(data_), SizeIs(1));
  end_journal(imported.session);
  EXPECT_THAT(find_unfinished(data_), IsEmpty());
}

TEST_F(PersonImportTest, AnotherProgramsFileBecomesASessionThatKeepsCorrections) {
  // One foot for a second, written by hand: heel to toe, 40 kPa where it is loaded.
  std::string text =
      "# software: solea 9.9.9\n# origin: zebris_raw\n# frames: 101\n# rows: 40\n# cols: 12\n"
      "# pitch_x_mm: 8\n# pitch_y_mm: 8\n# rate_hz: 100\n# unit: kPa\n# places: known\n"
      "frame,time_s,row,col,x_mm,y_mm,kpa\n";
  for (int frame = 0; frame < 60; ++frame) {
    const int first = 4 + std::max(0, frame - 30);
    const int last = std::min(34, 8 + frame);
    for (int row = first; row < last; ++row) {
      for (int col = 3; col < 10; ++col) {
        text += std::to_string(frame + 20) + "," + std::to_string(0.01 * (frame + 20)) + "," +
                std::to_string(row) + "," + std::to_string(col) + "," +
                std::to_string(8 * col + 4) + "," + std::to_string(8 * row + 4) + ",40\n";
      }
    }
  }
  const std::filesystem::path file = elsewhere_ / "walk.csv";
  solea::testing::write_file(file, text);
  const ImportedSession imported = import_for_person(order(file));
  Review review(read_trials(imported.session));
  ASSERT_THAT(review.steps(), SizeIs(1));
  EXPECT_EQ(review.trials()[0].info.session.subject_code, "P00007");
  EXPECT_EQ(review.trials()[0].info.session.mass_kg, 66.0) << "the file tells none";
  EXPECT_EQ(review.steps()[0].metric("peak_pressure_kpa"), 40);
  review.set_side(0, Side::left);
  EXPECT_THAT(review.save(), SizeIs(1));
  EXPECT_EQ(Review(read_trials(imported.session)).steps()[0].side, Side::left);
}

TEST_F(PersonImportTest, WhatCannotBeReadLeavesNothingBehind) {
  const std::filesystem::path file = elsewhere_ / "none.csv";
  solea::testing::write_file(file, "just words\n");
  EXPECT_THROW((void)import_for_person(order(file)), Error);
  solea::testing::write_file(elsewhere_ / "cut.h5", "\x89HDF\r\n\x1a\n and no more");
  EXPECT_THROW((void)import_for_person(order(elsewhere_ / "cut.h5")), Error);
  std::size_t files = 0;
  std::error_code none;
  for (const auto& item : std::filesystem::recursive_directory_iterator(data_, none)) {
    files += item.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 0U);
}

}  // namespace
}  // namespace solea::station
