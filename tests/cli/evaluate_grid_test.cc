// SPDX-License-Identifier: Apache-2.0
// Densities on planes and boxes of weights: the same numbers as at the points of a file, as tables
// and as image data, and answers to bad input. At the start the density is a standard Gaussian.
#include "../expect_error.h"
#include "../paths.h"
#include "run_command.h"
#include "vtk_files.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

class EvaluateGrid : public testing::Test {
protected:
  void SetUp() override {
    folder_.write("small.prm",
                  small_problem("subsection Points\n  set Number = 128\n  set Shifts = 2\nend\n"));
  }
  void run(const std::string &arguments = "") const {
    const CommandResult result =
        run_command(folder_, points_program, "small.prm --quiet --output out " + arguments);
    ASSERT_EQ(result.status, 0) << result.error;
  }
  /// What is printed.
  std::string evaluate(const std::string &arguments) const {
    const CommandResult result = run_command(folder_, evaluate_program, "out " + arguments);
    EXPECT_EQ(result.status, 0) << result.error;
    return result.output;
  }
  void refuses(const std::string &arguments, const std::string &expected) const {
    const CommandResult result = run_command(folder_, evaluate_program, "out " + arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    EXPECT_EQ(result.output, "");
    expect_contains(result.error, expected);
  }

  TemporaryFolder folder_;
};

TEST_F(EvaluateGrid, HasTheNumbersOfTheSamePointsInAFile) {
  run("--set 'Data/Source=two spirals'");
  const std::string where = " --density encoder --depth 0.4 --time 0.2",
                    grid = " --plane u1,w_2 --at b=0.3,w1=-1 --range u_1=-2:2 --points 5";
  const std::string plane = evaluate(grid + where);
  const auto rows = rows_of(plane);
  ASSERT_EQ(rows.size(), 25u);
  std::string points = "u_1,u_2,w_1,w_2,b\n";
  for (const auto &row : rows)
    points += row[0] + ',' + row[1] + ',' + row[2] + ',' + row[3] + ',' + row[4] + '\n';
  folder_.write("points.csv", points);
  EXPECT_EQ(evaluate("points.csv" + where), plane);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_DOUBLE_EQ(std::stod(rows[i][0]), -2. + double(i % 5));
    EXPECT_EQ(rows[i][1] + ' ' + rows[i][2] + ' ' + rows[i][4], "0 -1 0.3");
  }
  EXPECT_LT(std::stod(rows[0][3]), std::stod(rows[5][3]));
  evaluate(grid + where + " --output plane.vti");
  const auto image = read_grid(folder_.path("plane.vti"));
  EXPECT_EQ(axis_names(image), (std::vector<std::string>{"u_1", "w_2", "-"}));
  EXPECT_EQ(field_names(image),
            (std::vector<std::string>{"density", "log_density", "potential", "velocity"}));
  auto *velocity = image->GetPointData()->GetArray("velocity");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto place = vtkIdType(i);
    EXPECT_NEAR(image->GetPoint(place)[1], std::stod(rows[i][3]), 1e-12);
    EXPECT_NEAR(image->GetPointData()->GetArray("log_density")->GetComponent(place, 0),
                std::stod(rows[i][6]), 1e-5);
    const double u = std::stod(rows[i][8]), w = std::stod(rows[i][11]);
    EXPECT_NEAR(velocity->GetComponent(place, 0), u, 1e-6);
    EXPECT_NEAR(velocity->GetComponent(place, 1), w, 1e-6);
  }
}

TEST_F(EvaluateGrid, HoldsTheMassInAVolumeAndMakesASeriesOfTimes) {
  run();
  evaluate("--volume a,w,b --points 33 --time 0 --output start.vti");
  const auto start = read_grid(folder_.path("start.vti"));
  // Four deviations of the start on both sides, and the mass of the Gaussian between them.
  EXPECT_NEAR(axis_of(start, 0).front(), -4., 1e-9);
  EXPECT_NEAR(axis_of(start, 2).back(), 4., 1e-9);
  EXPECT_NEAR(integrate_grid(start, "density"), std::pow(std::erf(4. / std::sqrt(2.)), 3), 1e-4);
  evaluate("--plane b,a --points 4 --time 0,0.1,0.3 --output series.vti");
  const auto entries = series_entries(folder_.read("series.pvd"));
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1].first, 0.1);
  EXPECT_EQ(axis_names(read_grid(folder_.path(entries[2].second)))[0], "b");
  refuses("--plane b,a --time 0,0.1 --output series.vti", "series.pvd': the file exists");
  evaluate("--plane b,a --points 4 --time all --output all.vti");
  const auto statistics = numbers_of(folder_.read("out/statistics.csv"));
  const auto all = series_entries(folder_.read("all.pvd"));
  ASSERT_EQ(all.size(), statistics.size());
  for (std::size_t k = 0; k < all.size(); ++k)
    EXPECT_EQ(all[k].first, statistics[k][1]);
  refuses("--plane b,a --time all", "choose one, or add --plane or --volume");
}

TEST_F(EvaluateGrid, MarginalsHaveTheMassOneAndTheirError) {
  run();
  const auto boxes = numbers_of(evaluate("--marginal a --points 16 --time 0"));
  ASSERT_EQ(boxes.size(), 16u);
  // Along one weight the lattice is uniform: a box has one point too many or too few at most.
  constexpr double width = 0.5, one_point = 1. / (32768. * width);
  const auto below = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.)); };
  double mass = 0.;
  for (const auto &box : boxes) {
    mass += width * box[1];
    const double low = box[0] - width / 2., high = box[0] + width / 2.;
    // The last boxes have what is beyond the ends as well.
    const double exact = ((high > 3.9 ? 1. : below(high)) - (low < -3.9 ? 0. : below(low))) / width;
    EXPECT_NEAR(box[1], exact, one_point) << box[0];
    EXPECT_LE(box[2], one_point);
  }
  EXPECT_NEAR(mass, 1., 1e-12);
  const std::string pair = evaluate("--marginal w,b --range w=-2:2,b=-3:3 --points 4");
  EXPECT_EQ(pair.substr(0, pair.find('\n')), "w,b,density,density_error");
  double sum = 0.;
  for (const auto &box : numbers_of(pair)) {
    sum += 1. * 1.5 * box[2];
    EXPECT_GT(box[3], 0.);
    EXPECT_LT(box[3], 0.05 * box[2]);
  }
  EXPECT_NEAR(sum, 1., 1e-12);
}

TEST_F(EvaluateGrid, RefusesWhatIsNoGridInOneLine) {
  run();
  refuses("--plane a", "--plane = 'a': name 2 weights with commas between them");
  refuses("--plane a,w --volume a,w,b", "are different tables; choose one");
  refuses("--plane a,w --check", "add --output FILE");
  refuses("--plane a,w --at a=1", "a is a direction of the grid");
  refuses("--plane a,w --points 1", "choose a number from 2 to 2000");
  refuses("--plane a,w --time 0,0.1", "several times are a series of a grid for ParaView");
  refuses("--plane a,w --time 0.1,0 --output x.vti", "name times that ascend");
  refuses("--marginal a --at b=1", "add --plane or --volume");
  refuses("--check --points 7", "describe a grid or boxes");
  refuses("--marginal a --range b=0:1", "b is no direction of the grid or the boxes");
  refuses("--check --output x.vti", "image data are of a grid");
  EXPECT_FALSE(fs::exists(folder_.path("x.vti")));
}

} // namespace
