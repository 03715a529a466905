// SPDX-License-Identifier: Apache-2.0
// A Gaussian on a uniform grid goes through a .vti file and comes back through VTK's reader.

#include "rhoflow/base/errors.h"
#include "vtk/image_grid.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include <gtest/gtest.h>
#include <unistd.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkStringArray.h>
#include <vtkXMLImageDataReader.h>

namespace rhoflow {
namespace {

namespace fs = std::filesystem;

constexpr double pi = 3.14159265358979323846;

class ImageGridTest : public ::testing::Test {
protected:
  void SetUp() override {
    folder_ =
        fs::path(::testing::TempDir()) / ("rhoflow_image_grid_test_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string file(const std::string &name) const { return (folder_ / name).string(); }

  /// exp(-(w^2 + b^2)/2) / (2 pi) on [-6, 6] x [-7, 7], one layer of a stack from 0 to 1.
  static ImageGrid gaussian() {
    ImageGrid grid;
    grid.axes = {ImageAxis{"w", -6., 6., 80}, ImageAxis{"b", -7., 7., 70},
                 ImageAxis{"s", -6., 6., 1, 0., 1.}};
    DataField density = {"density", 1, {}}, velocity = {"velocity", 3, {}};
    for (int j = 0; j < 70; ++j)
      for (int i = 0; i < 80; ++i) {
        const double w = -6. + 0.15 * (i + 0.5), b = -7. + 0.2 * (j + 0.5);
        density.values.push_back(std::exp(-0.5 * (w * w + b * b)) / (2. * pi));
        velocity.values.insert(velocity.values.end(), {w, b, 0.});
      }
    grid.fields = {density, velocity};
    return grid;
  }

  fs::path folder_;
};

TEST_F(ImageGridTest, IntegralOfAGaussianReadBackIsOne) {
  const ImageGrid grid = gaussian();
  const double time = 0.1 + 0.2;
  write_image_grid(file("density.vti"), grid, time);

  vtkNew<vtkXMLImageDataReader> reader;
  reader->SetFileName(file("density.vti").c_str());
  reader->Update();
  vtkImageData *read = reader->GetOutput();
  ASSERT_EQ(read->GetNumberOfPoints(), 80 * 70);
  EXPECT_NEAR(read->GetOrigin()[0], -5.925, 1e-15); // points are the middles of boxes
  EXPECT_NEAR(read->GetOrigin()[2], 0., 1e-15);
  EXPECT_NEAR(read->GetSpacing()[1], 0.2, 1e-15);
  vtkDataArray *ranges = read->GetFieldData()->GetArray("AxisRanges");
  ASSERT_NE(ranges, nullptr);
  ASSERT_EQ(ranges->GetNumberOfTuples(), 3);
  EXPECT_EQ(ranges->GetComponent(1, 0), -7.);
  EXPECT_EQ(ranges->GetComponent(1, 1), 7.);
  EXPECT_EQ(ranges->GetComponent(2, 0), 0.);
  EXPECT_EQ(ranges->GetComponent(2, 1), 1.);
  EXPECT_EQ(read->GetFieldData()->GetArray("TimeValue")->GetComponent(0, 0), time);
  auto *names = vtkStringArray::SafeDownCast(read->GetFieldData()->GetAbstractArray("AxisNames"));
  ASSERT_NE(names, nullptr);
  EXPECT_EQ(names->GetValue(0), "w");
  EXPECT_EQ(names->GetValue(2), "s");

  vtkDataArray *density = read->GetPointData()->GetArray("density");
  ASSERT_NE(density, nullptr);
  EXPECT_EQ(density->GetDataType(), VTK_FLOAT);
  double integral = 0;
  for (vtkIdType i = 0; i < density->GetNumberOfTuples(); ++i)
    integral += 0.15 * 0.2 * density->GetComponent(i, 0);
  EXPECT_NEAR(integral, 1, 1e-6);

  vtkDataArray *velocity = read->GetPointData()->GetArray("velocity");
  ASSERT_NE(velocity, nullptr);
  ASSERT_EQ(velocity->GetNumberOfComponents(), 3);
  const vtkIdType point = 5 * 80 + 3; // first axis fastest
  EXPECT_FLOAT_EQ(static_cast<float>(velocity->GetComponent(point, 0)),
                  static_cast<float>(read->GetPoint(point)[0]));
  EXPECT_FLOAT_EQ(static_cast<float>(velocity->GetComponent(point, 1)),
                  static_cast<float>(read->GetPoint(point)[1]));
}

TEST_F(ImageGridTest, Float64KeepsEveryDigit) {
  const ImageGrid grid = gaussian();
  write_image_grid(file("exact.vti"), grid, 0, FieldPrecision::float64);
  vtkNew<vtkXMLImageDataReader> reader;
  reader->SetFileName(file("exact.vti").c_str());
  reader->Update();
  vtkDataArray *density = reader->GetOutput()->GetPointData()->GetArray("density");
  ASSERT_NE(density, nullptr);
  for (vtkIdType i = 0; i < density->GetNumberOfTuples(); ++i)
    ASSERT_EQ(density->GetComponent(i, 0), grid.fields[0].values[static_cast<std::size_t>(i)]);
}

TEST_F(ImageGridTest, FileIsXmlFromBeginningToEnd) {
  // Appended data would not be: readers of VTK 9.1 and ParaView 5.11 stop at them, depending on the
  // version of libexpat.
  write_image_grid(file("density.vti"), gaussian(), 0);
  std::ifstream input(file("density.vti"));
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  EXPECT_EQ(text.find("AppendedData"), std::string::npos);
  EXPECT_NE(text.find("vtkZLibDataCompressor"), std::string::npos);
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](unsigned char character) {
    return character == '\n' || (character >= ' ' && character < 127);
  }));
}

TEST_F(ImageGridTest, OnlyTheFinishedFileIsLeft) {
  write_image_grid(file("density.vti"), gaussian(), 0);
  write_image_grid(file("density.vti"), gaussian(), 1);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(ImageGridTest, NanIsRefusedByFieldNameAndLeavesNoFile) {
  ImageGrid grid = gaussian();
  grid.fields[1].values[17] = std::numeric_limits<double>::quiet_NaN();
  try {
    write_image_grid(file("nan.vti"), grid, 0);
    FAIL() << "nan was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find("'velocity'"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("nan.vti"), std::string::npos) << error.what();
  }
  EXPECT_FALSE(fs::exists(file("nan.vti")));
}

TEST_F(ImageGridTest, ValuesTooLargeForFloat32AreRefused) {
  ImageGrid grid = gaussian();
  grid.fields[0].values[0] = 1e39;
  EXPECT_THROW(write_image_grid(file("large.vti"), grid, 0), RunError);
  EXPECT_NO_THROW(write_image_grid(file("large.vti"), grid, 0, FieldPrecision::float64));
}

TEST_F(ImageGridTest, MissingFolderIsNamed) {
  const std::string path = file("nowhere/density.vti");
  try {
    write_image_grid(path, gaussian(), 0);
    FAIL() << "a missing folder was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos) << error.what();
  }
}

TEST_F(ImageGridTest, BadGridsAreRefused) {
  const ImageGrid good = gaussian();
  ImageGrid grid = good;
  grid.axes[1].high = grid.axes[1].low;
  EXPECT_THROW(write_image_grid(file("bad.vti"), grid, 0), RunError);
  grid = good;
  grid.axes[2].points = 0;
  EXPECT_THROW(write_image_grid(file("bad.vti"), grid, 0), RunError);
  grid = good;
  grid.axes[2].true_high = std::nan("");
  EXPECT_THROW(write_image_grid(file("bad.vti"), grid, 0), RunError);
  grid = good;
  grid.fields[0].values.pop_back();
  EXPECT_THROW(write_image_grid(file("bad.vti"), grid, 0), RunError);
  grid = good;
  grid.fields[1] = grid.fields[0];
  EXPECT_THROW(write_image_grid(file("bad.vti"), grid, 0), RunError);
  EXPECT_THROW(write_image_grid(file("bad.vti"), good, std::nan("")), RunError);
}

} // namespace
} // namespace rhoflow
