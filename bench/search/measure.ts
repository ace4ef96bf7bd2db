// The search's measurement: a million messages kept without an index and with one, then looked for on a host.
import { join } from 'node:path'
import { startServer } from '../child.ts'
import { ask, kindsOf } from './ask.ts'
import type { Kind, SearchOutcome } from './plan.ts'
import { TalkedLog } from './talked-log.ts'
import { Vocabulary } from './vocabulary.ts'

const MESSAGES = 1_000_000
const SEED = 20_250_101

/** Both threads of the log and its index are this process's, held to no CPU. */
export async function measureSearch(): Promise<SearchOutcome> {
  const vocabulary = new Vocabulary(SEED)
  const messages = Array.from({ length: MESSAGES }, () => vocabulary.message())
  const bare = new TalkedLog(false)
  const without = await bare.say(messages)
  await bare.close()
  bare.remove()
  const indexed = new TalkedLog(true)
  await indexed.createRooms()
  const withIndex = await indexed.say(messages)
  await indexed.close()
  const [databaseBytes, indexBytes] = [indexed.bytesOf('sarangbang.db'), indexed.bytesOf('search.db')]
  const kinds = await askAll(indexed.folder, vocabulary)
  indexed.remove()
  return { messages: MESSAGES, without, withIndex, databaseBytes, indexBytes, kinds }
}

async function askAll(folder: string, vocabulary: Vocabulary): Promise<Kind[]> {
  const program = join(import.meta.dirname, '../../server/main.ts')
  const command = [process.execPath, program, '--port', '0', '--data', folder, '--log-level', 'warn']
  const server = await startServer(command)
  const { http } = JSON.parse(server.line) as { http: string }
  const kinds: Kind[] = []
  for (const [title, question] of Object.entries(kindsOf(vocabulary)))
    kinds.push(await ask(http, title, question))
  await server.stop()
  return kinds
}
