// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Hands everything written to standard output to the operating system. Collective over nothing:
/// every process has its own.
/// @throws RunError if not everything printed so far could be written, as on a full disk or where
///   the reader of a pipe is gone
void flush_standard_output();

/// From now on a write to a pipe that nobody reads fails instead of ending the process, so that
/// `program | head` does not cost a run of hours.
void outlive_readers_of_output();

} // namespace rhoflow
