// Takes what comes one by one in batches: many small things are done at once, and never more than a few.

/** As many rooms as are carried or compared at once. */
const BATCH = 8

/** All that comes, in its order, up to eight at a time. */
export async function* inBatches<Each>(each: AsyncIterable<Each>): AsyncGenerator<Each[]> {
  let batch: Each[] = []
  for await (const one of each) {
    batch.push(one)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
