#include "run/simulation.h"

#include "base/version.h"
#include "base/wall_clock.h"
#include "data/predictions_file.h"
#include "diagnostics/resolution.h"
#include "run/output_schedule.h"
#include "run/resume.h"

#include <algorithm>
#include <limits>
#include <sstream>

namespace rhoflow {

namespace {

/// What the loss may rise from step to step by rounding.
constexpr double loss_tolerance = 1e-12;
constexpr double mass_tolerance = 1e-10;

/// @p parameters with what @p n samples allow.
Parameters fitted_parameters(Parameters parameters, std::size_t n) {
  parameters.theory = parameters.theory.for_samples(n);
  return parameters;
}

} // namespace

template <int dim>
Simulation<dim>::Simulation(const Parameters &parameters, std::unique_ptr<GradientFlow<dim>> flow,
                            std::string folder, Progress &progress, RunRecord &record,
                            std::string parameter_lines)
    : parameters_(fitted_parameters(parameters, flow->state().problem->data.size())),
      flow_(std::move(flow)), folder_(std::move(folder)),
      parameter_lines_(std::move(parameter_lines)), progress_(progress), record_(record),
      collector_(flow_->state()), fields_(folder_ + "/density", parameters.output.points),
      mesh_fields_(folder_ + "/density"), pictures_(parameters.output.points),
      theory_(parameters_.theory, flow_->state(), parameters.weights.start(false, dim - 1, dim),
              flow_->state().has_head() ? parameters.weights.start(true, 1, dim)
                                        : GaussianMixture()),
      gram_left_out_(parameters.theory.gram_matrices && !parameters_.theory.gram_matrices),
      start_seconds_(wall_seconds()), last_objective_(std::numeric_limits<double>::infinity()) {
  if (parameters_.output.pictures)
    pictures_.remember_start(flow_->state());
}

template <int dim>
void Simulation<dim>::open_tables(TextFile::Mode mode) {
  flow_->state().communicator.on_root([&] {
    statistics_file_.emplace(folder_ + "/statistics.csv", Statistics::names(), mode);
    log_.emplace(folder_ + "/run.log", mode);
    theory_files_.emplace(parameters_.theory, folder_, mode);
    if (gram_left_out_ && mode == TextFile::Mode::replace)
      log_->stream() << "no Gram matrices: more samples than Theory/Largest Gram matrix\n";
  });
}

template <int dim>
void Simulation<dim>::resume(const DensityCheckpoint &checkpoint) {
  flow_->restore(checkpoint.flow, [&](std::size_t index) {
    return read_checkpoint_density(checkpoint_path(folder_), checkpoint, index,
                                   flow_->state().space(index));
  });
  collector_.set_initial_masses(checkpoint.start_masses);
  theory_.restore(checkpoint.theory);
  fields_.resume(checkpoint.flow.time, checkpoint.n_field_outputs);
  mesh_fields_.resume(checkpoint.flow.time, checkpoint.n_field_outputs);
  flow_->state().communicator.on_root([&] {
    for (const Statistics &row :
         resume_statistics(folder_ + "/statistics.csv", checkpoint.flow.time))
      pictures_.add(row);
    for (const std::string &name : TheoryFiles::names(parameters_.theory))
      cut_table(folder_ + '/' + name, checkpoint.flow.time);
  });
  start_seconds_ = wall_seconds() - checkpoint.wall_time;
  n_outputs_ = checkpoint.n_outputs;
  last_objective_ = checkpoint.last_objective;
  resumed_ = true;
}

template <int dim>
void Simulation<dim>::warn(const std::string &message) {
  if (!log_)
    return;
  std::ostringstream line;
  line << "warning: t = " << flow_->time() << ": " << message;
  progress_.message(line.str());
  log_->stream() << line.str() << '\n';
  log_->flush();
}

template <int dim>
void Simulation<dim>::check_step(double previous_loss) {
  // With a regulariser it is the objective that decreases; it is checked at output times.
  if (warned_loss_ || flow_->state().problem->regularization.is_active() ||
      flow_->state().network.loss <= previous_loss + loss_tolerance)
    return;
  std::ostringstream message;
  message << "the loss rose by " << flow_->state().network.loss - previous_loss
          << " in one step; lower Time/Tolerance";
  warn(message.str());
  warned_loss_ = true;
}

template <int dim>
void Simulation<dim>::check_statistics(const Statistics &row) {
  const auto check = [&](bool bad, bool &warned, const std::string &text, double value) {
    if (!bad || warned)
      return;
    std::ostringstream message;
    message << text << " (" << value << ")";
    warn(message.str());
    warned = true;
  };
  check(row.resolution_outer > Resolution::warning_level, warned_outer_,
        "the outer basis no longer resolves the density; increase Weights/Outer nodes",
        row.resolution_outer);
  check(row.resolution_inner > Resolution::warning_level, warned_inner_,
        "the inner mesh does not resolve the density; increase Weights/Inner cells or Inner degree",
        row.resolution_inner);
  check(row.mass_drift > mass_tolerance, warned_mass_, "mass is lost", row.mass_drift);
  check(row.objective > last_objective_ + loss_tolerance, warned_loss_,
        "the objective rose since the last output; lower Time/Tolerance",
        row.objective - last_objective_);
  last_objective_ = row.objective;
}

template <int dim>
void Simulation<dim>::write_statistics(const Statistics &row) {
  statistics_file_->add_row(row.values());
  statistics_file_->flush();
  log_->stream() << "t = " << row.time << "  step " << row.step << "  loss " << row.loss
                 << "  mass drift " << row.mass_drift << "  resolution " << row.resolution_outer
                 << " " << row.resolution_inner << '\n';
  log_->flush();
}

template <int dim>
void Simulation<dim>::write_theory() {
  if (!parameters_.theory.any() || (n_outputs_ % parameters_.theory.every != 0 && !last_output_))
    return;
  const ScopedTimer timer(record_, "theory");
  const TheoryRow row = theory_.collect(flow_->state());
  flow_->state().communicator.on_root([&] {
    theory_files_->add(row);
    if (!parameters_.theory.relative_entropy)
      return;
    // Once: it only grows from there on.
    const auto note = [&](const std::string &gap, bool &noted) {
      if (noted || gap.empty())
        return;
      log_->stream() << "note: t = " << row.time << ": " << gap << '\n';
      noted = true;
    };
    note(find_grid_entropy_gap(row), noted_grid_entropy_);
    note(find_entropy_gap(row), noted_entropy_);
  });
}

template <int dim>
void Simulation<dim>::write_output() {
  write_theory();
  const ScopedTimer timer(record_, "output");
  const Statistics row = collector_.collect(flow_->state(), wall_seconds() - start_seconds_);
  flow_->state().communicator.on_root([&] { write_statistics(row); });
  pictures_.add(row);

  const bool fields_due = n_outputs_ % parameters_.output.field_every == 0 || last_output_;
  if (parameters_.output.fields && fields_due)
    fields_.write(flow_->state());
  if (parameters_.output.mesh_fields && fields_due)
    mesh_fields_.write(flow_->state());
  ++n_outputs_;

  progress_.report(row.time, parameters_.time.end_time, row.step, row.loss);
  check_statistics(row);
}

template <int dim>
void Simulation<dim>::write_checkpoint_if_due() {
  if (!parameters_.output.checkpoint_due(last_output_))
    return;
  const ScopedTimer timer(record_, "checkpoint");
  DensityCheckpoint content;
  content.generator = std::string("rhoflow ") + version();
  content.parameters = parameter_lines_;
  content.network = parameters_.network;
  content.regularization = flow_->state().problem->regularization.strength(0.);
  content.depth_rule = parameters_.depth.rule;
  content.points_per_interval =
      parameters_.depth.rule == DepthRule::gauss ? parameters_.depth.nodes : 1;
  content.weights = parameters_.weights;
  content.start_masses = collector_.initial_masses();
  content.theory = theory_.state();
  content.last_objective = last_objective_;
  content.wall_time = wall_seconds() - start_seconds_;
  content.n_outputs = n_outputs_;
  content.n_field_outputs = std::max(fields_.count(), mesh_fields_.count());
  write_checkpoint(folder_, *flow_, std::move(content));
}

template <int dim>
void Simulation<dim>::run() {
  open_tables(resumed_ ? TextFile::Mode::append : TextFile::Mode::replace);
  OutputSchedule schedule(parameters_.time.output_interval, parameters_.time.end_time);
  if (resumed_) {
    if (log_)
      log_->stream() << "t = " << flow_->time() << "  resumed from the checkpoint\n";
    schedule.advance_beyond(flow_->time());
  } else {
    write_output();
    write_checkpoint_if_due();
  }
  try {
    while (!last_output_) {
      last_output_ = schedule.is_last();
      while (flow_->time() < schedule.next()) {
        const double previous_loss = flow_->state().network.loss;
        flow_->step(schedule.next());
        {
          const ScopedTimer timer(record_, "theory");
          theory_.step(flow_->state());
        }
        progress_.step(flow_->time(), parameters_.time.end_time, flow_->state().n_steps,
                       flow_->state().network.loss);
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
  flow_->state().communicator.on_root([&] {
    write_predictions(folder_ + "/predictions.csv", flow_->state().problem->data,
                      flow_->state().network.predictions);
  });
  if (parameters_.output.pictures) {
    const ScopedTimer timer(record_, "pictures");
    pictures_.write(flow_->state(), folder_ + "/images");
    flow_->state().communicator.on_root([&] { theory_files_->draw(folder_ + "/images"); });
  }
  record_timings();
  flow_->state().communicator.on_root([&] {
    statistics_file_->close();
    theory_files_->close();
    log_->close();
  });
}

template <int dim>
void Simulation<dim>::record_timings() {
  record_.add_time("network", flow_->timings().network);
  record_.add_time("transport", flow_->timings().transport);
  record_.set_size("steps", flow_->state().n_steps);
  record_.set_size("rejected_steps", flow_->n_rejected());
  const Traffic &traffic = flow_->state().communicator.traffic();
  record_.set_size("messages", traffic.messages);
  record_.set_size("message_bytes", traffic.bytes);
  record_.set_size("collectives", traffic.collectives);
  record_.set_size("collective_bytes", traffic.collective_bytes);
}

template class Simulation<2>;
template class Simulation<3>;

} // namespace rhoflow
