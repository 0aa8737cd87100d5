// Charts and films: what needs no file of another program.

#include "visualization/charts/chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "core/error.h"
#include "tests/support/files.h"
#include "visualization/export/film.h"
#include "visualization/export/page.h"

namespace solea {
namespace {

using testing::TempFolder;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

TEST(ChartCurve, ValueIsLinearAndEmptyBesideUndefinedPoints) {
  const ChartCurve curve{"", Side::left, {0, 10, 20, 30}, {1, 3, undefined, 7}, {}};
  EXPECT_DOUBLE_EQ(*value_at(curve, 0), 1);
  EXPECT_DOUBLE_EQ(*value_at(curve, 5), 2);
  EXPECT_DOUBLE_EQ(*value_at(curve, 10), 3);
  EXPECT_FALSE(value_at(curve, 15));
  EXPECT_FALSE(value_at(curve, 20));
  EXPECT_FALSE(value_at(curve, 25));
  EXPECT_DOUBLE_EQ(*value_at(curve, 30), 7);
  EXPECT_FALSE(value_at(curve, -1));
  EXPECT_FALSE(value_at(curve, 31));
}

TEST(Chart, WithoutADefinedValueIsRefused) {
  const TempFolder folder;
  ChartPicture picture;
  picture.panels = {{"", {{"left", Side::left, {0, 1}, {undefined, undefined}, {}}}}};
  EXPECT_THROW(write_chart(folder.path() / "c.png", picture, 400, 300), Error);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "c.png"));
}

TEST(Page, KindsAreToldByTheName) {
  EXPECT_EQ(page_format("a.svg"), PageFormat::svg);
  EXPECT_EQ(page_format("a.b.pdf"), PageFormat::pdf);
  EXPECT_EQ(page_format("a.png"), PageFormat::png);
  EXPECT_FALSE(page_format("a.bmp"));
  EXPECT_FALSE(page_format("svg"));
}

TEST(Film, ThatIsNotFinishedIsRemoved) {
  const TempFolder folder;
  for (const char* name : {"f.gif", "f.ogv", "frames"}) {
    {
      Page page(160, 120);
      const auto film = make_film_writer(folder.path() / name, {160, 120, 25});
      page.render();
      film->add(page.window());
      film->add(page.window());
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << name;
  }
}

}  // namespace
}  // namespace solea
