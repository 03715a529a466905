// SPDX-License-Identifier: Apache-2.0
// Training by PyTorch: the same as that of the program for finite networks, one Adam of its own,
// and answers to bad input.
#include "../expect_error.h"
#include "particle_problem.h"
#include "python_session.h"

#include "particles/exchange/particle_file.h"
#include "particles/exchange/particle_import.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using namespace rhoflow::test;
using rhoflow::import_network;
using rhoflow::ParticleReader;
using rhoflow::ParticleState;
namespace fs = std::filesystem;

/// Training by PyTorch from the weights that the program has written.
class PyTorch : public testing::Test {
public:
  static void SetUpTestSuite() {
    script_ = new PythonSession(std::string(source_folder) +
                                "/problems/particle_comparison/train_torch.py");
  }
  static void TearDownTestSuite() { delete script_; }

protected:
  CommandResult train_torch(const std::string &arguments) {
    return script_->run(folder_, "--threads 1 " + arguments);
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
  static PythonSession *script_;
};

PythonSession *PyTorch::script_ = nullptr;

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
  const std::vector<std::pair<std::string, std::string>> cases{
      {"--start absent.h5 --output new.h5", "absent.h5"},
      {"--start text.h5 --output new.h5", "text.h5"},
      {"--start out/particles.h5 --output new.h5", "Depth/Rule"},
      {"--data ragged.csv --output new.h5", "ragged.csv:3"},
      {"--data absent.csv --output new.h5", "absent.csv"},
      {"--output new.h5", "--start"},
      {"--start out/particles.h5 out/particles.h5 --output new.h5", "give as many"},
      {"--data ragged.csv --rate nan --output new.h5", "--rate"}};
  for (const auto &[options, expected] : cases) {
    const CommandResult result = train_torch(options);
    EXPECT_EQ(result.status, 2) << options;
    EXPECT_EQ(result.error_lines(), 1u) << options << '\n' << result.error;
    expect_contains(result.error, expected);
  }
  EXPECT_FALSE(fs::exists(folder_.path("new.h5")));
}

} // namespace
