// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/network_parameters.h"

#include "parameters/parameter_section.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/data/data_set.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

void NetworkParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Network");
  section.add("Activation", activation,
              "sigma0: the scalar function of a residual block u sigma0(w.z + b) and of the "
              "trained head. Dimensionless.");
  section.add("Alpha", alpha,
              "alpha: scale of the residual blocks, dZ/ds = alpha int sigma rho. "
              "Dimensionless; 1 is the classical mean field.",
              0.);
  section.add("Beta", beta,
              "beta: scale of the trained head, f = beta int h tau, which needs a positive "
              "one. Dimensionless; 1 is the classical mean field. A fixed head ignores it.",
              0.);
  section.add("Head", head,
              "trained: the head is a density tau(a, w, b) that is trained with the encoder. "
              "fixed: f = c.Z(1) with the head vector c.");
  section.add("Head vector", head_vector,
              "c: one number per input, separated by commas; used by the fixed head only. "
              "Dimensionless.",
              1, DataSet::most_inputs);
  section.add("Train", train,
              "Which densities, or layers of particles, are trained; the others keep their start. "
              "both: encoder and, unless it is fixed, head.");
}

void NetworkParameters::check(unsigned int dimension) const {
  if (!(beta > 0.) && head == HeadType::trained)
    throw InputError("Network/Beta = 0: a trained head needs a positive scale");
  if (head == HeadType::trained)
    return;
  if (train == TrainedPart::head)
    throw InputError("Network/Train = head: with Network/Head = fixed there is no head to train; "
                     "choose both or encoder");
  if (head_vector.size() != dimension)
    throw InputError("Network/Head vector: " + std::to_string(head_vector.size()) +
                     " numbers given, the data have " + std::to_string(dimension) +
                     " input(s); give one number per input");
  if (std::all_of(head_vector.begin(), head_vector.end(), [](double c) { return c == 0.; }))
    throw InputError("Network/Head vector: all numbers are zero, nothing could be learnt; give a "
                     "vector different from zero");
}

} // namespace rhoflow
