#pragma once

#include <string>

namespace rhoflow {

/// Creates @p folder with `density` and `images` in it and removes the fields and pictures of an
/// earlier run from these two, so that series do not mix, and those of its tables that not every
/// run writes.
/// @throws InputError naming the folder if it cannot be created or written to; nothing is removed
///         then.
void prepare_result_folder(const std::string &folder);

} // namespace rhoflow
