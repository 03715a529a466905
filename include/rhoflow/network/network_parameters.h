// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/network/activation.h"

#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// How features become predictions.
enum class HeadType {
  trained, ///< f = beta int a sigma0(w.Z(1) + b) tau (CLLCC (6))
  fixed    ///< f = c.Z(1) (DCLW's g with g(z) = c.z)
};

template <>
inline constexpr NamedValue<HeadType> names_of<HeadType>[] = {{HeadType::trained, "trained"},
                                                              {HeadType::fixed, "fixed"}};

/// Which densities move; the others keep their start.
enum class TrainedPart { both, encoder, head };

template <>
inline constexpr NamedValue<TrainedPart> names_of<TrainedPart>[] = {
    {TrainedPart::both, "both"}, {TrainedPart::encoder, "encoder"}, {TrainedPart::head, "head"}};

/// Section `Network`: activation, scales and head.
struct NetworkParameters {
  Activation activation = Activation::tanh;
  double alpha = 1.; ///< scale of the residual blocks
  double beta = 1.;  ///< scale of the trained head
  HeadType head = HeadType::trained;
  std::vector<double> head_vector{1.}; ///< c of the fixed head

  TrainedPart train = TrainedPart::both;

  bool trains_encoder() const { return train != TrainedPart::head; }
  bool trains_head() const { return head == HeadType::trained && train != TrainedPart::encoder; }

  void add_parameters(dealii::ParameterHandler &handler);
  /// @throws InputError if the head vector does not fit @p dimension inputs.
  void check(unsigned int dimension) const;
};

} // namespace rhoflow
