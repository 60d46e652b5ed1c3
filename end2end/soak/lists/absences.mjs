// When which program was away, so that what fails meanwhile is held against nobody.

export class Absences {
  #spans = [];

  /** Notes that the program is away as long as `work` lasts. */
  async during(program, work) {
    const span = { program, from: performance.now(), to: Infinity };
    this.#spans.push(span);
    const outcome = await work();
    span.to = performance.now();
    return outcome;
  }

  /** Whether one of these programs was away at any time between the two. */
  met(programs, from, to) {
    return this.#spans.some((span) => programs.includes(span.program) && span.from <= to && from <= span.to);
  }
}
