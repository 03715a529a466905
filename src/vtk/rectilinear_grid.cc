#include "vtk/rectilinear_grid.h"

#include "rhoflow/base/errors.h"
#include "vtk/vtk_xml.h"

#include <cmath>

#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkRectilinearGrid.h>
#include <vtkXMLRectilinearGridWriter.h>

namespace rhoflow {

namespace {

void check_axis(const std::vector<double> &nodes, const std::string &name,
                const std::string &path) {
  const std::string where = "cannot write '" + path + "': axis '" + name + "' ";
  if (nodes.empty())
    throw RunError(where + "has no nodes");
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!std::isfinite(nodes[i]))
      throw RunError(where + "has a node that is not finite");
    if (i > 0 && !(nodes[i - 1] < nodes[i]))
      throw RunError(where + "is not strictly increasing");
  }
}

vtkSmartPointer<vtkDoubleArray> make_axis(const std::vector<double> &nodes,
                                          const std::string &name) {
  auto array = vtkSmartPointer<vtkDoubleArray>::New();
  array->SetName(name.c_str());
  for (const double node : nodes)
    array->InsertNextValue(node);
  return array;
}

} // namespace

void write_rectilinear_grid(const std::string &path, const RectilinearGrid &grid, double time,
                            FieldPrecision precision) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    check_axis(grid.axes[axis], grid.axis_names[axis], path);

  vtkNew<vtkRectilinearGrid> output;
  output->SetDimensions(static_cast<int>(grid.axes[0].size()),
                        static_cast<int>(grid.axes[1].size()),
                        static_cast<int>(grid.axes[2].size()));
  output->SetXCoordinates(make_axis(grid.axes[0], grid.axis_names[0]));
  output->SetYCoordinates(make_axis(grid.axes[1], grid.axis_names[1]));
  output->SetZCoordinates(make_axis(grid.axes[2], grid.axis_names[2]));

  add_fields(*output->GetPointData(), grid.fields, grid.n_points(), precision, path);
  add_time(*output, time, path);
  add_axis_names(*output, grid.axis_names);

  vtkNew<vtkXMLRectilinearGridWriter> writer;
  writer->SetInputData(output);
  write_vtk_xml(*writer, path);
}

} // namespace rhoflow
