// SPDX-License-Identifier: Apache-2.0
// Densities at given weights after a run: the history that runs write, what rhoflow-evaluate makes
// of it, the same bits after a resume and for any number of threads, and its answers to bad input.
#include "../expect_error.h"
#include "../paths.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

class Evaluate : public testing::Test {
protected:
  void SetUp() override {
    folder_.write("small.prm", small_problem("subsection Points\n  set Number = 256\n"
                                             "  set Shifts = 3\nend\n"));
    folder_.write("head.csv", "name,b,w,a\none,0.5,-0.3,1\ntwo,0,0,0\nthree,-1,2,0.7\n");
    folder_.write("encoder.csv", "u,w,b\n1,-0.3,0.5\n0,0,0\n0.7,2,-1\n");
  }
  void run(const std::string &program, const std::string &arguments) const {
    const CommandResult result = run_command(folder_, program, "small.prm --quiet " + arguments);
    ASSERT_EQ(result.status, 0) << result.error;
  }
  CommandResult evaluate(const std::string &arguments) const {
    return run_command(folder_, evaluate_program, arguments);
  }
  /// The table that has to be printed.
  std::string printed(const std::string &arguments) const {
    const CommandResult result = evaluate(arguments);
    EXPECT_EQ(result.status, 0) << result.error;
    return result.output;
  }
  void refuses(const std::string &arguments, const std::string &expected) const {
    const CommandResult result = evaluate(arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    EXPECT_EQ(result.output, "");
    expect_contains(result.error, expected);
  }

  TemporaryFolder folder_;
};

double standard_log_density(double a, double b, double c) {
  return -0.5 * (a * a + b * b + c * c) - 1.5 * std::log(2. * M_PI);
}

TEST_F(Evaluate, WritesDensityPotentialAndVelocityBehindTheColumnsOfTheFile) {
  for (const char *program : {rhoflow_program, points_program}) {
    run(program, "--output out --overwrite");
    const std::string table = printed("out head.csv");
    EXPECT_EQ(table.substr(0, table.find('\n')),
              "name,b,w,a,density,log_density,potential,velocity_a,velocity_w,velocity_b");
    const auto rows = rows_of(table);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[1][0], "two");
    for (const auto &row : rows) {
      const double density = std::stod(row[4]), log_density = std::stod(row[5]);
      EXPECT_NEAR(std::log(density), log_density, 1e-12);
      // In the time of this run the head moves by a few hundredths.
      const double start =
          standard_log_density(std::stod(row[1]), std::stod(row[2]), std::stod(row[3]));
      EXPECT_NEAR(log_density, start, 0.5);
      if (row[0] != "two") {
        EXPECT_GT(std::abs(log_density - start), 1e-4);
        EXPECT_GT(std::abs(std::stod(row[7])), 1e-4);
      }
    }
    // At the start it is the Gaussian, at every depth.
    const auto encoder = numbers_of(printed("out encoder.csv --density encoder --depth 0.2 "
                                            "--time 0"));
    ASSERT_EQ(encoder.size(), 3u);
    for (const auto &row : encoder)
      EXPECT_NEAR(row[4], standard_log_density(row[0], row[1], row[2]), 1e-13);
    ASSERT_EQ(evaluate("out head.csv --output table.csv --overwrite").status, 0);
    EXPECT_EQ(folder_.read("table.csv"), table);
  }
}

TEST_F(Evaluate, BothSolversAgreeAndThePrintedMassIsOne) {
  run(rhoflow_program,
      "--output mesh --set 'Weights/Outer nodes=12' --set 'Weights/Inner cells=12' "
      "--set 'Weights/Inner degree=5'");
  run(points_program, "--output points --set Points/Number=4096");
  for (const std::string arguments : {" head.csv", " encoder.csv --density encoder --depth 0.7"}) {
    const auto mesh = rows_of(printed("mesh" + arguments)),
               points = rows_of(printed("points" + arguments));
    for (std::size_t i = 0; i < mesh.size(); ++i)
      for (std::size_t k = mesh[i].size() - 6; k < mesh[i].size(); ++k)
        EXPECT_NEAR(std::stod(mesh[i][k]), std::stod(points[i][k]), 2e-5) << i << ' ' << k;
  }
  const std::string mass = printed("mesh --check");
  ASSERT_EQ(mass.rfind("mass ", 0), 0u) << mass;
  EXPECT_NEAR(std::stod(mass.substr(5)), 1., 1e-9);
  expect_contains(mass, ", standard error ");
}

TEST_F(Evaluate, HasTheSameBitsAfterAResumeAndForAnyNumberOfThreads) {
  for (const char *program : {rhoflow_program, points_program}) {
    run(program, "--overwrite --output whole --threads 1");
    run(program, "--overwrite --output parts --threads 2 --set 'Time/End time=0.2'");
    EXPECT_EQ(evaluate("parts head.csv --time 0.3").status, 2);
    run(program, "--output parts --resume --threads 2");
    EXPECT_EQ(printed("whole head.csv --threads 1"), printed("parts head.csv --threads 2"));
    const std::string encoder = " encoder.csv --density encoder --depth 0.9 --time 0.15";
    EXPECT_EQ(printed("whole" + encoder), printed("parts" + encoder));
    EXPECT_EQ(folder_.read("parts/run.log").find("history"), std::string::npos);
  }
}

TEST_F(Evaluate, ARunThatHasLostItsHistoryGoesOnWithoutOne) {
  run(points_program, "--output out --set 'Time/End time=0.2'");
  fs::remove(folder_.path("out/history.h5"));
  run(points_program, "--output out --resume");
  expect_contains(folder_.read("out/run.log"), "history.h5 is missing; the part of the run before");
  EXPECT_FALSE(fs::exists(folder_.path("out/history.h5")));
}

TEST_F(Evaluate, OfAPartThatIsNotTrainedIsTheStart) {
  run(points_program, "--output out --set Network/Train=head");
  for (const auto &row : numbers_of(printed("out encoder.csv --density encoder --depth 0.5"))) {
    EXPECT_NEAR(row[4], standard_log_density(row[0], row[1], row[2]), 1e-13);
    for (const std::size_t velocity : {6, 7, 8})
      EXPECT_EQ(row[velocity], 0.);
  }
}

TEST_F(Evaluate, TakesTheWeightsOfSeveralInputsAndFixedHeads) {
  run(points_program, "--output out --set 'Data/Source=two spirals' --set Network/Head=fixed "
                      "--set 'Network/Head vector=1, 1' --set Depth/Rule=euler");
  folder_.write("plane.csv", "u_1,u_2,w_1,w_2,b\n0.1,0.2,0.3,0.4,0.5\n");
  const std::string table = printed("out plane.csv --depth 0.5");
  expect_contains(table, ",potential,velocity_u_1,velocity_u_2,velocity_w_1,velocity_w_2,"
                         "velocity_b\n");
  refuses("out plane.csv --density head", "the head of this run is fixed");
}

TEST_F(Evaluate, RefusesWhatItCannotDoInOneLine) {
  run(points_program, "--output out");
  run(points_program, "--output without --set Output/History=false");
  EXPECT_FALSE(fs::exists(folder_.path("without/history.h5")));
  run(rhoflow_program, "--output noise --set Noise/Temperature=0.1 --set Noise/Confinement=0.1");
  EXPECT_FALSE(fs::exists(folder_.path("noise/history.h5")));
  refuses("absent head.csv", "absent: there is no such folder");
  refuses("without head.csv", "Output/History = true");
  refuses("noise head.csv", "with noise there are no characteristics");
  refuses("out head.csv --time 7", "--time = 7: the run is known from t = 0 to 0.3");
  refuses("out head.csv --time -1", "--time = -1");
  refuses("out encoder.csv", "encoder.csv:1: 'u,w,b' has no column 'a', a weight of the head");
  refuses("out head.csv --density encoder --depth 0.5",
          "has no column 'u', a weight of the encoder");
  refuses("out encoder.csv --density encoder", "--depth is missing");
  refuses("out encoder.csv --density encoder --depth 1.5", "--depth = 1.5");
  refuses("out head.csv --depth 0.5", "has no depth");
  refuses("out head.csv --density tail", "--density = 'tail'");
  refuses("out head.csv --tolerance 0", "--tolerance = 0");
  refuses("out", "POINTS is missing");
  refuses("out head.csv --check", "add --output");
  refuses("out head.csv --output encoder.csv", "--overwrite");
  folder_.write("done.csv", "a,w,b,density\n1,2,3,4\n");
  refuses("out done.csv", "there is a column 'density' already");
  folder_.write("infinite.csv", "a,w,b\n1,2,inf\n");
  refuses("out infinite.csv", "infinite.csv:2");
  const std::string good = folder_.read("out/history.h5");
  folder_.write("out/history.h5", good.substr(0, good.size() / 2));
  refuses("out head.csv", "out/history.h5");
  folder_.write("out/history.h5", "no such thing");
  refuses("out head.csv", "out/history.h5");
  fs::copy_file(folder_.path("out/checkpoint/points.h5"), folder_.path("out/history.h5"),
                fs::copy_options::overwrite_existing);
  refuses("out head.csv", "attribute 'schema' is not 'rhoflow history'");
}

} // namespace
