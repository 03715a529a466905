// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_content.h"
#include "hdf5/hdf5_reader.h"
#include "hdf5/seal.h"
#include "history/history_file.h"
#include "history/history_names.h"
#include "rhoflow/base/errors.h"

#include <cmath>

namespace rhoflow {

namespace {

constexpr unsigned int most_gauss_nodes = 64, most_layers = 1000000;
constexpr double most_steps = 0x1p53;

/// A history's plain content, with the checks that need more than one entry.
class HistoryContent {
public:
  HistoryContent(const std::string &path, const Hdf5Selection &selection)
      : path_(path), content_(read_hdf5(path, history_schema, history_version, selection)) {}

  [[noreturn]] void fail(const std::string &problem) const {
    throw InputError(path_ + ": " + problem + "; the file is damaged, run the problem again");
  }
  template <typename Enum>
  Enum choice(const std::string &name) const {
    try {
      return value_named<Enum>(content_.texts.at(name), "attribute '" + name + "'");
    } catch (const InputError &error) {
      fail(error.what());
    }
  }
  const std::string &text(const std::string &name) const { return content_.texts.at(name); }
  double number(const std::string &name) const { return content_.number(path_, name); }
  double number_from_zero(const std::string &name) const {
    const double value = number(name);
    if (!(value >= 0.))
      fail("attribute '" + name + "' is negative");
    return value;
  }
  unsigned int count(const std::string &name, unsigned int most) const {
    const auto value = static_cast<unsigned int>(content_.whole_number(path_, name, most));
    if (value == 0)
      fail("attribute '" + name + "' is zero");
    return value;
  }
  /// An attribute with @p n numbers.
  std::vector<double> numbers(const std::string &name, std::size_t n) const {
    const std::vector<double> &values = content_.numbers.at(name);
    if (values.size() != n)
      fail("attribute '" + name + "' has " + std::to_string(values.size()) +
           " numbers instead of " + std::to_string(n));
    return values;
  }
  const ArrayShape &shape(const std::string &name) const { return content_.arrays.at(name).shape; }
  const std::vector<double> &array(const std::string &name, const ArrayShape &expected) const {
    if (shape(name) != expected)
      fail("data set '" + name + "' has the extents " + to_string(shape(name)) + " instead of " +
           to_string(expected));
    return content_.arrays.at(name).values;
  }

private:
  std::string path_;
  Hdf5Content content_;
};

std::vector<std::string> arrays_of(const StartNames &names) {
  return {names.weights, names.means, names.variances};
}

Hdf5Selection setting_selection() {
  Hdf5Selection selection{{"generator", "activation", "head", "train", "depth_rule"},
                          {"alpha", "beta", "regularization", "encoder_confinement",
                           "head_confinement", "depth_nodes", "depth_intervals", "label_shift",
                           "label_scale", "input_shift", "input_scale"},
                          {"inputs", "labels"}};
  for (const std::string &name : arrays_of(StartNames("encoder")))
    selection.arrays.push_back(name);
  selection.optional_numbers = {"head_vector"};
  return selection;
}

GaussianMixture read_mixture(const HistoryContent &file, const std::string &part,
                             std::size_t dimension) {
  const StartNames names(part);
  const std::uint64_t n = file.shape(names.weights).empty() ? 0 : file.shape(names.weights)[0];
  const std::vector<double> &weights = file.array(names.weights, {n}),
                            &means = file.array(names.means, {n, dimension}),
                            &variances = file.array(names.variances, {n, dimension});
  GaussianMixture mixture(n);
  for (std::size_t c = 0; c < n; ++c) {
    mixture[c].weight = weights[c];
    const auto begin = std::ptrdiff_t(c * dimension), end = begin + std::ptrdiff_t(dimension);
    mixture[c].mean.assign(means.begin() + begin, means.begin() + end);
    mixture[c].variance.assign(variances.begin() + begin, variances.begin() + end);
    for (const double value : mixture[c].variance)
      if (!(value > 0. && weights[c] > 0.))
        file.fail("the start of the " + part + " has a variance or weight that is not positive");
  }
  if (mixture.empty())
    file.fail("the start of the " + part + " is empty");
  return mixture;
}

HistorySetting read_setting(const std::string &path) {
  const HistoryContent file(path, setting_selection());
  HistorySetting setting;
  setting.generator = file.text("generator");
  NetworkParameters &network = setting.network;
  network.activation = file.choice<Activation>("activation");
  network.head = file.choice<HeadType>("head");
  network.train = file.choice<TrainedPart>("train");
  network.alpha = file.number("alpha");
  network.beta = file.number("beta");
  setting.regularization = file.number_from_zero("regularization");
  setting.encoder_confinement = file.number_from_zero("encoder_confinement");
  setting.head_confinement = file.number_from_zero("head_confinement");
  setting.depth.rule = file.choice<DepthRule>("depth_rule");
  setting.depth.nodes = file.count(
      "depth_nodes", setting.depth.rule == DepthRule::gauss ? most_gauss_nodes : most_layers);
  setting.depth.intervals = file.count("depth_intervals", most_layers);
  const ArrayShape &inputs = file.shape("inputs");
  if (inputs.size() != 2 || inputs[0] < 1 || inputs[1] < 1 || inputs[1] > DataSet::most_inputs)
    file.fail("data set 'inputs' has the extents " + to_string(inputs));
  const std::size_t d = inputs[1];
  setting.data.dimension = static_cast<unsigned int>(d);
  setting.data.inputs = file.array("inputs", inputs);
  setting.data.labels = file.array("labels", {inputs[0]});
  setting.units = {file.numbers("input_shift", d), file.numbers("input_scale", d),
                   file.number("label_shift"), file.number("label_scale")};
  setting.encoder_start = read_mixture(file, "encoder", 2 * d + 1);
  if (setting.has_trained_head())
    setting.head_start =
        read_mixture(HistoryContent(path, {{}, {}, arrays_of(StartNames("head"))}), "head", d + 2);
  else
    network.head_vector = file.numbers("head_vector", d);
  return setting;
}

/// Steps, times and scales of the samples.
std::vector<HistorySample> make_samples(const HistoryContent &file) {
  const std::uint64_t n = file.shape("times").empty() ? 0 : file.shape("times")[0];
  const std::vector<double> &times = file.array("times", {n}), &steps = file.array("steps", {n}),
                            &scales = file.array("scales", {n});
  if (n == 0 || times[0] != 0.)
    file.fail("data set 'times' does not begin with 0");
  std::vector<HistorySample> samples(n);
  for (std::size_t m = 0; m < n; ++m) {
    if (m > 0 && !(times[m] > times[m - 1] && steps[m] > steps[m - 1]))
      file.fail("data sets 'times' and 'steps' do not ascend");
    if (!(steps[m] >= 0. && steps[m] <= most_steps && steps[m] == std::floor(steps[m])) ||
        !(scales[m] > 0.))
      file.fail("a number in 'steps' is not whole, or one in 'scales' not positive");
    samples[m].step = static_cast<unsigned long>(steps[m]);
    samples[m].time = times[m];
    samples[m].scale = scales[m];
  }
  return samples;
}

} // namespace

FlowHistory read_history(const std::string &path) {
  verify_seal(path);
  FlowHistory history{read_setting(path), {}};
  const std::vector<SampleArray> arrays = sample_arrays(history.setting);
  Hdf5Selection selection{{}, {}, {"steps", "times", "scales"}};
  for (const SampleArray &array : arrays)
    selection.arrays.push_back(array.name);
  const HistoryContent file(path, selection);
  history.samples = make_samples(file);
  const std::vector<std::size_t> sizes = history.setting.sizes();
  for (std::size_t k = 0; k < arrays.size(); ++k) {
    const std::vector<double> &values =
        file.array(arrays[k].name, arrays[k].shape(history.samples.size()));
    auto next = values.begin();
    for (HistorySample &sample : history.samples) {
      const auto begin = next;
      next += std::ptrdiff_t(sizes[k]);
      sample.arrays()[k]->assign(begin, next);
    }
  }
  return history;
}

} // namespace rhoflow
