// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/history_observer.h"
#include "observers/observer.h"
#include "rhoflow/time/training.h"
#include "run/run_context.h"

#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// What all kinds of trainings are looked at with; null where it is not asked for. The arguments
/// have to outlive the observers.
std::unique_ptr<Observer> observe_progress(const RunContext &run, const Training &training);
std::unique_ptr<Observer> observe_pace(const RunContext &run, const Training &training);
/// A line on how well own data or test samples are fitted.
std::unique_ptr<Observer> observe_fit(const RunContext &run);
/// f on a line, with one input.
std::unique_ptr<Observer> observe_curve(const RunContext &run, const Training &training);
/// @param pictures that rhoflow-plot may draw
std::unique_ptr<Observer> draw_pictures(const RunContext &run, const Training &training,
                                        const std::vector<std::string> &pictures);
/// Whether the loss of a gradient flow without a mesh falls.
std::unique_ptr<Observer> watch_loss(const RunContext &run, const Training &training);

/// The features and coefficients of a flow without noise after every step, history.h5.
/// @param sample those of the moment
std::unique_ptr<Observer> observe_history(const RunContext &run, const Training &training,
                                          HistoryObserver::MakeSample sample);

} // namespace rhoflow
