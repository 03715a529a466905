// SPDX-License-Identifier: Apache-2.0
#include "pictures/picture_observer.h"

#include "base/file_announcement.h"
#include "pictures/plot_program.h"

namespace rhoflow {

void PictureObserver::finish() {
  communicator_.on_root([&] {
    for (const std::string &file : files_) // the command writes them, this program answers for them
      announce_file(folder_ + '/' + file);
    progress_.begin("drawing pictures");
    if (const std::string problem = run_plot_program({"--quiet", folder_}); !problem.empty())
      log_.say(problem);
    progress_.finish();
  });
}

} // namespace rhoflow
