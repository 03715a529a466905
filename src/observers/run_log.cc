#include "observers/run_log.h"

#include <sstream>

namespace rhoflow {

void RunLog::open(bool resumed) {
  if (!path_.empty())
    file_.emplace(path_, resumed ? TextFile::Mode::append : TextFile::Mode::replace);
}

void RunLog::note(const std::string &line) {
  if (!file_)
    return;
  file_->stream() << line << '\n';
  file_->flush();
}

void RunLog::warn(double time, const std::string &message) {
  if (!file_)
    return;
  std::ostringstream line;
  line << "warning: t = " << time << ": " << message;
  progress_.message(line.str());
  note(line.str());
}

void RunLog::close() {
  if (file_)
    file_->close();
}

} // namespace rhoflow
