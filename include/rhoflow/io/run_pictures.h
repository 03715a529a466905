#pragma once

#include "rhoflow/diagnostics/statistics.h"
#include "rhoflow/flow/gradient_flow.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The pictures of a run: loss.png (loss, objective and dissipation against training time),
/// prediction.png (one input: f over the data, at the start and at the end), and, with one input,
/// inner_marginals.png, outer_marginals.png and head.png: panels of the density's (w, b) and
/// (u, w) marginals at the first, middle and last depth, at start (top) and end (bottom).
template <int dim>
class RunPictures {
public:
  /// @param points sampling points per direction
  explicit RunPictures(unsigned int points) : points_(points) {}

  /// Remembers the panels of the start.
  void remember_start(GradientFlow<dim> &flow);
  /// Adds a point to the curves.
  void add(const Statistics &row) { history_.push_back(row); }
  /// Draws everything into @p folder. @throws RunError naming the path.
  void write(GradientFlow<dim> &flow, const std::string &folder) const;

private:
  /// A picture's worth of panels: one per chosen depth, or one for the head.
  struct Marginals {
    double time = 0.;
    std::vector<std::string> titles;
    std::vector<std::vector<double>> axes, inner, outer;
    std::vector<double> head_axis, head_inner, head_outer;
  };
  Marginals sample(GradientFlow<dim> &flow) const;
  void write_loss(const std::string &path) const;
  void write_predictions(GradientFlow<dim> &flow, const std::string &path) const;
  void write_marginals(const Marginals &end, const std::string &folder) const;

  unsigned int points_;
  std::vector<Statistics> history_;
  Marginals start_;
  std::vector<double> curve_inputs_, start_curve_;
};

} // namespace rhoflow
