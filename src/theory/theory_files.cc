#include "theory/theory_files.h"

#include "plots/line_plot.h"

#include <functional>

namespace rhoflow {

TheoryFiles::TheoryFiles(const TheoryParameters &parameters, const std::string &folder,
                         TextFile::Mode mode)
    : parameters_(parameters) {
  if (!parameters.any())
    return;
  theory_.emplace(folder + "/theory.csv", TheoryRow::names(), mode);
  if (parameters.compares_with_start() || parameters.needs_rates())
    depth_.emplace(folder + "/kl_depth.csv",
                   std::vector<std::string>{"time", "head", "s", "weight", "kl", "kl_by_rate",
                                            "path", "support", "negative_mass", "kl_error",
                                            "kl_on_grid"},
                   mode);
  if (parameters.gram_matrices)
    spectrum_.emplace(folder + "/spectrum.csv",
                      std::vector<std::string>{"time", "index", "g1", "g2", "sum"}, mode);
}

std::vector<std::string> TheoryFiles::names(const TheoryParameters &parameters) {
  std::vector<std::string> names;
  if (parameters.any())
    names.emplace_back("theory.csv");
  if (parameters.compares_with_start() || parameters.needs_rates())
    names.emplace_back("kl_depth.csv");
  if (parameters.gram_matrices)
    names.emplace_back("spectrum.csv");
  return names;
}

void TheoryFiles::add(const TheoryRow &row) {
  if (!theory_)
    return;
  theory_->add_row(row.values());
  theory_->flush();
  if (depth_) {
    for (const DensityTheory &density : row.densities)
      depth_->add_row({row.time,
                       &density == &row.densities.back() && row.head.weight > 0. ? 1. : 0.,
                       density.depth, density.weight, density.entropy, density.entropy_by_rate,
                       density.path_length, density.smallest_ratio, density.negative_mass,
                       density.entropy_error, density.entropy_on_grid});
    depth_->flush();
  }
  if (spectrum_) {
    for (std::size_t i = 0; i < row.encoder_eigenvalues.size(); ++i)
      spectrum_->add_row({row.time, double(i), row.encoder_eigenvalues[i], row.head_eigenvalues[i],
                          row.sum_eigenvalues[i]});
    spectrum_->flush();
  }
  rows_.push_back(row);
  rows_.back().densities.clear();
}

void TheoryFiles::draw(const std::string &folder) const {
  if (rows_.empty())
    return;
  std::vector<double> time;
  for (const TheoryRow &row : rows_)
    time.push_back(row.time);
  const auto curve = [&](const std::string &name, int color, CurveStyle style,
                         const std::function<double(const TheoryRow &)> &value) {
    Curve result{name, time, {}, color, style};
    for (const TheoryRow &row : rows_)
      result.y.push_back(value(row));
    return result;
  };
  if (parameters_.gram_matrices) {
    const bool has_head = rows_.front().head_eigenvalues.back() > 0.;
    LinePlot gram("Eigenvalues of the Gram matrices", "training time t", "eigenvalue", true);
    LinePlot rate("Decay rate of the loss", "training time t", "rate", true);
    gram.add_curve(curve("G_{1}, largest", 0, CurveStyle::dashed_line,
                         [](const TheoryRow &row) { return row.encoder_eigenvalues.back(); }));
    gram.add_curve(curve("G_{1}, smallest", 0, CurveStyle::line_and_points,
                         [](const TheoryRow &row) { return row.encoder_eigenvalues.front(); }));
    rate.add_curve(curve("measured, -d ln E / dt", 0, CurveStyle::line_and_points,
                         [](const TheoryRow &row) { return row.decay_rate; }));
    rate.add_curve(curve(has_head ? "guaranteed by both" : "guaranteed by G_{1}", 2,
                         CurveStyle::dashed_line,
                         [](const TheoryRow &row) { return row.sum_bound; }));
    if (has_head) {
      gram.add_curve(curve("G_{2}, largest", 1, CurveStyle::dashed_line,
                           [](const TheoryRow &row) { return row.head_eigenvalues.back(); }));
      gram.add_curve(curve("G_{2}, smallest", 1, CurveStyle::line_and_points,
                           [](const TheoryRow &row) { return row.head_eigenvalues.front(); }));
      rate.add_curve(curve("guaranteed by G_{2}", 1, CurveStyle::line_and_points,
                           [](const TheoryRow &row) { return row.head_bound; }));
    }
    gram.write_png(folder + "/gram.png");
    rate.write_png(folder + "/decay_rate.png");
  }
  if (parameters_.relative_entropy) {
    LinePlot plot("Relative entropy to the start", "training time t", "KL", true);
    if (rows_.front().head.weight > 0.) {
      plot.add_curve(curve("head", 1, CurveStyle::points,
                           [](const TheoryRow &row) { return row.head.entropy; }));
      plot.add_curve(curve("head, integral of the rate", 1, CurveStyle::line,
                           [](const TheoryRow &row) { return row.head.entropy_by_rate; }));
    }
    plot.add_curve(curve("encoder, mean over depth", 0, CurveStyle::points,
                         [](const TheoryRow &row) { return row.encoder.entropy; }));
    plot.add_curve(curve("encoder, integral of the rate", 0, CurveStyle::line,
                         [](const TheoryRow &row) { return row.encoder.entropy_by_rate; }));
    plot.write_png(folder + "/relative_entropy.png");
  }
}

void TheoryFiles::close() {
  for (std::optional<CsvWriter> *file : {&theory_, &depth_, &spectrum_})
    if (*file)
      (*file)->close();
}

} // namespace rhoflow
