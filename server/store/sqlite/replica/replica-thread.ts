// A thread of its own that has a node's index, so that nobody who is served waits while it is written or looked through.
import { workerData } from 'node:worker_threads'
import { answerAsked, tellNews } from '../answer-asked.ts'
import type { ReplicaFile, ReplicaQuestions } from './questions.ts'
import { Replica } from './replica.ts'

const replica = new Replica({ ...(workerData as ReplicaFile), tell: tellNews, now: () => performance.now() })
answerAsked<ReplicaQuestions>({
  answers: {
    compare: ({ heads, quiet }) => replica.compare(heads, quiet),
    take: (pages) => replica.take(pages),
    keepOnly: ({ stretch, rooms }) => replica.keepOnly(stretch, rooms),
    find: ({ lookup, heads }) => replica.find(lookup, heads),
  },
  turn: () => replica.turn(),
  close: () => replica.close(),
})
