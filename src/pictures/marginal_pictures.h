#pragma once

#include "rhoflow/mean_field/flow_state.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Pictures of how the densities change in training: panels of marginals of pairs of weights, start
/// above end. Encoder, one column a chosen depth node: inner_marginals.png (w, b) and
/// outer_marginals.png (u, w) with one input, density.png (w_1, w_2) and (u_1, w_1) with two. Head:
/// head.png, one column a pair.
template <int dim>
class MarginalPictures {
public:
  /// @param points sampling points per direction
  explicit MarginalPictures(unsigned int points) : points_(points) {}

  /// Remembers the marginals of the start.
  void remember_start(const FlowState<dim> &state) { start_ = sample(state); }
  /// Draws start and present state into @p folder. @throws RunError naming the path.
  void write(const FlowState<dim> &state, const std::string &folder) const;

private:
  /// Coordinates of a density, counted as by NodalMarginals.
  struct Pair {
    unsigned int first, second;
  };
  struct Picture {
    std::string file, title;
    std::vector<Pair> pairs;
  };
  /// Marginals of the chosen depth nodes and of the head at one time.
  struct Samples {
    double time = 0.;
    std::vector<double> axis, head_axis;
    std::vector<std::string> depths;
    /// [picture][pair][depth]
    std::vector<std::vector<std::vector<std::vector<double>>>> encoder;
    std::vector<std::vector<double>> head; ///< [pair]; empty without trained head
  };
  static std::vector<Picture> encoder_pictures();
  static Picture head_picture();
  Samples sample(const FlowState<dim> &state) const;
  void write_encoder(std::size_t index, const Samples &end, const std::string &folder) const;
  void write_head(const Samples &end, const std::string &folder) const;

  unsigned int points_;
  Samples start_;
};

} // namespace rhoflow
