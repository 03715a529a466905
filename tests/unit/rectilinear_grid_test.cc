// A Gaussian on a non-uniform grid goes through a .vtr file and comes back through VTK's reader.

#include "rhoflow/base/errors.h"
#include "vtk/rectilinear_grid.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <limits>

#include <gtest/gtest.h>
#include <unistd.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkRectilinearGrid.h>
#include <vtkStringArray.h>
#include <vtkXMLRectilinearGridReader.h>

namespace rhoflow {
namespace {

namespace fs = std::filesystem;

constexpr double pi = 3.14159265358979323846;

class RectilinearGridTest : public ::testing::Test {
protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              ("rhoflow_rectilinear_grid_test_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string file(const std::string &name) const { return (folder_ / name).string(); }

  /// exp(-(w^2 + b^2)/2) / (2 pi) on [-6, 6]^2, nodes denser in the middle.
  static RectilinearGrid gaussian() {
    RectilinearGrid grid;
    for (int i = 0; i < 81; ++i) {
      const double s = -1 + i / 40.0;
      grid.axes[0].push_back(6 * (0.6 * s + 0.4 * s * s * s));
      grid.axes[1].push_back(6 * s);
    }
    grid.axes[2] = {0.25};
    grid.axis_names = {"w", "b", "s"};
    DataField density = {"density", 1, {}}, velocity = {"velocity", 3, {}};
    for (const double b : grid.axes[1])
      for (const double w : grid.axes[0]) {
        density.values.push_back(std::exp(-0.5 * (w * w + b * b)) / (2 * pi));
        velocity.values.insert(velocity.values.end(), {w, b, 0});
      }
    grid.fields = {density, velocity};
    return grid;
  }

  fs::path folder_;
};

TEST_F(RectilinearGridTest, IntegralOfAGaussianReadBackIsOne) {
  const RectilinearGrid grid = gaussian();
  const double time = 0.1 + 0.2;
  write_rectilinear_grid(file("density.vtr"), grid, time);

  vtkNew<vtkXMLRectilinearGridReader> reader;
  reader->SetFileName(file("density.vtr").c_str());
  reader->Update();
  vtkRectilinearGrid *read = reader->GetOutput();
  ASSERT_EQ(read->GetNumberOfPoints(), 81 * 81);
  EXPECT_EQ(read->GetXCoordinates()->GetDataType(), VTK_DOUBLE);
  EXPECT_EQ(read->GetXCoordinates()->GetComponent(7, 0), grid.axes[0][7]);
  EXPECT_EQ(read->GetZCoordinates()->GetNumberOfTuples(), 1);
  EXPECT_EQ(read->GetZCoordinates()->GetComponent(0, 0), 0.25);
  EXPECT_EQ(read->GetFieldData()->GetArray("TimeValue")->GetComponent(0, 0), time);
  auto *names = vtkStringArray::SafeDownCast(read->GetFieldData()->GetAbstractArray("AxisNames"));
  ASSERT_NE(names, nullptr);
  EXPECT_EQ(names->GetValue(0), "w");
  EXPECT_EQ(names->GetValue(2), "s");

  vtkDataArray *density = read->GetPointData()->GetArray("density");
  ASSERT_NE(density, nullptr);
  EXPECT_EQ(density->GetDataType(), VTK_FLOAT);
  EXPECT_NEAR(density->GetRange()[1], 1 / (2 * pi), 1e-7);
  const auto weight = [](vtkDataArray *nodes, vtkIdType i) {
    const vtkIdType left = std::max<vtkIdType>(i - 1, 0);
    const vtkIdType right = std::min(i + 1, nodes->GetNumberOfTuples() - 1);
    return 0.5 * (nodes->GetComponent(right, 0) - nodes->GetComponent(left, 0));
  };
  double integral = 0;
  for (vtkIdType j = 0; j < 81; ++j)
    for (vtkIdType i = 0; i < 81; ++i)
      integral += weight(read->GetXCoordinates(), i) * weight(read->GetYCoordinates(), j) *
                  density->GetComponent(j * 81 + i, 0);
  EXPECT_NEAR(integral, 1, 1e-3);

  vtkDataArray *velocity = read->GetPointData()->GetArray("velocity");
  ASSERT_NE(velocity, nullptr);
  ASSERT_EQ(velocity->GetNumberOfComponents(), 3);
  const vtkIdType point = 5 * 81 + 3; // first axis fastest
  EXPECT_FLOAT_EQ(static_cast<float>(velocity->GetComponent(point, 0)),
                  static_cast<float>(grid.axes[0][3]));
  EXPECT_FLOAT_EQ(static_cast<float>(velocity->GetComponent(point, 1)),
                  static_cast<float>(grid.axes[1][5]));
}

TEST_F(RectilinearGridTest, Float64KeepsEveryDigit) {
  const RectilinearGrid grid = gaussian();
  write_rectilinear_grid(file("exact.vtr"), grid, 0, FieldPrecision::float64);
  vtkNew<vtkXMLRectilinearGridReader> reader;
  reader->SetFileName(file("exact.vtr").c_str());
  reader->Update();
  vtkDataArray *density = reader->GetOutput()->GetPointData()->GetArray("density");
  ASSERT_NE(density, nullptr);
  for (vtkIdType i = 0; i < density->GetNumberOfTuples(); ++i)
    ASSERT_EQ(density->GetComponent(i, 0), grid.fields[0].values[static_cast<std::size_t>(i)]);
}

TEST_F(RectilinearGridTest, OnlyTheFinishedFileIsLeft) {
  write_rectilinear_grid(file("density.vtr"), gaussian(), 0);
  write_rectilinear_grid(file("density.vtr"), gaussian(), 1);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(RectilinearGridTest, NanIsRefusedByFieldNameAndLeavesNoFile) {
  RectilinearGrid grid = gaussian();
  grid.fields[1].values[17] = std::numeric_limits<double>::quiet_NaN();
  try {
    write_rectilinear_grid(file("nan.vtr"), grid, 0);
    FAIL() << "nan was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find("'velocity'"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("nan.vtr"), std::string::npos) << error.what();
  }
  EXPECT_FALSE(fs::exists(file("nan.vtr")));
}

TEST_F(RectilinearGridTest, ValuesTooLargeForFloat32AreRefused) {
  RectilinearGrid grid = gaussian();
  grid.fields[0].values[0] = 1e39;
  EXPECT_THROW(write_rectilinear_grid(file("large.vtr"), grid, 0), RunError);
  EXPECT_NO_THROW(write_rectilinear_grid(file("large.vtr"), grid, 0, FieldPrecision::float64));
}

TEST_F(RectilinearGridTest, MissingFolderIsNamed) {
  const std::string path = file("nowhere/density.vtr");
  try {
    write_rectilinear_grid(path, gaussian(), 0);
    FAIL() << "a missing folder was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos) << error.what();
  }
}

TEST_F(RectilinearGridTest, BadGridsAreRefused) {
  const RectilinearGrid good = gaussian();
  RectilinearGrid grid = good;
  grid.axes[1][3] = grid.axes[1][2];
  EXPECT_THROW(write_rectilinear_grid(file("bad.vtr"), grid, 0), RunError);
  grid = good;
  grid.axes[2].clear();
  EXPECT_THROW(write_rectilinear_grid(file("bad.vtr"), grid, 0), RunError);
  grid = good;
  grid.fields[0].values.pop_back();
  EXPECT_THROW(write_rectilinear_grid(file("bad.vtr"), grid, 0), RunError);
  grid = good;
  grid.fields[1] = grid.fields[0];
  EXPECT_THROW(write_rectilinear_grid(file("bad.vtr"), grid, 0), RunError);
  EXPECT_THROW(write_rectilinear_grid(file("bad.vtr"), good, std::nan("")), RunError);
}

} // namespace
} // namespace rhoflow
