// SPDX-License-Identifier: Apache-2.0
// Clouds carry every neuron at its place, as VTK's own reader sees them.
#include "../expect_error.h"
#include "../temporary_folder.h"

#include "paraview/network_cloud.h"
#include "particles/exchange/particle_file.h"
#include "rhoflow/base/errors.h"
#include "vtk/field_series.h"

#include <gtest/gtest.h>

#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkXMLPolyDataReader.h>

#include <numeric>

namespace {

using namespace rhoflow;
using namespace rhoflow::test;

ParticleHeader header_of(unsigned int d) {
  ParticleHeader header;
  header.activation = Activation::tanh;
  header.n_inputs = d;
  header.depths = {0.25, 0.75};
  header.depth_weights = {0.5, 0.5};
  header.theta_weights = {0.5, 0.25, 0.25};
  header.omega_weights = {0.75, 0.25};
  return header;
}

/// Weights that are their own numbers.
ParticleState counted_state(const ParticleHeader &header) {
  ParticleState state;
  state.theta.resize(6 * (2 * header.n_inputs + 1));
  state.omega.resize(2 * (header.n_inputs + 2));
  std::iota(state.theta.begin(), state.theta.end(), 0.);
  std::iota(state.omega.begin(), state.omega.end(), 100.);
  return state;
}

TEST(ParticleCloud, OneInputShowsAllCoordinates) {
  const TemporaryFolder folder;
  const ParticleHeader header = header_of(1);
  FieldSeries series(folder.path());
  series.write("encoder", encoder_cloud(header, counted_state(header)), 0.1);
  series.finish_time();
  expect_contains(folder.read("encoder.pvd"), "encoder_00000.vtp");

  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName(folder.path("encoder_00000.vtp").c_str());
  reader->Update();
  vtkPolyData *data = reader->GetOutput();
  ASSERT_EQ(data->GetNumberOfPoints(), 6);
  EXPECT_EQ(data->GetNumberOfVerts(), 6);
  for (vtkIdType k = 0; k < 6; ++k) {
    EXPECT_EQ(data->GetPoint(k)[0], double(3 * k));
    EXPECT_EQ(data->GetPoint(k)[2], double(3 * k + 2));
    const vtkIdType layer = k / 3;
    EXPECT_EQ(data->GetPointData()->GetArray("layer")->GetTuple1(k), double(layer));
    EXPECT_EQ(data->GetPointData()->GetArray("depth")->GetTuple1(k), k < 3 ? 0.25 : 0.75);
    EXPECT_EQ(data->GetPointData()->GetArray("weight")->GetTuple1(k), k % 3 == 0 ? 0.5 : 0.25);
  }
  EXPECT_EQ(data->GetFieldData()->GetArray("TimeValue")->GetTuple1(0), 0.1);
}

TEST(ParticleCloud, TwoInputsShowInnerWeightsAndCarryTheOuter) {
  const ParticleHeader header = header_of(2);
  const ParticleState state = counted_state(header);
  const ParticleCloud encoder = encoder_cloud(header, state, 2);
  ASSERT_EQ(encoder.points.size(), 4u); // two of each layer
  EXPECT_EQ(encoder.points[2], (std::array<double, 3>{17., 18., 19.}));
  EXPECT_EQ(encoder.fields[3].name, "u_1");
  EXPECT_EQ(encoder.fields[3].values, (std::vector<double>{0., 5., 15., 20.}));
  EXPECT_EQ(encoder.fields[4].values, (std::vector<double>{1., 6., 16., 21.}));
  const ParticleCloud head = head_cloud(header, state);
  EXPECT_EQ(head.points[1], (std::array<double, 3>{105., 106., 107.}));
  EXPECT_EQ(head.fields[1].name, "a");
  EXPECT_EQ(head.fields[1].values, (std::vector<double>{100., 104.}));
}

TEST(ParticleCloud, RefusesWhatCannotBeShown) {
  ParticleHeader header = header_of(1);
  header.n_inputs = 3;
  message_of<RunError>([&] { encoder_cloud(header, counted_state(header)); });
  expect_contains(message_of<RunError>([] {
                    ParticleCloud cloud;
                    cloud.points.push_back({0., 0., NAN});
                    write_particle_cloud("cloud.vtp", cloud, 0.);
                  }),
                  "cloud.vtp");
}

} // namespace
