// How much of everything: `full` for `make soak`, `small` for `make test`.

export const SIZES = {
  full: {
    refresh: { rounds: 20, requests: 1000 },
    kill: { kills: 50, lanes: 12 },
    redis: { outages: 20, members: 20 },
    sentinel: { failovers: 5, members: 20 },
    cluster: { moves: 10, slots: 5_000, members: 30, rate: 60 },
  },
  small: {
    refresh: { rounds: 2, requests: 100 },
    kill: { kills: 2, lanes: 20 },
    redis: { outages: 3, members: 5 },
  },
};
