// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/checkpoint_content.h"

#include "hdf5/hdf5_reader.h"
#include "rhoflow/base/errors.h"

namespace rhoflow {

namespace {

constexpr std::uint64_t most_steps = std::uint64_t(1) << 53;

} // namespace

unsigned int CheckpointContent::count(const std::string &name, unsigned int least,
                                      unsigned int most) const {
  const auto value = static_cast<unsigned int>(content_.whole_number(path_, name, most));
  if (value < least)
    fail("attribute '" + name + "' = " + std::to_string(value) + " is below " +
         std::to_string(least));
  return value;
}

unsigned long CheckpointContent::steps(const std::string &name) const {
  return content_.whole_number(path_, name, most_steps);
}

const std::vector<double> &CheckpointContent::array(const std::string &name,
                                                    const ArrayShape &expected) const {
  const Hdf5Content::Array &found = content_.arrays.at(name);
  if (found.shape != expected)
    fail("data set '" + name + "' has the extents " + to_string(found.shape) + " instead of " +
         to_string(expected));
  return found.values;
}

DataSet CheckpointContent::samples(unsigned int most_inputs) const {
  const ArrayShape &extents = shape("inputs");
  if (extents.size() != 2 || extents[0] < 1 || extents[1] < 1 || extents[1] > most_inputs)
    fail("data set 'inputs' has the extents " + to_string(extents));
  DataSet data;
  data.dimension = static_cast<unsigned int>(extents[1]);
  data.inputs = array("inputs", extents);
  data.labels = array("labels", {extents[0]});
  return data;
}

void CheckpointContent::fail(const std::string &problem) const {
  throw InputError(path_ + ": " + problem + "; start the run anew without --resume");
}

} // namespace rhoflow
