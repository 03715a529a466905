#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// Creates @p folder with the folders @p parts in it and removes what a run does not always
/// replace: fields and pictures of an earlier one from `density` and `images`, so that series do
/// not mix, its predictions of test samples, its tables of the theory, its particles and its
/// checkpoint. With @p keep nothing
/// is removed: the run goes on.
/// @throws InputError naming the folder if it cannot be created or written to; nothing is removed
///         then.
void prepare_result_folder(const std::string &folder, bool keep = false,
                           const std::vector<std::string> &parts = {"density", "images"});

} // namespace rhoflow
