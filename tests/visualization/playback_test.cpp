#include "visualization/window/playback.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "visualization/scenes/color_table.h"
#include "visualization/scenes/layers.h"

namespace solea {
namespace {

std::vector<double> hundred_hz(int frames) {
  std::vector<double> times;
  for (int k = 0; k < frames; ++k) times.push_back(0.01 * k);
  return times;
}

TEST(Playback, ShowsTheFrameThatHasBegun) {
  Playback play(hundred_hz(101));
  play.toggle();
  play.advance(0.254);
  EXPECT_EQ(play.frame(), 25U);
  play.advance(0.006);
  EXPECT_EQ(play.frame(), 26U);
}

TEST(Playback, SmallTicksLoseNoTime) {
  Playback play(hundred_hz(1001));
  play.toggle();
  for (int i = 0; i < 1000; ++i) play.advance(0.005);
  EXPECT_NEAR(play.time_s(), 5.0, 0.011);
}

TEST(Playback, SpeedsAreSixteenthsToFourTimes) {
  Playback play(hundred_hz(101));
  for (int i = 0; i < 10; ++i) play.slower();
  EXPECT_EQ(play.speed(), 1.0 / 16);
  EXPECT_EQ(play.speed_text(), "1/16x");
  for (int i = 0; i < 10; ++i) play.faster();
  EXPECT_EQ(play.speed(), 4);
  EXPECT_EQ(play.speed_text(), "4x");
  play.toggle();
  play.advance(0.1);
  EXPECT_EQ(play.frame(), 40U);
}

TEST(Playback, StopsAtTheEndOrBeginsAgain) {
  Playback play(hundred_hz(101));
  play.toggle();
  play.advance(7);
  EXPECT_FALSE(play.playing());
  EXPECT_EQ(play.frame(), 100U);
  play.toggle();
  EXPECT_EQ(play.frame(), 0U) << "from the beginning";
  play.set_loop(true);
  play.advance(1.3);
  EXPECT_TRUE(play.playing());
  EXPECT_EQ(play.frame(), 30U);
}

TEST(Playback, StepsAndSeeks) {
  Playback play(hundred_hz(101));
  play.step(-1);
  EXPECT_EQ(play.frame(), 0U);
  play.step(3);
  EXPECT_EQ(play.frame(), 3U);
  play.seek(1);
  EXPECT_EQ(play.frame(), 100U);
  EXPECT_EQ(play.fraction(), 1);
  play.step(1);
  EXPECT_EQ(play.frame(), 100U);
  play.seek(0.5);
  EXPECT_EQ(play.frame(), 50U);
}

TEST(Playback, OneFrameStandsStill) {
  Playback play({0.5});
  play.toggle();
  EXPECT_FALSE(play.playing());
  play.seek(1);
  EXPECT_EQ(play.frame(), 0U);
  EXPECT_THROW(Playback({}), std::invalid_argument);
}

TEST(Layers, AreReadAndWritten) {
  const Layers usual;
  EXPECT_EQ(Layers::parse(usual.text()), usual);
  const Layers some = Layers::parse("cop,axis");
  EXPECT_TRUE(some.has(Layer::axis));
  EXPECT_FALSE(some.has(Layer::grid));
  const Layers changed = Layers::parse("+axis,-grid");
  EXPECT_TRUE(changed.has(Layer::axis));
  EXPECT_TRUE(changed.has(Layer::cop));
  EXPECT_FALSE(changed.has(Layer::grid));
  EXPECT_EQ(Layers::parse("none").text(), "none");
  EXPECT_EQ(Layers::parse("none"), Layers::parse(Layers::parse("none").text()));
  for (const LayerName& name : layer_names()) {
    EXPECT_TRUE(Layers::parse("all").has(name.layer)) << name.id;
  }
  EXPECT_THROW(static_cast<void>(Layers::parse("cop,toes")), std::invalid_argument);
}

TEST(ColorTable, StepsBeginAtTheirPressures) {
  for (const ColorTable table : {ColorTable::emed, ColorTable::footscan}) {
    const double end = table_end(table, 1234);
    for (const ColorStep& step : color_steps(table)) {
      EXPECT_EQ(table_color(table, step.from_kpa, end), step.color);
      EXPECT_NE(table_color(table, step.from_kpa - 0.1, end), step.color);
    }
  }
}

TEST(ColorTable, DifferencesAreWhiteAtZero) {
  EXPECT_EQ(table_color(ColorTable::difference, 0, 100), (Rgb{255, 255, 255}));
  EXPECT_NE(table_color(ColorTable::difference, 50, 100),
            table_color(ColorTable::difference, -50, 100));
}

}  // namespace
}  // namespace solea
