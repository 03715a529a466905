// SPDX-License-Identifier: Apache-2.0
// What rhoflow-particles writes for ParaView, seen by VTK's own reader: the weights of particles.h5
// at exact times, in the coordinates of the densities.
#include "../expect_error.h"
#include "particle_problem.h"
#include "vtk_files.h"

#include "particles/exchange/particle_file.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace {

using namespace rhoflow::test;
using rhoflow::ParticleReader;
using rhoflow::ParticleState;
namespace fs = std::filesystem;

double field(vtkDataSet *cloud, const char *name, vtkIdType k) {
  return cloud->GetPointData()->GetArray(name)->GetTuple1(k);
}

TEST(ParticleFields, TheCloudsHoldTheWeightsAtExactTimes) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  const CommandResult result = train(folder, "--output out --quiet --set 'Output/Field every=2'");
  ASSERT_EQ(result.status, 0) << result.error;
  const ParticleReader weights(folder.path("out/particles.h5"));
  const std::vector<double> times{0., 2., 3.};
  for (const std::string series : {"particles_encoder", "particles_head", "trajectories"}) {
    const auto entries = series_entries(folder.read("out/density/" + series + ".pvd"));
    ASSERT_EQ(entries.size(), 3u) << series;
    for (std::size_t k = 0; k < 3; ++k)
      EXPECT_EQ(entries[k].first, times[k]) << series;
  }
  const auto encoder = read_lines(folder.path("out/density/particles_encoder_00001.vtp"));
  EXPECT_EQ(encoder->GetFieldData()->GetArray("TimeValue")->GetTuple1(0), 2.);
  ASSERT_EQ(encoder->GetNumberOfPoints(), 4 * 30);
  const ParticleState state = weights.read(2);
  for (vtkIdType k = 0; k < 120; ++k) {
    for (int c = 0; c < 3; ++c)
      EXPECT_EQ(encoder->GetPoint(k)[c], state.theta[std::size_t(3 * k + c)]);
    const vtkIdType layer = k / 30;
    EXPECT_EQ(field(encoder, "layer", k), double(layer));
    EXPECT_EQ(field(encoder, "depth", k), 0.25 * double(layer));
  }
  const auto head = read_lines(folder.path("out/density/particles_head_00002.vtp"));
  ASSERT_EQ(head->GetNumberOfPoints(), 20);
  const ParticleState end = weights.read(3);
  for (vtkIdType k = 0; k < 20; ++k) {
    EXPECT_EQ(head->GetPoint(k)[0], end.omega[std::size_t(3 * k)]); // a
    EXPECT_NEAR(field(head, "weight", k), 1. / 20., 1e-8);
  }
  const auto lines = read_lines(folder.path("out/density/trajectories_00002.vtp"));
  EXPECT_EQ(lines->GetNumberOfLines(), 6);
  vtkDataArray *prediction = lines->GetCellData()->GetArray("prediction");
  for (vtkIdType i = 0; i < 6; ++i)
    EXPECT_NEAR(prediction->GetTuple1(i), end.predictions[std::size_t(i)], 1e-6);
  EXPECT_EQ(field_names(lines), std::vector<std::string>{"adjoint"});
}

TEST(ParticleFields, TwoInputsShowTheInnerWeightsOfAtMostTheWantedNeurons) {
  const TemporaryFolder folder;
  folder.write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
  folder.write("problem.prm", small_network());
  const std::string settings =
      " --quiet --set Data/Source=csv --set Data/File=pairs.csv "
      "--set 'Particles/Cloud neurons=7' --set 'Particles/Head neurons=5' ";
  ASSERT_EQ(train(folder, "--output out" + settings).status, 0);
  const ParticleState start = ParticleReader(folder.path("out/particles.h5")).read(0);
  const auto encoder = read_lines(folder.path("out/density/particles_encoder_00000.vtp"));
  ASSERT_EQ(encoder->GetNumberOfPoints(), 4 * 7);
  const double *neuron = start.theta.data() + 5 * (30 + 2); // of the second layer, the third
  EXPECT_EQ(encoder->GetPoint(7 + 2)[0], neuron[2]);
  EXPECT_EQ(encoder->GetPoint(7 + 2)[2], neuron[4]);
  EXPECT_NEAR(field(encoder, "u_2", 7 + 2), neuron[1], 1e-6);
  EXPECT_EQ(read_lines(folder.path("out/density/particles_head_00000.vtp"))->GetNumberOfPoints(),
            5);
  // A fixed head has no neurons, and without fields there are none of all these.
  ASSERT_EQ(train(folder, "--output out" + settings +
                              "--set Network/Head=fixed --set 'Network/Head vector=1,1'")
                .status,
            0);
  EXPECT_FALSE(fs::exists(folder.path("out/density/particles_head.pvd")));
  EXPECT_TRUE(fs::exists(folder.path("out/density/particles_encoder.pvd")));
  ASSERT_EQ(train(folder, "--output out --set Output/Fields=false" + settings).status, 0);
  EXPECT_TRUE(fs::is_empty(folder.path("out/density")));
}

TEST(ParticleFields, ValidateForetellsTheSizeOfTheClouds) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_network());
  const std::string settings = " --set Particles/Neurons=20000 --set 'Particles/Cloud neurons=0' ";
  const CommandResult result = train(folder, "--validate" + settings);
  ASSERT_EQ(result.status, 0) << result.error;
  std::smatch size;
  ASSERT_TRUE(std::regex_search(result.output, size, std::regex("point clouds +([0-9]+) MiB")))
      << result.output;
  ASSERT_EQ(train(folder, "--quiet --output out" + settings).status, 0);
  double bytes = 0.;
  for (const auto &entry : fs::directory_iterator(folder.path("out/density")))
    if (entry.path().filename().string().rfind("particles_", 0) == 0)
      bytes += double(entry.file_size());
  bytes /= 1024. * 1024.;
  EXPECT_NEAR(std::stod(size[1]), bytes, 0.2 * bytes);
}

TEST(ParticleFields, MoreThanTwoInputsAreNotDrawnAndTheLogSaysSo) {
  const TemporaryFolder folder;
  folder.write("three.csv", "x0,x1,x2,y\n0.1,0.5,-0.2,1\n-0.4,0.3,0.9,-1\n");
  folder.write("problem.prm", small_network());
  ASSERT_EQ(
      train(folder, "--output out --quiet --set Data/Source=csv --set Data/File=three.csv").status,
      0);
  expect_contains(folder.read("out/run.log"), "no point clouds");
  EXPECT_TRUE(fs::is_empty(folder.path("out/density")));
}

TEST(ParticlePictures, AreThoseOfTheInputsAndCanBeSwitchedOff) {
  const TemporaryFolder folder;
  folder.write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
  folder.write("three.csv", "x0,x1,x2,y\n0.1,0.5,-0.2,1\n-0.4,0.3,0.9,-1\n");
  folder.write("problem.prm", small_network(true));
  const std::string csv = " --set Data/Source=csv --set Data/File=";
  const std::vector<std::pair<std::string, std::set<std::string>>> cases{
      {"", {"loss.png", "prediction.png", "neurons_encoder.png", "neurons_head.png"}},
      {csv + "pairs.csv", {"loss.png", "decision.png", "neurons_encoder.png", "neurons_head.png"}},
      {csv + "three.csv --set Network/Head=fixed --set 'Network/Head vector=1,1,1'",
       {"loss.png", "neurons_encoder.png"}},
      {"--set Output/Pictures=false", {}}};
  for (const auto &[settings, expected] : cases) {
    const CommandResult result =
        train(folder, "--output out --quiet --set Output/Points=17 " + settings);
    ASSERT_EQ(result.status, 0) << result.error;
    std::set<std::string> found;
    for (const auto &entry : fs::directory_iterator(folder.path("out/images"))) {
      found.insert(entry.path().filename().string());
      EXPECT_GT(entry.file_size(), 5000u) << entry.path();
    }
    EXPECT_EQ(found, expected) << settings;
  }
}

} // namespace
