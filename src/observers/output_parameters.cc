// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/observers/output_parameters.h"

#include "parameters/parameter_section.h"

namespace rhoflow {

void OutputParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Output");
  section.add("Fields", fields,
              "Write files for ParaView: the fields of densities, the neurons of finite "
              "networks with one or two inputs.");
  section.add("Mesh fields", mesh_fields,
              "Write densities, their first outer moments and the potentials on the mesh of "
              "the inner weights for ParaView, every process its own cells.");
  section.add("Pictures", pictures, "Draw pictures at the end of the run, with rhoflow-plot.");
  section.add("Field every", field_every,
              "Write all fields at every so many output times (and always at the start and "
              "the end).",
              1, 1000000);
  section.add("Points", points, "Sampling points (boxes) in [-R, R] of each weight for the fields.",
              17, 513);
  section.add("Densities", densities,
              "What the files densities/*.h5 hold, which Python and other programs read: the "
              "densities at all nodes (full), their exact marginals on the inner weights together "
              "and on every pair of weights (marginals), or no files (none); auto: full with one "
              "input, marginals with two.");
  section.add("Densities every", densities_every,
              "Write these files at every so many output times and at the last; 0: at the first, "
              "the middle and the last one.",
              0, 1000000);
  section.add("Density bits", density_bits, "Bits of a number in these files.");
  section.add("History", history,
              "Write history.h5, from which rhoflow-evaluate computes densities at any weights, "
              "depth and time: features and coefficients of the potentials after every step, of "
              "long runs every second, fourth, ... one, in at most 16 MiB. Runs of densities and "
              "of points without noise.");
  section.add(
      "Curve points", curve_points,
      "With one input: inputs, uniform on the range of the samples and a tenth more on both "
      "sides, at which curve.csv has the prediction at every output time; 0: none.",
      0, 100001);
  section.add("Checkpoint", checkpoint,
              "When to write the densities to checkpoint/density.h5, from which --resume "
              "goes on and which rhoflow-compare reads, or the weights of a finite network to "
              "checkpoint/particles.h5: at the end, at every output time (replacing the one "
              "before), or never. A run that a signal stops writes one too, unless it is never.");
  section.add("Checkpoint interval", checkpoint_interval,
              "Write a checkpoint also when the last one is this many minutes of wall time old; 0: "
              "do not. The one before is kept beside it.",
              0., 1e6);
}

} // namespace rhoflow
