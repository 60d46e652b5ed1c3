// How much of everything: `full` for `make soak`, `small` for `make test`.

export const SIZES = {
  full: {
    refresh: { rounds: 20, requests: 1000 },
    kill: { kills: 50, lanes: 12 },
  },
  small: {
    refresh: { rounds: 2, requests: 100 },
    kill: { kills: 2, lanes: 20 },
  },
};
