#include "theory/theory_plots.h"

#include "plots/line_plot.h"

namespace rhoflow {

namespace {

/// The curves of a table over its times.
class Curves {
public:
  explicit Curves(const NumberTable &table) : table_(table), time_(column("time")) {}

  std::vector<double> column(const std::string &name) const {
    return table_.column("theory.csv", name);
  }
  Curve curve(const std::string &title, int color, CurveStyle style,
              const std::string &name) const {
    return {title, time_, column(name), color, style};
  }

private:
  const NumberTable &table_;
  std::vector<double> time_;
};

void draw_eigenvalues(const Curves &curves, const std::string &folder) {
  const bool has_head = curves.column("lambda_max_g2").front() > 0.;
  LinePlot gram("Eigenvalues of the Gram matrices", "training time t", "eigenvalue", true);
  LinePlot rate("Decay rate of the loss", "training time t", "rate", true);
  gram.add_curve(curves.curve("G_{1}, largest", 0, CurveStyle::dashed_line, "lambda_max_g1"));
  gram.add_curve(curves.curve("G_{1}, smallest", 0, CurveStyle::line_and_points, "lambda_min_g1"));
  rate.add_curve(
      curves.curve("measured, -d ln E / dt", 0, CurveStyle::line_and_points, "decay_rate"));
  rate.add_curve(curves.curve(has_head ? "guaranteed by both" : "guaranteed by G_{1}", 2,
                              CurveStyle::dashed_line, "rate_bound_sum"));
  if (has_head) {
    gram.add_curve(curves.curve("G_{2}, largest", 1, CurveStyle::dashed_line, "lambda_max_g2"));
    gram.add_curve(
        curves.curve("G_{2}, smallest", 1, CurveStyle::line_and_points, "lambda_min_g2"));
    rate.add_curve(
        curves.curve("guaranteed by G_{2}", 1, CurveStyle::line_and_points, "rate_bound_head"));
  }
  gram.write_png(folder + "/gram.png");
  rate.write_png(folder + "/decay_rate.png");
}

void draw_entropies(const Curves &curves, bool has_head, const std::string &folder) {
  LinePlot plot("Relative entropy to the start", "training time t", "KL", true);
  if (has_head) {
    plot.add_curve(curves.curve("head", 1, CurveStyle::points, "kl_head"));
    plot.add_curve(
        curves.curve("head, integral of the rate", 1, CurveStyle::line, "kl_head_by_rate"));
  }
  plot.add_curve(curves.curve("encoder, mean over depth", 0, CurveStyle::points, "kl_encoder"));
  plot.add_curve(
      curves.curve("encoder, integral of the rate", 0, CurveStyle::line, "kl_encoder_by_rate"));
  plot.write_png(folder + "/relative_entropy.png");
}

} // namespace

void draw_theory(const NumberTable &table, const TheoryParameters &parameters, bool has_head,
                 const std::string &folder) {
  if (table.rows.empty())
    return;
  const Curves curves(table);
  if (parameters.gram_matrices)
    draw_eigenvalues(curves, folder);
  if (parameters.relative_entropy)
    draw_entropies(curves, has_head, folder);
}

} // namespace rhoflow
