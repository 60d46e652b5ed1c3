// Keeps what a scenario started, and stops it in reverse order, whatever happened.

/**
 * Runs `work` with a function that takes anything with a `stop` into keeping and gives it back.
 * A thing that cannot be stopped does not keep the others running.
 */
export async function closing(work) {
  const kept = [];
  const keep = (thing) => {
    kept.push(thing);
    return thing;
  };
  try {
    return await work(keep);
  } finally {
    for (const thing of kept.reverse()) {
      await Promise.resolve(thing.stop()).catch((error) => console.error(`not stopped: ${error.message}`));
    }
  }
}
