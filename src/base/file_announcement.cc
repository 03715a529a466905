// SPDX-License-Identifier: Apache-2.0
#include "base/file_announcement.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace rhoflow {

namespace {

/// Runs within runs, those of a study, have a listener each.
struct Listeners {
  std::mutex mutex;
  std::vector<const FileListener *> list;
};

Listeners &listeners() {
  static Listeners all;
  return all;
}

} // namespace

void announce_file(const std::string &path) {
  Listeners &all = listeners();
  const std::lock_guard<std::mutex> lock(all.mutex);
  for (const FileListener *listener : all.list)
    listener->listener_(path);
}

FileListener::FileListener(std::function<void(const std::string &)> listener)
    : listener_(std::move(listener)) {
  Listeners &all = listeners();
  const std::lock_guard<std::mutex> lock(all.mutex);
  all.list.push_back(this);
}

FileListener::~FileListener() {
  Listeners &all = listeners();
  const std::lock_guard<std::mutex> lock(all.mutex);
  all.list.erase(std::remove(all.list.begin(), all.list.end(), this), all.list.end());
}

} // namespace rhoflow
