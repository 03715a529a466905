#include "pictures/marginal_pictures.h"

#include "diagnostics/density_sampler.h"
#include "network/weight_names.h"
#include "paraview/density_fields.h"
#include "plots/heat_map.h"
#include "plots/short_number.h"

#include <array>

namespace rhoflow {

template <int dim>
std::vector<typename MarginalPictures<dim>::Picture> MarginalPictures<dim>::encoder_pictures() {
  if constexpr (dim == 2)
    return {{"inner_marginals.png", "Inner weights of the encoder: density of (w, b)", {{1, 2}}},
            {"outer_marginals.png", "Encoder: density of (u, w)", {{0, 1}}}};
  else
    return {{"density.png",
             "Encoder: densities of (w_{1}, w_{2}) and of (u_{1}, w_{1})",
             {{2, 3}, {0, 2}}}};
}

template <int dim>
typename MarginalPictures<dim>::Picture MarginalPictures<dim>::head_picture() {
  if constexpr (dim == 2)
    return {"head.png", "Head: densities of (w, b) and (a, w)", {{1, 2}, {0, 1}}};
  else
    return {"head.png", "Head: densities of (w_{1}, w_{2}) and (a, w_{1})", {{1, 2}, {0, 1}}};
}

template <int dim>
typename MarginalPictures<dim>::Samples
MarginalPictures<dim>::sample(const FlowState<dim> &state) const {
  Samples result;
  result.time = state.time;
  const double l = state.densities.front().scale;
  const DensitySampler<dim> sampler(state.space(0), points_);
  result.axis = sampler.axis(l);
  const std::vector<Picture> pictures = encoder_pictures();
  for (const Picture &picture : pictures)
    result.encoder.emplace_back(picture.pairs.size());
  for (const auto &[name, index] : chosen_slices(state.n_slices())) {
    result.depths.push_back("s = " + short_number(state.densities[index].depth));
    const DensitySpace<dim> &space = state.space(index);
    visit_density<dim>(state, index, [&](const AlignedVector &density) {
      const NodalMarginals<dim> marginals(space, density);
      for (std::size_t k = 0; k < pictures.size(); ++k)
        for (std::size_t p = 0; p < pictures[k].pairs.size(); ++p) {
          const Pair pair = pictures[k].pairs[p];
          result.encoder[k][p].push_back(
              sampler.pair_marginal(marginals, pair.first, pair.second, l));
        }
    });
  }
  if (state.has_head()) {
    const std::size_t head = state.n_slices();
    const DensitySampler<dim> head_sampler(state.space(head), points_);
    result.head_axis = head_sampler.axis(1.);
    visit_density<dim>(state, head, [&](const AlignedVector &density) {
      const NodalMarginals<dim> marginals(state.space(head), density);
      for (const Pair &pair : head_picture().pairs)
        result.head.push_back(head_sampler.pair_marginal(marginals, pair.first, pair.second, 1.));
    });
  }
  return result;
}

template <int dim>
void MarginalPictures<dim>::write_encoder(std::size_t index, const Samples &end,
                                          const std::string &folder) const {
  const Picture picture = encoder_pictures()[index];
  const std::vector<std::string> names = weight_names(false, dim - 1, NameStyle::drawn);
  const std::size_t n_pairs = picture.pairs.size(), columns = end.depths.size();
  HeatMapPanels panels(picture.title, static_cast<int>(2 * n_pairs), static_cast<int>(columns));
  const std::array<const Samples *, 2> times{&start_, &end};
  for (std::size_t row = 0; row < 2 * n_pairs; ++row)
    for (std::size_t column = 0; column < columns; ++column) {
      const Samples &at = *times[row % 2];
      const Pair pair = picture.pairs[row / 2];
      panels.set_panel(static_cast<int>(row), static_cast<int>(column),
                       {"t = " + short_number(at.time) + ", " + at.depths[column],
                        names[pair.first], names[pair.second], at.axis, at.axis,
                        at.encoder[index][row / 2][column]});
    }
  panels.set_value_label("density");
  panels.set_contours(true);
  panels.write_png(folder + "/" + picture.file);
}

template <int dim>
void MarginalPictures<dim>::write_head(const Samples &end, const std::string &folder) const {
  const Picture picture = head_picture();
  const std::vector<std::string> names = weight_names(true, dim - 1, NameStyle::drawn);
  HeatMapPanels panels(picture.title, 2, static_cast<int>(picture.pairs.size()));
  const std::array<const Samples *, 2> times{&start_, &end};
  for (std::size_t row = 0; row < 2; ++row)
    for (std::size_t p = 0; p < picture.pairs.size(); ++p) {
      const Samples &at = *times[row];
      const Pair pair = picture.pairs[p];
      panels.set_panel(static_cast<int>(row), static_cast<int>(p),
                       {"t = " + short_number(at.time), names[pair.first], names[pair.second],
                        at.head_axis, at.head_axis, at.head[p]});
    }
  panels.set_common_range(false); // the head concentrates much more than it starts
  panels.set_value_label("density");
  panels.set_contours(true);
  panels.write_png(folder + "/" + picture.file);
}

template <int dim>
void MarginalPictures<dim>::write(const FlowState<dim> &state, const std::string &folder) const {
  const Samples end = sample(state);
  state.communicator.on_root([&] {
    for (std::size_t k = 0; k < end.encoder.size(); ++k)
      write_encoder(k, end, folder);
    if (!end.head.empty())
      write_head(end, folder);
  });
}

template class MarginalPictures<2>;
template class MarginalPictures<3>;

} // namespace rhoflow
