// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Sets how many threads parallel loops use from now on; 0 means one for every core
/// that this process may use, at most its share if @p processes of them run on the machine. Values
/// above the number of cores are accepted (they only cost speed).
void set_number_of_threads(unsigned int threads, unsigned int processes = 1);

/// The number of threads in use, at least 1.
unsigned int number_of_threads();

} // namespace rhoflow
