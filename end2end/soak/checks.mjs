// What a scenario found: one line for each check, with its figures.

export class Checks {
  rows = [];

  /** @param {string} scenario stands in front of each line */
  constructor(scenario) {
    this.scenario = scenario;
  }

  /** Notes whether the claim held, with the figures that it rests on. */
  that(claim, held, figures = {}) {
    this.rows.push({ claim, held: Boolean(held), figures });
    const shown = Object.entries(figures).map(([name, value]) => `${name}: ${show(value)}`);
    console.log([held ? 'ok  ' : 'FAIL', this.scenario.padEnd(9), [claim, ...shown].join(' · ')].join(' '));
  }

  get failed() {
    return this.rows.filter((row) => !row.held).length;
  }
}

function show(value) {
  if (typeof value === 'number') return `${Math.round(value * 10) / 10}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
