#include "theory/theory_tables.h"

namespace rhoflow {

TheoryTables::TheoryTables(const TheoryParameters &parameters, const std::string &folder,
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

std::vector<std::string> TheoryTables::names(const TheoryParameters &parameters) {
  std::vector<std::string> names;
  if (parameters.any())
    names.emplace_back("theory.csv");
  if (parameters.compares_with_start() || parameters.needs_rates())
    names.emplace_back("kl_depth.csv");
  if (parameters.gram_matrices)
    names.emplace_back("spectrum.csv");
  return names;
}

void TheoryTables::add(const TheoryRow &row) {
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
}

void TheoryTables::close() {
  for (std::optional<CsvWriter> *file : {&theory_, &depth_, &spectrum_})
    if (*file)
      (*file)->close();
}

} // namespace rhoflow
