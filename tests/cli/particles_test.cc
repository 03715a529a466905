// SPDX-License-Identifier: Apache-2.0
// The program for finite networks from outside: its files and its answers to bad input.
#include "../expect_error.h"
#include "particle_problem.h"
#include "rhoflow/depth/depth_grid.h"

#include "particles/exchange/particle_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace {

using namespace rhoflow::test;
using rhoflow::ParticleReader;
using rhoflow::ParticleState;
namespace fs = std::filesystem;

TEST(Particles, WriteStatisticsPredictionsAndWeights) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  const CommandResult result = train(folder, "--output out");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "steps/s");
  expect_contains(result.output, "results in out");

  const std::string statistics = folder.read("out/statistics.csv"),
                    line = statistics.substr(0, statistics.find('\n'));
  EXPECT_EQ(line.rfind("step,time,dt,loss,regularization,objective,dissipation,mass_drift,"
                       "min_density,second_moment_encoder,second_moment_head,resolution_outer,"
                       "resolution_inner",
                       0),
            0u)
      << line;
  const auto rows = numbers_of(statistics);
  ASSERT_EQ(rows.size(), 4u);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_EQ(rows[k][0], double(k));
    EXPECT_EQ(rows[k][1], double(k));
    EXPECT_EQ(rows[k][7], 0.);
    EXPECT_TRUE(std::isnan(rows[k][8]));
    if (k > 0) {
      EXPECT_LT(rows[k][3], rows[k - 1][3]);
    }
  }

  const ParticleReader reader(folder.path("out/particles.h5"));
  EXPECT_EQ(reader.times(), (std::vector<double>{0., 1., 2., 3.}));
  EXPECT_EQ(reader.header().depths, (std::vector<double>{0., 0.25, 0.5, 0.75}));
  EXPECT_EQ(reader.header().n_neurons(), 30u);
  EXPECT_EQ(reader.header().n_head(), 20u);
  const ParticleState end = reader.read(3);
  EXPECT_EQ(end.loss, rows[3][3]);
  double moment = 0.;
  for (const double x : end.omega)
    moment += x * x / 20.;
  EXPECT_NEAR(moment, rows[3][10], 1e-13 * moment);

  const std::string predictions = folder.read("out/predictions.csv");
  EXPECT_EQ(predictions.rfind("x0,y,prediction\n", 0), 0u) << predictions;
  double loss = 0.;
  std::size_t i = 0;
  for (const auto &row : numbers_of(predictions)) {
    ASSERT_EQ(row.size(), 3u);
    EXPECT_EQ(row[2], end.predictions.at(i++));
    loss += (row[2] - row[1]) * (row[2] - row[1]) / 12.;
  }
  EXPECT_NEAR(loss, end.loss, 1e-14);
  for (const char *name : {"parameters.prm", "run.json", "run.log"})
    EXPECT_TRUE(fs::exists(folder.path(std::string("out/") + name))) << name;
  expect_contains(folder.read("out/run.json"), "\"done\"");
}

TEST(Particles, TheWeightsDoNotDependOnTheThreads) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  for (const std::string threads : {"1", "2"})
    ASSERT_EQ(train(folder,
                    "--set Particles/Neurons=3000 --threads " + threads + " --output out" + threads)
                  .status,
              0);
  const ParticleReader one(folder.path("out1/particles.h5")), two(folder.path("out2/particles.h5"));
  EXPECT_EQ(one.losses(), two.losses());
  EXPECT_TRUE(one.read(3).theta == two.read(3).theta);
  EXPECT_TRUE(one.read(3).omega == two.read(3).omega);
}

TEST(Particles, TakeMoreThanTwoInputs) {
  const TemporaryFolder folder;
  folder.write("three.csv", "x0,x1,x2,y\n0.1,0.5,-0.2,1\n-0.4,0.3,0.9,-1\n0.7,-0.6,0.2,0.5\n");
  folder.write("problem.prm", "subsection Data\n  set Source = csv\n  set File = three.csv\nend\n"
                              "subsection Depth\n  set Nodes = 2\nend\n"
                              "subsection Time\n  set End time = 1\nend\n"
                              "subsection Particles\n  set Neurons = 100\n  set Start = sobol\n"
                              "  set Weights every = 2\nend\n");
  const CommandResult result = train(folder, "--output out");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(folder.read("out/predictions.csv"), "x0,x1,x2,y,prediction");
  const ParticleReader reader(folder.path("out/particles.h5"));
  EXPECT_EQ(reader.header().n_inputs, 3u);
  EXPECT_EQ(reader.header().depth_rule, rhoflow::DepthRule::gauss);
  EXPECT_EQ(reader.header().points_per_interval, 2u);
  EXPECT_EQ(reader.times(), (std::vector<double>{0., 1.}));
  // The densities cannot.
  const CommandResult density = run_command(folder, rhoflow_program, "problem.prm --validate");
  EXPECT_EQ(density.status, 2);
  EXPECT_EQ(density.error_lines(), 1u) << density.error;
  expect_contains(density.error, "rhoflow-particles");
}

TEST(Particles, ValidateSaysTheSizeAndWritesNothing) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  const CommandResult result = train(folder, "--output out --validate");
  EXPECT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "weights             420\n"); // 4 30 3 + 20 3
  expect_contains(result.output, "estimated memory");
  EXPECT_FALSE(fs::exists(folder.path("out")));
}

TEST(Particles, RefuseBadInputWithOneLine) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  const auto refuses = [&](const std::string &setting, const std::string &expected) {
    const CommandResult result = train(folder, "--output out " + setting);
    EXPECT_EQ(result.status, 2) << setting;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, expected);
    EXPECT_FALSE(fs::exists(folder.path("out"))) << setting;
  };
  refuses("--set 'Particles/Learning rate=0.3'", "Learning rate");
  refuses("--set 'Particles/Learning rate=-1'", "Learning rate");
  refuses("--set 'Particles/Start=grid'", "quadrature");
  refuses("--set 'Particles/Neurons=0'", "Neurons");
  refuses("--set 'Weights/Initial density=gaussian mixture' "
          "--set 'Weights/Initial mixture=0.5 : -1, 0 : 1, 1, 1 ; 0.5 : 1, 0, 0 : 1, 1, 1'",
          "Initial mixture");
  refuses("--set 'Network/Head=fixed' --set 'Network/Head vector=1,2'", "Head vector");
  refuses("--resume", "out/checkpoint/particles.h5");
}

TEST(Particles, ARunThatDivergesFailsAndSaysWhy) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  const CommandResult result = train(
      folder,
      "--output out --quiet --set Network/Activation=softplus --set 'Particles/Learning rate=1e8' "
      "--set 'Time/Output interval=1e9' --set 'Time/End time=1e9'");
  EXPECT_EQ(result.status, 1) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "Learning rate");
  expect_contains(folder.read("out/run.json"), "\"failed\"");
}

TEST(Particles, StepsThatAreTooLongAreTheCauseNotTheDepth) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  const auto fails_at_rate = [&](const std::string &rate, const std::string &cause) {
    const CommandResult result = train(
        folder, "--output out --overwrite --quiet --set Depth/Rule=gauss --set Depth/Nodes=2 --set "
                "'Particles/Learning rate=" +
                    rate + "' --set 'Time/Output interval=" + rate + "' --set 'Time/End time=1e5'");
    EXPECT_EQ(result.status, 1) << result.error;
    expect_contains(result.error, "Newton's method did not converge");
    expect_contains(result.error, cause);
    expect_contains(result.error, "; lower Particles/Learning rate");
    EXPECT_EQ(result.error.find("Depth/Intervals"), std::string::npos) << result.error;
  };
  fails_at_rate("1000", "; the first step has led there");
  fails_at_rate("100", "; the loss had risen from ");
}

} // namespace
