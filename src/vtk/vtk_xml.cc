// SPDX-License-Identifier: Apache-2.0
#include "vtk/vtk_xml.h"

#include "base/text_file.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>

#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkDataObject.h>
#include <vtkDataSetAttributes.h>
#include <vtkDoubleArray.h>
#include <vtkErrorCode.h>
#include <vtkFieldData.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkStringArray.h>
#include <vtkXMLWriter.h>

namespace rhoflow {

namespace {

template <typename Array>
vtkSmartPointer<vtkDataArray> copy_values(const DataField &field) {
  auto array = vtkSmartPointer<Array>::New();
  array->SetName(field.name.c_str());
  array->SetNumberOfComponents(static_cast<int>(field.components));
  array->SetNumberOfTuples(static_cast<vtkIdType>(field.values.size() / field.components));
  auto *target = array->GetPointer(0);
  for (const double value : field.values)
    *target++ = static_cast<typename Array::ValueType>(value);
  return array;
}

/// Keeps the text of a VTK error; an observed error is not printed.
void keep_message(vtkObject *, unsigned long, void *client_data, void *call_data) {
  if (call_data != nullptr)
    *static_cast<std::string *>(client_data) += static_cast<const char *>(call_data);
}

} // namespace

vtkSmartPointer<vtkDataArray> make_vtk_array(const DataField &field, FieldPrecision precision) {
  RHOFLOW_PRECONDITION(field.components > 0 && field.values.size() % field.components == 0,
                       "check_field() has passed");
  return precision == FieldPrecision::float32 ? copy_values<vtkFloatArray>(field)
                                              : copy_values<vtkDoubleArray>(field);
}

void add_fields(vtkDataSetAttributes &attributes, const std::vector<DataField> &fields,
                std::size_t entities, FieldPrecision precision, const std::string &path) {
  for (const DataField &field : fields) {
    check_field(field, entities, precision, path);
    if (attributes.HasArray(field.name.c_str()) != 0)
      throw RunError("cannot write '" + path + "': two fields are called '" + field.name + "'");
    attributes.AddArray(make_vtk_array(field, precision));
  }
}

void add_time(vtkDataObject &object, double time, const std::string &path) {
  if (!std::isfinite(time))
    throw RunError("cannot write '" + path + "': the time is not finite");
  vtkNew<vtkDoubleArray> array;
  array->SetName("TimeValue");
  array->InsertNextValue(time);
  object.GetFieldData()->AddArray(array);
}

void add_axis_names(vtkDataObject &object, const std::array<std::string, 3> &names) {
  vtkNew<vtkStringArray> array;
  array->SetName("AxisNames");
  for (const std::string &name : names)
    array->InsertNextValue(name);
  object.GetFieldData()->AddArray(array);
}

void write_vtk_xml(vtkXMLWriter &writer, const std::string &path) {
  std::string message;
  vtkNew<vtkCallbackCommand> observer;
  observer->SetCallback(keep_message);
  observer->SetClientData(&message);
  const unsigned long tag = writer.AddObserver(vtkCommand::ErrorEvent, observer);

  // Appended data would be smaller by a quarter, but the readers of VTK 9.1 and ParaView 5.11 stop
  // at them since the security update of libexpat in Debian 12 (2.5.0-1+deb12u2; elsewhere 2.6).
  writer.SetDataModeToBinary();
  writer.SetCompressorTypeToZLib();
  writer.SetCompressionLevel(1); // speed before the last bytes
  writer.SetHeaderTypeToUInt64();
  writer.WriteToOutputStringOn();
  const bool written = writer.Write() == 1 && writer.GetErrorCode() == vtkErrorCode::NoError;
  writer.RemoveObserver(tag);
  std::replace(message.begin(), message.end(), '\n', ' ');
  if (!written)
    throw RunError(
        "cannot write '" + path + "': VTK reports '" +
        (message.empty() ? vtkErrorCode::GetStringFromErrorCode(writer.GetErrorCode()) : message) +
        "'");
  write_atomically(path, writer.GetOutputString());
}

} // namespace rhoflow
