#include "rhoflow/run/particle_simulation.h"

#include "rhoflow/base/output_schedule.h"
#include "rhoflow/diagnostics/statistics.h"
#include "rhoflow/io/predictions_file.h"
#include "rhoflow/particles/exchange/particle_export.h"
#include "rhoflow/particles/particle_statistics.h"

#include <chrono>
#include <sstream>

namespace rhoflow {

namespace {

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// What the loss may rise from step to step by rounding.
constexpr double loss_tolerance = 1e-12;

} // namespace

ParticleSimulation::ParticleSimulation(const Parameters &parameters, ParticleTraining training,
                                       std::string folder, Progress &progress, RunRecord &record)
    : parameters_(parameters), training_(std::move(training)), folder_(std::move(folder)),
      progress_(progress), record_(record), statistics_file_(folder_ + "/statistics.csv"),
      log_(folder_ + "/run.log"),
      header_(export_header(training_, parameters_.depth.rule, parameters_.depth.nodes)),
      start_seconds_(seconds()) {
  write_csv_header(statistics_file_.stream());
  const DataSet &data = training_.network().data();
  if (parameters_.particles.weights_every > 0)
    writer_.emplace(folder_ + "/particles.h5", header_, data.inputs, data.labels);
  if (parameters_.output.fields && ParticleOutput::shows(data.dimension))
    fields_.emplace(folder_ + "/density", parameters_.particles.cloud_neurons);
  else if (parameters_.output.fields)
    log_.stream() << "no point clouds and trajectories: more than two inputs\n";
}

void ParticleSimulation::check_step(double previous_loss) {
  // With a regulariser it is the objective that decreases.
  if (warned_loss_ || training_.regularization().is_active() ||
      training_.state().loss <= previous_loss + loss_tolerance)
    return;
  std::ostringstream line;
  line << "warning: t = " << training_.time() << ": the loss rose by "
       << training_.state().loss - previous_loss << " in one step; lower "
       << (parameters_.particles.method == TrainingMethod::gradient_descent
               ? "Particles/Learning rate"
               : "Time/Tolerance");
  progress_.message(line.str());
  log_.stream() << line.str() << '\n';
  log_.flush();
  warned_loss_ = true;
}

void ParticleSimulation::write_weights(bool last) {
  const auto due = [&](unsigned int every) { return last || n_outputs_ % every == 0; };
  const bool file_due = writer_ && due(parameters_.particles.weights_every);
  const bool fields_due = fields_ && due(parameters_.output.field_every);
  if (!file_due && !fields_due)
    return;
  const ParticleState state = export_state(training_);
  if (file_due)
    writer_->append(state);
  if (fields_due)
    fields_->write(training_, header_, state);
}

void ParticleSimulation::write_output(bool last) {
  const ScopedTimer timer(record_, "output");
  const Statistics row = particle_statistics(training_, seconds() - start_seconds_);
  write_csv_row(statistics_file_.stream(), row);
  statistics_file_.flush();
  log_.stream() << "t = " << row.time << "  step " << row.step << "  loss " << row.loss
                << "  second moments " << row.second_moment_encoder << " " << row.second_moment_head
                << '\n';
  log_.flush();
  write_weights(last);
  ++n_outputs_;
  progress_.report(row.time, parameters_.time.end_time, row.step, row.loss);
}

void ParticleSimulation::run() {
  const double end_time = parameters_.time.end_time;
  OutputSchedule schedule(parameters_.time.output_interval, end_time);
  try {
    write_output(false);
    for (bool last = false; !last; schedule.advance()) {
      last = schedule.is_last();
      while (training_.time() < schedule.next()) {
        const double previous_loss = training_.state().loss;
        training_.step(schedule.next());
        progress_.step(training_.time(), end_time, training_.n_steps(), training_.state().loss);
        check_step(previous_loss);
      }
      write_output(last);
    }
  } catch (...) {
    record_timings();
    throw;
  }
  write_predictions(folder_ + "/predictions.csv", training_.network().data(),
                    training_.state().predictions);
  record_timings();
  if (writer_)
    writer_->close();
  statistics_file_.close();
  log_.close();
}

void ParticleSimulation::record_timings() {
  record_.add_time("network", training_.network_seconds());
  record_.add_time("weights", training_.weights_seconds());
  record_.set_size("steps", training_.n_steps());
  record_.set_size("rejected_steps", training_.n_rejected());
}

} // namespace rhoflow
