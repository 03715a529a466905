// SPDX-License-Identifier: Apache-2.0
// Trajectories of different length go through a .vtp file and come back through VTK's reader.

#include "rhoflow/base/errors.h"
#include "vtk/line_set.h"

#include <cmath>
#include <filesystem>
#include <limits>

#include <gtest/gtest.h>
#include <unistd.h>
#include <vtkCell.h>
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkXMLPolyDataReader.h>

namespace rhoflow {
namespace {

namespace fs = std::filesystem;

class LineSetTest : public ::testing::Test {
protected:
  void SetUp() override {
    folder_ =
        fs::path(::testing::TempDir()) / ("rhoflow_line_set_test_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string file(const std::string &name) const { return (folder_ / name).string(); }

  static LineSet trajectories() {
    LineSet set;
    set.lines = {{{0, -0.5, 0}, {0.5, -0.25, 0}, {1, 0.1, 0}}, {{0, 0.5, 0}, {1, 0.75, 0}}};
    set.point_fields = {{"adjoint", 1, {1, 2, 3, 4, 5}}};
    set.line_fields = {{"label", 1, {-1, 1}}};
    return set;
  }

  fs::path folder_;
};

TEST_F(LineSetTest, PointsLinesAndFieldsAreReadBack) {
  const double time = 1.0 / 3;
  write_line_set(file("trajectories.vtp"), trajectories(), time);

  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName(file("trajectories.vtp").c_str());
  reader->Update();
  vtkPolyData *read = reader->GetOutput();
  ASSERT_EQ(read->GetNumberOfPoints(), 5);
  ASSERT_EQ(read->GetNumberOfLines(), 2);
  EXPECT_EQ(read->GetCell(0)->GetNumberOfPoints(), 3);
  EXPECT_EQ(read->GetCell(1)->GetNumberOfPoints(), 2);
  EXPECT_EQ(read->GetPoint(2)[1], 0.1); // 64 bits
  EXPECT_EQ(read->GetCell(1)->GetPointId(0), 3);
  ASSERT_NE(read->GetPointData()->GetArray("adjoint"), nullptr);
  EXPECT_EQ(read->GetPointData()->GetArray("adjoint")->GetComponent(4, 0), 5);
  ASSERT_NE(read->GetCellData()->GetArray("label"), nullptr);
  EXPECT_EQ(read->GetCellData()->GetArray("label")->GetRange()[0], -1);
  EXPECT_EQ(read->GetFieldData()->GetArray("TimeValue")->GetComponent(0, 0), time);
}

TEST_F(LineSetTest, BadLinesAreRefused) {
  const LineSet good = trajectories();
  LineSet set = good;
  set.lines[1].pop_back();
  EXPECT_THROW(write_line_set(file("bad.vtp"), set, 0), RunError);
  set = good;
  set.lines[0][1][2] = std::nan("");
  EXPECT_THROW(write_line_set(file("bad.vtp"), set, 0), RunError);
  set = good;
  set.line_fields[0].values.push_back(0);
  EXPECT_THROW(write_line_set(file("bad.vtp"), set, 0), RunError);
  EXPECT_FALSE(fs::exists(file("bad.vtp")));
}

TEST_F(LineSetTest, NonFiniteFieldIsNamed) {
  LineSet set = trajectories();
  set.point_fields[0].values[1] = std::numeric_limits<double>::infinity();
  try {
    write_line_set(file("bad.vtp"), set, 0);
    FAIL() << "infinity was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find("'adjoint'"), std::string::npos) << error.what();
  }
}

TEST_F(LineSetTest, MissingFolderIsNamed) {
  const std::string path = file("nowhere/trajectories.vtp");
  try {
    write_line_set(path, trajectories(), 0);
    FAIL() << "a missing folder was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos) << error.what();
  }
}

} // namespace
} // namespace rhoflow
