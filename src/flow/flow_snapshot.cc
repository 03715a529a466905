#include "flow/flow_snapshot.h"

#include "flow/gradient_flow.h"

namespace rhoflow {

template <int dim>
FlowSnapshot GradientFlow<dim>::snapshot() const {
  return {{time_, last_step_, control_.proposal(), n_steps_, n_rejected_, first_features_},
          moments_[0]};
}

template <int dim>
void GradientFlow<dim>::restore(const FlowSnapshot &snapshot,
                                const std::function<AlignedVector(std::size_t)> &density) {
  communicator_.agree([&] {
    for (std::size_t k = 0; k < n_densities(); ++k) {
      const LocalCells &range = cells(k);
      if (range.empty())
        continue;
      const std::size_t per_cell = space(k).mesh().nodes_per_cell() * space(k).stride();
      const AlignedVector whole = density(k);
      registers_[0][k].assign(whole.begin() + std::ptrdiff_t(range.stored_first * per_cell),
                              whole.begin() + std::ptrdiff_t(range.stored_last * per_cell));
      // A density that does not move is read from any of them.
      for (unsigned int index = 1; index < scheme_.n_registers(); ++index)
        registers_[index][k] = registers_[0][k];
    }
  });
  moments_[0] = snapshot.moments;
  control_.set_proposal(snapshot.proposed_step);
  time_ = snapshot.time;
  last_step_ = snapshot.last_step;
  n_steps_ = snapshot.n_steps;
  n_rejected_ = snapshot.n_rejected;
  state_ = network_->initial_state();
  state_.trajectory.features = snapshot.first_features;
  evaluate(0, time_);
}

template FlowSnapshot GradientFlow<2>::snapshot() const;
template FlowSnapshot GradientFlow<3>::snapshot() const;
template void GradientFlow<2>::restore(const FlowSnapshot &,
                                       const std::function<AlignedVector(std::size_t)> &);
template void GradientFlow<3>::restore(const FlowSnapshot &,
                                       const std::function<AlignedVector(std::size_t)> &);

} // namespace rhoflow
