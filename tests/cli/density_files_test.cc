// SPDX-License-Identifier: Apache-2.0
// The files of exact densities: values times quadrature weights are masses and moments, whatever
// wrote them.
#include "python_session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

/// Integrates every array of densities in a file with numpy and prints, one a line, its name, its
/// mass and its second moment, means over the depth.
constexpr const char *integrate = R"(import h5py, numpy as np
def main(arguments):
    with h5py.File(arguments[0]) as file:
        weight = file['depth_weights'][:]
        def visit(name, array):
            if 'axes' not in array.attrs:
                return
            part, axes = name.split('/')[0], array.attrs['axes'].decode().split(',')
            names = [axis for axis in axes if axis != 'depth']
            scale = file[part].attrs['length_scale']
            totals = []
            for squared in [None] + names:
                values = array[:].astype(float)
                for axis in reversed(names):
                    factor = (scale * file[part + '/axes/' + axis][:]) ** 2 if axis == squared else 1.
                    values = values @ (factor * file[part + '/weights/' + axis][:])
                totals.append(values @ weight if 'depth' in axes else values)
            print(name, repr(float(totals[0])), repr(float(sum(totals[1:]))))
        file.visititems(visit)
    return 0
)";

struct DensityTotals {
  std::string name;
  double mass, second_moment;
};

class DensityFiles : public testing::Test {
public:
  static void SetUpTestSuite() {
    scripts_ = new TemporaryFolder;
    python_ = new PythonSession(scripts_->write("integrate.py", integrate));
  }
  static void TearDownTestSuite() {
    delete python_;
    delete scripts_;
  }

protected:
  void SetUp() override {
    std::string one = small_problem();
    one.erase(one.find("  set Densities = none\n"), std::string("  set Densities = none\n").size());
    folder_.write("one.prm", one);
    folder_.write("two.prm",
                  "subsection Data\n  set Source = two spirals\n  set Samples = 10\nend\n"
                  "subsection Depth\n  set Nodes = 2\nend\n"
                  "subsection Weights\n  set Outer nodes = 5\n  set Inner cells = 4\n"
                  "  set Inner degree = 3\n  set Half width = 5\n"
                  "  set Inner grading = 1\nend\n"
                  "subsection Time\n  set End time = 0.2\n  set Tolerance = 1e-4\n"
                  "  set Output interval = 0.1\nend\n"
                  "subsection Output\n  set Fields = false\n  set Pictures = false\nend\n"
                  "subsection Theory\n  set Gram matrices = false\n"
                  "  set Relative entropy = false\n  set Path length = false\n"
                  "  set Support = false\nend\n"
                  "subsection Accuracy\n  set Estimate = false\nend\n");
  }

  static std::string file(const std::string &run, unsigned int number) {
    return run + "/densities/density_0000" + std::to_string(number) + ".h5";
  }

  std::vector<DensityTotals> totals(const std::string &run, unsigned int number) const {
    const CommandResult python = python_->run(folder_, file(run, number));
    EXPECT_EQ(python.status, 0) << python.error;
    std::vector<DensityTotals> found;
    std::istringstream lines(python.output);
    for (DensityTotals total; lines >> total.name >> total.mass >> total.second_moment;)
      found.push_back(total);
    return found;
  }

  void run(const std::string &arguments) const {
    const CommandResult result =
        run_command(folder_, rhoflow_program, arguments + " --quiet --set Output/Fields=false");
    ASSERT_EQ(result.status, 0) << result.error;
  }

  /// Mass one, second moments those of the line of the output time in statistics.csv.
  void expect_exact(const std::string &run, unsigned int number, std::size_t arrays,
                    double tolerance = 1e-12) const {
    const std::vector<DensityTotals> found = totals(run, number);
    EXPECT_EQ(found.size(), arrays);
    const auto statistics = numbers_of(folder_.read(run + "/statistics.csv"));
    for (const DensityTotals &total : found) {
      EXPECT_NEAR(total.mass, 1., std::max(tolerance, 1e-9)) << total.name;
      if (total.name.find("density") == std::string::npos)
        continue; // marginals of a part of the weights
      const bool head = total.name.compare(0, 4, "head") == 0;
      EXPECT_NEAR(total.second_moment, statistics.at(number)[head ? 10 : 9],
                  tolerance * total.second_moment)
          << total.name;
    }
  }

  const TemporaryFolder folder_;
  static TemporaryFolder *scripts_;
  static PythonSession *python_;
};

TemporaryFolder *DensityFiles::scripts_ = nullptr;
PythonSession *DensityFiles::python_ = nullptr;

TEST_F(DensityFiles, HoldTheFirstMiddleAndLastOutputTime) {
  run("one.prm --output out --set 'Time/End time=0.4'");
  for (unsigned int k = 0; k <= 4; ++k)
    EXPECT_EQ(fs::exists(folder_.path(file("out", k))), k % 2 == 0) << k;
  for (const unsigned int k : {0, 2, 4})
    expect_exact("out", k, 2);
}

TEST_F(DensityFiles, OfFiniteElementsRegularisersAndFixedHeadsAreExact) {
  run("one.prm --output elements --set 'Weights/Outer basis=finite element' "
      "--set 'Weights/Outer degree=2'");
  expect_exact("elements", 3, 2);
  run("one.prm --output regularised --set 'Regularization/Type=decaying quadratic' "
      "--set Network/Head=fixed --set 'Weights/Inner grading=2' --set Depth/Rule=euler");
  expect_exact("regularised", 3, 1);
}

TEST_F(DensityFiles, OfTwoInputsAreMarginalsOrEverything) {
  run("two.prm --output marginals");
  expect_exact("marginals", 2, 18);
  run("two.prm --output full --set Output/Densities=full");
  expect_exact("full", 2, 2);
}

TEST_F(DensityFiles, OfSeveralProcessesAreThoseOfOne) {
  folder_.write("compare.py", R"(import h5py, numpy as np, sys
one, three = (h5py.File(run + "/densities/density_00002.h5") for run in sys.argv[1:])
arrays = []
one.visititems(lambda name, entry: arrays.append(name) if isinstance(entry, h5py.Dataset) else None)
off = [np.abs(one[name][:] - three[name][:]).max() for name in arrays if one[name].dtype.kind == "f"]
print(len(off), max(off))
)");
  // Densities themselves, each process its cells; and their marginals, added up of all.
  for (const std::string content : {"full", "auto"}) {
    const std::string settings =
        " --set Output/Densities=" + content + " --set Output/Fields=false --output ";
    ASSERT_EQ(run_with(folder_, 1, "two.prm" + settings + content + "1").status, 0);
    const CommandResult three = run_with(folder_, 3, "two.prm" + settings + content + "3");
    ASSERT_EQ(three.status, 0) << three.error;
    expect_exact(content + "3", 2, content == "full" ? 2 : 18);
    std::istringstream line(
        run_command(folder_, "/usr/bin/python3", "compare.py " + content + "1 " + content + "3")
            .output);
    std::size_t arrays = 0;
    double off = 1.;
    ASSERT_TRUE(line >> arrays >> off);
    EXPECT_GE(arrays, content == "full" ? 4u : 18u);
    EXPECT_LT(off, 1e-12);
  }
}

TEST_F(DensityFiles, OfHalfTheBitsHaveTheMassToSixDigits) {
  run("one.prm --output out --set 'Output/Density bits=32' --set 'Output/Densities every=2'");
  EXPECT_FALSE(fs::exists(folder_.path(file("out", 1))));
  for (const unsigned int k : {0, 2, 3})
    expect_exact("out", k, 2, 1e-6);
  run("one.prm --output none --set Output/Densities=none");
  EXPECT_FALSE(fs::exists(folder_.path("none/densities")));
}

TEST_F(DensityFiles, OfTimesBehindTheCheckpointGoWhenARunIsResumed) {
  run("one.prm --output out --set 'Time/End time=0.2'");
  fs::copy_file(folder_.path(file("out", 2)), folder_.path(file("out", 7)));
  run("one.prm --output out --resume --set 'Time/End time=0.3'");
  EXPECT_FALSE(fs::exists(folder_.path(file("out", 7))));
  for (const unsigned int k : {0, 1, 2, 3})
    expect_exact("out", k, 2);
}

} // namespace
