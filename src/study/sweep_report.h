// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"
#include "study/sweep_axis.h"

#include <ostream>
#include <string>
#include <vector>

namespace rhoflow {

/// What the runs of a sweep differ in.
struct SweepPlan {
  std::vector<SweepAxis> axes;
  std::vector<std::vector<std::string>> combinations; ///< [run][axis]
};

/// Files that a sweep writes beside the folders of its runs.
std::vector<std::string> sweep_files();

/// Writes sweep.json, by which programs know the folder: program, parameters with their values, and
/// the folder and settings of every run. @throws RunError
void write_sweep_description(const std::string &program, const SweepPlan &plan,
                             const StudyResults &results);

/// Writes table.csv, a line a run: the values of the parameters, then the last line of its
/// statistics and what is known of the error of the loss; numbers of a run that has failed are nan.
/// Prints the main columns. @throws RunError if a table of a run cannot be read or this one not be
/// written
void report_sweep(const SweepPlan &plan, const StudyResults &results, std::ostream &out);

/// Has the pictures of a sweep drawn. @return what there is to say of them; empty: all are drawn
std::string draw_sweep(const std::string &folder);

} // namespace rhoflow
