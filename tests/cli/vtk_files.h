#pragma once

#include "../temporary_folder.h"

#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkDataSet.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRectilinearGrid.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include <string>
#include <utility>
#include <vector>

namespace rhoflow::test {

/// Times and files in the text of a `.pvd` series.
std::vector<std::pair<double, std::string>> series_entries(const std::string &text);

/// A `.vtr` file as VTK's own reader sees it.
vtkSmartPointer<vtkRectilinearGrid> read_grid(const std::string &path);

/// A `.vtp` file as VTK's own reader sees it.
vtkSmartPointer<vtkPolyData> read_lines(const std::string &path);

/// A `.pvtu` record with all its pieces as VTK's own reader sees them.
vtkSmartPointer<vtkUnstructuredGrid> read_mesh(const std::string &path);

/// The names of the axes stored in a grid.
std::vector<std::string> axis_names(vtkDataSet *grid);

/// The names of all point fields of a grid.
std::vector<std::string> field_names(vtkDataSet *grid);

/// The coordinates of axis @p k, 0 to 2.
std::vector<double> axis_of(vtkRectilinearGrid *grid, int k);

/// Trapezoidal weights of a coordinate axis.
std::vector<double> trapezoid(const std::vector<double> &axis);

/// Integral of the scalar field @p name, if wanted times x or y, over the first two axes at index
/// @p k of the third.
double integrate_layer(vtkRectilinearGrid *grid, const std::string &name, std::size_t k,
                       bool times_x = false, bool times_y = false);

/// Integral of the scalar field @p name over all three axes.
double integrate_grid(vtkRectilinearGrid *grid, const std::string &name);

} // namespace rhoflow::test
