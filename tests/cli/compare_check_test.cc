// SPDX-License-Identifier: Apache-2.0
// rhoflow-compare holds the weights of a particle file against its predictions, its loss and its
// depths: files written by h5py, good ones in double and single precision, and such with one of the
// mistakes that are easily made.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

/// Writes networks of random weights, evaluated by NumPy, each with a mistake: one Python for all
/// files, which are named after mistake, number of inputs and precision.
const char *const writer = R"python(
import h5py
import numpy as np


def write(mistake, d=1, precision="float64"):
    L, M, K, n = 4, 300, 200, 6
    random = np.random.default_rng(5)
    x = (-1 + 2 * (np.arange(n) + 0.5) / n)[:, None] if d == 1 else random.uniform(-1, 1, (n, d))
    y = np.sin(np.pi * x[:, 0])
    depths, depth_weights = np.arange(L) / L, np.full(L, 1 / L)
    rule, points = "euler", 1
    if mistake == "uneven":
        depth_weights = np.array([0.1, 0.2, 0.3, 0.4])
        depths = np.cumsum(depth_weights) - depth_weights
    beta = 1.5

    def predict(theta, omega):
        """In the precision of the weights."""
        kind = theta.dtype.type
        z = x.astype(kind)
        for b, layer in zip(depth_weights, theta):
            u, w, bias = layer[:, :d], layer[:, d:-1], layer[:, -1]
            z = z + kind(b / M) * (np.tanh(z @ w.T + bias) @ u)
        return kind(beta / K) * (np.tanh(z @ omega[:, 1:-1].T + omega[:, -1]) @ omega[:, 0])

    times = [0.0, 0.001]
    theta = random.standard_normal((2, L, M, 2 * d + 1)).astype(precision)
    omega = random.standard_normal((2, K, d + 2)).astype(precision)
    f = np.array([predict(*state) for state in zip(theta, omega)])
    loss = ((f - y.astype(precision)) ** 2).mean(axis=1) / 2
    head = "trained"
    omega_weights = np.full(K, 1 / K)

    if "theta" in mistake:  # w, b, u
        theta = np.concatenate([theta[..., d:], theta[..., :d]], axis=-1)
    if "omega" in mistake:  # w, a, b
        omega = np.concatenate([omega[..., 1:-1], omega[..., :1], omega[..., -1:]], axis=-1)
    if mistake == "no half":
        loss = 2 * loss
    if mistake == "sum":
        loss = 2 * n * loss
    if mistake == "regulariser":
        loss = loss + 0.01
    if mistake == "before the step":
        theta, omega = theta - 0.05, omega - 0.05
    if mistake == "time before":
        f[1], loss[1] = f[0], loss[0]
    if mistake == "beta":
        beta = 3.0
    if mistake == "coarse":
        f = f + 2e-4
        loss = ((f - y) ** 2).mean(axis=1) / 2
    if mistake == "linspace":
        depths = np.linspace(0, 1, L)
    if mistake == "middles":
        depths = depths + 0.5 / L
    if mistake == "gauss":
        rule, points = "gauss", 2
    if mistake == "gauss nodes":
        rule, points = "gauss", 2
        depths = np.array([0.1, 0.4, 0.6, 0.9])

    with h5py.File(f"{mistake} {d} {precision}.h5", "w") as file:
        for name, value in [("schema", "rhoflow particles"), ("version", 1), ("generator", "NumPy"),
                            ("activation", "tanh"), ("alpha", 1.0), ("beta", beta), ("head", head),
                            ("depth_rule", rule), ("points_per_interval", points)]:
            file.attrs[name] = value
        arrays = {"depths": depths, "depth_weights": depth_weights, "theta_weights": np.full(M, 1 / M),
                  "omega_weights": omega_weights, "inputs": x, "labels": y, "times": times, "loss": loss,
                  "predictions": f, "theta": theta, "omega": omega}
        for name, values in arrays.items():
            if name != mistake:
                file[name] = values


write("", precision="float32")
write("theta and omega order", d=2)
for mistake in ["", "theta order", "omega order", "no half", "sum", "regulariser", "before the step",
                "time before", "beta", "coarse", "linspace", "middles", "gauss", "gauss nodes", "uneven",
                "omega_weights", "theta_weights", "omega", "theta", "depths", "loss"]:
    write(mistake)
)python";

class CompareCheck : public testing::Test {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("problem.prm", small_problem());
    folder_->write("write.py", writer);
    const CommandResult python = run_command(*folder_, "/usr/bin/python3", "write.py");
    EXPECT_EQ(python.status, 0) << python.error;
    // Of the scale beta of the files.
    EXPECT_EQ(run_command(*folder_, rhoflow_program,
                          "problem.prm --quiet --output run --set Network/Beta=1.5 "
                          "--set 'Time/End time=0.001' --set Output/Fields=false")
                  .status,
              0);
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  /// Compares the run with the file that has @p mistake.
  static CommandResult compare(const std::string &mistake, unsigned int d = 1,
                               const std::string &precision = "float64",
                               const std::string &options = "") {
    fs::copy_file(folder_->path(mistake + ' ' + std::to_string(d) + ' ' + precision + ".h5"),
                  folder_->path("file.h5"), fs::copy_options::overwrite_existing);
    fs::remove_all(folder_->path("result"));
    return run_command(*folder_, compare_program,
                       "run file.h5 --output result --no-pictures --directions 2 " + options);
  }
  /// The line with which a file with @p mistake is refused.
  static std::string refusal(const std::string &mistake, unsigned int d = 1) {
    const CommandResult result = compare(mistake, d);
    EXPECT_EQ(result.status, 2) << mistake << ": " << result.output;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    EXPECT_FALSE(fs::exists(folder_->path("result"))) << mistake;
    expect_contains(result.error, "rhoflow-compare: file.h5: ");
    return result.error;
  }
  static TemporaryFolder *folder_;
};

TemporaryFolder *CompareCheck::folder_ = nullptr;

TEST_F(CompareCheck, GoodFilesOfBothPrecisionsAreTaken) {
  for (const std::string precision : {"float64", "float32"}) {
    const CommandResult result = compare("", 1, precision);
    EXPECT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(result.error, "") << precision;
  }
}

TEST_F(CompareCheck, AnotherOrderOfComponentsIsNamed) {
  std::string line = refusal("theta order");
  expect_contains(line, "at t = 0.001 the predictions are not those of the weights");
  expect_contains(line, "'theta' has the order w, b, u instead of u, w, b");
  expect_contains(line, "theta[..., [2, 0, 1]]");
  EXPECT_EQ(line.find("omega"), std::string::npos) << line;
  line = refusal("omega order");
  expect_contains(line, "'omega' has the order w, a, b instead of a, w, b");
  expect_contains(line, "omega[..., [1, 0, 2]]");
  EXPECT_EQ(line.find("theta"), std::string::npos) << line;
  line = refusal("theta and omega order", 2);
  expect_contains(line, "theta[..., [3, 4, 0, 1, 2]], and 'omega'");
  expect_contains(line, "omega[..., [2, 0, 1, 3]]");
}

TEST_F(CompareCheck, ALossWithAnotherFactorIsNamed) {
  expect_contains(refusal("no half"), "the factor 1/2 is missing: halve it");
  expect_contains(refusal("sum"), "divide it by 2 n");
  expect_contains(refusal("regulariser"), "without a regulariser");
}

TEST_F(CompareCheck, PredictionsOfOtherWeightsAreRefused) {
  expect_contains(refusal("before the step"), "evaluate the network again after its last step");
  expect_contains(refusal("time before"), "they are those of the weights at t = 0:");
  expect_contains(refusal("beta"), "they are 0.5 times as large: check 'beta'");
}

TEST_F(CompareCheck, DoubtfulPredictionsAreAWarning) {
  const CommandResult result = compare("coarse");
  EXPECT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "rhoflow-compare: warning: file.h5: at t = 0.001 the predictions");
  expect_contains(folder_->read("result/others.csv"), "the predictions are not those of");
  const CommandResult quiet = compare("coarse", 1, "float64", "--quiet");
  EXPECT_EQ(quiet.status, 0);
  EXPECT_EQ(quiet.error, "");
}

TEST_F(CompareCheck, DepthsHaveToFitTheirWeights) {
  std::string line = refusal("linspace");
  expect_contains(line,
                  "layer 1 is at s = 0.333333 with the weight 0.25 instead of 0.25 with 0.25");
  expect_contains(line, "cumsum(depth_weights) - depth_weights");
  expect_contains(refusal("middles"), "layer 0 is at s = 0.125");
  expect_contains(refusal("gauss"), "they are those of 'depth_rule' = euler");
  expect_contains(refusal("gauss nodes"), "leggauss(2)");
}

TEST_F(CompareCheck, UnequalLayersAreComparedUnchecked) {
  const CommandResult result = compare("uneven");
  EXPECT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "because the layers differ in depth");
}

TEST_F(CompareCheck, MissingArraysAreNamed) {
  expect_contains(refusal("omega_weights"), "'omega_weights' is missing or empty; write the share");
  for (const std::string name : {"theta_weights", "omega", "theta", "depths", "loss"})
    expect_contains(refusal(name), "'" + name + "'");
}

} // namespace
