// SPDX-License-Identifier: Apache-2.0
// The program for finite networks from outside: its files, its answers to bad input, and the same
// training by PyTorch.
#include "../expect_error.h"
#include "particle_problem.h"
#include "rhoflow/depth/depth_grid.h"

#include "particles/exchange/particle_file.h"
#include "particles/exchange/particle_import.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace {

using namespace rhoflow::test;
using rhoflow::import_network;
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

/// Training by PyTorch from the weights that the program has written.
class PyTorch : public testing::Test {
protected:
  CommandResult train_torch(const std::string &arguments) {
    return run_command(folder_, "/usr/bin/python3",
                       std::string(source_folder) +
                           "/problems/particle_comparison/train_torch.py "
                           "--threads 1 " +
                           arguments);
  }

  /// Trains by both and compares weights and losses at all times. The first step, with rate one,
  /// moves the weights by the gradient itself.
  void expect_same_training(const std::string &settings, const std::string &options = {}) {
    folder_.write("problem.prm", small_network());
    const CommandResult ours =
        train(folder_, "--output out --quiet --set 'Time/Loss may rise=true' " + settings);
    ASSERT_EQ(ours.status, 0) << ours.error;
    const CommandResult theirs = train_torch(
        "--start out/particles.h5 --rate 1 --steps 3 --every 1 --output torch.h5 " + options);
    ASSERT_EQ(theirs.status, 0) << theirs.error;
    const ParticleReader reader(folder_.path("out/particles.h5")), torch(folder_.path("torch.h5"));
    expect_contains(torch.header().generator, "PyTorch");
    ASSERT_EQ(torch.times(), reader.times());
    const ParticleState start = reader.read(0);
    EXPECT_EQ(torch.read(0).theta, start.theta);
    EXPECT_EQ(torch.read(0).omega, start.omega);
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_NEAR(torch.losses()[k], reader.losses()[k], 1e-14);
    for (const std::size_t k : {1, 3}) {
      const ParticleState a = reader.read(k), b = torch.read(k);
      if (options.find("head") == std::string::npos) {
        expect_same_step(start.theta, a.theta, b.theta);
      } else {
        EXPECT_TRUE(a.theta == start.theta && b.theta == start.theta);
      }
      expect_same_step(start.omega, a.omega, b.omega);
    }
  }

  static void expect_same_step(const std::vector<double> &start, const std::vector<double> &ours,
                               const std::vector<double> &theirs) {
    ASSERT_EQ(ours.size(), theirs.size());
    double largest = 0., difference = 0.;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      largest = std::max(largest, std::abs(ours[i] - start[i]));
      difference = std::max(difference, std::abs(ours[i] - theirs[i]));
    }
    if (!start.empty()) {
      EXPECT_GT(largest, 1e-3);
    }
    EXPECT_LE(difference, 1e-10 * largest);
  }

  const TemporaryFolder folder_;
};

TEST_F(PyTorch, TakesTheSameStepsWithATrainedHead) {
  expect_same_training("--set Network/Alpha=1.4 --set Network/Beta=2");
}

TEST_F(PyTorch, TakesTheSameStepsWithAFixedHeadAndThreeInputs) {
  folder_.write("three.csv", "x0,x1,x2,y\n0.1,0.5,-0.2,1\n-0.4,0.3,0.9,-1\n0.7,-0.6,0.2,0.5\n");
  expect_same_training("--set Data/Source=csv --set Data/File=three.csv "
                       "--set Network/Activation=erf --set Network/Head=fixed "
                       "--set 'Network/Head vector=1, -0.5, 0.3'");
}

TEST_F(PyTorch, TakesTheSameStepsFromQuadraturePoints) {
  // A start that is not symmetric: its prediction and its adjoint do not vanish.
  expect_same_training("--set Network/Activation=logistic --set Particles/Start=quadrature "
                       "--set 'Particles/Quadrature points=4' "
                       "--set 'Particles/Outer quadrature points=3' "
                       "--set 'Weights/Initial mean=0.5' --set 'Weights/Head initial mean=-0.3'");
}

TEST_F(PyTorch, TakesTheSameStepsOfTheHeadAlone) {
  expect_same_training("--set Network/Train=head", "--train head");
}

TEST_F(PyTorch, AdamTrainsANetworkOfItsOwn) {
  folder_.write("data.csv", "x0,y\n-0.5,0.4\n0.1,-0.2\n0.8,0.9\n");
  const CommandResult result =
      train_torch("--data data.csv --adam --layers 3 --neurons 20 --rate 0.02 --steps 50 "
                  "--every 50 --output adam.h5");
  ASSERT_EQ(result.status, 0) << result.error;
  const ParticleReader reader(folder_.path("adam.h5"));
  ASSERT_EQ(reader.n_times(), 2u);
  EXPECT_LT(reader.losses()[1], 0.5 * reader.losses()[0]);
  // What PyTorch predicts, Rhoflow predicts with its weights.
  const std::vector<double> theirs = reader.read(1).predictions,
                            ours = import_network(reader, 1).predict(reader.inputs());
  for (std::size_t i = 0; i < theirs.size(); ++i)
    EXPECT_NEAR(ours[i], theirs[i], 1e-13) << i;
  EXPECT_EQ(reader.inputs(), (std::vector<double>{-0.5, 0.1, 0.8}));
}

TEST_F(PyTorch, TrainsSeveralStartsOneAfterTheOther) {
  folder_.write("problem.prm", small_network());
  for (const char *seed : {"1", "2"})
    ASSERT_EQ(
        train(folder_, std::string("--quiet --output out") + seed + " --set Particles/Seed=" + seed)
            .status,
        0);
  const std::string steps = " --rate 0.5 --steps 2 --every 1";
  const CommandResult both = train_torch("--start out1/particles.h5 out2/particles.h5 "
                                         "--output a.h5 b.h5" +
                                         steps),
                      second = train_torch("--start out2/particles.h5 --output c.h5" + steps);
  ASSERT_EQ(both.status, 0) << both.error;
  ASSERT_EQ(second.status, 0) << second.error;
  const ParticleReader a(folder_.path("a.h5")), b(folder_.path("b.h5")), c(folder_.path("c.h5"));
  EXPECT_EQ(b.read(2).theta, c.read(2).theta);
  EXPECT_NE(a.read(2).theta, c.read(2).theta);
}

TEST_F(PyTorch, ScriptRefusesBadInputWithOneLine) {
  folder_.write("text.h5", "no HDF5");
  folder_.write("ragged.csv", "x0,y\n1,2\n3\n");
  folder_.write("problem.prm", small_network());
  ASSERT_EQ(train(folder_, "--quiet --output out --set Depth/Rule=gauss").status, 0);
  // One Python for all: it takes seconds to load PyTorch.
  folder_.write("all.py", "import shlex, sys\n"
                          "sys.path.insert(0, sys.argv[1])\n"
                          "import train_torch\n"
                          "for line in open('cases'):\n"
                          "    try:\n"
                          "        status = train_torch.main(shlex.split(line))\n"
                          "    except SystemExit as end:\n"
                          "        status = end.code\n"
                          "    print('status', status, file=sys.stderr)\n");
  const std::vector<std::pair<std::string, std::string>> cases{
      {"--start absent.h5 --output new.h5", "absent.h5"},
      {"--start text.h5 --output new.h5", "text.h5"},
      {"--start out/particles.h5 --output new.h5", "Depth/Rule"},
      {"--data ragged.csv --output new.h5", "ragged.csv:3"},
      {"--data absent.csv --output new.h5", "absent.csv"},
      {"--output new.h5", "--start"},
      {"--start out/particles.h5 out/particles.h5 --output new.h5", "give as many"},
      {"--data ragged.csv --rate nan --output new.h5", "--rate"}};
  std::string arguments;
  for (const auto &entry : cases)
    arguments += entry.first + '\n';
  folder_.write("cases", arguments);
  const CommandResult result =
      run_command(folder_, "/usr/bin/python3",
                  "all.py " + std::string(source_folder) + "/problems/particle_comparison");
  ASSERT_EQ(result.status, 0) << result.error;
  std::istringstream lines(result.error);
  for (const auto &[options, expected] : cases) {
    std::string message, status;
    std::getline(lines, message);
    std::getline(lines, status);
    expect_contains(message, expected);
    EXPECT_EQ(status, "status 2") << options << '\n' << result.error;
  }
  EXPECT_FALSE(fs::exists(folder_.path("new.h5")));
}

} // namespace
