// SPDX-License-Identifier: Apache-2.0
// The mass of every density in every file for ParaView is one, whatever the inputs, the basis of
// the outer weights, the regulariser and the boxes: also where few boxes cut the elements anyhow.
#include "run_command.h"
#include "vtk_files.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

const std::string two_inputs =
    "--set Data/Source=csv --set Data/File=pairs.csv --set 'Weights/Outer nodes=5' "
    "--set 'Weights/Inner cells=8' --set 'Weights/Inner degree=2' --set Time/Tolerance=1e-3 ";
const std::string regularised =
    "--set 'Regularization/Type=decaying quadratic' --set Regularization/Coefficient=0.5 ";
const std::string elements = "--set 'Weights/Outer basis=finite element' ";

const std::vector<std::pair<std::string, std::string>> cases{
    {"Hermite", "--set Output/Points=17 "},
    // A narrow box: outer weights reach far beyond it.
    {"HermiteInANarrowBox", regularised + "--set 'Weights/Half width=4' --set 'Network/Beta=4' "
                                          "--set 'Weights/Initial variance=1, 0.5, 0.5' "
                                          "--set 'Weights/Head initial variance=1, 0.5, 0.5' "},
    {"Elements",
     elements + regularised + "--set 'Weights/Inner grading=1' --set Depth/Rule=euler "},
    {"TwoInputsHermite", two_inputs + regularised + "--set Output/Points=18 "},
    {"TwoInputsElements", two_inputs + elements +
                              "--set 'Weights/Outer nodes=6' "
                              "--set 'Weights/Outer degree=2' --set 'Time/End time=0.06' "
                              "--set 'Time/Output interval=0.02' "},
};

class FieldMasses : public ::testing::TestWithParam<std::pair<std::string, std::string>> {};

/// Whether @p field of a file is a density; potentials, velocities and predictions are not.
bool is_density(const std::string &field) {
  return std::set<std::string>{"potential", "velocity", "prediction"}.count(field) == 0;
}

TEST_P(FieldMasses, AreOneInEveryFile) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  folder.write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
  const CommandResult run =
      run_command(folder, rhoflow_program,
                  "problem.prm --quiet --output out --set Output/Pictures=false " +
                      GetParam().second + theory_settings(false));
  ASSERT_EQ(run.status, 0) << run.error;
  std::size_t densities = 0;
  for (const auto &entry : fs::directory_iterator(folder.path("out/density"))) {
    if (entry.path().extension() != ".vti")
      continue;
    const std::string name = entry.path().filename();
    const auto data = read_grid(entry.path());
    const bool layers = name.rfind("marginals", 0) == 0 || name.find("pairs") != std::string::npos;
    for (const std::string &field : field_names(data)) {
      if (!is_density(field))
        continue;
      ++densities;
      for (int k = 0; layers && k < data->GetDimensions()[2]; ++k)
        EXPECT_NEAR(integrate_layer(data, field, std::size_t(k)), 1., 1e-6) << name << " " << field;
      if (!layers) {
        EXPECT_NEAR(integrate_grid(data, field), 1., 1e-6) << name << " " << field;
      }
    }
  }
  // Four times; slices first, middle, last, the head, the stack; with two inputs ten and six pairs.
  EXPECT_EQ(densities, 4u * (GetParam().first.rfind("Two", 0) == 0 ? 20u : 5u));
}

INSTANTIATE_TEST_SUITE_P(Of, FieldMasses, ::testing::ValuesIn(cases),
                         [](const auto &instance) { return instance.param.first; });

} // namespace
