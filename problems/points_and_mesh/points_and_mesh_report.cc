// SPDX-License-Identifier: Apache-2.0
#include "points_and_mesh_report.h"

#include "counted_run.h"
#include "study/result_table.h"

#include <algorithm>
#include <cmath>

namespace points_and_mesh {

namespace {

using namespace rhoflow;

/// One way to the loss: what it costs and how far it is off, coarse ones first.
struct Method {
  std::string name;
  std::vector<std::string> size;
  std::vector<double> seconds, error;

  void add(const std::string &its_size, double its_seconds, double its_error) {
    size.push_back(its_size);
    seconds.push_back(its_seconds);
    error.push_back(its_error);
  }
  /// Of the cheapest run that is as accurate, and no finer one is less: errors of opposite signs
  /// may cancel by chance. Infinite if there is none.
  double seconds_to(double accuracy) const {
    double best = INFINITY;
    for (std::size_t k = error.size(); k-- > 0 && error[k] <= accuracy;)
      best = std::min(best, seconds[k]);
    return best;
  }
};

/// What is measured of one space.
class Measurement {
public:
  Measurement(const StudyResults &results, const Space &space)
      : results_(results), space_(space), limit_(loss(reference_name(space))) {}

  Method mesh() const {
    Method method{"mesh", {}, {}, {}};
    for (std::size_t k = 0; k < space_.meshes.size(); ++k) {
      std::vector<double> seconds;
      for (unsigned int repeat = 1; repeat <= space_.repeats; ++repeat)
        seconds.push_back(cost_of(mesh_name(space_, k, repeat)));
      const auto middle = seconds.begin() + space_.repeats / 2;
      std::nth_element(seconds.begin(), middle, seconds.end());
      const MeshCase &size = space_.meshes[k];
      method.add("N " + std::to_string(size.outer_nodes) + ", " + std::to_string(size.cells) +
                     " cells, p " + std::to_string(size.degree),
                 *middle, error_of(mesh_name(space_, k, 1)));
    }
    return method;
  }

  /// Root mean squares over the seeds, and mean seconds of one run.
  Method points(const std::string &name, const std::string &kind,
                const std::vector<unsigned int> &numbers) const {
    Method method{name, {}, {}, {}};
    for (const unsigned int number : numbers) {
      double squares = 0., seconds = 0.;
      for (unsigned int seed = 1; seed <= n_seeds; ++seed) {
        const std::string run = points_name(space_, kind, number, seed);
        squares += std::pow(error_of(run), 2) / n_seeds;
        seconds += cost_of(run) / n_seeds;
      }
      method.add(std::to_string(number), seconds, std::sqrt(squares));
    }
    return method;
  }

  /// @param random the points whose errors it has
  Method torch(const Method &random) const {
    Method method{"PyTorch", {}, {}, {}};
    for (const unsigned int neurons : space_.torch_sizes) {
      const std::string run = torch_name(space_, neurons);
      if (!results_.is_done(run))
        continue;
      const auto place = std::find(random.size.begin(), random.size.end(), std::to_string(neurons));
      method.add(std::to_string(neurons),
                 descent_steps *
                     results_.table(run, "torch.csv").last("processor_seconds_per_step"),
                 random.error.at(std::size_t(place - random.size.begin())));
    }
    return method;
  }

private:
  double loss(const std::string &run) const { return results_.table(run).last("loss"); }
  double cost_of(const std::string &run) const {
    return results_.table(run, cost_file).last(cost_column);
  }
  /// Relative and positive; no smaller than what the reference can tell.
  double error_of(const std::string &run) const {
    return std::max(std::abs(loss(run) / limit_ - 1.), space_.reference_error);
  }

  const StudyResults &results_;
  const Space &space_;
  double limit_;
};

std::vector<Method> measure(const StudyResults &results, const Space &space) {
  const Measurement measurement(results, space);
  const Method random = measurement.points("random points", "random", space.neurons);
  return {measurement.mesh(), measurement.points("lattice points", "lattice", space.lattices),
          measurement.points("Sobol points", "sobol", space.neurons), random,
          measurement.torch(random)};
}

ResultTable::Entry entry_of(double seconds) {
  return std::isfinite(seconds) ? ResultTable::Entry(seconds) : ResultTable::Entry("-");
}

} // namespace

void report(const StudyResults &results, std::ostream &out) {
  ResultTable table({"space", "method", "size", "processor seconds", "relative error"});
  ResultTable first(
      {"space", "relative error", "mesh, s", "lattice, s", "Sobol, s", "random, s", "PyTorch, s"});
  bool has_torch = false;
  for (const Space &space : spaces()) {
    const std::vector<Method> methods = measure(results, space);
    for (const Method &method : methods)
      for (std::size_t k = 0; k < method.size.size(); ++k)
        table.add_row(
            {space.name, method.name, method.size[k], method.seconds[k], method.error[k]});
    has_torch = has_torch || !methods.back().size.empty();
    for (const double accuracy : {1e-2, 1e-3, 1e-4, 1e-5}) {
      std::vector<ResultTable::Entry> row{space.name, accuracy};
      for (const Method &method : methods)
        row.push_back(entry_of(method.seconds_to(accuracy)));
      first.add_row(row);
    }
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  out << "\nProcessor seconds to a relative error of the loss, of the runs above:\n\n";
  first.print(out);
  if (!has_torch)
    out << "PyTorch is left out: it needs Debian's python3-torch and python3-h5py\n";
}

} // namespace points_and_mesh
