#include "statistics/loss_watch.h"

#include <sstream>

namespace rhoflow {

void LossWatch::step(double previous_loss) {
  // With a regulariser it is the objective that decreases; it is checked at output times.
  if (warned_loss_ || !training_.loss_falls() || training_.loss() <= previous_loss + loss_tolerance)
    return;
  std::ostringstream message;
  message << "the loss rose by " << training_.loss() - previous_loss << " in one step; " << remedy_;
  log_.warn(training_.time(), message.str());
  warned_loss_ = true;
}

void LossWatch::check(bool bad, bool &warned, const std::string &message, double value) {
  if (!bad || warned)
    return;
  std::ostringstream text;
  text << message << " (" << value << ")";
  log_.warn(training_.time(), text.str());
  warned = true;
}

} // namespace rhoflow
