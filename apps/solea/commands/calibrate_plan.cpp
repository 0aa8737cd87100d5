#include <fmt/format.h>

#include <memory>

#include "acquisition/driver.h"
#include "apps/results/output_file.h"
#include "apps/solea/calibrate/support.h"

namespace solea::calibrate {

namespace {

using namespace calibration;

struct PlanOptions {
  std::vector<double> levels_kpa;
  bool cycle = false;
  double force_n = 0;
  double radius_mm = 20;
  std::vector<int> grid = {3, 3};
  std::string driver_id;
  std::vector<double> size_mm;
  double hold_s = 3;
  double rest_s = 2;
  std::filesystem::path out;
};

LoadPlan make_plan(const PlanOptions& o) {
  if (o.levels_kpa.empty() == (o.force_n == 0)) {
    throw CLI::RequiredError("one of --kpa (an even pressure) and --point-n (a stamp)");
  }
  if (!o.levels_kpa.empty()) {
    return o.cycle ? plan_cycle(o.levels_kpa, o.hold_s, o.rest_s)
                   : plan_levels(o.levels_kpa, o.hold_s, o.rest_s);
  }
  PlateGeometry plate{1, 1, 0, 0};
  if (!o.size_mm.empty()) {
    plate.pitch_x_mm = o.size_mm[0];
    plate.pitch_y_mm = o.size_mm[1];
  } else if (const DeviceDriver* driver = find_driver(o.driver_id)) {
    plate = driver->plate;
  } else {
    throw CLI::RequiredError("--driver or --size-mm, for the places of the points,");
  }
  return plan_points(plate, o.grid[0], o.grid[1], o.force_n, o.radius_mm, o.hold_s, o.rest_s);
}

}  // namespace

void add_plan(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "plan", "Write down what is to be put on the plate when; follow it while recording");
  command->footer(
      "Examples: solea calibrate plan --kpa 50 100 200 300 -o levels.json\n"
      "          solea calibrate plan --kpa 100 200 300 --cycle -o cycle.json\n"
      "          solea calibrate plan --kpa 200 --hold-s 60 -o hold.json\n"
      "          solea calibrate plan --point-n 100 --driver solea_mat -o points.json");
  const auto o = std::make_shared<PlanOptions>();
  command->add_option("--kpa", o->levels_kpa, "even pressures, one hold each")
      ->check(number_in(0.0, 1e5));
  command->add_flag("--cycle", o->cycle, "up and down again without a rest, for hysteresis");
  command->add_option("--point-n", o->force_n, "force of a stamp at a grid of places")
      ->check(number_in(0.01, 1e5));
  command->add_option("--radius-mm", o->radius_mm, "of the stamp")
      ->capture_default_str()
      ->check(number_in(0.1, 1e4));
  command->add_option("--grid", o->grid, "rows and columns of places")
      ->expected(2)
      ->check(number_in(1, 100));
  command->add_option("--driver", o->driver_id, "whose plate, for the places");
  command->add_option("--size-mm", o->size_mm, "width (x) and length (y) of the plate, instead")
      ->expected(2)
      ->check(number_in(1.0, 1e5));
  command->add_option("--hold-s", o->hold_s, "how long each load stays")
      ->capture_default_str()
      ->check(number_in(0.1, 1e5));
  command->add_option("--rest-s", o->rest_s, "nothing on the plate before each load")
      ->capture_default_str()
      ->check(number_in(0.0, 1e5));
  command->add_option("-o,--out", o->out, "the plan to write (JSON)")->required();
  command->callback([o] {
    const LoadPlan plan = make_plan(*o);
    write_text_file(o->out, plan_to_json(plan) + '\n');
    fmt::print("{}: {} loads in {:g} s\n", o->out.string(), plan.holds.size(),
               plan.duration_s() + o->rest_s);
  });
}

}  // namespace solea::calibrate
