// SPDX-License-Identifier: Apache-2.0
#include "vtk/mesh_piece.h"

#include "base/text_file.h"
#include "rhoflow/base/errors.h"
#include "vtk/vtk_xml.h"

#include <cmath>
#include <locale>
#include <sstream>

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkCellType.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridWriter.h>

namespace rhoflow {

namespace {

constexpr const char *process_name = "process";

/// Points of one element.
std::size_t points_per_element(const MeshPiece &piece) {
  const std::size_t n = piece.degree + 1;
  return piece.dimension == 2 ? n * n : n * n * n;
}

vtkSmartPointer<vtkPoints> make_points(const MeshPiece &piece, const std::string &path) {
  auto points = vtkSmartPointer<vtkPoints>::New();
  points->SetDataTypeToDouble();
  points->SetNumberOfPoints(static_cast<vtkIdType>(piece.points.size()));
  for (std::size_t i = 0; i < piece.points.size(); ++i) {
    const auto &point = piece.points[i];
    if (!std::isfinite(point[0]) || !std::isfinite(point[1]) || !std::isfinite(point[2]))
      throw RunError("cannot write '" + path + "': point " + std::to_string(i) + " is not finite");
    points->SetPoint(static_cast<vtkIdType>(i), point.data());
  }
  return points;
}

/// Quadrilaterals or hexahedra between the nodes of every element.
vtkSmartPointer<vtkCellArray> make_cells(const MeshPiece &piece) {
  const vtkIdType p = static_cast<vtkIdType>(piece.degree), row = p + 1, layer = row * row;
  const bool flat = piece.dimension == 2;
  const auto per_element = static_cast<vtkIdType>(points_per_element(piece));
  const auto n_points = static_cast<vtkIdType>(piece.points.size());
  const vtkIdType n_cells = n_points / per_element * p * p * (flat ? 1 : p);
  auto cells = vtkSmartPointer<vtkCellArray>::New();
  cells->AllocateExact(n_cells, n_cells * (flat ? 4 : 8));
  for (vtkIdType start = 0; start < n_points; start += per_element)
    for (vtkIdType z = 0; z < (flat ? 1 : p); ++z)
      for (vtkIdType y = 0; y < p; ++y)
        for (vtkIdType x = 0; x < p; ++x) {
          const vtkIdType first = start + z * layer + y * row + x;
          // Around the lower face, then around the upper one.
          const vtkIdType corners[8] = {
              first,         first + 1,         first + 1 + row,         first + row,
              first + layer, first + layer + 1, first + layer + 1 + row, first + layer + row};
          cells->InsertNextCell(flat ? 4 : 8, corners);
        }
  return cells;
}

} // namespace

void write_mesh_piece(const std::string &path, const MeshPiece &piece, double time) {
  if (piece.points.size() % points_per_element(piece) != 0)
    throw RunError("cannot write '" + path + "': " + std::to_string(piece.points.size()) +
                   " points do not fill elements of " + std::to_string(points_per_element(piece)));
  vtkNew<vtkUnstructuredGrid> output;
  output->SetPoints(make_points(piece, path));
  output->SetCells(piece.dimension == 2 ? VTK_QUAD : VTK_HEXAHEDRON, make_cells(piece));
  add_fields(*output->GetPointData(), piece.point_fields, piece.points.size(),
             FieldPrecision::float64, path);
  vtkNew<vtkIntArray> process;
  process->SetName(process_name);
  process->SetNumberOfTuples(output->GetNumberOfCells());
  process->FillValue(static_cast<int>(piece.process));
  output->GetCellData()->AddArray(process);
  add_time(*output, time, path);
  add_axis_names(*output, piece.axis_names);

  vtkNew<vtkXMLUnstructuredGridWriter> writer;
  writer->SetInputData(output);
  write_vtk_xml(*writer, path);
}

void write_mesh_record(const std::string &path, const std::vector<std::string> &pieces,
                       const std::vector<std::pair<std::string, std::size_t>> &fields) {
  std::ostringstream text;
  const auto add_array = [&text](const char *type, const std::string &name,
                                 std::size_t components) {
    text << "      <PDataArray type=\"" << type << "\" Name=\"" << name
         << "\" NumberOfComponents=\"" << components << "\"/>\n";
  };
  text.imbue(std::locale::classic());
  text << "<?xml version=\"1.0\"?>\n"
       << "<VTKFile type=\"PUnstructuredGrid\" version=\"1.0\" byte_order=\"LittleEndian\" "
          "header_type=\"UInt64\">\n"
       << "  <PUnstructuredGrid GhostLevel=\"0\">\n"
       << "    <PPoints>\n";
  add_array("Float64", "Points", 3);
  text << "    </PPoints>\n"
       << "    <PPointData>\n";
  for (const auto &[name, components] : fields)
    add_array("Float64", name, components);
  text << "    </PPointData>\n"
       << "    <PCellData>\n";
  add_array("Int32", process_name, 1);
  text << "    </PCellData>\n";
  for (const std::string &piece : pieces)
    text << "    <Piece Source=\"" << piece << "\"/>\n";
  text << "  </PUnstructuredGrid>\n"
       << "</VTKFile>\n";
  write_atomically(path, text.str());
}

} // namespace rhoflow
