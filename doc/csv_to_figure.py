# SPDX-License-Identifier: Apache-2.0
# %% [markdown]
# From a csv file to a figure: the density's prediction, tested on samples it has not seen, and its head.
# Start in the top folder of Rhoflow with `PYTHONPATH=src/python`, as a whole or cell by cell.
# %%
import matplotlib.pyplot as plt
import numpy as np
import rhoflow

x, y = np.loadtxt("problems/own_data/day_length.csv", delimiter=",", skiprows=1, unpack=True)
test = np.arange(len(x)) % 4 == 2  # every fourth sample is not learnt but predicted
# %%
run = rhoflow.solve(x[~test], y[~test], test=(x[test], y[test]), output="output/csv_to_figure",
                    beta=10, end_time=2, **{"Output/Fields": False, "Output/Pictures": False})
last = run.statistics[-1]
print(f"R^2 {last['r_squared']:.4f}, of the test samples {last['test_r_squared']:.4f}")
# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.4), layout="constrained")
run.plot.prediction(axes=left)
left.set(xlabel="day of the year, from -1 to 1", ylabel="(hours of day - 12) / 5", title="")
pair = run.density("head").marginal("w", "a").sample(200, {"w": (-4, 4), "a": (-4, 4)})
image = right.pcolormesh(pair.edges["w"], pair.edges["a"], pair.values.T, cmap="Blues", rasterized=True)
right.set(xlabel="inner weight $w$", ylabel="outer weight $a$")
figure.colorbar(image, ax=right, label="density of the head")
figure.savefig("csv_to_figure.pdf")
figure.savefig("csv_to_figure.png", dpi=200)
