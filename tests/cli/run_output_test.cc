// SPDX-License-Identifier: Apache-2.0
// Every file of a run is there and says what it should: statistics, record, predictions, pictures,
// and the fields as VTK's own readers see them.
#include "../expect_error.h"
#include "run_command.h"
#include "vtk_files.h"

#include <nlohmann/json.hpp>
#include <vtkCellData.h>

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

/// One run shared by the tests of this file.
class RunOutput : public testing::Test {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("problem.prm", small_problem());
    result_ = run_command(*folder_, rhoflow_program,
                          "problem.prm --output out --threads 2 --set Output/Points=33 "
                          "--set Output/Pictures=true");
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  static std::string read(const std::string &file) { return folder_->read("out/" + file); }
  static std::string path(const std::string &file) { return folder_->path("out/" + file); }

  /// Times and files of a .pvd series.
  static std::vector<std::pair<double, std::string>> series(const std::string &name) {
    return series_entries(read("density/" + name + ".pvd"));
  }

  static vtkSmartPointer<vtkImageData> grid(const std::string &file) {
    return read_grid(path("density/" + file));
  }

  static TemporaryFolder *folder_;
  static CommandResult result_;
};

TemporaryFolder *RunOutput::folder_ = nullptr;
CommandResult RunOutput::result_;

TEST_F(RunOutput, SucceedsAndReportsProgress) {
  EXPECT_EQ(result_.status, 0) << result_.error;
  EXPECT_EQ(result_.error, "");
  expect_contains(result_.output, "steps/s");
  expect_contains(result_.output, "results in out");
}

TEST_F(RunOutput, StatisticsHaveTheContractedColumnsAndExactTimes) {
  const std::string statistics = read("statistics.csv");
  EXPECT_EQ(statistics.substr(0, statistics.find('\n')),
            "step,time,dt,loss,regularization,objective,dissipation,mass_drift,min_density,"
            "second_moment_encoder,second_moment_head,resolution_outer,resolution_inner,"
            "wall_time,r_squared,test_loss,test_r_squared,entropy,loss_error,"
            "second_moment_encoder_error,second_moment_head_error,dissipation_error,"
            "entropy_error");
  std::vector<double> times;
  double loss = 1e300;
  for (const auto &row : numbers_of(statistics)) {
    ASSERT_EQ(row.size(), 23u);
    times.push_back(row[1]);
    EXPECT_LT(row[3], loss);
    loss = row[3];
    EXPECT_LE(std::abs(row[7]), 1e-12);
    EXPECT_EQ(row[5], row[3] + row[4]);
  }
  EXPECT_EQ(times, (std::vector<double>{0., 0.1, 0.2, 0.3}));
}

TEST_F(RunOutput, RecordTellsHowItWasMadeAndEnded) {
  const auto record = nlohmann::json::parse(read("run.json"));
  EXPECT_EQ(record["end"]["status"], "done");
  EXPECT_EQ(record["threads"], 2);
  EXPECT_EQ(record["sizes"]["degrees_of_freedom"], 4 * 8 * 32 * 32);
  EXPECT_GT(record["timings"]["transport"].get<double>(), 0.);
  EXPECT_GT(read("run.log").size(), 100u);
}

TEST_F(RunOutput, PredictionsListEverySample) {
  const std::string predictions = read("predictions.csv");
  EXPECT_EQ(predictions.rfind("x0,y,prediction\n", 0), 0u) << predictions;
  EXPECT_EQ(rows_of(predictions).size(), 6u);
}

TEST_F(RunOutput, ResolvedParametersReproduceTheRunBitForBitOnOneThread) {
  const CommandResult again = run_command(*folder_, rhoflow_program,
                                          "out/parameters.prm --output again --threads 1 --quiet "
                                          "--set Output/Fields=false --set Output/Pictures=false");
  ASSERT_EQ(again.status, 0) << again.error;
  EXPECT_EQ(without_wall_time(read("statistics.csv")),
            without_wall_time(folder_->read("again/statistics.csv")));
  EXPECT_EQ(read("predictions.csv"), folder_->read("again/predictions.csv"));
}

TEST_F(RunOutput, DensitiesReadBackIntegrateToOneAtExactTimes) {
  const std::vector<double> times{0., 0.1, 0.2, 0.3};
  for (const std::string name : {"encoder_first", "encoder_middle", "encoder_last", "head"}) {
    const auto entries = series(name);
    ASSERT_EQ(entries.size(), 4u) << name;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      EXPECT_EQ(entries[i].first, times[i]) << name;
      const auto data = grid(entries[i].second);
      ASSERT_EQ(data->GetPointData()->GetNumberOfArrays(), 2) << name;
      EXPECT_NEAR(integrate_grid(data, "density"), 1., 1e-6) << name << " " << i;
      EXPECT_EQ(axis_names(data), (std::vector<std::string>{name == "head" ? "a" : "u", "w", "b"}));
      const std::vector<double> ranges = axis_ranges(data);
      ASSERT_EQ(ranges.size(), 6u);
      for (int k = 1; k < 3; ++k) {
        EXPECT_EQ(axis_of(data, k).size(), 33u);
        EXPECT_NEAR(ranges[std::size_t(2 * k)], -5., 1e-12);
        EXPECT_NEAR(axis_of(data, k).front(), -5. + 5. / 33., 1e-12); // the middle of a box
        EXPECT_NEAR(axis_of(data, k).back(), 5. - 5. / 33., 1e-12);
      }
      EXPECT_EQ(data->GetFieldData()->GetArray("TimeValue")->GetTuple1(0), entries[i].first);
      vtkDataArray *velocity = data->GetPointData()->GetArray("velocity");
      ASSERT_NE(velocity, nullptr);
      EXPECT_EQ(velocity->GetNumberOfComponents(), 3);
      double range[2];
      data->GetPointData()->GetArray("density")->GetRange(range);
      EXPECT_GT(range[0], -1e-3) << name;
      EXPECT_NEAR(range[1], std::pow(2. * M_PI, -1.5), 0.02) << name;
    }
  }
}

TEST_F(RunOutput, SecondMomentsOfTheDensitiesAreThoseOfTheStatistics) {
  // A density that is constant in each box of size h has h^2 / 12 more in every direction.
  const auto rows = numbers_of(read("statistics.csv"));
  const auto entries = series("head");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto data = grid(entries[i].second);
    double moment = 0.;
    vtkDataArray *density = data->GetPointData()->GetArray("density");
    for (vtkIdType point = 0; point < data->GetNumberOfPoints(); ++point) {
      const double *x = data->GetPoint(point);
      moment += density->GetTuple1(point) * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
    }
    const double h = data->GetSpacing()[0];
    EXPECT_NEAR(moment * h * h * h - h * h / 4., rows[i][10], 1e-3) << i;
  }
}

TEST_F(RunOutput, MarginalStackIntegratesToOneInEveryLayerAndIsAsHighAsWide) {
  const auto entries = series("marginals");
  ASSERT_EQ(entries.size(), 4u);
  const auto data = grid(entries.back().second);
  ASSERT_EQ(data->GetDimensions()[2], 16);
  EXPECT_EQ(axis_names(data), (std::vector<std::string>{"w", "b", "s"}));
  const std::vector<double> ranges = axis_ranges(data);
  ASSERT_EQ(ranges.size(), 6u);
  EXPECT_EQ(ranges[4], 0.);
  EXPECT_EQ(ranges[5], 1.);
  EXPECT_NEAR(data->GetSpacing()[2] * 16., ranges[1] - ranges[0], 1e-12);
  ASSERT_NE(data->GetPointData()->GetArray("potential"), nullptr);
  for (std::size_t k = 0; k < 16; ++k)
    EXPECT_NEAR(integrate_layer(data, "density", k), 1., 1e-6);
}

TEST_F(RunOutput, TrajectoriesAreLinesFromTheInputsWithTheirLabels) {
  const auto entries = series("trajectories");
  ASSERT_EQ(entries.size(), 4u);
  const auto lines = read_lines(path("density/" + entries.back().second));
  EXPECT_EQ(lines->GetNumberOfLines(), 6);
  EXPECT_EQ(lines->GetNumberOfPoints(), 6 * 5); // start, three depth nodes, end
  ASSERT_NE(lines->GetPointData()->GetArray("adjoint"), nullptr);
  vtkDataArray *label = lines->GetCellData()->GetArray("label");
  ASSERT_NE(label, nullptr);
  for (vtkIdType i = 0; i < 6; ++i) {
    const double x = -1. + 2. * (double(i) + 0.5) / 6.;
    EXPECT_NEAR(label->GetTuple1(i), std::sin(M_PI * x), 1e-6);
    EXPECT_NEAR(lines->GetPoint(5 * i)[1], x, 1e-6);
    EXPECT_EQ(lines->GetPoint(5 * i)[0], 0.);
    EXPECT_EQ(lines->GetPoint(5 * i + 4)[0], 1.);
  }
}

TEST_F(RunOutput, PicturesAreWritten) {
  EXPECT_EQ(result_.output.find("not drawn"), std::string::npos) << result_.output;
  for (const std::string name :
       {"loss", "prediction", "inner_marginals", "outer_marginals", "head"}) {
    const std::string picture = read("images/" + name + ".png");
    EXPECT_EQ(picture.substr(1, 3), "PNG") << name;
    EXPECT_GT(picture.size(), 10000u) << name;
  }
}

TEST_F(RunOutput, FieldsOfAnEarlierRunDoNotMixWithTheNew) {
  fs::copy(path(""), folder_->path("twice"), fs::copy_options::recursive);
  ASSERT_EQ(run_command(*folder_, rhoflow_program,
                        "problem.prm --output twice --quiet --set 'Time/End time=0.1' "
                        "--set Output/Pictures=false")
                .status,
            0);
  EXPECT_FALSE(fs::exists(folder_->path("twice/density/head_00003.vti")));
  EXPECT_FALSE(fs::exists(folder_->path("twice/images/loss.png")));
}

} // namespace
