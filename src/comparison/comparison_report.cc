// SPDX-License-Identifier: Apache-2.0
#include "comparison/comparison_report.h"

#include "comparison/significance.h"
#include "csv/csv_writer.h"
#include "rhoflow/data/data_set.h"
#include "sampling/student.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace rhoflow {

namespace {

std::string text(const char *format, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}

/// Right-aligned columns, the first one left-aligned.
class TextTable {
public:
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  void print(std::ostream &out) const {
    std::vector<std::size_t> width(rows_.front().size(), 0);
    for (const auto &row : rows_)
      for (std::size_t k = 0; k < row.size(); ++k)
        width[k] = std::max(width[k], row[k].size());
    for (const auto &row : rows_) {
      std::string line = row[0] + std::string(width[0] - row[0].size(), ' ');
      for (std::size_t k = 1; k < row.size(); ++k)
        line += "  " + std::string(width[k] - row[k].size(), ' ') + row[k];
      out << line << '\n';
    }
  }

private:
  std::vector<std::vector<std::string>> rows_;
};

/// Largest distance of other @p k among the parts' marginals, and the largest sliced one.
struct LargestDistances {
  double w1 = 0., w2 = 0., sliced = 0.;
};
LargestDistances largest_distances(const Comparison &comparison, std::size_t k) {
  LargestDistances largest;
  for (const ComparedDistance &distance : comparison.distances())
    if (distance.name == "sliced") {
      largest.sliced = std::max(largest.sliced, distance.w2[k]);
    } else {
      largest.w1 = std::max(largest.w1, distance.w1[k]);
      largest.w2 = std::max(largest.w2, distance.w2[k]);
    }
  return largest;
}

/// The linearised distances of one part to all others.
struct TransportRow {
  std::string part;
  std::vector<std::optional<double>> others;
};
std::vector<TransportRow> transport_rows(const Comparison &comparison) {
  const TrainedNetwork &run = comparison.run();
  std::vector<TransportRow> rows;
  for (const double s : run.depths)
    rows.push_back({WeightPart{false, s}.name(), {}});
  if (run.trained_head)
    rows.push_back({WeightPart{true, 1.}.name(), {}});
  rows.push_back({"encoder", {}});
  bool any = false;
  for (std::size_t k = 0; k < comparison.others().size(); ++k) {
    const std::vector<DensityGeometry> &found = comparison.transport(k);
    any = any || !found.empty();
    for (std::size_t row = 0; row + 1 < rows.size(); ++row)
      rows[row].others.push_back(found.empty() ? std::nullopt
                                               : std::optional(found[row].distance.value));
    rows.back().others.push_back(found.empty() ? std::nullopt
                                               : std::optional(encoder_distance(found)));
  }
  return any ? rows : std::vector<TransportRow>();
}

void print_others(const Comparison &comparison, std::ostream &out) {
  const TrainedNetwork &run = comparison.run();
  TextTable table;
  table.add({"against", "loss", "relative", "predictions", "moments", "W1", "W2", "sliced W2"});
  for (std::size_t k = 0; k < comparison.others().size(); ++k) {
    const TrainedNetwork &other = comparison.others()[k];
    double prediction = 0., moment = 0.;
    for (const ComparedQuantity &quantity : comparison.quantities()) {
      double &largest = quantity.part == "prediction" ? prediction : moment;
      if (quantity.part != "loss")
        largest = std::max(largest, std::abs(quantity.others[k] - quantity.run));
    }
    const LargestDistances distances = largest_distances(comparison, k);
    table.add({other.name, text("%.7g", other.loss), text("%+.2e", other.loss / run.loss - 1.),
               text("%.2e", prediction), text("%.2e", moment), text("%.2e", distances.w1),
               text("%.2e", distances.w2), text("%.2e", distances.sliced)});
  }
  table.print(out);
}

/// "a density of 16 Hermite nodes, ..." or "4 networks of L = 20, ..., mean".
std::string describe(const Comparison::Kind &kind) {
  const std::size_t n = kind.members.size();
  const std::string noun = kind.is_finite ? "network" : "density";
  if (n == 1)
    return "a " + noun + " of " + kind.name;
  return std::to_string(n) + (kind.is_finite ? " networks of " : " densities of ") + kind.name +
         ", mean";
}

/// The distances of finite networks beside those that chance makes.
void print_chance(const Comparison &comparison, const Chance &chance, std::ostream &out) {
  TextTable table;
  table.add(
      {"part", "coordinate", "W1", "by chance", "between two", "W2", "by chance", "between two"});
  std::vector<std::string> row;
  for (const ChanceRow &entry : chance.rows) {
    const ComparedDistance &distance = comparison.distances()[entry.distance];
    if (row.empty()) {
      row = {distance.part, distance.name};
      if (entry.power == 2) // the sliced distance has no W1
        row.insert(row.end(), 3, "");
    }
    for (const double value : {entry.measured, entry.expected, entry.two_networks})
      row.push_back(text("%.3e", value));
    if (entry.power == 2) {
      table.add(row);
      row.clear();
    }
  }
  table.print(out);
  out << "by chance: a network of as many neurons drawn from the density; between two: two such "
         "networks\n"
      << chance.n_beyond() << " of " << chance.n_tested()
      << " distances of marginals are beyond chance (99.73 %)\n";
}

void print_parts(const Comparison &comparison, const Comparison::Kind &kind, std::ostream &out) {
  TextTable table;
  table.add({"part", "coordinate", "W1", "W2"});
  const auto mean = [&](const std::vector<double> &values) {
    double sum = 0.;
    for (const std::size_t k : kind.members)
      sum += values[k];
    return sum / double(kind.members.size());
  };
  for (const ComparedDistance &distance : comparison.distances())
    table.add({distance.part, distance.name,
               distance.w1.empty() ? "" : text("%.3e", mean(distance.w1)),
               text("%.3e", mean(distance.w2))});
  for (const TransportRow &distance : transport_rows(comparison)) {
    double sum = 0.;
    for (const std::size_t k : kind.members)
      sum += distance.others[k].value_or(std::nan("")) / double(kind.members.size());
    table.add({distance.part, "linearised", "", text("%.3e", sum)});
  }
  table.print(out);
}

void print_scatter(const Comparison &comparison, std::ostream &out) {
  for (const Scatter &scatter : comparison.scatter()) {
    const ScatterRow &loss = scatter.rows.front();
    const double run = comparison.quantities()[loss.quantity].run;
    out << '\n'
        << scatter.n_networks << " networks of " << scatter.kind << ": loss "
        << text("%.7g", loss.mean) << " +- " << text("%.1e", loss.standard_error)
        << " (mean and standard error)\n";
    const double quantile = student_quantile(significance, double(scatter.degrees()));
    if (loss.standard_error > 0.)
      out << "the density's loss differs by "
          << text("%.2f", std::abs(run - loss.mean) / loss.standard_error)
          << " standard errors: " << (loss.within ? "within" : "outside")
          << " their scatter (Student, " << scatter.degrees() << " degree"
          << (scatter.degrees() > 1 ? "s" : "")
          << " of freedom: p = " << text("%.2g", 100. * loss.p_value) << " %, and 99.73 % reach to "
          << text("%.2f", quantile) << ")\n";
    out << scatter.n_within() << " of " << scatter.rows.size()
        << " quantities (loss, predictions, moments) lie within these " << text("%.2f", quantile)
        << " standard errors\n";
    if (scatter.n_networks < enough_repetitions)
      out << scatter.n_networks << " seeds show differences beyond " << text("%.2f", quantile)
          << " standard errors only; with " << enough_repetitions << " seeds or more it is "
          << text("%.2f", student_quantile(significance, double(enough_repetitions - 1)))
          << " or less\n";
  }
}

/// @p names and a column for every network that the run is compared with.
std::vector<std::string> with_others(std::vector<std::string> names, const Comparison &comparison) {
  for (std::size_t k = 1; k <= comparison.others().size(); ++k)
    names.push_back("other_" + std::to_string(k));
  return names;
}

void write_loss(const Comparison &comparison, const std::string &path) {
  CsvWriter file(path, with_others({"time", "run"}, comparison));
  const TrainedNetwork &run = comparison.run();
  for (std::size_t i = 0; i < run.times.size(); ++i) {
    file.add(run.times[i]).add(run.losses[i]);
    for (std::size_t k = 0; k < comparison.others().size(); ++k)
      if (const auto loss = comparison.loss_at(k, run.times[i]))
        file.add(*loss);
      else
        file.add("");
    file.end_row();
  }
  file.close();
}

void write_predictions_table(const Comparison &comparison, const std::string &path) {
  const TrainedNetwork &run = comparison.run();
  std::vector<std::string> names = input_names(run.n_inputs);
  names.insert(names.end(), {"y", "run"});
  CsvWriter file(path, with_others(names, comparison));
  for (std::size_t i = 0; i < run.labels.size(); ++i) {
    for (unsigned int k = 0; k < run.n_inputs; ++k)
      file.add(run.inputs[i * run.n_inputs + k]);
    file.add(run.labels[i]).add(run.predictions[i]);
    for (const TrainedNetwork &other : comparison.others())
      file.add(other.predictions[i]);
    file.end_row();
  }
  file.close();
}

void write_moments(const Comparison &comparison, const std::string &path) {
  CsvWriter file(path, with_others({"part", "moment", "run"}, comparison));
  for (const ComparedQuantity &quantity : comparison.quantities()) {
    if (quantity.part == "loss" || quantity.part == "prediction")
      continue;
    file.add(quantity.part).add(quantity.name).add(quantity.run).add_row(quantity.others);
  }
  file.close();
}

void write_distances(const Comparison &comparison, const std::string &path) {
  CsvWriter file(path, with_others({"part", "coordinate", "distance"}, comparison));
  const auto write = [&](const ComparedDistance &distance, const std::string &name,
                         const std::vector<double> &values) {
    if (!values.empty())
      file.add(distance.part).add(distance.name).add(name).add_row(values);
  };
  for (const ComparedDistance &distance : comparison.distances()) {
    write(distance, "W1", distance.w1);
    write(distance, "W2", distance.w2);
  }
  for (const TransportRow &row : transport_rows(comparison)) {
    file.add(row.part).add("linearised").add("W2");
    for (const std::optional<double> &distance : row.others)
      if (distance)
        file.add(*distance);
      else
        file.add("");
    file.end_row();
  }
  file.close();
}

void write_scatter(const Comparison &comparison, const std::string &path) {
  const std::vector<Scatter> all = comparison.scatter();
  if (all.empty())
    return;
  CsvWriter file(path, {"networks", "kind", "part", "quantity", "run", "mean", "standard_error",
                        "within", "p_value"});
  for (const Scatter &scatter : all)
    for (const ScatterRow &row : scatter.rows) {
      const ComparedQuantity &quantity = comparison.quantities()[row.quantity];
      file.add(double(scatter.n_networks)).add_quoted(scatter.kind).add(quantity.part);
      file.add(quantity.name)
          .add_row({quantity.run, row.mean, row.standard_error, row.within ? 1. : 0., row.p_value});
    }
  file.close();
}

void write_chance(const Comparison &comparison, const std::string &path) {
  const std::vector<Chance> all = comparison.chance();
  if (all.empty())
    return;
  CsvWriter file(path, {"kind", "part", "coordinate", "distance", "measured", "by_chance",
                        "between_two", "p_value", "beyond"});
  for (const Chance &chance : all)
    for (const ChanceRow &row : chance.rows) {
      const ComparedDistance &distance = comparison.distances()[row.distance];
      file.add_quoted(chance.kind).add(distance.part).add(distance.name);
      file.add(row.power == 1 ? "W1" : "W2");
      file.add(row.measured).add(row.expected).add(row.two_networks);
      if (row.p_value)
        file.add(*row.p_value).add(row.beyond() ? 1. : 0.);
      else
        file.add("").add("");
      file.end_row();
    }
  file.close();
}

} // namespace

void print_comparison(const Comparison &comparison, std::ostream &out) {
  const TrainedNetwork &run = comparison.run();
  out << "run  " << run.name << ": t = " << text("%g", run.time) << ", loss "
      << text("%.7g", run.loss) << ", " << run.depths.size() << " depths"
      << (run.trained_head ? " and head" : "") << "\n\nLargest differences:\n";
  print_others(comparison, out);
  const std::vector<Chance> chance = comparison.chance();
  auto next = chance.begin();
  for (const Comparison::Kind &kind : comparison.kinds()) {
    out << "\nDistances to " << describe(kind) << ":\n";
    if (!kind.is_finite) {
      print_parts(comparison, kind, out);
      continue;
    }
    print_chance(comparison, *next++, out);
    if (kind.members.size() == 1)
      out << "one network does not show its scatter; give " << enough_repetitions
          << " seeds or more to judge loss, predictions and moments\n";
  }
  print_scatter(comparison, out);
}

void write_comparison_tables(const Comparison &comparison, const std::string &folder) {
  CsvWriter names(folder + "/others.csv", {"column", "name", "kind", "warning"});
  for (std::size_t k = 0; k < comparison.others().size(); ++k) {
    const TrainedNetwork &other = comparison.others()[k];
    names.add("other_" + std::to_string(k + 1)).add_quoted(other.name).add_quoted(other.kind);
    names.add_quoted(other.warning);
    names.end_row();
  }
  names.close();
  write_loss(comparison, folder + "/loss.csv");
  write_predictions_table(comparison, folder + "/predictions.csv");
  write_moments(comparison, folder + "/moments.csv");
  write_distances(comparison, folder + "/distances.csv");
  write_scatter(comparison, folder + "/scatter.csv");
  write_chance(comparison, folder + "/chance.csv");
}

} // namespace rhoflow
