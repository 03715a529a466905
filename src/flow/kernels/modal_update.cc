// SPDX-License-Identifier: Apache-2.0
#include "flow/kernels/modal_update.h"

#include "base/simd.h"

namespace rhoflow {

namespace {

/// The factors of one row, broadcast or one each.
template <bool each>
class Factors {
public:
  Factors(const double *factors, const ModalRows &rows, std::size_t row)
      : first_(factors == nullptr ? nullptr : factors + rows.factor(row)) {}
  Lanes at(std::size_t l) const { return each ? load(first_ + l) : broadcast(*first_); }

private:
  const double *first_;
};

template <bool each>
void run_stage(const ModalRows &rows, const ModalStage &stage, double *out) {
  for (std::size_t row = rows.begin; row < rows.end; ++row) {
    const Factors<each> lambda(stage.lambda, rows, row), flow(stage.flow, rows, row),
        source(stage.source, rows, row);
    const std::size_t first = row * rows.stride;
    for (std::size_t l = 0; l < rows.stride; l += lane_count) {
      const Lanes u = load(stage.u + first + l);
      Lanes result = u + flow.at(l) * (load(stage.n + first + l) + lambda.at(l) * u);
      if (stage.x != nullptr)
        result += source.at(l) * load(stage.x + first + l);
      store(out + first + l, result);
    }
  }
}

/// out = base + factor x; base may be out.
template <bool each>
void add_scaled(const ModalRows &rows, const double *factor, const double *x, const double *base,
                double *out) {
  for (std::size_t row = rows.begin; row < rows.end; ++row) {
    const Factors<each> factors(factor, rows, row);
    const std::size_t first = row * rows.stride;
    for (std::size_t l = 0; l < rows.stride; l += lane_count)
      store(out + first + l, load(base + first + l) + factors.at(l) * load(x + first + l));
  }
}

template <bool each>
StageSums sum_error(const ModalRows &rows, const double *factor, const double *weight,
                    const double *a, const double *b, const double *u) {
  StageSums sums;
  for (std::size_t row = rows.begin; row < rows.end; ++row) {
    const Factors<each> factors(factor, rows, row);
    const std::size_t first = row * rows.stride;
    Lanes error{}, norm{};
    for (std::size_t l = 0; l < rows.stride; l += lane_count) {
      const Lanes e = factors.at(l) * (load(a + first + l) - load(b + first + l));
      const Lanes value = load(u + first + l), w = load(weight + l);
      error += w * e * e;
      norm += w * value * value;
    }
    const double row_weight = rows.row_weight == nullptr ? 1. : rows.row_weight[row];
    sums.error += row_weight * sum(error);
    sums.norm += row_weight * sum(norm);
  }
  return sums;
}

} // namespace

void modal_stage(const ModalRows &rows, const ModalStage &stage, double *out) {
  if (rows.factor_per_coefficient)
    run_stage<true>(rows, stage, out);
  else
    run_stage<false>(rows, stage, out);
}

void modal_rate(const ModalRows &rows, const double *lambda, const double *u, const double *n,
                double *out) {
  if (rows.factor_per_coefficient)
    add_scaled<true>(rows, lambda, u, n, out);
  else
    add_scaled<false>(rows, lambda, u, n, out);
}

void subtract_rows(const ModalRows &rows, const double *b, double *a) {
  for (std::size_t i = rows.begin * rows.stride; i < rows.end * rows.stride; i += lane_count)
    store(a + i, load(a + i) - load(b + i));
}

void add_rows(const ModalRows &rows, const double *b, double *a) {
  for (std::size_t i = rows.begin * rows.stride; i < rows.end * rows.stride; i += lane_count)
    store(a + i, load(a + i) + load(b + i));
}

void add_scaled_rows(const ModalRows &rows, const double *factor, const double *x, double *out) {
  if (rows.factor_per_coefficient)
    add_scaled<true>(rows, factor, x, out, out);
  else
    add_scaled<false>(rows, factor, x, out, out);
}

StageSums modal_error(const ModalRows &rows, const double *factor, const double *weight,
                      const double *a, const double *b, const double *u) {
  return rows.factor_per_coefficient ? sum_error<true>(rows, factor, weight, a, b, u)
                                     : sum_error<false>(rows, factor, weight, a, b, u);
}

} // namespace rhoflow
