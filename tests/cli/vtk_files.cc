#include "vtk_files.h"

#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkPointData.h>
#include <vtkStringArray.h>
#include <vtkXMLPolyDataReader.h>
#include <vtkXMLPUnstructuredGridReader.h>
#include <vtkXMLRectilinearGridReader.h>

#include <regex>

namespace rhoflow::test {

std::vector<std::pair<double, std::string>> series_entries(const std::string &text) {
  const std::regex entry("timestep=\"([^\"]*)\"[^>]*file=\"([^\"]*)\"");
  std::vector<std::pair<double, std::string>> entries;
  for (std::sregex_iterator it(text.begin(), text.end(), entry), end; it != end; ++it)
    entries.emplace_back(std::stod((*it)[1]), (*it)[2]);
  return entries;
}

vtkSmartPointer<vtkRectilinearGrid> read_grid(const std::string &path) {
  const auto reader = vtkSmartPointer<vtkXMLRectilinearGridReader>::New();
  reader->SetFileName(path.c_str());
  reader->Update();
  return reader->GetOutput();
}

vtkSmartPointer<vtkPolyData> read_lines(const std::string &path) {
  const auto reader = vtkSmartPointer<vtkXMLPolyDataReader>::New();
  reader->SetFileName(path.c_str());
  reader->Update();
  return reader->GetOutput();
}

vtkSmartPointer<vtkUnstructuredGrid> read_mesh(const std::string &path) {
  const auto reader = vtkSmartPointer<vtkXMLPUnstructuredGridReader>::New();
  reader->SetFileName(path.c_str());
  reader->Update();
  return reader->GetOutput();
}

std::vector<std::string> axis_names(vtkDataSet *grid) {
  auto *names = vtkStringArray::SafeDownCast(grid->GetFieldData()->GetAbstractArray("AxisNames"));
  std::vector<std::string> result;
  for (vtkIdType k = 0; names != nullptr && k < names->GetNumberOfValues(); ++k)
    result.push_back(names->GetValue(k));
  return result;
}

std::vector<std::string> field_names(vtkDataSet *grid) {
  std::vector<std::string> result;
  for (int k = 0; k < grid->GetPointData()->GetNumberOfArrays(); ++k)
    result.emplace_back(grid->GetPointData()->GetArrayName(k));
  return result;
}

std::vector<double> axis_of(vtkRectilinearGrid *grid, int k) {
  vtkDataArray *axis = k == 0   ? grid->GetXCoordinates()
                       : k == 1 ? grid->GetYCoordinates()
                                : grid->GetZCoordinates();
  std::vector<double> values;
  for (vtkIdType i = 0; i < axis->GetNumberOfTuples(); ++i)
    values.push_back(axis->GetTuple1(i));
  return values;
}

std::vector<double> trapezoid(const std::vector<double> &axis) {
  std::vector<double> weights(axis.size(), 0.);
  for (std::size_t i = 0; i + 1 < axis.size(); ++i) {
    weights[i] += 0.5 * (axis[i + 1] - axis[i]);
    weights[i + 1] += 0.5 * (axis[i + 1] - axis[i]);
  }
  return weights;
}

double integrate_layer(vtkRectilinearGrid *grid, const std::string &name, std::size_t k,
                       bool times_x, bool times_y) {
  const std::vector<double> x = axis_of(grid, 0), y = axis_of(grid, 1);
  const std::vector<double> weight_x = trapezoid(x), weight_y = trapezoid(y);
  vtkDataArray *field = grid->GetPointData()->GetArray(name.c_str());
  double total = 0.;
  for (std::size_t b = 0; b < y.size(); ++b)
    for (std::size_t a = 0; a < x.size(); ++a)
      total += weight_x[a] * weight_y[b] * (times_x ? x[a] : 1.) * (times_y ? y[b] : 1.) *
               field->GetTuple1(static_cast<vtkIdType>((k * y.size() + b) * x.size() + a));
  return total;
}

double integrate_grid(vtkRectilinearGrid *grid, const std::string &name) {
  const std::vector<double> weight = trapezoid(axis_of(grid, 2));
  double total = 0.;
  for (std::size_t k = 0; k < weight.size(); ++k)
    total += weight[k] * integrate_layer(grid, name, k);
  return total;
}

} // namespace rhoflow::test
