// SPDX-License-Identifier: Apache-2.0
#include "vtk/line_set.h"

#include "rhoflow/base/errors.h"
#include "vtk/vtk_xml.h"

#include <cmath>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkXMLPolyDataWriter.h>

namespace rhoflow {

std::size_t LineSet::n_points() const {
  std::size_t n = 0;
  for (const auto &line : lines)
    n += line.size();
  return n;
}

void write_line_set(const std::string &path, const LineSet &lines, double time,
                    FieldPrecision precision) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkCellArray> cells;
  for (std::size_t l = 0; l < lines.lines.size(); ++l) {
    const std::string where = "cannot write '" + path + "': line " + std::to_string(l) + " ";
    if (lines.lines[l].size() < 2)
      throw RunError(where + "has fewer than two points");
    cells->InsertNextCell(static_cast<int>(lines.lines[l].size()));
    for (const auto &point : lines.lines[l]) {
      if (!std::isfinite(point[0]) || !std::isfinite(point[1]) || !std::isfinite(point[2]))
        throw RunError(where + "has a point that is not finite");
      cells->InsertCellPoint(points->InsertNextPoint(point.data()));
    }
  }

  vtkNew<vtkPolyData> output;
  output->SetPoints(points);
  output->SetLines(cells);
  add_fields(*output->GetPointData(), lines.point_fields, lines.n_points(), precision, path);
  add_fields(*output->GetCellData(), lines.line_fields, lines.lines.size(), precision, path);
  add_time(*output, time, path);

  vtkNew<vtkXMLPolyDataWriter> writer;
  writer->SetInputData(output);
  write_vtk_xml(*writer, path);
}

} // namespace rhoflow
