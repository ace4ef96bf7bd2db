// What is told in no order, and partly twice, comes in order and once.
import { expect, it } from 'vitest'
import { inOrder } from '../../../../server/store/redis/in-order.ts'
import { span } from '../../../contracts/samples.ts'
import { Random, seedFor } from '../../../support/random.ts'

/** The ids in another order each time, some of them several times. */
function telling(ids: readonly string[], random: Random): () => AsyncIterable<string[]> {
  return async function* () {
    const told = [...ids, ...ids.filter(() => random.onceIn(3)), ...ids.filter(() => random.onceIn(5))]
    const mixed = told.map((id) => ({ id, at: random.below(2 ** 30) })).sort((a, b) => a.at - b.at)
    for (let at = 0; at < mixed.length;) {
      const some = 1 + random.below(9)
      yield mixed.slice(at, at + some).map(({ id }) => id)
      at += some
    }
  }
}

async function pagesOf(all: () => AsyncIterable<string[]>, look: number): Promise<string[][]> {
  const pages: string[][] = []
  for await (const page of inOrder(all, { look, page: 7 })) pages.push(page)
  return pages
}

it('[MV9] tells all of them, in pages, however few are kept in one look', async () => {
  const random = new Random(seedFor('Ids in order'))
  for (const count of [0, 1, 9, 10, 11, 100, 101]) {
    const ids = span(1, count).map((nth) => `id-${random.below(1_000_000)}-${nth}`)
    const pages = await pagesOf(telling(ids, random), 10)
    expect(pages.flat()).toEqual(ids.toSorted())
    expect(pages.every(({ length }) => length > 0 && length <= 7)).toBe(true)
  }
})
