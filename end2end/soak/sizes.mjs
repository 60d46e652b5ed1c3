// How much of everything: `full` for `make soak`, `small` for `make test`.

/** A list at the provider's own pace; and one that is short, and of which nobody waits for anything. */
const CALM = { pageTakes: 0, leaseLeft: 0, refresh: false };
const HASTY = { pageTakes: 150, leaseLeft: 500, refresh: true };

export const SIZES = {
  full: {
    refresh: { rounds: 20, requests: 1000 },
    kill: { kills: 50, lanes: 24 },
    redis: { outages: 20, members: 20 },
    sentinel: { failovers: 5, members: 20 },
    cluster: { moves: 10, slots: 5_000, members: 30, rate: 60 },
    rolling: { rounds: 3, rate: 300, members: 150, stalled: 50 },
    slow: { sockets: 1000, connections: 1000, seconds: 30 },
    connects: { flows: 10_000, lanes: 200, pending: 1_000 },
    skew: { life: 12, cycles: 6, rate: 30 },
    lists: { ...CALM, contacts: 100_000, rate: 30, churn: 20, searches: 6, trueWithin: 60_000, storeDies: true },
  },
  small: {
    refresh: { rounds: 2, requests: 100 },
    kill: { kills: 2, lanes: 20 },
    redis: { outages: 3, members: 5 },
    rolling: { rounds: 1, rate: 60, members: 20, stalled: 10 },
    slow: { sockets: 100, connections: 0, seconds: 0 },
    connects: { flows: 300, lanes: 30, pending: 100 },
    skew: { life: 4, cycles: 3, rate: 15 },
    lists: { ...HASTY, contacts: 3_000, rate: 30, churn: 20, searches: 2, trueWithin: 10_000, storeDies: false },
  },
};

/** How many scenarios run at a time: figures are taken alone, `make test` saves time. */
export const TOGETHER = { full: 1, small: 2 };
