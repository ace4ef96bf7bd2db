// Searches of many kinds on a running host, one after the other, as any client asks them.
import type { SearchPage, SearchQuery, SignedIn } from '../../protocol/rest.ts'
import type { Kind } from './plan.ts'
import { ROOMS } from './talked-log.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Queries of each kind, all different as a rule. */
const QUERIES = 500

type Question = Pick<SearchQuery, 'q' | 'room'>

/** The kinds, by their queries. Words have ranks: the commonest first. */
export function kindsOf(words: Vocabulary): Readonly<Record<string, (nth: number) => Question>> {
  const common = () => words.twoSyllables(0, 500)
  return {
    'two syllables, common': () => ({ q: common() }),
    'two syllables, rare': () => ({ q: words.twoSyllables(15_000, 20_000) }),
    'two syllables, in no message': () => ({ q: words.twoUnheardOf() }),
    'two syllables, in one room': (nth) => ({ q: common(), room: ROOMS[nth % ROOMS.length] ?? '' }),
    'one syllable': () => ({ q: common().slice(0, 1) }),
    'a Korean word': () => ({ q: words.word(words.korean, 0, 20_000) }),
    'an English word': () => ({ q: words.word(words.english, 0, 20_000).toUpperCase() }),
    'two words': () => ({ q: `${common()} ${common()}` }),
    'a long English word, in no message': () => ({ q: words.word(words.english, 0, 500).repeat(3) }),
  }
}

/** Milliseconds that each takes, from the request to the end of the answer. */
export async function ask(http: string, title: string, question: (nth: number) => Question): Promise<Kind> {
  const headers = { Authorization: `Bearer ${await tokenOf(http)}` }
  const times: number[] = []
  let hits = 0
  for (let asked = 0; asked < QUERIES; asked += 1) {
    const url = `${http}/api/search?${new URLSearchParams(question(asked)).toString()}`
    const started = performance.now()
    const page = await answered<SearchPage>(await fetch(url, { headers }))
    times.push(performance.now() - started)
    hits += page.hits.length
  }
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.min(QUERIES - 1, Math.floor(share * QUERIES))] ?? NaN
  return { title, p50: at(0.5), p95: at(0.95), slowest: at(1), hits: hits / QUERIES }
}

async function tokenOf(http: string): Promise<string> {
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"nickname":"찾는 이"}',
  }
  return (await answered<SignedIn>(await fetch(`${http}/api/auth/guest`, init))).token
}

async function answered<Body>(response: Response): Promise<Body> {
  if (response.ok) return (await response.json()) as Body
  throw new Error(`${response.url} answered ${response.status}.`)
}
