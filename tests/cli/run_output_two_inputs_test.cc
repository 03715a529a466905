// SPDX-License-Identifier: Apache-2.0
// The files of a run with two inputs, as VTK's own readers see them: names, axes, ranges,
// integrals.
#include "../expect_error.h"
#include "run_command.h"
#include "vtk_files.h"

#include <vtkCellData.h>

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

using Names = std::vector<std::string>;

/// Inputs are points of the grid of decision.pvd: multiples of 0.05 in [-1.1, 1.1] with 45 points.
const std::string samples = "x0,x1,y\n0.5,0.2,1\n-0.4,0.7,-1\n-0.8,-0.3,1\n0.6,-0.9,-1\n1,1,1\n"
                            "-1,0.1,-1\n";

/// Means of all coordinates at the start.
const std::vector<double> encoder_mean{0.3, -0.2, 0.5, -0.4, 0.1}, head_mean{-0.1, 0.2, 0.4, -0.3};

std::string problem() {
  return "subsection Data\n  set Source = csv\n  set File = samples.csv\nend\n"
         "subsection Network\n  set Alpha = 2\n  set Beta = 3\nend\n"
         "subsection Regularization\n  set Type = decaying quadratic\n  set Coefficient = "
         "0.5\nend\n"
         "subsection Depth\n  set Nodes = 3\nend\n"
         "subsection Weights\n  set Outer nodes = 8\n  set Inner cells = 8\n"
         "  set Inner degree = 3\n  set Half width = 5\n"
         "  set Initial mean = 0.3, -0.2, 0.5, -0.4, 0.1\n"
         "  set Head initial mean = -0.1, 0.2, 0.4, -0.3\nend\n"
         "subsection Time\n  set End time = 0.2\n  set Tolerance = 1e-3\n"
         "  set Output interval = 0.1\nend\n"
         "subsection Output\n  set Points = 45\nend\n";
}

/// Times of the outputs and the scale of the regulariser there: exp(-2 lambda (1 - e^-t)).
const std::vector<double> times{0., 0.1, 0.2};
double scale(double time) {
  return std::exp(-(1. - std::exp(-time)));
}

/// One run shared by the tests of this file.
class TwoInputsOutput : public testing::Test {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("samples.csv", samples);
    folder_->write("problem.prm", problem());
    result_ = run_command(*folder_, rhoflow_program,
                          "problem.prm --output out --threads 2" + theory_settings(false));
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  static std::string path(const std::string &file) { return folder_->path("out/" + file); }

  /// The file of series @p name at output @p i; the series has all times.
  static std::string file(const std::string &name, std::size_t i) {
    const auto entries = series_entries(folder_->read("out/density/" + name + ".pvd"));
    if (entries.size() != times.size()) {
      ADD_FAILURE() << name << " has " << entries.size() << " times";
      return {};
    }
    EXPECT_EQ(entries[i].first, times[i]) << name;
    return path("density/" + entries[i].second);
  }
  static vtkSmartPointer<vtkImageData> grid(const std::string &name, std::size_t i) {
    auto result = read_grid(file(name, i));
    EXPECT_EQ(result->GetFieldData()->GetArray("TimeValue")->GetTuple1(0), times[i]) << name;
    return result;
  }
  /// Boxes of the size of [-bound, bound] / 45, on either side so many more that none of the mass
  /// of the outer weights is lost.
  static void expect_wider_range(vtkImageData *grid, int axis, double bound) {
    const std::vector<double> points = axis_of(grid, axis);
    ASSERT_GE(points.size(), 45u);
    EXPECT_EQ(points.size() % 2, 1u);
    EXPECT_NEAR(grid->GetSpacing()[axis], 2. * bound / 45., 1e-12);
    EXPECT_NEAR(points.front(), -points.back(), 1e-12);
    EXPECT_NEAR(axis_ranges(grid).at(std::size_t(2 * axis) + 1),
                bound / 45. * double(points.size()), 1e-12);
  }
  /// 45 boxes fill [-bound, bound].
  static void expect_range(vtkImageData *grid, int axis, double bound) {
    const std::vector<double> points = axis_of(grid, axis), ranges = axis_ranges(grid);
    ASSERT_EQ(points.size(), 45u);
    ASSERT_EQ(ranges.size(), 6u);
    const double half = 0.5 * grid->GetSpacing()[axis];
    EXPECT_NEAR(half, bound / 45., 1e-12);
    EXPECT_NEAR(ranges[std::size_t(2 * axis)], -bound, 1e-12);
    EXPECT_NEAR(ranges[std::size_t(2 * axis) + 1], bound, 1e-12);
    EXPECT_NEAR(points.front(), -bound + half, 1e-12);
    EXPECT_NEAR(points.back(), bound - half, 1e-12);
  }

  static TemporaryFolder *folder_;
  static CommandResult result_;
};

TemporaryFolder *TwoInputsOutput::folder_ = nullptr;
CommandResult TwoInputsOutput::result_;

/// Names of all pairs in the order of the coordinates.
Names pair_names(const Names &coordinates) {
  Names names;
  for (std::size_t i = 0; i < coordinates.size(); ++i)
    for (std::size_t k = i + 1; k < coordinates.size(); ++k)
      names.push_back(coordinates[i] + "_" + coordinates[k]);
  return names;
}

TEST_F(TwoInputsOutput, Succeeds) {
  EXPECT_EQ(result_.status, 0) << result_.error;
}

TEST_F(TwoInputsOutput, InnerMarginalsIntegrateToOne) {
  for (const std::string name : {"inner_first", "inner_middle", "inner_last", "head_inner"}) {
    const bool head = name == "head_inner";
    for (std::size_t i = 0; i < times.size(); ++i) {
      const auto data = grid(name, i);
      const double l = head ? 1. : scale(times[i]);
      EXPECT_EQ(field_names(data), (Names{"density", "potential"}));
      EXPECT_EQ(axis_names(data), (Names{"w1", "w2", "b"}));
      for (int k = 0; k < 3; ++k)
        expect_range(data, k, 5. * l);
      EXPECT_NEAR(integrate_grid(data, "density"), 1., 1e-6) << name << " " << i;
      double range[2];
      data->GetPointData()->GetArray("density")->GetRange(range);
      EXPECT_GT(range[0], -1e-3) << name;
      EXPECT_NEAR(range[1] * l * l * l, std::pow(2. * M_PI, -1.5), 0.01) << name << " " << i;
      vtkDataArray *potential = data->GetPointData()->GetArray("potential");
      ASSERT_EQ(potential->GetNumberOfComponents(), head ? 1 : 3);
      for (int component = 0; component < (head ? 1 : 2); ++component) {
        potential->GetRange(range, component);
        EXPECT_GT(range[1] - range[0], 1e-3) << name << " " << component;
      }
      if (!head) {
        potential->GetRange(range, 2);
        EXPECT_EQ(range[0], 0.);
        EXPECT_EQ(range[1], 0.);
      }
    }
  }
}

TEST_F(TwoInputsOutput, PairsAreNamedAfterTheirAxesAndIntegrateToOneAtEveryDepth) {
  const Names names = pair_names({"u1", "u2", "w1", "w2", "b"});
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto data = grid("pairs", i);
    ASSERT_EQ(field_names(data), names);
    EXPECT_EQ(axis_names(data), (Names{"first", "second", "s"}));
    expect_wider_range(data, 0, 5. * scale(times[i]));
    expect_wider_range(data, 1, 5. * scale(times[i]));
    ASSERT_EQ(axis_of(data, 2).size(), 16u);
    const std::vector<double> ranges = axis_ranges(data);
    EXPECT_EQ(ranges.at(4), 0.);
    EXPECT_EQ(ranges.at(5), 1.);
    EXPECT_NEAR(data->GetSpacing()[2] * 16., ranges[1] - ranges[0], 1e-12);
    for (const std::string &name : names)
      for (std::size_t k = 0; k < 16; ++k)
        EXPECT_NEAR(integrate_layer(data, name, k), 1., 1e-6) << name << " " << i;
  }
  const auto start = grid("pairs", 0);
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 5; ++a)
    for (std::size_t b = a + 1; b < 5; ++b, ++pair)
      for (std::size_t k = 0; k < 16; ++k) {
        EXPECT_NEAR(integrate_layer(start, names[pair], k, 1), encoder_mean[a], 1e-4);
        EXPECT_NEAR(integrate_layer(start, names[pair], k, 0, 1), encoder_mean[b], 1e-4);
      }
}

TEST_F(TwoInputsOutput, PairsOfTheHeadAreNamedAfterTheirAxesAndIntegrateToOne) {
  const Names names = pair_names({"a", "w1", "w2", "b"});
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto data = grid("head_pairs", i);
    ASSERT_EQ(field_names(data), names);
    expect_wider_range(data, 0, 5.);
    EXPECT_EQ(axis_of(data, 2), std::vector<double>{0.});
    for (const std::string &name : names)
      EXPECT_NEAR(integrate_layer(data, name, 0), 1., 1e-6) << name << " " << i;
  }
  const auto start = grid("head_pairs", 0);
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t b = a + 1; b < 4; ++b, ++pair) {
      EXPECT_NEAR(integrate_layer(start, names[pair], 0, 1), head_mean[a], 1e-4);
      EXPECT_NEAR(integrate_layer(start, names[pair], 0, 0, 1), head_mean[b], 1e-4);
    }
}

TEST_F(TwoInputsOutput, DecisionFunctionMeetsThePredictionsAtTheSamples) {
  const auto data = grid("decision", 2);
  EXPECT_EQ(field_names(data), Names{"prediction"});
  EXPECT_EQ(axis_names(data), (Names{"x0", "x1", "-"}));
  for (int k = 0; k < 2; ++k) {
    ASSERT_EQ(axis_of(data, k).size(), 45u);
    EXPECT_NEAR(axis_of(data, k).front(), -1.1, 1e-12);
    EXPECT_NEAR(axis_of(data, k).back(), 1.1, 1e-12);
  }
  EXPECT_EQ(axis_of(data, 2), std::vector<double>{0.});
  vtkDataArray *prediction = data->GetPointData()->GetArray("prediction");

  std::istringstream rows(folder_->read("out/predictions.csv"));
  std::string line;
  std::getline(rows, line);
  EXPECT_EQ(line, "x0,x1,y,prediction,error");
  int n = 0;
  for (char comma = 0; std::getline(rows, line); ++n) {
    std::istringstream cells(line);
    double x0 = 0., x1 = 0., y = 0., f = 0.;
    cells >> x0 >> comma >> x1 >> comma >> y >> comma >> f;
    const auto column = std::lround((x0 + 1.1) / 0.05), row = std::lround((x1 + 1.1) / 0.05);
    EXPECT_NEAR(prediction->GetTuple1(row * 45 + column), f, 1e-6) << line;
  }
  EXPECT_EQ(n, 6);
}

TEST_F(TwoInputsOutput, TrajectoriesRunThroughDepthAndBothFeatures) {
  for (std::size_t i = 0; i < times.size(); ++i) {
    const auto lines = read_lines(file("trajectories", i));
    ASSERT_EQ(lines->GetNumberOfLines(), 6);
    ASSERT_EQ(lines->GetNumberOfPoints(), 6 * 5); // start, three depth nodes, end
    EXPECT_EQ(lines->GetPointData()->GetArray("adjoint")->GetNumberOfComponents(), 3);
    for (const std::string name : {"label", "prediction", "residual"})
      EXPECT_NE(lines->GetCellData()->GetArray(name.c_str()), nullptr);
    std::istringstream rows(samples);
    std::string line;
    std::getline(rows, line);
    for (vtkIdType k = 0; k < 6; ++k) {
      double x0 = 0., x1 = 0., y = 0.;
      char comma = 0;
      rows >> x0 >> comma >> x1 >> comma >> y;
      EXPECT_EQ(lines->GetPoint(5 * k)[0], 0.);
      EXPECT_EQ(lines->GetPoint(5 * k)[1], x0);
      EXPECT_EQ(lines->GetPoint(5 * k)[2], x1);
      EXPECT_NEAR(lines->GetPoint(5 * k + 2)[0], 0.5, 1e-14);
      EXPECT_EQ(lines->GetPoint(5 * k + 4)[0], 1.);
      EXPECT_EQ(lines->GetCellData()->GetArray("label")->GetTuple1(k), y);
    }
  }
}

TEST_F(TwoInputsOutput, PicturesAreWritten) {
  for (const std::string name : {"loss", "decision", "density", "head"})
    EXPECT_GT(fs::file_size(path("images/" + name + ".png")), 10000u) << name;
}

TEST_F(TwoInputsOutput, FieldsAndPicturesLeaveTheRunAsItIs) {
  const CommandResult again = run_command(*folder_, rhoflow_program,
                                          "problem.prm --output again --quiet "
                                          "--set Output/Fields=false --set Output/Pictures=false" +
                                              theory_settings(false));
  ASSERT_EQ(again.status, 0) << again.error;
  EXPECT_EQ(without_wall_time(folder_->read("out/statistics.csv")),
            without_wall_time(folder_->read("again/statistics.csv")));
  EXPECT_FALSE(fs::exists(folder_->path("again/density")));
  EXPECT_FALSE(fs::exists(folder_->path("again/images")));
}

TEST_F(TwoInputsOutput, FixedHeadEndsEveryLineWithItsVectorAndHasNoFilesOfItsOwn) {
  const CommandResult run = run_command(
      *folder_, rhoflow_program,
      "problem.prm --output fixed --set Network/Head=fixed --set 'Network/Head vector=2, -1' "
      "--set Depth/Nodes=1 --set 'Time/End time=0.01'" +
          no_errors + theory_settings(false));
  ASSERT_EQ(run.status, 0) << run.error;
  for (const std::string name :
       {"density/head_inner.pvd", "density/head_pairs.pvd", "images/head.png",
        "density/inner_middle.pvd", "density/inner_last.pvd"})
    EXPECT_FALSE(fs::exists(folder_->path("fixed/" + name))) << name;
  EXPECT_TRUE(fs::exists(folder_->path("fixed/density/inner_first.pvd")));
  const auto lines = read_lines(folder_->path("fixed/density/trajectories_00001.vtp"));
  ASSERT_EQ(lines->GetNumberOfPoints(), 6 * 3);
  for (vtkIdType k = 0; k < 6; ++k) {
    const vtkIdType end = 3 * k + 2;
    const double *adjoint = lines->GetPointData()->GetArray("adjoint")->GetTuple3(end);
    EXPECT_EQ(adjoint[0], 2.);
    EXPECT_EQ(adjoint[1], -1.);
    EXPECT_EQ(adjoint[2], 0.);
    const double *z = lines->GetPoint(end);
    EXPECT_NEAR(lines->GetCellData()->GetArray("prediction")->GetTuple1(k), 2. * z[1] - z[2], 1e-6);
  }
}

} // namespace
