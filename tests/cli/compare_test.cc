// SPDX-License-Identifier: Apache-2.0
// rhoflow-compare: distances that are known, tables and pictures that are there, one line for bad
// input.
#include "../expect_error.h"
#include "gaussian_network.h"
#include "hdf5/seal.h"
#include "run_command.h"

#include "particles/exchange/particle_file.h"
#include "rhoflow/depth/depth_grid.h"
#include "rhoflow/network/activation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

constexpr double run_time = 1e-3; ///< so short that all weights are still standard Gaussians

/// The last columns of the row of a csv file that starts with @p start.
std::vector<double> row(const std::string &csv, const std::string &start) {
  std::istringstream file(csv);
  for (std::string line; std::getline(file, line);)
    if (line.compare(0, start.size(), start) == 0) {
      std::vector<double> values;
      std::istringstream entries(line.substr(start.size()));
      for (std::string entry; std::getline(entries, entry, ',');)
        values.push_back(std::stod(entry));
      return values;
    }
  ADD_FAILURE() << "no row starts with " << start;
  return {};
}

/// A row of chance.csv.
struct ChanceLine {
  std::string name; ///< ",part,coordinate,distance,"
  double measured = 0., by_chance = 0., between = 0.;
  std::string beyond;
};
std::vector<ChanceLine> chance_lines(const std::string &csv) {
  std::vector<ChanceLine> lines;
  std::istringstream file(csv);
  std::string text;
  std::getline(file, text);
  while (std::getline(file, text)) {
    text.erase(0, text.rfind('"') + 1); // the kind
    ChanceLine line;
    std::size_t start = 0;
    for (int comma = 0; comma < 3; ++comma)
      start = text.find(',', start + 1);
    line.name = text.substr(0, start + 1);
    std::istringstream entries(text.substr(start + 1));
    char separator = 0;
    entries >> line.measured >> separator >> line.by_chance >> separator >> line.between;
    line.beyond = text.substr(text.rfind(',') + 1);
    lines.push_back(line);
  }
  return lines;
}

/// Two runs shared by the tests of this file.
class Compare : public testing::Test {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("problem.prm", small_problem());
    const std::string common = "problem.prm --quiet --set Output/Fields=false "
                               "--set Output/Pictures=false --set 'Time/End time=0.001' ";
    EXPECT_EQ(run_command(*folder_, rhoflow_program, common + "--output run").status, 0);
    EXPECT_EQ(run_command(*folder_, rhoflow_program,
                          common + "--output other --set 'Weights/Inner cells=11' "
                                   "--set Depth/Nodes=2 --set 'Weights/Outer nodes=10'")
                  .status,
              0);
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  static CommandResult compare(const std::string &arguments) {
    return run_command(*folder_, compare_program, arguments);
  }
  static std::string read(const std::string &file) { return folder_->read(file); }
  static TemporaryFolder *folder_;
};

TemporaryFolder *Compare::folder_ = nullptr;

TEST_F(Compare, ARunWithItselfIsEqual) {
  const CommandResult result = compare("run run");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.error, "");
  expect_contains(result.output, "results in run/comparison");
  const std::string distances = read("run/comparison/distances.csv");
  std::istringstream file(distances);
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, "part,coordinate,distance,other_1");
  int n = 0;
  for (; std::getline(file, line); ++n)
    EXPECT_EQ(line.substr(line.rfind(',')), ",0") << line;
  // Three slices and the head, each with a linearised distance; one more of all slices.
  EXPECT_EQ(n, 4 * (3 * 2 + 1 + 1) + 1);
  for (const std::string name : {"loss", "loss_difference", "predictions", "prediction_differences",
                                 "marginal_encoder_u", "marginal_head_a"})
    EXPECT_GT(fs::file_size(folder_->path("run/comparison/" + name + ".png")), 5000u) << name;
}

TEST_F(Compare, AnotherResolutionIsNear) {
  const CommandResult result = compare("run other --output near --quiet --no-pictures");
  EXPECT_FALSE(fs::exists(folder_->path("near/loss.png")));
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.output, "");
  const std::string distances = read("near/distances.csv");
  for (const std::string name : {"head,a,W1", "head,w,W2", "head,b,W2", "s = 0.5,u,W1",
                                 "s = 0.5,w,W2", "s = 0.5,sliced,W2"}) {
    const double distance = row(distances, name + ",").at(0);
    EXPECT_LT(distance, 5e-3) << name;
    EXPECT_GT(distance, 0.) << name;
  }
  for (const std::string name : {"head", "encoder"}) {
    const double distance = row(distances, name + ",linearised,W2,").at(0);
    EXPECT_LT(distance, 2e-2) << name;
    EXPECT_GT(distance, 1e-4) << name;
  }
  const auto moment = row(read("near/moments.csv"), "head,E[a a],");
  EXPECT_NEAR(moment.at(0), 1., 1e-2);
  EXPECT_NEAR(moment.at(1), moment.at(0), 1e-3);
  const auto loss = row(read("near/loss.csv"), "0,");
  EXPECT_NEAR(loss.at(0), loss.at(1), 1e-12);
}

TEST_F(Compare, PointsAreNearAtEveryDepth) {
  // Long enough for the depths to differ by more than both solvers do.
  const std::string common = "problem.prm --quiet --set Network/Alpha=5 --set Network/Beta=3 "
                             "--set 'Time/End time=2' "
                             "--set 'Weights/Inner cells=10' --set Accuracy/Estimate=false "
                             "--set Output/Fields=false --set Output/Pictures=false ";
  ASSERT_EQ(run_command(*folder_, rhoflow_program, common + "--output mesh").status, 0);
  ASSERT_EQ(run_command(*folder_, points_program,
                        common + "--output points --set Points/Number=1024 --set Points/Shifts=4")
                .status,
            0);
  const CommandResult result = compare("mesh points --output beside --no-pictures");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "Distances to a density of 4 shifts of 1024 points, 3 depths");
  const std::string distances = read("beside/distances.csv"), moments = read("beside/moments.csv");
  EXPECT_EQ(distances.find("linearised"), std::string::npos);
  for (const std::string name : {"head,a,W1", "head,w,W2", "s = 0.5,u,W1", "s = 0.5,sliced,W2"})
    EXPECT_LT(row(distances, name + ",").at(0), 2e-2) << name;
  std::vector<double> along_depth;
  for (const std::string part : {"s = 0.1127", "s = 0.5", "s = 0.8873", "head"}) {
    const auto moment = row(moments, part + (part == "head" ? ",E[a w]," : ",E[u w],"));
    EXPECT_NEAR(moment.at(0), moment.at(1), 1e-3) << part;
    along_depth.push_back(moment.at(0));
  }
  EXPECT_GT(std::abs(along_depth[0] - along_depth[2]), 5e-3);
  const auto loss = row(read("beside/loss.csv"), "2,");
  EXPECT_NEAR(loss.at(0), loss.at(1), 1e-3);
}

TEST_F(Compare, ParticlesOfTheSameDistributionScatterAroundTheDensity) {
  std::string files;
  for (unsigned int seed = 1; seed <= 5; ++seed) {
    fs::create_directory(folder_->path("seed" + std::to_string(seed)));
    write_particles(folder_->path("seed" + std::to_string(seed) + "/particles.h5"), seed, 0.,
                    run_time);
    files += " seed" + std::to_string(seed);
  }
  const CommandResult result = compare("run" + files + " --output seeds --no-pictures");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "5 networks of L = 2, M = 4000, K = 4000");
  expect_contains(result.output, "(Student, 4 degrees of freedom: p = ");
  expect_contains(result.output, "lie within these 6.62 standard errors");
  expect_contains(result.output,
                  "5 seeds show differences beyond 6.62 standard errors only; with 8 "
                  "seeds or more it is 4.53 or less");
  // 1 loss, 6 predictions, 3 + 6 moments of four parts; chance alone leaves 0.27 % outside.
  std::istringstream file(read("seeds/scatter.csv"));
  std::string line;
  std::getline(file, line);
  int n = 0, within = 0;
  for (; std::getline(file, line); ++n)
    within += line.substr(0, line.rfind(',')).back() == '1' ? 1 : 0;
  EXPECT_EQ(n, 1 + 6 + 4 * 9);
  EXPECT_GE(within, 42);
  // W_1 between a Gaussian and 4000 samples of it is about 0.6 / sqrt(4000).
  const auto distances = row(read("seeds/distances.csv"), "head,a,W1,");
  ASSERT_EQ(distances.size(), 5u);
  for (const double distance : distances)
    EXPECT_LT(distance, 0.06);
  EXPECT_LT(row(read("seeds/distances.csv"), "head,sliced,W2,").at(0), 0.08);
  EXPECT_EQ(read("seeds/distances.csv").find("linearised"), std::string::npos);
  const std::vector<ChanceLine> chance = chance_lines(read("seeds/chance.csv"));
  ASSERT_EQ(chance.size(), 4u * 7);
  double sum = 0.;
  for (const ChanceLine &entry : chance) {
    EXPECT_EQ(entry.beyond, entry.name.find("sliced") == std::string::npos ? "0" : "")
        << entry.name;
    EXPECT_NEAR(entry.between / entry.by_chance, std::sqrt(2.), 0.4) << entry.name;
    sum += entry.measured / entry.by_chance / double(chance.size());
  }
  EXPECT_NEAR(sum, 1., 0.1);
  expect_contains(result.output, "0 of 24 distances of marginals are beyond chance (99.73 %)");
}

TEST_F(Compare, FewSeedsAreJudgedByStudentsQuantile) {
  std::string files;
  for (unsigned int seed = 1; seed <= 3; ++seed) {
    const std::string name = "ripple" + std::to_string(seed) + ".h5";
    write_particles(folder_->path(name), 1, 0., run_time, 1, 0.2, seed);
    files += " " + name;
  }
  const CommandResult result = compare("run" + files + " --output few --no-pictures");
  ASSERT_EQ(result.status, 0) << result.error;
  // run, mean, standard error, within, p
  const auto loss = row(read("few/scatter.csv"), "3,\"L = 2, M = 4000, K = 4000\",loss,E,");
  ASSERT_EQ(loss.size(), 5u);
  const double errors = std::abs(loss[0] - loss[1]) / loss[2];
  ASSERT_GT(errors, 3.) << "the case is one that three standard errors would call outside";
  ASSERT_LT(errors, 19.);
  EXPECT_EQ(loss[3], 1.);
  // Student's distribution of two degrees of freedom in closed form.
  EXPECT_NEAR(loss[4], 1. - errors / std::sqrt(2. + errors * errors), 1e-9);
  expect_contains(result.output, "within their scatter (Student, 2 degrees of freedom: p = ");
  expect_contains(result.output, "%, and 99.73 % reach to 19.21)");
  expect_contains(result.output, "3 seeds show differences beyond 19.21 standard errors only");
}

TEST_F(Compare, AShiftIsTheDistance) {
  for (unsigned int seed = 1; seed <= 2; ++seed)
    write_particles(folder_->path("shifted" + std::to_string(seed) + ".h5"), seed, 0.5, run_time);
  const CommandResult result = compare("run shifted1.h5 shifted2.h5 --output shift --no-pictures");
  ASSERT_EQ(result.status, 0) << result.error;
  const std::string distances = read("shift/distances.csv");
  EXPECT_NEAR(row(distances, "s = 0.5,u,W1,").at(0), 0.5, 0.05);
  EXPECT_NEAR(row(distances, "s = 0.5,u,W2,").at(0), 0.5, 0.05);
  EXPECT_LT(row(distances, "s = 0.5,w,W1,").at(0), 0.06);
  EXPECT_LT(row(distances, "head,a,W2,").at(0), 0.08);
  EXPECT_NEAR(row(read("shift/moments.csv"), "s = 0.5,E[u],").at(1), 0.5, 0.06);
  for (const ChanceLine &line : chance_lines(read("shift/chance.csv")))
    if (line.name.find("sliced") == std::string::npos) {
      const bool shifted = line.name.find(",u,") != std::string::npos;
      EXPECT_EQ(line.beyond, shifted ? "1" : "0") << line.name;
      EXPECT_EQ(line.measured > 10. * line.by_chance, shifted) << line.name;
    }
  expect_contains(result.output, "6 of 24 distances of marginals are beyond chance");
}

TEST_F(Compare, OneNetworkShowsNoScatter) {
  write_particles(folder_->path("alone.h5"), 3, 0., run_time);
  const CommandResult result = compare("run alone.h5 --output alone --no-pictures");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "give 8 seeds or more");
  EXPECT_FALSE(fs::exists(folder_->path("alone/scatter.csv")));
  EXPECT_TRUE(fs::exists(folder_->path("alone/chance.csv")));
}

TEST_F(Compare, TwoInputs) {
  folder_->write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
  const std::string settings =
      "problem.prm --quiet --output plane --set Data/Source=csv --set Data/File=pairs.csv "
      "--set Depth/Nodes=2 --set 'Weights/Outer nodes=6' --set 'Weights/Inner cells=5' "
      "--set 'Weights/Inner degree=4' --set Output/Fields=false --set Output/Pictures=false "
      "--set 'Time/End time=0.001'";
  ASSERT_EQ(run_command(*folder_, rhoflow_program, settings).status, 0);
  write_particles(folder_->path("plane.h5"), 7, 0.5, run_time, 2);
  const CommandResult result =
      compare("plane plane plane.h5 --quiet --directions 4 --no-transport");
  ASSERT_EQ(result.status, 0) << result.error;
  const std::string distances = read("plane/comparison/distances.csv");
  EXPECT_EQ(row(distances, "head,sliced,W2,").at(0), 0.);
  EXPECT_NEAR(row(distances, "s = 0.2113,u_2,W1,").at(1), 0.5, 0.06);
  EXPECT_LT(row(distances, "s = 0.2113,b,W1,").at(1), 0.06);
  EXPECT_TRUE(fs::exists(folder_->path("plane/comparison/marginal_encoder_u_2.png")));
}

TEST_F(Compare, BadInputIsOneLineAndStatusTwo) {
  write_particles(folder_->path("late.h5"), 1, 0., 0.5);
  write_particles(folder_->path("plane_only.h5"), 1, 0., run_time, 2);
  folder_->write("noise.h5", "no HDF5 at all");
  fs::create_directory(folder_->path("empty"));
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "RUN"},
      {"run", "OTHER"},
      {"absent run", "absent"},
      {"run absent", "absent"},
      {"run empty", "empty"},
      {"run noise.h5", "noise.h5"},
      {"run late.h5", "t = 0.001"},
      {"run plane_only.h5", "samples"},
      {"run run --directions 0", "directions"},
      {"run run --fast", "--fast"}};
  for (const auto &[arguments, expected] : cases) {
    const CommandResult result = compare(arguments + " --output nothing");
    EXPECT_EQ(result.status, 2) << arguments << ": " << result.error;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, expected);
    EXPECT_FALSE(fs::exists(folder_->path("nothing"))) << arguments;
  }
  EXPECT_EQ(compare("--help").status, 0);
  EXPECT_EQ(compare("--version").status, 0);
}

/// The block of Python in a document that has @p part in it, the first one of them.
std::string python_block(const std::string &file, const std::string &part) {
  std::ifstream input(file);
  const std::string text{std::istreambuf_iterator<char>(input), {}}, opening = "```python\n";
  const std::size_t place = text.find(part), begin = text.rfind(opening, place),
                    end = text.find("\n```\n", place);
  if (begin == std::string::npos || end == std::string::npos)
    return {};
  return text.substr(begin + opening.size(), end - begin - opening.size()) + "\n";
}

TEST_F(Compare, ReadsTheFileThatTheDocumentedPythonWrites) {
  const std::string script =
      python_block(std::string(source_folder) + "/doc/exchange.md", "import h5py");
  folder_->write("write_network.py", script);
  const CommandResult python = run_command(*folder_, "/usr/bin/python3", "write_network.py");
  ASSERT_EQ(python.status, 0) << python.error;
  const rhoflow::ParticleReader reader(folder_->path("network.h5"));
  expect_contains(reader.header().generator, "NumPy");
  EXPECT_EQ(reader.times(), (std::vector<double>{0., 0.5}));
  EXPECT_LT(reader.losses()[1], reader.losses()[0]);

  ASSERT_EQ(run_command(*folder_, rhoflow_program,
                        "problem.prm --quiet --output density --set Data/Samples=16 "
                        "--set Depth/Rule=euler --set Depth/Nodes=4 --set Network/Train=head "
                        "--set 'Time/End time=0.5' --set 'Time/Output interval=0.5' "
                        "--set Output/Fields=false --set Output/Pictures=false")
                .status,
            0);
  const CommandResult result = compare("density network.h5 --output beside --quiet --no-pictures");
  ASSERT_EQ(result.status, 0) << result.error;
  // 2000 neurons of another generator follow the density within their scatter.
  const std::string density = read("density/statistics.csv");
  const double loss = row(density.substr(density.rfind('\n', density.size() - 2) + 1), "").at(3);
  EXPECT_NEAR(reader.losses()[1], loss, 0.05 * loss);
  EXPECT_LT(row(read("beside/distances.csv"), "head,a,W1,").at(0), 0.1);
}

TEST_F(Compare, TheDocumentedSealOfPythonIsOurs) {
  const std::string content = std::string(512, '\0') + "whatever stands there";
  folder_->write("ours", content);
  folder_->write("theirs", content);
  rhoflow::seal_file(folder_->path("ours"));
  folder_->write("seal.py",
                 python_block(std::string(source_folder) + "/doc/exchange.md", "def seal(") +
                     "seal('theirs')\n");
  const CommandResult python = run_command(*folder_, "/usr/bin/python3", "seal.py");
  ASSERT_EQ(python.status, 0) << python.error;
  EXPECT_EQ(folder_->read("theirs"), folder_->read("ours"));
}

} // namespace
