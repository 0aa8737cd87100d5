// Makes a study of virtual recordings faster than as many runs of solea simulate:
//   make_study FOLDER COUNT SECONDS [K N]
// FOLDER/p001/walk_00001.h5 and so on: people of different mass, feet and gait on a mat of 64x64.
// K N: every N-th of them, from the K-th (0 to N - 1) on, for N processes at once.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/virtual_mat.h"
#include "apps/recording/virtual_session.h"
#include "formats/session/session_writer.h"

namespace {

using namespace solea;
using namespace solea::virtual_mat;

Person person_of(std::size_t number) {
  constexpr std::array feet = {FootType::normal, FootType::flat, FootType::high};
  constexpr std::array strikes = {Strike::rearfoot, Strike::rearfoot, Strike::midfoot};
  Person person;
  person.seed = number + 1;
  person.mass_kg = 50 + static_cast<double>(number * 7 % 50);
  person.foot_length_mm = 225 + static_cast<double>(number * 11 % 60);
  person.cadence_per_min = 95 + static_cast<double>(number * 5 % 30);
  person.toe_out_deg = static_cast<double>(number * 3 % 15);
  person.foot = feet.at(number % feet.size());
  person.strike = strikes.at(number / feet.size() % strikes.size());
  return person;
}

void make_recording(const std::filesystem::path& file, std::size_t number, double seconds) {
  const DeviceDriver& driver = *find_driver("solea_mat");
  const TwinSettings mat = driver.own_settings();
  const Person person = person_of(number);
  SensorModel sensor = default_sensor(driver);
  sensor.seed = person.seed;
  TrialHeader header = virtual_header(driver, mat.plate, sensor, person, "2026-11-20T12:00:00Z");
  header.info.subject_code = "P-" + std::to_string(number / 10 + 1);
  header.info.trial = "walk";
  SessionWriter session(file, header);
  VirtualMat virtual_mat(mat.plate, driver.rate_hz, person, sensor, false);
  const auto frames = static_cast<std::uint64_t>(seconds * driver.rate_hz);
  for (std::uint64_t k = 0; k < frames; ++k) {
    const std::chrono::nanoseconds clock(
        static_cast<std::int64_t>(1e9 * static_cast<double>(k) / driver.rate_hz));
    session.accept({k, clock, clock, virtual_mat.next_frame()});
  }
  session.close({});
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4 && argc != 6) {
    std::fputs("make_study: expected FOLDER COUNT SECONDS [K N]\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const auto count = static_cast<std::size_t>(std::strtoul(argv[2], nullptr, 10));
  const double seconds = std::strtod(argv[3], nullptr);
  const auto first = static_cast<std::size_t>(argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 0);
  const auto every = static_cast<std::size_t>(argc > 4 ? std::strtoul(argv[5], nullptr, 10) : 1);
  for (std::size_t number = first; number < count; number += every) {
    std::array<char, 64> name{};
    std::snprintf(name.data(), name.size(), "p%03zu/walk_%05zu.h5", number / 10 + 1, number + 1);
    const std::filesystem::path file = folder / name.data();
    std::filesystem::create_directories(file.parent_path());
    make_recording(file, number, seconds);
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "make_study: %s\n", error.what());
  return 1;
}
