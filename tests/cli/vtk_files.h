// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../temporary_folder.h"

#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkDataSet.h>
#include <vtkImageData.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include <string>
#include <utility>
#include <vector>

namespace rhoflow::test {

/// Times and files in the text of a `.pvd` series.
std::vector<std::pair<double, std::string>> series_entries(const std::string &text);

/// A `.vti` file as VTK's own reader sees it.
vtkSmartPointer<vtkImageData> read_grid(const std::string &path);

/// A `.vtp` file as VTK's own reader sees it.
vtkSmartPointer<vtkPolyData> read_lines(const std::string &path);

/// A `.pvtu` record with all its pieces as VTK's own reader sees them.
vtkSmartPointer<vtkUnstructuredGrid> read_mesh(const std::string &path);

/// The names of the axes stored in a grid.
std::vector<std::string> axis_names(vtkDataSet *grid);

/// The names of all point fields of a grid.
std::vector<std::string> field_names(vtkDataSet *grid);

/// The true ends of the axes stored in a grid: low and high of the first axis, and so on.
std::vector<double> axis_ranges(vtkImageData *grid);

/// The coordinates of the points along axis @p k, 0 to 2.
std::vector<double> axis_of(vtkImageData *grid, int k);

/// Sum of the scalar field @p name, if wanted times powers of x and y, times the area of a box over
/// the first two axes at index @p k of the third.
double integrate_layer(vtkImageData *grid, const std::string &name, std::size_t k,
                       int power_of_x = 0, int power_of_y = 0);

/// Sum of the scalar field @p name times the volume of a box.
double integrate_grid(vtkImageData *grid, const std::string &name);

} // namespace rhoflow::test
