#pragma once

#include "rhoflow/diagnostics/statistics.h"
#include "rhoflow/flow/gradient_flow.h"
#include "rhoflow/io/marginal_pictures.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The pictures of a run: loss.png (loss, objective and dissipation against training time), the
/// prediction (one input: prediction.png, f over the data at the start and at the end; two:
/// decision.png, f at the end as a heat map with the samples), and those of MarginalPictures.
template <int dim>
class RunPictures {
public:
  /// @param points sampling points per direction
  explicit RunPictures(unsigned int points) : points_(points), marginals_(points) {}

  /// Remembers what is drawn of the start.
  void remember_start(GradientFlow<dim> &flow);
  /// Adds a point to the curves.
  void add(const Statistics &row) { history_.push_back(row); }
  /// Draws everything into @p folder. @throws RunError naming the path.
  void write(GradientFlow<dim> &flow, const std::string &folder) const;

private:
  void write_loss(const std::string &path) const;
  void write_prediction_curve(GradientFlow<dim> &flow, const std::string &path) const;
  void write_decision(GradientFlow<dim> &flow, const std::string &path) const;

  unsigned int points_;
  std::vector<Statistics> history_;
  MarginalPictures<dim> marginals_;
  std::vector<double> curve_inputs_, start_curve_;
};

} // namespace rhoflow
