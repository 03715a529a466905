#pragma once

#include "../temporary_folder.h"

#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkDataSet.h>
#include <vtkFieldData.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRectilinearGrid.h>
#include <vtkSmartPointer.h>
#include <vtkStringArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLPolyDataReader.h>
#include <vtkXMLPUnstructuredGridReader.h>
#include <vtkXMLRectilinearGridReader.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

namespace rhoflow::test {

/// Times and files in the text of a `.pvd` series.
inline std::vector<std::pair<double, std::string>> series_entries(const std::string &text) {
  const std::regex entry("timestep=\"([^\"]*)\"[^>]*file=\"([^\"]*)\"");
  std::vector<std::pair<double, std::string>> entries;
  for (std::sregex_iterator it(text.begin(), text.end(), entry), end; it != end; ++it)
    entries.emplace_back(std::stod((*it)[1]), (*it)[2]);
  return entries;
}

/// A `.vtr` file as VTK's own reader sees it.
inline vtkSmartPointer<vtkRectilinearGrid> read_grid(const std::string &path) {
  const auto reader = vtkSmartPointer<vtkXMLRectilinearGridReader>::New();
  reader->SetFileName(path.c_str());
  reader->Update();
  return reader->GetOutput();
}

/// A `.vtp` file as VTK's own reader sees it.
inline vtkSmartPointer<vtkPolyData> read_lines(const std::string &path) {
  const auto reader = vtkSmartPointer<vtkXMLPolyDataReader>::New();
  reader->SetFileName(path.c_str());
  reader->Update();
  return reader->GetOutput();
}

/// A `.pvtu` record with all its pieces as VTK's own reader sees them.
inline vtkSmartPointer<vtkUnstructuredGrid> read_mesh(const std::string &path) {
  const auto reader = vtkSmartPointer<vtkXMLPUnstructuredGridReader>::New();
  reader->SetFileName(path.c_str());
  reader->Update();
  return reader->GetOutput();
}

/// The names of the axes stored in a grid.
inline std::vector<std::string> axis_names(vtkDataSet *grid) {
  auto *names = vtkStringArray::SafeDownCast(grid->GetFieldData()->GetAbstractArray("AxisNames"));
  std::vector<std::string> result;
  for (vtkIdType k = 0; names != nullptr && k < names->GetNumberOfValues(); ++k)
    result.push_back(names->GetValue(k));
  return result;
}

/// The names of all point fields of a grid.
inline std::vector<std::string> field_names(vtkDataSet *grid) {
  std::vector<std::string> result;
  for (int k = 0; k < grid->GetPointData()->GetNumberOfArrays(); ++k)
    result.push_back(grid->GetPointData()->GetArrayName(k));
  return result;
}

/// The coordinates of axis @p k, 0 to 2.
inline std::vector<double> axis_of(vtkRectilinearGrid *grid, int k) {
  vtkDataArray *axis = k == 0   ? grid->GetXCoordinates()
                       : k == 1 ? grid->GetYCoordinates()
                                : grid->GetZCoordinates();
  std::vector<double> values;
  for (vtkIdType i = 0; i < axis->GetNumberOfTuples(); ++i)
    values.push_back(axis->GetTuple1(i));
  return values;
}

/// Trapezoidal weights of a coordinate axis.
inline std::vector<double> trapezoid(const std::vector<double> &axis) {
  std::vector<double> weights(axis.size(), 0.);
  for (std::size_t i = 0; i + 1 < axis.size(); ++i) {
    weights[i] += 0.5 * (axis[i + 1] - axis[i]);
    weights[i + 1] += 0.5 * (axis[i + 1] - axis[i]);
  }
  return weights;
}

/// Integral of the scalar field @p name, if wanted times x or y, over the first two axes at index
/// @p k of the third.
inline double integrate_layer(vtkRectilinearGrid *grid, const std::string &name, std::size_t k,
                              bool times_x = false, bool times_y = false) {
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

/// Integral of the scalar field @p name over all three axes.
inline double integrate_grid(vtkRectilinearGrid *grid, const std::string &name) {
  const std::vector<double> weight = trapezoid(axis_of(grid, 2));
  double total = 0.;
  for (std::size_t k = 0; k < weight.size(); ++k)
    total += weight[k] * integrate_layer(grid, name, k);
  return total;
}

} // namespace rhoflow::test
