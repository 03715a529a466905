#pragma once

#include "base/text_file.h"
#include "checkpoint/density_checkpoint.h"
#include "csv/csv_writer.h"
#include "flow/gradient_flow.h"
#include "paraview/density_output.h"
#include "paraview/mesh_fields.h"
#include "pictures/run_pictures.h"
#include "run/parameters.h"
#include "run/progress.h"
#include "run/run_record.h"
#include "statistics/statistics.h"
#include "theory/theory_collector.h"
#include "theory/theory_files.h"

#include <memory>
#include <optional>
#include <string>

namespace rhoflow {

/// One run from its start to its end: advances the flow, writes statistics, fields and pictures,
/// reports progress and warns where figures stop being trustworthy. Of several processes, all of
/// which call it, the first one writes the tables.
template <int dim>
class Simulation {
public:
  /// @param flow at its start, also if the run is to go on from a checkpoint
  /// @param folder of the results; exists, with `density` and `images` in it
  /// @param parameter_lines all parameters as a checkpoint keeps them
  Simulation(const Parameters &parameters, std::unique_ptr<GradientFlow<dim>> flow,
             std::string folder, Progress &progress, RunRecord &record,
             std::string parameter_lines);

  /// The run will go on from @p checkpoint in its folder instead of from the start.
  /// @throws InputError if the files of the former part cannot be continued
  void resume(const DensityCheckpoint &checkpoint);

  /// From where the flow is to the end time.
  /// @throws RunError if the run cannot go on; everything written so far stays.
  void run();

  const GradientFlow<dim> &flow() const { return *flow_; }

  /// f at @p inputs, shape [sample][component], with the densities as they are. A run that goes on
  /// afterwards does not notice.
  std::vector<double> predict(const std::vector<double> &inputs) const {
    return rhoflow::predict(flow_->state(), inputs);
  }

private:
  void open_tables(TextFile::Mode mode);
  void write_output();
  void write_checkpoint_if_due();
  void write_statistics(const Statistics &row);
  void write_theory();
  void check_step(double previous_loss);
  void check_statistics(const Statistics &row);
  void warn(const std::string &message);
  void record_timings();

  Parameters parameters_;
  std::unique_ptr<GradientFlow<dim>> flow_;
  std::string folder_, parameter_lines_;
  Progress &progress_;
  RunRecord &record_;
  StatisticsCollector<dim> collector_;
  // Of the first process.
  std::optional<CsvWriter> statistics_file_;
  std::optional<TextFile> log_;
  DensityOutput<dim> fields_;
  MeshFields<dim> mesh_fields_;
  RunPictures<dim> pictures_;
  TheoryCollector<dim> theory_;
  std::optional<TheoryFiles> theory_files_; ///< of the first process
  bool gram_left_out_;                      ///< too many samples for the Gram matrices
  double start_seconds_;
  unsigned int n_outputs_ = 0;
  double last_objective_;
  bool last_output_ = false, resumed_ = false;
  bool warned_outer_ = false, warned_inner_ = false, warned_loss_ = false, warned_mass_ = false;
  bool noted_entropy_ = false, noted_grid_entropy_ = false;
};

} // namespace rhoflow
