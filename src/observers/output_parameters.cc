#include "rhoflow/observers/output_parameters.h"

#include "parameters/enumeration_parameter.h"

#include <deal.II/base/parameter_handler.h>

namespace rhoflow {

void OutputParameters::add_parameters(dealii::ParameterHandler &prm) {
  using namespace dealii::Patterns;
  prm.enter_subsection("Output");
  prm.add_parameter("Fields", fields,
                    "Write files for ParaView: the fields of densities, the neurons of finite "
                    "networks with one or two inputs.",
                    Bool());
  prm.add_parameter("Mesh fields", mesh_fields,
                    "Write densities, their first outer moments and the potentials on the mesh of "
                    "the inner weights for ParaView, every process its own cells.",
                    Bool());
  prm.add_parameter("Pictures", pictures, "Write PNG pictures at the end of the run.", Bool());
  prm.add_parameter("Field every", field_every,
                    "Write all fields at every so many output times (and always at the start and "
                    "the end).",
                    Integer(1, 1000000));
  prm.add_parameter("Points", points, "Sampling points per direction of the fields and pictures.",
                    Integer(17, 513));
  add_enumeration(prm, "Checkpoint", checkpoint,
                  "When to write the densities to checkpoint/density.h5, from which --resume "
                  "goes on and which rhoflow-compare reads, or the weights of a finite network to "
                  "checkpoint/particles.h5: at the end, at every output time (replacing the one "
                  "before), or never.");
  prm.leave_subsection();
}

} // namespace rhoflow
