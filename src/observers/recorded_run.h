// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace rhoflow {

/// Whether run.json in @p folder says that a run is going on there.
bool is_recorded_as_running(const std::string &folder);

/// What to say of a run that is recorded as running in @p folder while no process holds the folder:
/// that it was killed (SIGKILL, loss of power), and at which time, the last one of its
/// statistics.csv. Empty if there is no such run, or if nobody can know.
///
/// A lock that another machine holds is not visible on all file systems; where the run was started
/// on another machine the text says so.
std::string describe_killed_run(const std::string &folder);

/// Corrects the record of such a run: its status becomes `killed`.
/// @pre the caller holds the lock of the folder, so that no other process runs there
/// @return what to say of it as above; empty if it needs no correction
/// @throws RunError if the record cannot be written
std::string correct_record(const std::string &folder);

/// The seconds that run.json in @p folder gives for the stage @p stage of a run that is done; nan
/// if it does not say.
double recorded_seconds(const std::string &folder, const std::string &stage);

} // namespace rhoflow
