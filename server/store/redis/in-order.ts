// The ids of things that Redis tells in no order, and some of them twice, put in order in pieces: each piece takes a look at all
// of them and keeps the next ones, so that it costs the same memory however many there are.

/** How many ids: of one look, and of one page. */
interface Most {
  look: number
  page: number
}

const MOST: Most = { look: 50_000, page: 500 }

/** Each once, in order. `all`: tells all of them, each time that it is called. */
export async function* inOrder(
  all: () => AsyncIterable<readonly string[]>,
  most: Most = MOST,
): AsyncGenerator<string[]> {
  let after: string | null = null
  do {
    const next = await smallest(all(), after, most.look)
    for (let at = 0; at < next.length; at += most.page) yield next.slice(at, at + most.page)
    after = next.length < most.look ? null : (next.at(-1) ?? null)
  } while (after !== null)
}

/** The first ones after `after`, so many at most. */
async function smallest(
  all: AsyncIterable<readonly string[]>,
  after: string | null,
  most: number,
): Promise<string[]> {
  let [found, bound]: [string[], string | null] = [[], null]
  for await (const some of all) {
    for (const each of some)
      if ((after === null || each > after) && (bound === null || each <= bound)) found.push(each)
    if (found.length < 2 * most) continue
    found = firstOf(found, most)
    bound = found.length < most ? null : (found.at(-1) ?? null)
  }
  return firstOf(found, most)
}

function firstOf(found: readonly string[], most: number): string[] {
  return [...new Set(found)].sort().slice(0, most)
}
