// Works through a list of jobs, several at a time.

/** Gives the results in the order of the jobs. */
export async function inLanes(jobs, lanes, work) {
  const results = new Array(jobs.length);
  const waiting = jobs.entries();
  const lane = async () => {
    // One iterator for all lanes: each takes the next job that nobody has.
    for (const [number, job] of waiting) results[number] = await work(job, number);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
