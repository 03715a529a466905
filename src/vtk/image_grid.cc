// SPDX-License-Identifier: Apache-2.0
#include "vtk/image_grid.h"

#include "rhoflow/base/errors.h"
#include "vtk/vtk_xml.h"

#include <cmath>

#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkXMLImageDataWriter.h>

namespace rhoflow {

namespace {

void check_axis(const ImageAxis &axis, const std::string &path) {
  const std::string where = "cannot write '" + path + "': axis '" + axis.name + "' ";
  if (axis.points == 0)
    throw RunError(where + "has no points");
  for (const double end : {axis.low, axis.high, axis.true_low, axis.true_high})
    if (!std::isfinite(end))
      throw RunError(where + "has an end that is not finite");
  if (!(axis.low < axis.high))
    throw RunError(where + "has no length");
}

void add_axis_ranges(vtkDataObject &object, const std::array<ImageAxis, 3> &axes) {
  vtkNew<vtkDoubleArray> array;
  array->SetName("AxisRanges");
  array->SetNumberOfComponents(2);
  for (const ImageAxis &axis : axes)
    array->InsertNextTuple2(axis.true_low, axis.true_high);
  object.GetFieldData()->AddArray(array);
}

} // namespace

void write_image_grid(const std::string &path, const ImageGrid &grid, double time,
                      FieldPrecision precision) {
  vtkNew<vtkImageData> output;
  std::array<int, 3> points{};
  std::array<double, 3> origin{}, spacing{};
  for (std::size_t k = 0; k < 3; ++k) {
    const ImageAxis &axis = grid.axes[k];
    check_axis(axis, path);
    points[k] = static_cast<int>(axis.points);
    spacing[k] = axis.spacing();
    origin[k] = axis.low + 0.5 * spacing[k];
  }
  output->SetDimensions(points.data());
  output->SetOrigin(origin.data());
  output->SetSpacing(spacing.data());

  add_fields(*output->GetPointData(), grid.fields, grid.n_points(), precision, path);
  if (!grid.fields.empty()) // what ParaView shows first
    output->GetPointData()->SetActiveScalars(grid.fields.front().name.c_str());
  add_time(*output, time, path);
  add_axis_names(*output, {grid.axes[0].name, grid.axes[1].name, grid.axes[2].name});
  add_axis_ranges(*output, grid.axes);

  vtkNew<vtkXMLImageDataWriter> writer;
  writer->SetInputData(output);
  write_vtk_xml(*writer, path);
}

} // namespace rhoflow
