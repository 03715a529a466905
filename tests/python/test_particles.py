# SPDX-License-Identifier: Apache-2.0
"""Files of finite networks from arrays and from PyTorch."""

import h5py
import numpy as np
import pytest

import rhoflow
from rhoflow import particles
from rhoflow.hdf5 import check_seal

L, M, K, N = 3, 11, 13, 6
RANDOM = np.random.default_rng(5)


def network(d):
    """Weights, samples and predictions, computed neuron by neuron."""
    theta = {"u": RANDOM.standard_normal((L, M, d)), "w": RANDOM.standard_normal((L, M, d)),
             "b": RANDOM.standard_normal((L, M))}
    omega = {"a": RANDOM.standard_normal(K), "w": RANDOM.standard_normal((K, d)),
             "b": RANDOM.standard_normal(K)}
    x = RANDOM.uniform(-1, 1, (N, d))
    f = np.empty(N)
    for i in range(N):
        z = x[i].copy()
        for layer in range(L):
            step = np.zeros(d)
            for m in range(M):
                step += theta["u"][layer, m] * np.tanh(theta["w"][layer, m] @ z + theta["b"][layer, m])
            z = z + 1.5 * step / (L * M)
        f[i] = 2.5 / K * sum(omega["a"][k] * np.tanh(omega["w"][k] @ z + omega["b"][k]) for k in range(K))
    return {"theta": theta, "omega": omega, "inputs": x, "labels": RANDOM.standard_normal(N),
            "alpha": 1.5, "beta": 2.5}, f


@pytest.mark.parametrize("d", [1, 2, 4])
def test_what_is_written_is_read(tmp_path, d):
    arguments, f = network(d)
    path = tmp_path / "network.h5"
    loss = 0.5 * np.mean((f - arguments["labels"]) ** 2)
    particles.write(path, **arguments, predictions=f, loss=loss, times=[2.0], generator="mine")
    check_seal(path)
    found = particles.ParticleFile(path)
    assert found.times[0] == 2 and np.isclose(found.loss[0], loss, rtol=1e-14)
    theta = found.theta()
    assert np.array_equal(theta[..., :d], arguments["theta"]["u"])
    assert np.array_equal(theta[..., d:-1], arguments["theta"]["w"])
    assert np.array_equal(theta[..., -1], arguments["theta"]["b"])
    assert np.allclose(found.network().predict(arguments["inputs"]), f, rtol=0, atol=1e-14)
    with h5py.File(path) as file:
        assert file.attrs["schema"] == "rhoflow particles" and file.attrs["generator"] == "mine"
        assert file["theta"].fletcher32 and file["theta"].shape == (1, L, M, 2 * d + 1)


def test_orders_of_arrays(tmp_path):
    arguments, f = network(2)
    theta, omega = arguments.pop("theta"), arguments.pop("omega")
    mixed = np.concatenate([theta["w"], theta["b"][..., None], theta["u"]], axis=-1)
    head = np.concatenate([omega["w"], omega["b"][:, None], omega["a"][:, None]], axis=-1)
    particles.write(tmp_path / "a.h5", theta=mixed, theta_order="w, b, u", omega=head,
                    omega_order="w, b, a", predictions=f, **arguments)
    assert np.array_equal(particles.ParticleFile(tmp_path / "a.h5").omega()[:, 0], omega["a"])
    with pytest.raises(rhoflow.InputError, match="theta_order="):
        particles.write(tmp_path / "b.h5", theta=mixed, omega=head, omega_order="w, b, a", **arguments)
    with pytest.raises(rhoflow.InputError, match="theta has the order w, b, u"):
        particles.write(tmp_path / "b.h5", theta=mixed, theta_order="u, w, b", omega=head,
                        omega_order="w, b, a", predictions=f, **arguments)
    with pytest.raises(rhoflow.InputError, match="omega has the order w, b, a"):
        particles.write(tmp_path / "b.h5", theta=mixed, theta_order="w, b, u", omega=head,
                        omega_order="a, w, b", predictions=f, **arguments)
    assert not (tmp_path / "b.h5").exists() and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("change, reason", [
    ({"loss": 2.0}, "mean of the squares, the loss is half"),
    ({"loss": 2.0 * N}, "sum of the squares"),
    ({"beta": 5.0}, "0.5 times as large"),
    ({"alpha": 1.0}, "check alpha"),
    ({"depth_weights": [0.5, 0.25, 0.25]}, "predictions at time 0"),
    ({"inputs": np.zeros((5, 2))}, "5 samples, but 6 labels"),
    ({"times": [0.0, 1.0]}, "2 given, theta has 1"),
    ({"theta_weights": np.full(M, 0.5)}, "theta_weights"),
    ({"activation": "relu"}, "unknown activation 'relu'"),
])
def test_what_does_not_fit_is_refused(tmp_path, change, reason):
    arguments, f = network(2)
    if "loss" in change:
        change = {"loss": change["loss"] * 0.5 * np.mean((f - arguments["labels"]) ** 2)}
    with pytest.raises(rhoflow.InputError, match=reason):
        particles.write(tmp_path / "a.h5", **{**arguments, "predictions": f, **change})
    assert list(tmp_path.iterdir()) == []


def test_fixed_head(tmp_path):
    arguments, _ = network(1)
    del arguments["omega"], arguments["beta"]
    with pytest.raises(rhoflow.InputError, match="head_vector"):
        particles.write(tmp_path / "a.h5", **arguments)
    particles.write(tmp_path / "a.h5", **arguments, head_vector=[0.7])
    found = particles.ParticleFile(tmp_path / "a.h5")
    assert not found.trained_head
    z = found.network().features(found.inputs)[1]
    assert np.allclose(found.predictions[0], 0.7 * z[:, 0], rtol=1e-14)


@pytest.mark.parametrize("scaled", [True, False])
def test_a_torch_module(tmp_path, scaled):
    torch = pytest.importorskip("torch")
    from torch import nn

    torch.manual_seed(2)

    class Residual(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.ModuleList(nn.Linear(2, M) for _ in range(L))
            self.outer = nn.ModuleList(nn.Linear(M, 2, bias=False) for _ in range(L))
            self.head_in, self.head_out = nn.Linear(2, K), nn.Linear(K, 1, bias=False)

        def forward(self, z):
            block, end = (1.5 / (M * L), 2.5 / K) if scaled else (1.0, 1.0)
            for inner, outer in zip(self.inner, self.outer):
                z = z + block * outer(torch.tanh(inner(z)))
            return end * self.head_out(torch.tanh(self.head_in(z)))

    module = Residual()
    blocks = [(f"inner.{k}", f"outer.{k}") for k in range(L)]
    x, y = RANDOM.uniform(-1, 1, (N, 2)), np.ones(N)
    options = dict(inputs=x, labels=y, alpha=1.5, beta=2.5)
    particles.from_torch(tmp_path / "a.h5", module, blocks, ("head_in", "head_out"), scaled=scaled, **options)
    found = particles.ParticleFile(tmp_path / "a.h5")
    with torch.no_grad():
        expected = module(torch.as_tensor(x, dtype=torch.float32)).numpy()[:, 0]
    assert np.allclose(found.network().predict(x), expected, rtol=0, atol=1e-5)
    with pytest.raises(rhoflow.InputError, match="predictions"):
        particles.from_torch(tmp_path / "b.h5", module, blocks, ("head_in", "head_out"),
                             scaled=not scaled, **options)
    with pytest.raises(rhoflow.InputError, match="predictions"):
        particles.from_torch(tmp_path / "b.h5", module, blocks[::-1], ("head_in", "head_out"),
                             scaled=scaled, **options)
