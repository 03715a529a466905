// SPDX-License-Identifier: Apache-2.0
#include "vtk_files.h"

#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkPointData.h>
#include <vtkStringArray.h>
#include <vtkXMLImageDataReader.h>
#include <vtkXMLPolyDataReader.h>
#include <vtkXMLPUnstructuredGridReader.h>

#include <cmath>
#include <regex>

namespace rhoflow::test {

std::vector<std::pair<double, std::string>> series_entries(const std::string &text) {
  const std::regex entry("timestep=\"([^\"]*)\"[^>]*file=\"([^\"]*)\"");
  std::vector<std::pair<double, std::string>> entries;
  for (std::sregex_iterator it(text.begin(), text.end(), entry), end; it != end; ++it)
    entries.emplace_back(std::stod((*it)[1]), (*it)[2]);
  return entries;
}

vtkSmartPointer<vtkImageData> read_grid(const std::string &path) {
  const auto reader = vtkSmartPointer<vtkXMLImageDataReader>::New();
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

std::vector<double> axis_ranges(vtkImageData *grid) {
  vtkDataArray *ranges = grid->GetFieldData()->GetArray("AxisRanges");
  std::vector<double> result;
  for (vtkIdType k = 0; ranges != nullptr && k < ranges->GetNumberOfTuples(); ++k)
    for (int end = 0; end < ranges->GetNumberOfComponents(); ++end)
      result.push_back(ranges->GetComponent(k, end));
  return result;
}

std::vector<double> axis_of(vtkImageData *grid, int k) {
  std::vector<double> values;
  for (int i = 0; i < grid->GetDimensions()[k]; ++i)
    values.push_back(grid->GetOrigin()[k] + i * grid->GetSpacing()[k]);
  return values;
}

double integrate_layer(vtkImageData *grid, const std::string &name, std::size_t k, int power_of_x,
                       int power_of_y) {
  const std::vector<double> x = axis_of(grid, 0), y = axis_of(grid, 1);
  const double area = grid->GetSpacing()[0] * grid->GetSpacing()[1];
  vtkDataArray *field = grid->GetPointData()->GetArray(name.c_str());
  double total = 0.;
  for (std::size_t b = 0; b < y.size(); ++b)
    for (std::size_t a = 0; a < x.size(); ++a)
      total += area * std::pow(x[a], power_of_x) * std::pow(y[b], power_of_y) *
               field->GetTuple1(static_cast<vtkIdType>((k * y.size() + b) * x.size() + a));
  return total;
}

double integrate_grid(vtkImageData *grid, const std::string &name) {
  double total = 0.;
  for (int k = 0; k < grid->GetDimensions()[2]; ++k)
    total += grid->GetSpacing()[2] * integrate_layer(grid, name, static_cast<std::size_t>(k));
  return total;
}

} // namespace rhoflow::test
