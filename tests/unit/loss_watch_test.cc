// SPDX-License-Identifier: Apache-2.0
// Which rises of a loss are rounding, which are worth a line, and which make a run worthless.
#include "statistics/density_watch.h"

#include "rhoflow/base/errors.h"

#include "expect_error.h"
#include "given_training.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace rhoflow {
namespace {

class LossWatchTest : public testing::Test {
protected:
  LossWatchTest() { log_.open(false); }
  void go(LossWatch &watch, const std::vector<double> &losses) {
    for (const double loss : losses) {
      const double previous = training_.loss();
      training_.step(loss);
      watch.step(previous);
    }
  }
  std::ptrdiff_t n_lines() const {
    const std::string log = folder_.read("run.log");
    return std::count(log.begin(), log.end(), '\n');
  }

  const test::TemporaryFolder folder_;
  std::ostringstream console_;
  Progress progress_{console_, false, true};
  RunLog log_{folder_.path("run.log"), progress_};
  test::GivenTraining training_;
  RiseLimits limits_{1e-6, 1e-4, 1e6};
};

TEST_F(LossWatchTest, RoundingIsNotNamed) {
  LossWatch watch(training_, limits_, "lower it", false, log_);
  go(watch, {3., 3. + 1.2e-12, 2., 2.000001});
  EXPECT_EQ(n_lines(), 0);
  EXPECT_EQ(watch.verdict(), "");
}

TEST_F(LossWatchTest, AFreeEnergyMayBeNegative) {
  LossWatch watch(training_, limits_, "lower it", false, log_);
  go(watch, {-0.3, -0.4, -0.38});
  EXPECT_EQ(n_lines(), 1);
  EXPECT_NE(watch.verdict(), "");
}

TEST_F(LossWatchTest, ALargerRiseIsNamedAfterASmallOne) {
  LossWatch watch(training_, limits_, "lower it", false, log_);
  go(watch, {3., 3.00001, 3.00002});
  EXPECT_EQ(n_lines(), 1);
  EXPECT_EQ(watch.verdict(), "");
  go(watch, {3.027, 3.028});
  EXPECT_EQ(n_lines(), 2);
  test::expect_contains(folder_.read("run.log"),
                        "rose by 0.027 above its lowest value 3; lower it");
  test::expect_contains(watch.verdict(), "rose by 0.028 until t = 5");
  test::expect_contains(watch.verdict(), "Time/Loss may rise = true");
}

TEST_F(LossWatchTest, ARiseInSmallStepsCounts) {
  LossWatch watch(training_, limits_, "lower it", false, log_);
  for (int k = 0; k < 1000; ++k)
    go(watch, {4. + 1e-6 * k});
  EXPECT_NE(watch.verdict(), "");
}

TEST_F(LossWatchTest, MayBeAllowed) {
  LossWatch watch(training_, limits_, "lower it", true, log_);
  go(watch, {3., 5.});
  EXPECT_EQ(n_lines(), 1);
  EXPECT_EQ(watch.verdict(), "");
}

TEST_F(LossWatchTest, EndsWhatDiverges) {
  LossWatch watch(training_, limits_, "lower it", true, log_);
  go(watch, {3., 1e3});
  EXPECT_THROW(go(watch, {1e7}), RunError);
}

TEST_F(LossWatchTest, GoesOnWithWhatItSaw) {
  LossWatch watch(training_, limits_, "lower it", false, log_);
  go(watch, {3., 3.1});
  ObserverStates states;
  watch.save(states);
  LossWatch other(training_, limits_, "lower it", false, log_);
  other.restore(states, 2.);
  EXPECT_EQ(other.verdict(), watch.verdict());
  go(other, {3.2});
  EXPECT_EQ(n_lines(), 1);
}

TEST_F(LossWatchTest, OneOfDensitiesGoesOnWithWhatItSaw) {
  const std::vector<std::string> &names = StatisticsRow::names();
  const auto column = [&](const std::string &name) {
    return std::size_t(std::find(names.begin(), names.end(), name) - names.begin());
  };
  StatisticsHistory history(1, StatisticsRow{std::vector<double>(names.size(), 0.)});
  history.back().values[column("mass_drift")] = 1e-3;
  history.back().values[column("objective")] = 0.25;
  DensityWatch watch(training_, TimeParameters(), history, log_);
  go(watch, {3., 3.1});
  watch.output({});
  EXPECT_EQ(n_lines(), 2); // the loss and the mass
  ObserverStates states, again;
  watch.save(states);
  DensityWatch other(training_, TimeParameters(), history, log_);
  other.restore(states, 2.);
  EXPECT_EQ(other.verdict(), watch.verdict());
  other.save(again); // a checkpoint before the first output time
  EXPECT_EQ(again, states);
  go(other, {3.2});
  other.output({});
  EXPECT_EQ(n_lines(), 2);
}

} // namespace
} // namespace rhoflow
