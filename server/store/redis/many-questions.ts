// Asks the same of many keys, in few writes: one for some hundreds of those that a server has.
import type { Commands, RedisLink } from './link.ts'
import { orUnavailable } from './outage.ts'
import { serverOf } from './servers.ts'

/** Questions that a server is asked in one go: others ask it meanwhile. */
const AT_ONCE = 512

/** A command that reads, its one key, and what it is asked about that. */
export type Question = readonly [command: Reading, key: string, ...about: string[]]

type Reading = 'exists' | 'get' | 'hget' | 'hmget' | 'zscore'
/** What takes such commands, one server's connection or what is written to it together. */
type Asked = Record<Reading, (key: string, ...about: string[]) => unknown>

interface Numbered {
  question: Question
  nth: number
}

/** The answers, in the order of the questions. Rejects with Refusal UNAVAILABLE, or with what the first that cannot be answered says. */
export async function answersTo({ commands }: RedisLink, questions: readonly Question[]): Promise<unknown[]> {
  const answers: unknown[] = Array.from({ length: questions.length })
  const byServer = Map.groupBy(
    questions.map((question, nth): Numbered => ({ question, nth })),
    ({ question: [, key] }) => serverOf(commands, key),
  )
  const answerAll = async (asked: readonly Numbered[]): Promise<void> => {
    for (let from = 0; from < asked.length; from += AT_ONCE) {
      const portion = asked.slice(from, from + AT_ONCE)
      for (const [index, answer] of (await answersOfOne(commands, portion)).entries())
        answers[portion[index]?.nth ?? -1] = answer
    }
  }
  await Promise.all([...byServer.values()].map(answerAll))
  return answers
}

/** What one server says. What it cannot answer is asked alone, for its slot may have moved: of several at once nobody is sent on. */
async function answersOfOne(commands: Commands, asked: readonly Numbered[]): Promise<unknown[]> {
  const pipeline = commands.pipeline()
  for (const { question } of asked) ask(pipeline, question)
  const outcomes = await orUnavailable(pipeline.exec())
  const answers: unknown[] = []
  for (const [index, { question }] of asked.entries()) {
    const [error, answer] = outcomes?.[index] ?? [new Error('There is no answer.'), null]
    answers.push(error === null ? answer : await orUnavailable(Promise.resolve(ask(commands, question))))
  }
  return answers
}

function ask(of: object, [command, ...about]: Question): unknown {
  return (of as Asked)[command](...about)
}
