// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vtk/data_field.h"

#include <array>
#include <string>
#include <vector>

#include <vtkSmartPointer.h>

class vtkDataArray;
class vtkDataObject;
class vtkDataSetAttributes;
class vtkXMLWriter;

// Shared by the writers of this folder; not installed, so that no public header needs VTK.

namespace rhoflow {

/// Copies @p field into a VTK array of the wanted precision. @pre check_field() has passed.
vtkSmartPointer<vtkDataArray> make_vtk_array(const DataField &field, FieldPrecision precision);

/// Checks every field against @p entities and adds it to @p attributes.
/// @throws RunError for a bad field or for a name that occurs twice
void add_fields(vtkDataSetAttributes &attributes, const std::vector<DataField> &fields,
                std::size_t entities, FieldPrecision precision, const std::string &path);

/// Stores @p time as the field data array "TimeValue", which ParaView shows as the data time.
/// @throws RunError when the time is not finite
void add_time(vtkDataObject &object, double time, const std::string &path);

/// Stores what the axes are called as the field data array "AxisNames".
void add_axis_names(vtkDataObject &object, const std::array<std::string, 3> &names);

/// Lets @p writer (its input already set) produce XML with zlib-compressed values in memory,
/// encoded as text in place, and puts it at @p path atomically.
/// @throws RunError naming the path, with VTK's own message when it has one
void write_vtk_xml(vtkXMLWriter &writer, const std::string &path);

} // namespace rhoflow
