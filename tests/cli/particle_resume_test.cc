// SPDX-License-Identifier: Apache-2.0
// A finite network that goes on from its checkpoint ends with the bits of one whose training was
// never interrupted; what does not fit the checkpoint is answered with one line.
#include "../expect_error.h"
#include "particle_problem.h"

#include "particles/exchange/particle_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace {

using namespace rhoflow::test;
using rhoflow::ParticleReader;
using rhoflow::ParticleState;
namespace fs = std::filesystem;

struct ParticleResumeCase {
  const char *name;
  const char *settings;
};

const std::string quick = " --set Output/Fields=false --set Output/Pictures=false ";

/// Small runs that are compared. Two are shared by the tests of this file, `whole`, and `early`,
/// which ends after the first of its three output times; every test has a folder of its own.
class ParticleResume : public testing::TestWithParam<ParticleResumeCase> {
public:
  static void SetUpTestSuite() {
    shared_ = new TemporaryFolder;
    shared_->write("problem.prm", small_network());
    for (const std::string arguments : {"--output whole", "--output early --set 'Time/End time=1'"})
      EXPECT_EQ(train(*shared_, "--quiet " + arguments + quick).status, 0);
  }
  static void TearDownTestSuite() { delete shared_; }

protected:
  void SetUp() override {
    folder_.write("problem.prm", small_network());
    folder_.write("three.csv", "x0,x1,x2,y\n0.1,0.5,-0.2,1\n-0.4,0.3,0.9,-1\n");
  }
  CommandResult run(const std::string &arguments) const {
    return train(folder_, "--quiet " + arguments);
  }
  std::string statistics(const std::string &name) const {
    return without_wall_time(folder_.read(name + "/statistics.csv"));
  }
  void expect_same_weights(const std::string &a, const std::string &b) const {
    const ParticleReader one(folder_.path(a + "/particles.h5")),
        two(folder_.path(b + "/particles.h5"));
    ASSERT_EQ(one.times(), two.times());
    EXPECT_EQ(one.losses(), two.losses());
    for (std::size_t k = 0; k < one.n_times(); ++k) {
      const ParticleState x = one.read(k), y = two.read(k);
      EXPECT_TRUE(x.theta == y.theta && x.omega == y.omega && x.predictions == y.predictions) << k;
    }
  }
  void expect_same_results(const std::string &a, const std::string &b) const {
    EXPECT_EQ(statistics(a), statistics(b));
    EXPECT_EQ(folder_.read(a + "/predictions.csv"), folder_.read(b + "/predictions.csv"));
    EXPECT_EQ(sizes_of(folder_, a), sizes_of(folder_, b));
    expect_same_weights(a, b);
    for (const std::string folder : {"/images", "/density"}) {
      EXPECT_EQ(folder_.names_in(a + folder), folder_.names_in(b + folder));
      for (const std::string &file : folder_.names_in(a + folder)) {
        const std::string name = folder + '/' + file;
        EXPECT_EQ(folder_.read(a + name), folder_.read(b + name)) << name;
      }
    }
  }
  /// Copies one of the shared runs to the folder @p name of this test.
  void take(const std::string &shared, const std::string &name) const {
    fs::copy(shared_->path(shared), folder_.path(name), fs::copy_options::recursive);
  }
  TemporaryFolder folder_;
  static TemporaryFolder *shared_;
};

TemporaryFolder *ParticleResume::shared_ = nullptr;

TEST_P(ParticleResume, EndsWithTheBitsOfAnUninterruptedRun) {
  const std::string settings = GetParam().settings;
  ASSERT_EQ(run("--output whole " + settings).status, 0);
  ASSERT_EQ(
      run("--output parts --set 'Time/End time=1' " + settings + " --set Output/Pictures=false")
          .status,
      0);
  const CommandResult resumed = run("--output parts --resume --threads 1 " + settings);
  ASSERT_EQ(resumed.status, 0) << resumed.error;
  expect_same_results("whole", "parts");
  expect_contains(folder_.read("parts/run.log"), "resumed");
}

INSTANTIATE_TEST_SUITE_P(
    , ParticleResume,
    testing::Values(
        ParticleResumeCase{"Descent", "--set Output/Pictures=true"},
        ParticleResumeCase{"Flow", "--set 'Particles/Method=gradient flow' --set Depth/Rule=gauss "
                                   "--set Network/Alpha=2 --set Network/Beta=3 "
                                   "--set Output/Pictures=false"},
        ParticleResumeCase{"FixedHeadRegularised",
                           "--set 'Particles/Method=gradient flow' --set Network/Head=fixed "
                           "--set 'Regularization/Type=decaying quadratic' "
                           "--set Particles/Start=sobol --set Output/Pictures=false"},
        ParticleResumeCase{"HeadAloneFromQuadraturePoints",
                           "--set 'Particles/Method=gradient flow' --set Network/Train=head "
                           "--set Particles/Start=quadrature --set 'Particles/Quadrature points=6' "
                           "--set 'Particles/Outer quadrature points=4' "
                           "--set 'Weights/Initial mean=0.5' --set Output/Pictures=false"},
        ParticleResumeCase{"ThreeInputs", "--set Data/Source=csv --set Data/File=three.csv "
                                          "--set 'Particles/Method=gradient flow' "
                                          "--set Depth/Rule=gauss --set Output/Pictures=false"}),
    [](const auto &instance) { return instance.param.name; });

TEST_F(ParticleResume, DropsWhatAKilledRunWroteAfterItsCheckpoint) {
  take("whole", "whole");
  take("whole", "out");
  fs::remove_all(folder_.path("out/checkpoint"));
  take("early/checkpoint", "out/checkpoint");
  folder_.write("out/checkpoint/particles.h5.part123", "half a checkpoint");
  ASSERT_EQ(run("--output out --resume" + quick).status, 0);
  EXPECT_FALSE(fs::exists(folder_.path("out/checkpoint/particles.h5.part123")));
  expect_same_results("out", "whole");
}

TEST_F(ParticleResume, RefusesACheckpointThatHasLostItsSeal) {
  take("early", "out");
  const std::string checkpoint = "out/checkpoint/particles.h5";
  folder_.write(checkpoint, std::string(512, '\0') + folder_.read(checkpoint).substr(512));
  const CommandResult result = run("--output out --resume" + quick);
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, checkpoint + ": the seal at its beginning is missing");
}

TEST_F(ParticleResume, CheckpointsOfEveryOutputLeaveTwoAndDoNotChangeTheRun) {
  take("whole", "a");
  ASSERT_EQ(run("--output b --set 'Output/Checkpoint=every output'" + quick).status, 0);
  expect_same_results("a", "b");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path("b/checkpoint")), {}), 2);
}

// Three times 0.2 is more than 0.6: no second output at a distance of rounding.
TEST_F(ParticleResume, WritesNothingTwiceBehindAnEndThatIsAMultipleUpToRounding) {
  const std::string settings =
      "--output out --set 'Time/Output interval=0.2' --set 'Particles/Learning rate=0.2'" + quick;
  ASSERT_EQ(run(settings + "--set 'Time/End time=0.6'").status, 0);
  ASSERT_EQ(run(settings + "--set 'Time/End time=1' --resume").status, 0);
  const std::vector<double> times{0., 0.2, 0.4, 0.6, 0.8, 1.};
  EXPECT_EQ(ParticleReader(folder_.path("out/particles.h5")).times(), times);
  const std::string table = folder_.read("out/statistics.csv");
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 1 + std::ptrdiff_t(times.size()));
}

TEST_F(ParticleResume, DoesNotForgetThatTheLossRose) {
  // Steps of four times the usual length: the loss rises until t = 12, and falls in the last one.
  const std::string settings = "--set 'Particles/Learning rate=4' --set 'Time/Output interval=4' "
                               "--output long" +
                               quick;
  ASSERT_EQ(run(settings + "--set 'Time/End time=12' --set 'Time/Loss may rise=true'").status, 0);
  const CommandResult rest = run(settings + "--set 'Time/End time=16' --resume");
  EXPECT_EQ(rest.status, 1);
  expect_contains(rest.error, "until t = 12, which a gradient flow cannot");
}

TEST_F(ParticleResume, ARunWithoutCheckpointRemovesTheCheckpointOfAnOldOne) {
  take("early", "out");
  ASSERT_EQ(run("--output out --set 'Time/End time=1' --set Output/Checkpoint=none" + quick).status,
            0);
  EXPECT_FALSE(fs::exists(folder_.path("out/checkpoint/particles.h5")));
}

TEST_F(ParticleResume, GoesOnWithoutTheFileOfWeightsThatWasMovedAway) {
  take("early", "out");
  fs::remove(folder_.path("out/particles.h5"));
  ASSERT_EQ(run("--output out --resume" + quick).status, 0);
  EXPECT_EQ(ParticleReader(folder_.path("out/particles.h5")).times(),
            (std::vector<double>{2., 3.}));
  expect_contains(folder_.read("out/run.log"), "particles.h5 is missing");
}

TEST_F(ParticleResume, GoesOnBesideADamagedFileOfWeights) {
  take("early", "out");
  const std::string good = folder_.read("out/particles.h5");
  folder_.write("out/particles.h5", good.substr(0, good.size() / 2));
  const CommandResult result = run("--output out --resume --set Output/Pictures=false");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(folder_.read("out/run.log"), "particles.damaged.h5");
  EXPECT_EQ(folder_.read("out/particles.damaged.h5"), good.substr(0, good.size() / 2));
  EXPECT_EQ(ParticleReader(folder_.path("out/particles.h5")).times(),
            (std::vector<double>{2., 3.}));
}

TEST_F(ParticleResume, RefusesWhatDoesNotFitAndNamesIt) {
  take("early", "out");
  const std::string before = folder_.read("out/statistics.csv");
  const auto expect_refused = [&](const std::string &arguments, const std::string &part) {
    const CommandResult result = run("--resume --output out " + arguments);
    EXPECT_EQ(result.status, 2) << result.error;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, part);
    EXPECT_EQ(folder_.read("out/statistics.csv"), before);
  };
  expect_refused("--set 'Particles/Learning rate=0.5'", "Particles/Learning rate = 0.5");
  expect_refused("--set Particles/Seed=2", "Particles/Seed = 2");
  expect_refused("--set 'Time/End time=1'", "Time/End time");

  const auto damage = [&](const std::string &file, const std::function<void(std::string &)> &how) {
    const std::string good = folder_.read(file);
    std::string bad = good;
    how(bad);
    folder_.write(file, bad);
    expect_refused("", file);
    folder_.write(file, good);
  };
  const auto cut = [](std::string &content) { content.resize(content.size() / 2); };
  damage("out/checkpoint/particles.h5", cut);
  damage("out/checkpoint/particles.h5", [](std::string &content) { content = "no HDF5"; });
  damage("out/checkpoint/particles.h5",
         [](std::string &content) { content[content.size() - 100] ^= 4; }); // weights of the head
  EXPECT_EQ(run("--output out --resume" + quick).status, 0);
}

} // namespace
