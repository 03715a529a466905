// SPDX-License-Identifier: Apache-2.0
#include "accuracy/cause.h"

namespace rhoflow {

namespace {

struct Words {
  const char *name, *finer, *complaint;
};

constexpr std::array<Words, n_causes> words{{
    {"outer_encoder", "more outer nodes of the encoder", "the encoder has too few outer nodes"},
    {"outer_head", "more outer nodes of the head", "the head has too few outer nodes"},
    {"inner_encoder", "a finer inner mesh of the encoder",
     "the encoder's mesh of inner weights is too coarse"},
    {"inner_head", "a finer inner mesh of the head",
     "the head's mesh of inner weights is too coarse"},
    {"box", "a wider box", "the walls of the box of inner weights are too near"},
    {"depth", "more depth nodes", "the depth has too few nodes"},
    {"steps", "a smaller tolerance", "the steps are too long"},
    {"points", "more points", "there are too few points"},
}};

const Words &words_of(Cause cause) {
  return words.at(static_cast<std::size_t>(cause));
}

} // namespace

std::string name_of(Cause cause) {
  return words_of(cause).name;
}

std::string finer_one_of(Cause cause) {
  return words_of(cause).finer;
}

std::string complaint_of(Cause cause) {
  return words_of(cause).complaint;
}

} // namespace rhoflow
