// SPDX-License-Identifier: Apache-2.0
#include "vtk/particle_cloud.h"

#include "rhoflow/base/errors.h"
#include "vtk/vtk_xml.h"

#include <cmath>

#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkXMLPolyDataWriter.h>

namespace rhoflow {

void write_particle_cloud(const std::string &path, const ParticleCloud &cloud, double time,
                          FieldPrecision precision) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkCellArray> vertices;
  for (const auto &point : cloud.points) {
    if (!std::isfinite(point[0]) || !std::isfinite(point[1]) || !std::isfinite(point[2]))
      throw RunError("cannot write '" + path + "': a point is not finite");
    vertices->InsertNextCell(1);
    vertices->InsertCellPoint(points->InsertNextPoint(point.data()));
  }
  vtkNew<vtkPolyData> output;
  output->SetPoints(points);
  output->SetVerts(vertices);
  add_fields(*output->GetPointData(), cloud.fields, cloud.points.size(), precision, path);
  add_time(*output, time, path);
  vtkNew<vtkXMLPolyDataWriter> writer;
  writer->SetInputData(output);
  write_vtk_xml(*writer, path);
}

} // namespace rhoflow
