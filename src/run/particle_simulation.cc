#include "run/particle_simulation.h"

#include "base/errors.h"
#include "base/wall_clock.h"
#include "data/predictions_file.h"
#include "particles/exchange/particle_export.h"
#include "run/output_schedule.h"
#include "run/resume.h"
#include "statistics/particle_statistics.h"
#include "statistics/statistics.h"

#include <filesystem>
#include <sstream>

namespace rhoflow {

namespace {

/// What the loss may rise from step to step by rounding.
constexpr double loss_tolerance = 1e-12;

} // namespace

ParticleSimulation::ParticleSimulation(const Parameters &parameters, ParticleTraining training,
                                       std::string folder, Progress &progress, RunRecord &record,
                                       std::string parameter_lines)
    : parameters_(parameters), training_(std::move(training)), folder_(std::move(folder)),
      parameter_lines_(std::move(parameter_lines)), progress_(progress), record_(record),
      header_(export_header(training_, parameters_.depth.rule, parameters_.depth.nodes)),
      pictures_(parameters_.output.points, parameters_.particles.cloud_neurons),
      start_seconds_(wall_seconds()) {
  if (parameters_.output.pictures)
    pictures_.remember_start(training_);
  if (parameters_.output.fields && ParticleOutput::shows(header_.n_inputs))
    fields_.emplace(folder_ + "/density", parameters_.particles.cloud_neurons);
}

void ParticleSimulation::resume(const ParticleCheckpoint &checkpoint) {
  const std::string path = particle_checkpoint_path(folder_);
  const TrainingProgress &snapshot = checkpoint.training;
  if (snapshot.first_features.size() != training_.state().trajectory.features.size())
    throw InputError(path + ": the features do not fit the layers; start the run anew without "
                            "--resume");
  training_.restore(snapshot, [&](std::size_t k) {
    return read_checkpoint_ensemble(path, training_.particles(), k);
  });
  const std::string weights = folder_ + "/particles.h5";
  // A file that is missing starts anew, with the later times only.
  if (parameters_.particles.weights_every > 0 && std::filesystem::exists(weights)) {
    const DataSet &data = training_.network().data();
    writer_ = ParticleWriter::resume(weights, header_, data.inputs, data.labels, snapshot.time);
  }
  for (const Statistics &row : resume_statistics(folder_ + "/statistics.csv", snapshot.time))
    pictures_.add(row);
  if (fields_)
    fields_->resume(snapshot.time, checkpoint.n_field_outputs);
  start_seconds_ = wall_seconds() - checkpoint.wall_time;
  n_outputs_ = checkpoint.n_outputs;
  resumed_ = true;
}

void ParticleSimulation::open_files() {
  const auto mode = resumed_ ? TextFile::Mode::append : TextFile::Mode::replace;
  statistics_file_.emplace(folder_ + "/statistics.csv", Statistics::names(), mode);
  log_.emplace(folder_ + "/run.log", mode);
  const DataSet &data = training_.network().data();
  const bool starts_file = parameters_.particles.weights_every > 0 && !writer_;
  if (starts_file)
    writer_.emplace(folder_ + "/particles.h5", header_, data.inputs, data.labels);
  if (resumed_) {
    log_->stream() << "t = " << training_.time() << "  resumed from the checkpoint\n"
                   << (starts_file ? "particles.h5 was not there: it starts here\n" : "");
    return;
  }
  if (parameters_.output.fields && !fields_)
    log_->stream() << "no point clouds and trajectories: more than two inputs\n";
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
  log_->stream() << line.str() << '\n';
  log_->flush();
  warned_loss_ = true;
}

void ParticleSimulation::write_weights() {
  const auto due = [&](unsigned int every) { return last_output_ || n_outputs_ % every == 0; };
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

void ParticleSimulation::write_output() {
  const ScopedTimer timer(record_, "output");
  const Statistics row = particle_statistics(training_, wall_seconds() - start_seconds_);
  statistics_file_->add_row(row.values());
  statistics_file_->flush();
  pictures_.add(row);
  log_->stream() << "t = " << row.time << "  step " << row.step << "  loss " << row.loss
                 << "  second moments " << row.second_moment_encoder << " "
                 << row.second_moment_head << '\n';
  log_->flush();
  write_weights();
  ++n_outputs_;
  progress_.report(row.time, parameters_.time.end_time, row.step, row.loss);
}

void ParticleSimulation::write_checkpoint_if_due() {
  if (!parameters_.output.checkpoint_due(last_output_))
    return;
  const ScopedTimer timer(record_, "checkpoint");
  ParticleCheckpoint content;
  content.generator = header_.generator;
  content.parameters = parameter_lines_;
  content.wall_time = wall_seconds() - start_seconds_;
  content.n_outputs = n_outputs_;
  content.n_field_outputs = fields_ ? fields_->count() : 0;
  write_particle_checkpoint(folder_, training_, std::move(content));
}

void ParticleSimulation::run() {
  const double end_time = parameters_.time.end_time;
  OutputSchedule schedule(parameters_.time.output_interval, end_time);
  open_files();
  if (resumed_) {
    schedule.advance_beyond(training_.time());
  } else {
    write_output();
    write_checkpoint_if_due();
  }
  try {
    while (!last_output_) {
      last_output_ = schedule.is_last();
      while (training_.time() < schedule.next()) {
        const double previous_loss = training_.state().loss;
        training_.step(schedule.next());
        progress_.step(training_.time(), end_time, training_.n_steps(), training_.state().loss);
        check_step(previous_loss);
      }
      schedule.advance();
      write_output();
      write_checkpoint_if_due();
    }
  } catch (...) {
    record_timings();
    throw;
  }
  write_predictions(folder_ + "/predictions.csv", training_.network().data(),
                    training_.state().predictions);
  if (parameters_.output.pictures) {
    const ScopedTimer timer(record_, "pictures");
    pictures_.write(training_, folder_ + "/images");
  }
  record_timings();
  if (writer_)
    writer_->close();
  statistics_file_->close();
  log_->close();
}

void ParticleSimulation::record_timings() {
  record_.add_time("network", training_.network_seconds());
  record_.add_time("weights", training_.weights_seconds());
  record_.set_size("steps", training_.n_steps());
  record_.set_size("rejected_steps", training_.n_rejected());
}

} // namespace rhoflow
