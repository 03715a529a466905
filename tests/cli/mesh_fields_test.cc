// SPDX-License-Identifier: Apache-2.0
// Fields on the inner mesh, written by every process: the same mesh and values however many
// processes there are, masses and means that are known, values that agree with the sampled fields.
#include "process_job.h"
#include "vtk_files.h"

#include <vtkCellData.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace {

using namespace rhoflow::test;

using Names = std::vector<std::string>;
using Values = std::vector<double>;
using Mesh = vtkSmartPointer<vtkUnstructuredGrid>;

struct FieldCase {
  const char *name;
  const char *settings;
  unsigned int inputs, cells, degree;
  Values encoder_mean, head_mean; ///< of the outer weights at the start
};

/// Weights of the Gauss-Lobatto rule on [0, 1], from tables.
Values lobatto_weights(unsigned int degree) {
  return degree == 2 ? Values{1. / 6., 2. / 3., 1. / 6.}
                     : Values{1. / 12., 5. / 12., 5. / 12., 1. / 12.};
}

std::size_t power(std::size_t base, unsigned int exponent) {
  return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

/// Integral of a component of a point field, element by element.
double integrate(vtkUnstructuredGrid *mesh, unsigned int dim, unsigned int degree,
                 const std::string &field, int component = 0) {
  vtkDataArray *values = mesh->GetPointData()->GetArray(field.c_str());
  const Values weights = lobatto_weights(degree);
  const std::size_t n = degree + 1, nodes = power(n, dim);
  double total = 0.;
  for (std::size_t first = 0; first < std::size_t(mesh->GetNumberOfPoints()); first += nodes) {
    std::array<double, 3> low, high;
    mesh->GetPoint(vtkIdType(first), low.data());
    mesh->GetPoint(vtkIdType(first + nodes - 1), high.data());
    for (std::size_t a = 0; a < nodes; ++a) {
      double weight = 1.;
      for (unsigned int k = 0; k < dim; ++k)
        weight *= (high[k] - low[k]) * weights[a / power(n, k) % n];
      total += weight * values->GetComponent(vtkIdType(first + a), component);
    }
  }
  return total;
}

const Values times{0., 0.1, 0.2, 0.3};

/// The mesh of a series at output @p i.
Mesh mesh_of(const TemporaryFolder &folder, const std::string &out, const std::string &series,
             std::size_t i) {
  const auto entries = series_entries(folder.read(out + "/density/" + series + ".pvd"));
  EXPECT_EQ(entries.size(), times.size()) << series;
  EXPECT_EQ(entries.at(i).first, times.at(i)) << series;
  return read_mesh(folder.path(out + "/density/" + entries.at(i).second));
}

const Names series_names{"mesh_first", "mesh_middle", "mesh_last", "mesh_head"};

const std::array<FieldCase, 2> cases{
    FieldCase{
        "OneInput",
        "--set 'Weights/Initial mean=0.4, 0.1, -0.3' --set 'Weights/Head initial mean=-0.2, 0.2, "
        "0.1'",
        1,
        8,
        3,
        {0.4},
        {-0.2}},
    FieldCase{"TwoInputs",
              "--set Data/Source=csv --set Data/File=pairs.csv --set 'Weights/Outer nodes=5' "
              "--set 'Weights/Inner cells=8' --set 'Weights/Inner degree=2' "
              "--set 'Weights/Initial mean=0.3, -0.2, 0.1, 0.1, 0.1' "
              "--set 'Weights/Head initial mean=-0.1, 0.1, 0.1, 0.1' --set Time/Tolerance=1e-3",
              2,
              8,
              2,
              {0.3, -0.2},
              {-0.1}}};

/// Every case is run once by one process and once by three.
class MeshFields : public ::testing::TestWithParam<FieldCase> {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("problem.prm", small_problem());
    folder_->write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
    for (const unsigned int processes : {1u, 3u}) {
      std::vector<std::string> runs;
      for (const FieldCase &run : cases)
        runs.push_back("problem.prm --output " + output(run, processes) + " " + run.settings +
                       only_mesh_fields);
      const CommandResult result = run_job(*folder_, processes, runs);
      EXPECT_EQ(result.status, 0) << processes << " processes: " << result.error;
    }
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  static std::string output(const FieldCase &run, unsigned int processes) {
    return run.name + std::to_string(processes);
  }
  /// The mesh of a series at output @p i of the run by @p processes.
  static Mesh mesh(unsigned int processes, const std::string &series, std::size_t i) {
    return mesh_of(*folder_, output(GetParam(), processes), series, i);
  }
  static TemporaryFolder *folder_;
};

TemporaryFolder *MeshFields::folder_ = nullptr;

TEST_P(MeshFields, AreTheSameForOneAndThreeProcesses) {
  const FieldCase &run = GetParam();
  const unsigned int dim = run.inputs + 1;
  const std::size_t n_cells = power(run.cells * run.degree, dim);
  const std::size_t n_points = power(run.cells * (run.degree + 1), dim);
  std::set<double> all_processes;
  std::size_t n_divided = 0;
  for (const std::string &series : series_names)
    for (const std::size_t output : {0u, 3u}) {
      const Mesh one = mesh(1, series, output);
      const Mesh three = mesh(3, series, output);
      for (const Mesh &any : {one, three}) {
        ASSERT_EQ(any->GetNumberOfCells(), vtkIdType(n_cells)) << series;
        ASSERT_EQ(any->GetNumberOfPoints(), vtkIdType(n_points)) << series;
        EXPECT_EQ(field_names(any), (Names{"density", "moment", "potential"}));
      }
      // Pieces follow each other as the cells do, so that even the order is the same.
      for (vtkIdType i = 0; i < vtkIdType(n_points); ++i)
        for (int k = 0; k < 3; ++k)
          ASSERT_EQ(one->GetPoint(i)[k], three->GetPoint(i)[k]) << series << ", point " << i;
      for (const std::string &name : field_names(one)) {
        vtkDataArray *first = one->GetPointData()->GetArray(name.c_str());
        vtkDataArray *second = three->GetPointData()->GetArray(name.c_str());
        ASSERT_EQ(first->GetDataType(), VTK_DOUBLE);
        const bool scalar = run.inputs == 1 || name == "density" || series == "mesh_head";
        ASSERT_EQ(first->GetNumberOfComponents(), scalar ? 1 : 3) << series << " " << name;
        ASSERT_EQ(second->GetNumberOfComponents(), scalar ? 1 : 3) << series << " " << name;
        for (vtkIdType i = 0; i < vtkIdType(n_points); ++i)
          for (int k = 0; k < first->GetNumberOfComponents(); ++k)
            ASSERT_NEAR(first->GetComponent(i, k), second->GetComponent(i, k), 1e-12)
                << series << " " << name << ", point " << i;
      }
      std::set<double> processes;
      for (vtkIdType i = 0; i < vtkIdType(n_cells); ++i) {
        ASSERT_EQ(one->GetCellData()->GetArray("process")->GetTuple1(i), 0.);
        processes.insert(three->GetCellData()->GetArray("process")->GetTuple1(i));
      }
      n_divided += processes.size() > 1 ? 1 : 0;
      all_processes.insert(processes.begin(), processes.end());
    }
  EXPECT_EQ(all_processes, (std::set<double>{0., 1., 2.}));
  EXPECT_GT(n_divided, 0u);
}

TEST_P(MeshFields, HoldMassAndMeansAndFillTheBox) {
  const FieldCase &run = GetParam();
  const unsigned int dim = run.inputs + 1;
  for (const std::string &series : series_names) {
    const Values &mean = series == "mesh_head" ? run.head_mean : run.encoder_mean;
    const Mesh start = mesh(1, series, 0), end = mesh(1, series, 3);
    EXPECT_NEAR(integrate(start, dim, run.degree, "density"), 1., 1e-4) << series;
    EXPECT_NEAR(integrate(end, dim, run.degree, "density"),
                integrate(start, dim, run.degree, "density"), 1e-12)
        << series;
    for (std::size_t k = 0; k < mean.size(); ++k)
      EXPECT_NEAR(integrate(start, dim, run.degree, "moment", int(k)), mean[k], 1e-4) << series;
    // Cells neither overlap nor leave gaps, and none is turned inside out.
    double volume = 0.;
    for (vtkIdType i = 0; i < start->GetNumberOfCells(); ++i) {
      std::array<double, 3> low, high;
      vtkCell *cell = start->GetCell(i);
      EXPECT_EQ(cell->GetCellType(), dim == 2 ? VTK_QUAD : VTK_HEXAHEDRON);
      cell->GetPoints()->GetPoint(0, low.data());
      cell->GetPoints()->GetPoint(dim == 2 ? 2 : 6, high.data());
      double part = 1.;
      for (unsigned int k = 0; k < dim; ++k)
        part *= high[k] - low[k];
      EXPECT_GT(part, 0.);
      volume += part;
      // VTK goes around the lower face, then around the upper one.
      const std::array<const char *, 3> upper{"01100110", "00110011", "00001111"};
      for (int corner = 0; corner < (dim == 2 ? 4 : 8); ++corner)
        for (unsigned int k = 0; k < dim; ++k)
          ASSERT_EQ(cell->GetPoints()->GetPoint(corner)[k],
                    upper[k][corner] == '1' ? high[k] : low[k]);
    }
    std::array<double, 6> box;
    start->GetBounds(box.data());
    EXPECT_NEAR(volume, std::pow(box[1] - box[0], dim), 1e-10 * volume);
    EXPECT_EQ(box[0], -box[1]);
    EXPECT_EQ(box[5], dim == 2 ? 0. : box[1]);
    EXPECT_EQ(axis_names(start), dim == 2 ? (Names{"w", "b", "-"}) : (Names{"w1", "w2", "b"}));
    EXPECT_EQ(end->GetFieldData()->GetArray("TimeValue")->GetTuple1(0), times[3]);
  }
}

INSTANTIATE_TEST_SUITE_P(Of, MeshFields, ::testing::ValuesIn(cases),
                         [](const auto &instance) { return instance.param.name; });

/// Three boxes a side fill an element of degree two, whose middle node is the middle of a box. The
/// layers of the sampled fields have the same mean over the depth as the slices, by the rule's
/// weights. Sampled fields store 32 bits.
TEST(MeshFieldsAndSampledFields, AgreeInEveryElement) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  ASSERT_EQ(run_command(folder, rhoflow_program,
                        "problem.prm --quiet --output out --set 'Output/Mesh fields=true' --set "
                        "'Weights/Inner degree=2' --set Output/Points=24 --set "
                        "Output/Pictures=false")
                .status,
            0);
  const auto sampled = read_grid(folder.path("out/density/marginals_00003.vti"));
  ASSERT_EQ(sampled->GetDimensions()[0], 24);
  const int layers = sampled->GetDimensions()[2];
  const auto depth_mean = [&](const char *field, std::size_t w, std::size_t b) {
    double sum = 0.;
    for (int k = 0; k < layers; ++k)
      sum += sampled->GetPointData()->GetArray(field)->GetTuple1(
          vtkIdType((std::size_t(k) * 24 + b) * 24 + w));
    return sum / layers;
  };
  struct Element {
    double mass = 0., potential = 0.;
  };
  std::map<std::pair<std::size_t, std::size_t>, Element> elements; // by place along w and b
  const Values lobatto = lobatto_weights(2), gauss{5. / 18., 4. / 9., 5. / 18.};
  for (const std::size_t slice : {0u, 1u, 2u}) {
    const Mesh mesh = mesh_of(folder, "out", series_names[slice], 3);
    ASSERT_EQ(mesh->GetNumberOfPoints(), 64 * 9);
    for (vtkIdType first = 0; first < mesh->GetNumberOfPoints(); first += 9) {
      const vtkIdType middle = first + 4;
      const auto place = [&](int k) {
        return std::size_t(std::floor((mesh->GetPoint(middle)[k] + 5.) / 1.25));
      };
      Element &element = elements[{place(0), place(1)}];
      for (vtkIdType a = 0; a < 9; ++a)
        element.mass += gauss[slice] * 1.25 * 1.25 * lobatto[std::size_t(a % 3)] *
                        lobatto[std::size_t(a / 3)] *
                        mesh->GetPointData()->GetArray("density")->GetTuple1(first + a);
      element.potential +=
          gauss[slice] * mesh->GetPointData()->GetArray("potential")->GetTuple1(middle);
    }
  }
  EXPECT_EQ(elements.size(), 64u);
  double largest = 0.;
  for (const auto &[place, element] : elements) {
    double mass = 0.;
    for (std::size_t b = 0; b < 3; ++b)
      for (std::size_t w = 0; w < 3; ++w)
        mass += 1.25 * 1.25 / 9. * depth_mean("density", 3 * place.first + w, 3 * place.second + b);
    EXPECT_NEAR(mass, element.mass, 1e-7);
    EXPECT_NEAR(depth_mean("potential", 3 * place.first + 1, 3 * place.second + 1),
                element.potential, 1e-7);
    largest = std::max(largest, std::abs(element.potential));
  }
  EXPECT_GT(largest, 1e-3); // the comparison is not one of zeros
}

/// Without forces the regulariser alone shrinks all weights by l(t) = exp(-2 lambda (1 - e^-t)).
TEST(MeshFieldsOfPhysicalWeights, ShrinkWithTheRegulariser) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  ASSERT_EQ(run_command(folder, rhoflow_program,
                        "problem.prm --quiet --output out --set Network/Alpha=1e-12 --set "
                        "'Regularization/Type=decaying quadratic' --set "
                        "Regularization/Coefficient=0.5 --set 'Weights/Initial mean=0.4, 0, 0'" +
                            only_mesh_fields)
                .status,
            0);
  const double l = std::exp(-(1. - std::exp(-0.3)));
  const Mesh mesh = mesh_of(folder, "out", "mesh_last", 3);
  EXPECT_NEAR(mesh->GetBounds()[1], 5. * l, 1e-12);
  EXPECT_NEAR(integrate(mesh, 2, 3, "density"), 1., 1e-4);
  EXPECT_NEAR(integrate(mesh, 2, 3, "moment"), 0.4 * l, 1e-4);
  EXPECT_NEAR(mesh_of(folder, "out", "mesh_head", 3)->GetBounds()[1], 5., 1e-12);
}

} // namespace
