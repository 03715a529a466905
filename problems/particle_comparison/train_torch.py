#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Trains a finite network with PyTorch and writes its weights to a particle file.

The network is that of rhoflow-particles with the depth rule euler,
    z_{l+1} = z_l + alpha b_l sum_m q_m u_m sigma0(w_m.z_l + b_m),
    f = beta sum_k q_k a_k sigma0(w_k.z_L + b_k)   or   f = c.z_L,
in 64-bit numbers, its gradient is that of automatic differentiation. Start from the weights of a
particle file, so that two programs can be compared weight by weight, or from independent standard
normal weights for the samples of a csv file.
"""

import argparse
import csv
import math
import sys
import time
import zlib

try:
    import h5py
    import torch
except ImportError as error:
    sys.exit(
        f"train_torch.py: {error}; on Debian install python3-torch and python3-h5py and start this "
        "script with /usr/bin/python3"
    )

SCHEMA = "rhoflow particles"
SEAL_SIZE = 512  # bytes before the HDF5 content
ACTIVATIONS = {
    "tanh": torch.tanh,
    "logistic": torch.sigmoid,
    "erf": torch.erf,
    "sine": torch.sin,
    "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
    "constant": torch.ones_like,
}


class InputError(Exception):
    """What is wrong with the input, in one line."""


class RunError(Exception):
    """Why training cannot go on, in one line."""


class Network:
    """What stays the same along a run: the header of the particle file and the samples."""

    def __init__(self):
        self.activation = "tanh"
        self.alpha = self.beta = 1.0
        self.head_vector = None  # a list for a fixed head
        self.depths = self.depth_weights = None  # [L]
        self.theta_weights = self.omega_weights = None  # [M], [K]
        self.inputs = self.labels = None  # [n, d], [n]

    def predict(self, theta, omega):
        sigma0 = ACTIVATIONS[self.activation]
        d = self.inputs.shape[1]
        z = self.inputs
        for layer, share in zip(theta, self.depth_weights):
            u, w, b = layer[:, :d], layer[:, d : 2 * d], layer[:, 2 * d]
            z = z + self.alpha * share * (sigma0(z @ w.T + b) * self.theta_weights) @ u
        if self.head_vector is not None:
            return z @ self.head_vector
        a, w, b = omega[:, 0], omega[:, 1 : d + 1], omega[:, d + 1]
        return self.beta * (sigma0(z @ w.T + b) * self.omega_weights) @ a

    def loss(self, predictions):
        return ((predictions - self.labels) ** 2).mean() / 2


def tensor(values):
    return torch.as_tensor(values, dtype=torch.float64).clone()


def read_array(file, path, name, rank):
    if name not in file or not isinstance(file[name], h5py.Dataset):
        raise InputError(f"{path}: data set '{name}' is missing; name a particle file")
    if file[name].ndim != rank:
        raise InputError(f"{path}: data set '{name}' has {file[name].ndim} indices instead of {rank}")
    return file[name]


def read_text(file, name):
    """The attribute `name`, a text of fixed or variable length."""
    value = file.attrs[name]
    return value.decode() if isinstance(value, bytes) else str(value)


def read_start(path, index):
    """Network, time, theta and omega of the particle file `path` at the time number `index`."""
    try:
        file = h5py.File(path, "r")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read as HDF5 ({error})".replace("\n", " ")) from None
    with file:
        if "schema" not in file.attrs or read_text(file, "schema") != SCHEMA:
            raise InputError(f"{path}: this is no particle file; name one")
        try:
            rule, activation = read_text(file, "depth_rule"), read_text(file, "activation")
            fixed = read_text(file, "head") == "fixed"
            network = Network()
            network.alpha, network.beta = float(file.attrs["alpha"]), float(file.attrs["beta"])
            if fixed:
                network.head_vector = tensor(file.attrs["head_vector"])
        except KeyError as error:
            raise InputError(f"{path}: attribute {error} is missing; name a particle file") from None
        if rule != "euler":
            raise InputError(
                f"{path}: depth rule '{rule}'; this script knows euler, set Depth/Rule = euler"
            )
        if activation not in ACTIVATIONS:
            raise InputError(f"{path}: unknown activation '{activation}'")
        network.activation = activation
        for name in ("depths", "depth_weights", "theta_weights", "labels"):
            setattr(network, name, tensor(read_array(file, path, name, 1)[:]))
        network.inputs = tensor(read_array(file, path, "inputs", 2)[:])
        if not fixed:
            network.omega_weights = tensor(read_array(file, path, "omega_weights", 1)[:])
        times = read_array(file, path, "times", 1)
        if not 0 <= index < len(times):
            raise InputError(f"--time-index {index}: {path} holds the times 0 to {len(times) - 1}")
        theta = tensor(read_array(file, path, "theta", 4)[index])
        omega = None if fixed else tensor(read_array(file, path, "omega", 3)[index])
        n, d = network.inputs.shape
        expected = (len(network.depths), len(network.theta_weights), 2 * d + 1)
        if tuple(theta.shape) != expected or len(network.labels) != n:
            raise InputError(f"{path}: the extents of its data sets do not fit together")
        return network, float(times[index]), theta, omega


def read_samples(path):
    """Inputs and labels of a csv file with the header x0,...,y."""
    try:
        with open(path, newline="") as file:
            rows = list(csv.reader(file))
        header = [name.strip() for name in rows[0]] if rows else []
        if len(header) < 2 or header != [f"x{k}" for k in range(len(header) - 1)] + ["y"]:
            raise InputError(f"{path}:1: the first line has to be x0,y or x0,x1,y and so on")
        samples = []
        for number, row in enumerate(rows[1:], start=2):
            if not row:
                continue
            if len(row) != len(header):
                raise InputError(f"{path}:{number}: {len(row)} entries, the header has {len(header)}")
            samples.append([float(entry) for entry in row])
            if not all(math.isfinite(value) for value in samples[-1]):
                raise InputError(f"{path}:{number}: a number is not finite")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except (ValueError, csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; write numbers with a decimal point") from None
    if not samples:
        raise InputError(f"{path}: there is no sample after the header")
    return tensor([row[:-1] for row in samples]), tensor([row[-1] for row in samples])


def draw_start(options):
    network = Network()
    network.activation = options.activation
    network.alpha, network.beta = options.alpha, options.beta
    network.inputs, network.labels = read_samples(options.data)
    d = network.inputs.shape[1]
    layers, neurons, head = options.layers, options.neurons, options.head_neurons or options.neurons
    network.depths = torch.arange(layers, dtype=torch.float64) / layers
    network.depth_weights = torch.full((layers,), 1 / layers, dtype=torch.float64)
    network.theta_weights = torch.full((neurons,), 1 / neurons, dtype=torch.float64)
    torch.manual_seed(options.seed)
    theta = torch.randn(layers, neurons, 2 * d + 1, dtype=torch.float64)
    if options.head_vector is not None:
        if len(options.head_vector) != d:
            raise InputError(f"--head-vector: give {d} number(s), one per input")
        network.head_vector = tensor(options.head_vector)
        return network, 0.0, theta, None
    network.omega_weights = torch.full((head,), 1 / head, dtype=torch.float64)
    return network, 0.0, theta, torch.randn(head, d + 2, dtype=torch.float64)


class Writer:
    """A particle file that grows by one time after the other."""

    def __init__(self, path, network, theta, omega):
        try:
            self.file = h5py.File(
                path, "w", libver=("v108", "v108"), userblock_size=SEAL_SIZE
            )
        except OSError as error:
            raise InputError(f"--output {path}: cannot be written ({error})") from None
        n, d = network.inputs.shape
        fixed = network.head_vector is not None
        attributes = self.file.attrs
        attributes["schema"], attributes["version"] = SCHEMA, 1
        attributes["generator"] = f"PyTorch {torch.__version__}"
        attributes["activation"] = network.activation
        attributes["alpha"], attributes["beta"] = network.alpha, network.beta
        attributes["head"] = "fixed" if fixed else "trained"
        if fixed:
            attributes["head_vector"] = network.head_vector.numpy()
        attributes["depth_rule"], attributes["points_per_interval"] = "euler", 1
        for name in ("depths", "depth_weights", "theta_weights", "inputs", "labels"):
            self.file[name] = getattr(network, name).numpy()
        if not fixed:
            self.file["omega_weights"] = network.omega_weights.numpy()
        self.create("times", ())
        self.create("loss", ())
        self.create("predictions", (n,))
        self.create("theta", tuple(theta.shape))
        if not fixed:
            self.create("omega", tuple(omega.shape))

    def create(self, name, shape):
        # HDF5 limits chunks to 4 GB; one layer at a time stays below that.
        chunks = (1, 1) + shape[1:] if len(shape) == 3 else (1,) + shape
        self.file.create_dataset(
            name, (0,) + shape, "f8", maxshape=(None,) + shape, chunks=chunks, fletcher32=True
        )

    def append(self, name, values):
        data = self.file[name]
        data.resize(len(data) + 1, axis=0)
        data[-1] = values

    def write(self, training_time, loss, predictions, theta, omega):
        self.append("theta", theta.detach().numpy())
        if omega is not None:
            self.append("omega", omega.detach().numpy())
        self.append("predictions", predictions.detach().numpy())
        self.append("loss", loss)
        self.append("times", training_time)
        self.file.flush()

    def close(self):
        """Closes the file and writes the checksum over it that Rhoflow compares."""
        path = self.file.filename
        self.file.close()
        with open(path, "r+b") as file:
            file.seek(SEAL_SIZE)
            crc = zlib.crc32(file.read())
            line = f"rhoflow seal: CRC-32 of the bytes from 512 on is 0x{crc:08x}\n"
            file.seek(0)
            file.write(line.encode().ljust(SEAL_SIZE, b"\0"))


def train(options, output, network, start_time, theta, omega):
    """Steps of the mean field's learning rates: theta -= rate / (b_l q_m) dE/dtheta_{l,m}."""
    theta.requires_grad_()
    parameters = [theta]
    scales = [network.depth_weights[:, None, None] * network.theta_weights[:, None]]
    if omega is not None:
        omega.requires_grad_()
        parameters.append(omega)
        scales.append(network.omega_weights[:, None])
    if options.train != "both" and omega is None:
        raise InputError("--train: this network has a fixed head; leave the option out")
    chosen = {"both": slice(None), "encoder": slice(0, 1), "head": slice(1, 2)}[options.train]
    parameters, scales = parameters[chosen], scales[chosen]
    optimizer = (torch.optim.Adam if options.adam else torch.optim.SGD)(parameters, lr=options.rate)
    writer = Writer(output, network, theta, omega)
    begin = time.monotonic()
    for step in range(options.steps + 1):
        predictions = network.predict(theta, omega)
        loss = network.loss(predictions)
        value = loss.item()
        if not math.isfinite(value):
            raise RunError(f"step {step}: the loss is not finite; lower --rate")
        if step % options.every == 0 or step == options.steps:
            training_time = start_time + options.rate * step
            writer.write(training_time, value, predictions, theta, omega)
            if not options.quiet:
                seconds = time.monotonic() - begin
                left = seconds * (options.steps - step) / step if step else 0.0
                print(
                    f"step {step}/{options.steps}  t = {training_time:.6g}  loss {value:.6e}"
                    + (f"  {left:.0f} s left" if step else ""),
                    flush=True,
                )
        if step == options.steps:
            break
        optimizer.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter, scale in zip(parameters, scales):
                if parameter.grad is None:  # the constant activation does not see its weights
                    parameter.grad = torch.zeros_like(parameter)
                parameter.grad /= scale
        optimizer.step()
    writer.close()


def finite(text):
    value = float(text)
    if not math.isfinite(value):
        raise ValueError
    return value


finite.__name__ = "finite number"


def positive(kind):
    def convert(text):
        value = kind(text)
        if not (value > 0 and math.isfinite(value)):
            raise ValueError
        return value

    convert.__name__ = "positive " + ("whole number" if kind is int else "number")
    return convert


class Parser(argparse.ArgumentParser):
    def error(self, message):  # one line, without the usage
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parse_options(arguments):
    parser = Parser(prog="train_torch.py", description=__doc__,
                    formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--start", nargs="+", metavar="FILE.h5",
                        help="particle file with network, samples and weights to start from; several "
                             "are trained one after the other, each into an output of its own")
    source.add_argument("--data", metavar="FILE.csv",
                        help="samples, first line x0,...,y; weights are drawn")
    parser.add_argument("--time-index", type=int, default=0, metavar="T",
                        help="with --start: number of the time to start from, default 0")
    parser.add_argument("--output", required=True, nargs="+", metavar="FILE.h5",
                        help="particle file to write, one for each start")
    parser.add_argument("--rate", type=positive(float), default=0.01,
                        help="learning rate of the mean field, default 0.01: theta -= rate L M "
                             "dE/dtheta; training time is rate times steps")
    parser.add_argument("--steps", type=positive(int), default=100, help="default 100")
    parser.add_argument("--every", type=positive(int), metavar="N",
                        help="write the weights every N steps, default steps/10")
    parser.add_argument("--adam", action="store_true",
                        help="Adam in place of plain gradient descent")
    parser.add_argument("--train", choices=["both", "encoder", "head"], default="both",
                        help="what is trained, default both; the rest keeps its start")
    network = parser.add_argument_group("network, with --data")
    network.add_argument("--activation", choices=list(ACTIVATIONS), default="tanh")
    network.add_argument("--alpha", type=finite, default=1.0, help="scale of the blocks, default 1")
    network.add_argument("--beta", type=finite, default=1.0, help="scale of the head, default 1")
    network.add_argument("--layers", type=positive(int), default=10, help="L, default 10")
    network.add_argument("--neurons", type=positive(int), default=1000, help="M, default 1000")
    network.add_argument("--head-neurons", type=positive(int), help="K, default M")
    network.add_argument("--head-vector", type=finite, nargs="+", metavar="C",
                         help="a fixed head f = c.z instead of a trained one")
    network.add_argument("--seed", type=int, default=1, help="default 1")
    parser.add_argument("--threads", type=positive(int), help="threads of PyTorch")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    options = parser.parse_args(arguments)
    n_starts = len(options.start) if options.start else 1
    if len(options.output) != n_starts:
        parser.error(f"--output: {len(options.output)} files for {n_starts} start(s); give as many")
    if options.every is None:
        options.every = max(options.steps // 10, 1)
    return options


def main(arguments=None):
    options = parse_options(arguments)
    try:
        if options.threads:
            torch.set_num_threads(options.threads)
        if options.start:
            for path, output in zip(options.start, options.output):
                train(options, output, *read_start(path, options.time_index))
        else:
            train(options, options.output[0], *draw_start(options))
    except InputError as error:
        print(f"train_torch.py: {error}", file=sys.stderr)
        return 2
    except (RunError, OSError) as error:
        print(f"train_torch.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
