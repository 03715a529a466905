// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace rhoflow {

/// The path of a file that belongs to a problem: `share/rhoflow/problems/PROBLEM/FILE` beside the
/// folder of the running program, where an installed tree holds the files of the problems and a
/// build folder a link to the sources, or within that folder, for a program that a build folder
/// holds itself. No path is compiled in, so that both can be moved.
///
/// @param problem folder of the problem, e.g. "sine_regression"
/// @param file name of the file, e.g. "sine_regression.prm"
/// @return the path with links resolved; whether the file exists is for its reader to see. Never
///         throws.
std::string problem_file(const std::string &problem, const std::string &file);

} // namespace rhoflow
